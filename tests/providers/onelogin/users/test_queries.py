"""Reading users: one, and lists with pages, cursors and filters."""

from base64 import b64decode
from urllib.parse import unquote

import pytest

USERS = "/api/2/users"
KEYS = {
    "id",
    "username",
    "email",
    "firstname",
    "lastname",
    "title",
    "department",
    "company",
    "comment",
    "group_id",
    "role_ids",
    "phone",
    "state",
    "status",
    "directory_id",
    "trusted_idp_id",
    "manager_ad_id",
    "manager_user_id",
    "samaccountname",
    "member_of",
    "userprincipalname",
    "distinguished_name",
    "external_id",
    "activated_at",
    "last_login",
    "invitation_sent_at",
    "updated_at",
    "preferred_locale_code",
    "created_at",
    "invalid_login_attempts",
    "locked_until",
    "password_changed_at",
    "custom_attributes",
}


@pytest.fixture(autouse=True, params=["at once", "aside"])
def search(request):
    """Both ways of searching, of which a request does not see which one is taken."""
    if request.param == "aside":
        request.getfixturevalue("searching_aside")


@pytest.fixture
def people(client):
    for n in range(118):
        client.onelogin.user(f"user{n:03}@example.com", firstname=f"First{n % 3}")
    return client


def ids(answer):
    return [user["id"] for user in answer.body]


def test_a_user_has_every_documented_key_and_no_other(client):
    user = client.get(f"{USERS}/{client.ada}").body
    assert set(user) == KEYS
    assert (user["email"], user["status"], user["role_ids"], user["custom_attributes"]) == (
        "ada@example.com",
        1,
        [],
        {},
    )


def test_50_users_make_a_page_and_headers_tell_the_rest(people):
    headers = people.get(USERS).headers
    assert {name: headers[name] for name in ("current-page", "page-items", "total-pages", "total-count")} == {
        "current-page": "1",
        "page-items": "50",
        "total-pages": "3",
        "total-count": "120",
    }
    assert "before-cursor" not in headers


def test_cursors_lead_to_the_last_page_which_has_none(people):
    seen, cursor = [], ""
    while True:
        answer = people.get(USERS + (f"?cursor={cursor}" if cursor else ""))
        seen += ids(answer)
        cursor = answer.headers.get("after-cursor")
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 120
    assert answer.headers["current-page"] == "3"


def test_a_cursor_decodes_to_the_next_query(people):
    cursor = people.get(f"{USERS}?limit=10").headers["after-cursor"]
    decoded = b64decode(unquote(cursor)).decode()
    assert decoded.startswith("limit=10&page=2")
    # Old SDKs send the pairs again, beside a limit of their own.
    assert ids(people.get(f"{USERS}?limit=10&{decoded}")) == ids(people.get(f"{USERS}?cursor={cursor}"))


def test_pages_can_be_asked_for_by_number(people):
    everything = [user for page in (1, 2, 3) for user in ids(people.get(f"{USERS}?page={page}&limit=50"))]
    assert len(set(everything)) == 120
    assert ids(people.get(f"{USERS}?page=9")) == []


def test_a_before_cursor_leads_back(people):
    answer = people.get(f"{USERS}?page=2&limit=7")
    back = people.get(f"{USERS}?cursor={answer.headers['before-cursor']}")
    assert ids(back) == ids(people.get(f"{USERS}?limit=7"))


def test_version_1_tells_cursors_in_the_body(people):
    answer = people.get("/api/1/users?limit=100")
    assert len(answer.data) == 50
    pagination = answer.body["pagination"]
    assert set(pagination) == {"before_cursor", "after_cursor", "previous_link", "next_link"}
    following = people.get(f"/api/1/users?after_cursor={pagination['after_cursor']}")
    assert following.data[0]["id"] == answer.data[-1]["id"] + 1


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("email=user007@example.com", 1),
        ("email=USER007@example.com", 1),
        ("email=user00*", 10),
        ("email=nobody@example.com", 0),
        ("username=ada", 1),
        ("username=ada@example.com", 0),
        ("firstname=First1", 39),
        ("firstname=First1&email=user00*", 3),
        ("email=user0[0-9]*", 0),
        ("email=user00?@example.com", 0),
        ("created_since=2026-11-21T10:00:00Z", 50),
        ("created_since=2026-11-22", 0),
        ("created_until=2026-11-20", 0),
        ("last_login_since=2020-01-01", 0),
        ("fields=id", 50),
    ],
)
def test_filters_narrow_the_list(people, query, count):
    assert len(people.get(f"{USERS}?{query}").body) == min(count, 50)


def test_users_can_be_asked_for_by_ids_and_attributes(client):
    client.put(f"{USERS}/{client.ada}", {"custom_attributes": {"team": "red"}, "external_id": "e-1"})
    for query in (f"user_ids={client.ada},7,x", "custom_attributes.team=r*", "external_id=e-1"):
        assert ids(client.get(f"{USERS}?{query}")) == [client.ada]


def test_fields_choose_what_is_shown(client):
    assert client.get(f"{USERS}?fields=email,nonsense&user_ids={client.ada}").body == [
        {"id": client.ada, "email": "ada@example.com"}
    ]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=x", "page=-1", "cursor=!!", "cursor=bGltaXQ9eA==", "created_since=soon"]
)
def test_a_bad_query_is_refused_by_name(client, query):
    answer = client.get(f"{USERS}?{query}")
    assert (answer.status, answer.body["name"]) == (422, "ValidationError")
    assert client.get(f"/api/1/users?{query}").status == 400


def test_lists_show_fewer_keys_than_one_user_unless_fields_asks(client):
    listed = set(client.get(f"{USERS}?user_ids={client.ada}").body[0])
    assert listed < KEYS
    assert {"id", "email", "username", "status"} <= listed
    assert not {"custom_attributes", "role_ids", "title"} & listed
    (chosen,) = client.get(f"{USERS}?user_ids={client.ada}&fields=title,role_ids").body
    assert set(chosen) == {"id", "title", "role_ids"}


@pytest.mark.parametrize("version", [1, 2])
def test_a_filter_that_users_do_not_have_is_refused(client, version):
    answer = client.get(f"/api/{version}/users?employee_number=1")
    assert answer.status == 400
    if version == 2:
        assert answer.body["message"] == "unknown attribute: employee_number"
    else:
        assert answer.message["attribute"] == "employee_number"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("firstname=!First1", 81),
        ("email=!user*", 2),
        ("username=!ada", 119),
        ("lastname=!*", 118),
        ("id={ada}", 1),
        ("status=7", 118),
        ("app_id=460001", 120),
        ("app_id=5", 0),
    ],
)
def test_an_exclamation_mark_negates_and_any_attribute_filters(people, query, count):
    assert people.get(f"{USERS}?{query.format(ada=people.ada)}").headers["total-count"] == str(count)


def test_users_can_be_asked_for_by_a_role(client):
    client.put(f"{USERS}/{client.ada}", {"role_ids": [7, 8]})
    assert ids(client.get(f"{USERS}?role_ids=8")) == [client.ada]
    assert [user["id"] for user in client.get("/api/1/users?role_id=7").data] == [client.ada]


def test_a_list_is_sorted_upwards_and_downwards(people):
    names = sorted(["ada@example.com", "grace@example.com", *(f"user{n:03}@example.com" for n in range(118))])
    for sign, wanted in (("", names), ("%2B", names), ("+", names), ("-", names[::-1])):
        shown = [user["email"] for user in people.get(f"{USERS}?sort={sign}email&limit=5&page=2").body]
        assert shown == wanted[5:10]
    assert people.get("/api/1/users?sort=-email").data[0]["email"] == names[-1]


def test_users_without_the_attribute_come_first(client):
    client.put(f"{USERS}/{client.onelogin.user('grace').id}", {"group_id": 2})
    assert ids(client.get(f"{USERS}?sort=group_id")) == [client.ada, client.onelogin.user("grace").id]


def test_a_sort_by_what_users_do_not_have_is_refused_with_the_field(client):
    answer = client.get(f"{USERS}?sort=shoe")
    assert (answer.status, answer.body["name"]) == (422, "UnprocessableEntityFieldError")
    assert answer.body["field"] == "sort"
    assert client.get("/api/1/users?sort=shoe").status == 400


def test_since_and_until_are_about_the_creation_in_version_1(client):
    client.clock.advance("1h")
    late = client.onelogin.user("late@example.com").id
    since = client.get("/api/1/users?since=2026-11-21T11:00:00Z").data
    until = client.get("/api/1/users?until=2026-11-21T10:30:00Z").data
    assert [user["id"] for user in since] == [late]
    assert late not in [user["id"] for user in until]
    assert client.get(f"{USERS}?since=2026-11-21T11:00:00Z").status == 400


def test_version_1_links_to_the_pages_before_and_after_with_the_filters_of_this_one(people):
    seen, path = [], "/api/1/users?email=user0*&limit=40"
    while path:
        answer = people.get(path)
        seen += [user["email"] for user in answer.data]
        link, last = answer.body["pagination"]["next_link"], path
        assert link is None or link.startswith("http://127.0.0.1:9099/api/1/users?email=user0%2A&after_cursor=")
        path = link and link.removeprefix("http://127.0.0.1:9099")
    assert seen == [f"user{n:03}@example.com" for n in range(100)]
    previous = people.get(last).body["pagination"]["previous_link"].removeprefix("http://127.0.0.1:9099")
    assert [user["email"] for user in people.get(previous).data] == seen[40:80]


def test_answers_are_compact_json_because_a_client_in_c_depends_on_it(client):
    for path in ("/api/1/users", f"{USERS}/{client.ada}", "/api/1/users/5"):
        assert b'": ' not in client.get(path).raw
        assert b", " not in client.get(path).raw


def test_the_apps_of_a_user_are_listed(make_client):
    client = make_client(seeds=[{"onelogin": {"apps": [{"name": "vpn", "id": 12345}]}}])
    apps = client.get(USERS + "/{ada}/apps")
    assert apps.status == 200
    assert {"id": 12345, "name": "vpn", "extension": False, "provisioning_enabled": False} in apps.body
    assert client.get(f"{USERS}/5/apps").body["name"] == "NotFoundError"
