"""Roles, which a PAM module asks for before any second factor."""

import pytest

ROLES = "/api/2/roles"


@pytest.fixture
def roles(make_client):
    client = make_client(
        seeds=[
            {
                "onelogin": {
                    "roles": [{"name": "admins", "id": 7}, {"name": "staff"}],
                    "users": [{"email": "eve@example.com", "role_ids": [7]}],
                }
            }
        ]
    )
    client.eve = client.onelogin.find_user("eve@example.com").id
    return client


def test_roles_are_listed_with_their_apps_and_users(roles):
    app = roles.onelogin.app.id
    assert roles.get(ROLES).body == [
        {"id": 7, "name": "admins", "apps": [app], "users": [roles.eve], "admins": []},
        {"id": 530001, "name": "staff", "apps": [app], "users": [], "admins": []},
    ]


def test_a_role_is_found_by_name_with_the_fields_that_are_asked_for(roles):
    assert roles.get(f"{ROLES}?name=admins&fields=id,users").body == [{"id": 7, "users": [roles.eve]}]
    assert roles.get(f"{ROLES}?name=nobody").body == []
    assert [role["name"] for role in roles.get(f"{ROLES}?role_name=st*").body] == ["staff"]


def test_every_role_has_every_app(roles):
    assert len(roles.get(f"{ROLES}?app_id={roles.onelogin.app.id}&app_name=Example*").body) == 2
    assert roles.get(f"{ROLES}?app_id=5").body == []


def test_a_parameter_that_lists_of_roles_do_not_have_is_refused(roles):
    assert roles.get(f"{ROLES}?nme=admins").body["message"] == "unknown attribute: nme"


def test_a_test_makes_a_role_and_puts_a_user_in(client):
    role = client.onelogin.add_role("admins")
    eve = client.onelogin.user("eve@example.com", role_ids=[role.id])
    assert client.get(f"{ROLES}?name=admins").body[0]["users"] == [eve.id]
    assert client.get(f"/api/2/users/{eve.id}").body["role_ids"] == [role.id]


def test_roles_come_in_pages(make_client):
    seed = {"onelogin": {"roles": [{"name": f"role {n}"} for n in range(5)]}}
    client = make_client(seeds=[seed])
    names, path = [], f"{ROLES}?limit=2"
    for _ in range(3):
        answer = client.get(path)
        names += [role["name"] for role in answer.body]
        path = f"{ROLES}?cursor={answer.headers.get('after-cursor')}"
    assert names == [f"role {n}" for n in range(5)]
    assert "after-cursor" not in answer.headers
    assert (answer.headers["current-page"], answer.headers["total-pages"], answer.headers["total-count"]) == (
        "3",
        "3",
        "5",
    )
    assert [role["name"] for role in client.get(f"{ROLES}?limit=1&page=4").body] == ["role 3"]
    assert client.get(f"{ROLES}?limit=0").status == 422
