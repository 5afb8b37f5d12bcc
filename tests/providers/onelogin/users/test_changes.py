"""Users: one at a time, in both versions."""

import hashlib

import pytest

USERS = "/api/2/users"
LOGIN = "/api/1/login/auth"


def can_log_in(client, name, password) -> bool:
    body = {"username_or_email": name, "password": password, "subdomain": "acme"}
    return client.post(LOGIN, body).status == 200


def test_a_user_is_made_with_201_and_can_log_in(client):
    body = {
        "email": "new@example.com",
        "password": "pw",
        "password_confirmation": "pw",
        "title": "Dr",
        "group_id": "5",
        "role_ids": [1, 2],
        "custom_attributes": {"shoe": "42"},
        "phone": "+15555550155",
    }
    answer = client.post(USERS + "?mappings=sync&validate_policy=false", body)
    assert answer.status == 201
    assert (answer.body["status"], answer.body["title"], answer.body["group_id"]) == (1, "Dr", 5)
    assert (answer.body["role_ids"], answer.body["custom_attributes"]) == ([1, 2], {"shoe": "42"})
    assert can_log_in(client, "new@example.com", "pw")


def test_a_user_without_a_password_waits_for_one(client):
    assert client.post(USERS, {"username": "new"}).body["status"] == 7


def test_a_password_may_come_hashed(client):
    body = {
        "email": "new@example.com",
        "password": hashlib.sha256(b"saltpw").hexdigest(),
        "password_algorithm": "salt+sha256",
        "salt": "salt",
    }
    client.post(USERS, {**body, "password_confirmation": body["password"]})
    assert can_log_in(client, "new@example.com", "pw")


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({}, "email"),
        ({"email": ""}, "email"),
        ({"email": "x"}, "email"),
        ({"email": "a@b.c", "password": "x"}, "password_confirmation"),
        ({"email": "a@b.c", "password": "x", "password_confirmation": "y"}, "password_confirmation"),
        (
            {"email": "a@b.c", "password": "x", "password_confirmation": "x", "password_algorithm": "md5"},
            "password_algorithm",
        ),
        ({"email": "a@b.c", "status": 6}, "status"),
        ({"email": "a@b.c", "status": "x"}, "status"),
        ({"email": "a@b.c", "state": 4}, "state"),
        ({"email": ["a"]}, "email"),
    ],
)
def test_a_bad_value_is_refused_by_name_and_makes_no_user(client, body, parameter):
    answer = client.post(USERS, body)
    assert (answer.status, answer.body["name"]) == (422, "ValidationError")
    assert answer.body["details"] == {"parameters": [parameter]}
    assert len(client.onelogin.users) == 2


@pytest.mark.parametrize(
    ("body", "attribute"),
    [
        ({"email": "ADA@example.com"}, "Email"),
        ({"username": "ada"}, "Username"),
        ({"username": "ada@example.com"}, "Username"),
    ],
)
def test_a_name_that_is_taken_is_refused_in_the_words_of_the_service(client, body, attribute):
    answer = client.post(USERS, body)
    assert (answer.status, answer.body) == (
        422,
        {
            "statusCode": 422,
            "name": "UnprocessableEntityError",
            "message": f"Validation failed: {attribute} must be unique within acme",
        },
    )
    assert client.post("/api/1/users", body).status == 400
    assert len(client.onelogin.users) == 2


def test_version_1_refuses_an_unknown_attribute_by_description_and_name(client):
    body = {"firstname": "A", "last": "B", "email": "q@example.com", "username": "q"}
    for answer in (client.post("/api/1/users", body), client.put("/api/1/users/{ada}", {"last": "B"})):
        assert (answer.status, answer.body["status"]["type"]) == (400, "bad request")
        assert answer.message == {"description": "last is not a valid attribute for user model", "attribute": "last"}
        assert "did you mean 'lastname'" in answer.reason
    assert len(client.onelogin.users) == 2


def test_version_2_refuses_an_unknown_attribute_by_name(client):
    body = {"email": "r@example.com", "username": "r", "employee_number": 3}
    for answer in (client.post(USERS, body), client.put(USERS + "/{ada}", {"employee_number": 3})):
        assert answer.status == 400
        assert answer.body == {
            "message": "unknown attribute: employee_number",
            "name": "BadRequestError",
            "statusCode": 400,
        }
    assert len(client.onelogin.users) == 2


@pytest.mark.parametrize(("version", "attribute"), [(1, "role_ids"), (2, "role_id"), (2, "notes")])
def test_a_name_of_the_other_version_is_unknown(client, version, attribute):
    assert client.put(f"/api/{version}/users/{{ada}}", {attribute: None}).status == 400


def test_version_2_takes_the_names_that_sdk_2_always_sends(client):
    body = {"locale_code": "de", "openid_name": "ada"}
    assert client.put(USERS + "/{ada}", body).body["preferred_locale_code"] == "de"


def test_a_user_may_be_sent_back_as_it_was_read(client):
    read = client.get(USERS + "/{ada}").body
    assert client.put(USERS + "/{ada}", read).body == read


def test_a_change_touches_what_it_names_and_null_empties(client):
    client.put(f"{USERS}/{client.ada}", {"title": "Countess", "custom_attributes": {"a": 1}})
    answer = client.put(f"{USERS}/{client.ada}", {"phone": None, "custom_attributes": {"b": 2}})
    assert answer.status == 200
    user = answer.body
    assert (user["title"], user["phone"], user["firstname"]) == ("Countess", None, "Ada")
    assert user["custom_attributes"] == {"a": 1, "b": 2}


def test_names_stay_unique(client):
    before = client.get(f"{USERS}/{client.ada}").body
    answer = client.put(f"{USERS}/{client.ada}", {"email": "grace@example.com", "title": "x"})
    assert (answer.status, answer.body["name"]) == (422, "UnprocessableEntityError")
    assert answer.body["message"] == "Validation failed: Email must be unique within acme"
    assert client.get(f"{USERS}/{client.ada}").body == before


def test_a_user_keeps_a_name(client):
    assert client.put(f"{USERS}/{client.ada}", {"email": None, "username": None}).status == 422


def test_the_first_password_activates(client):
    user = client.post(USERS, {"username": "new"}).body["id"]
    answer = client.put(f"{USERS}/{user}", {"password": "pw", "password_confirmation": "pw"})
    assert answer.body["status"] == 1
    assert can_log_in(client, "new", "pw")


def test_a_removed_user_is_gone_with_devices_and_tokens(client, enrolled):
    device = enrolled("sms").id
    client.post("/api/1/users/{ada}/mfa_token")
    ada = client.ada
    answer = client.delete(f"{USERS}/{ada}")
    assert (answer.status, answer.raw) == (204, b"")
    state = client.emulator.world.states["onelogin"]
    assert state.devices.get(device) is None
    assert len(state.mfa_tokens) == 0
    assert client.get(f"{USERS}/{ada}").status == 404
    assert client.delete(f"{USERS}/{ada}").status == 404


def test_version_1_has_other_names_for_some(client):
    (user,) = client.get(f"/api/1/users/{client.ada}").data
    assert {"role_id", "openid_name", "locale_code", "notes", "preferred_locale_code", "comment"} <= set(user)
    assert "role_ids" not in user
    (user,) = client.put(f"/api/1/users/{client.ada}", {"notes": "n", "locale_code": "de", "role_id": [3]}).data
    assert (user["notes"], user["locale_code"], user["role_id"]) == ("n", "de", [3])
    assert (user["comment"], user["preferred_locale_code"]) == ("n", "de")
    assert client.get(f"{USERS}/{client.ada}").body["comment"] == "n"


def test_version_1_removes_with_200(client):
    ada = client.ada
    assert client.delete(f"/api/1/users/{ada}").status == 200
    answer = client.get(f"/api/1/users/{ada}")
    assert (answer.status, answer.message) == (404, f"User for id {ada} was not found")


def test_a_password_is_set_in_clear_text(client):
    path = f"/api/1/users/set_password_clear_text/{client.ada}"
    assert client.put(path, {"password": "new", "password_confirmation": "old"}).status == 400
    assert client.put(path, {}).status == 400
    assert client.put(path, {"password": "new", "password_confirmation": "new"}).status == 200
    assert can_log_in(client, "ada", "new")
    assert not can_log_in(client, "ada", "secret-1")


def test_a_state_is_set(client):
    path = f"/api/1/users/{client.ada}/set_state"
    assert client.put(path, {"state": 3}).status == 200
    assert client.get(f"{USERS}/{client.ada}").body["state"] == 3
    assert client.put(path, {"state": 4}).status == 400
    again = client.put(path, {"state": 3})
    assert (again.status, "already" in again.message) == (400, True)


def test_unknown_users_are_refused_everywhere(client):
    for method, path in (("GET", USERS), ("PUT", USERS), ("DELETE", USERS)):
        answer = client.call(method, f"{path}/5", {})
        assert (answer.status, answer.body["name"]) == (404, "NotFoundError")
        assert answer.message == "User for id 5 was not found"
    for path in ("5/lock_user", "5/set_state", "5/logout", "5", "set_password_clear_text/5"):
        answer = client.put(f"/api/1/users/{path}", {})
        assert (answer.status, answer.body["status"]["type"]) == (404, "not found")
        assert answer.message == "User for id 5 was not found"


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("DELETE", ""), ("PUT", "/logout"), ("GET", "/otp_devices")])
def test_an_id_that_is_no_number_is_incorrect_in_version_1(client, method, path):
    answer = client.call(method, f"/api/1/users/x{path}")
    assert (answer.status, answer.message) == (400, {"description": "ID is incorrect", "attribute": "id"})


def test_an_id_that_is_no_number_is_unknown_in_version_2(client):
    answer = client.get(f"{USERS}/x")
    assert (answer.status, answer.body["name"], answer.message) == (404, "NotFoundError", "User for id x was not found")
