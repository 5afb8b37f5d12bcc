"""projects.accounts.query and projects.queryAccounts."""

import pytest

from mfa_emulator.core.work import many_rows

PATHS = ["/v1/projects/demo-project/accounts:query", "/v1/projects/demo-project:queryAccounts"]
PATH = PATHS[0]


@pytest.fixture(autouse=True, params=["at once", "aside"])
def search(request, monkeypatch):
    """Both ways of sorting, of which a request does not see which one is taken."""
    if request.param == "aside":
        monkeypatch.setattr(many_rows, "FEW", 0)


@pytest.fixture
def people(it):
    rows = [
        {"localId": "a", "displayName": "Zoe", "email": "m@x.co", "createdAt": "3000", "lastLoginAt": "1000"},
        {"localId": "b", "displayName": "Ada", "email": "z@x.co", "createdAt": "1000", "lastLoginAt": "2000"},
        {"localId": "c", "displayName": "Max", "email": "a@x.co", "createdAt": "2000", "phoneNumber": "+15555550100"},
    ]
    it.ok("/v1/projects/demo-project/accounts:batchCreate", {"users": rows}, admin=True)
    return it


def found(it, **body):
    answer = it.ok(PATH, body, admin=True)
    assert answer["recordsCount"] == str(len(answer["userInfo"]))
    return "".join(user["localId"] for user in answer["userInfo"])


@pytest.mark.parametrize("path", PATHS)
def test_all_accounts_come_by_id(people, path):
    answer = people.ok(path, {}, admin=True)
    assert answer["recordsCount"] == "3"
    assert [user["localId"] for user in answer["userInfo"]] == ["a", "b", "c"]


def test_only_the_count_may_be_asked_for(people):
    assert people.ok(PATH, {"returnUserInfo": False}, admin=True) == {"recordsCount": "3"}
    body = {"returnUserInfo": False, "expression": [{"userId": "a"}]}
    assert people.ok(PATH, body, admin=True) == {"recordsCount": "1"}


@pytest.mark.parametrize(
    ("sort", "order"),
    [("USER_ID", "abc"), ("NAME", "bca"), ("CREATED_AT", "bca"), ("LAST_LOGIN_AT", "cab"), ("USER_EMAIL", "cab")],
)
def test_accounts_can_be_sorted(people, sort, order):
    assert found(people, sortBy=sort) == order
    assert found(people, sortBy=sort, order="DESC") == order[::-1]


def test_limit_and_offset_cut_a_piece_out(people):
    assert found(people, limit=1, offset="1") == "b"
    assert found(people, offset=5) == ""


@pytest.mark.parametrize(
    ("expression", "who"),
    [
        ({"email": "M@X.co"}, "a"),
        ({"phoneNumber": "+15555550100"}, "c"),
        ({"userId": "b"}, "b"),
        ({"email": "m@x.co", "userId": "b"}, "a"),
        ({"userId": "nobody"}, ""),
    ],
)
def test_a_condition_selects_by_the_first_key_it_has(people, expression, who):
    assert found(people, expression=[expression, {"userId": "c"}]) == who


@pytest.mark.parametrize("body", [{"limit": 501}, {"limit": -1}, {"offset": -1}])
def test_limit_and_offset_have_bounds(people, body):
    assert people.refused(PATH, body, admin=True) == "Request contains an invalid argument."
