"""GET /requests: the journal."""

import pytest


@pytest.fixture
def three(http_client):
    http_client.enrol("ada")
    http_client.get("//toy/factors/ada")
    http_client.get("//toy/factors/bob")


def operations(answer):
    return [exchange["operation"] for exchange in answer.data["requests"]]


def test_exchanges_are_told_with_their_reasons_and_without_their_secrets(http_client, three):
    created, _, refused = http_client.get("/requests").data["requests"]
    assert (created["method"], created["path"], created["status"]) == ("POST", "/toy/factors", 201)
    assert created["request"] == {"name": "ada"}
    assert created["response"] == {"name": "ada", "secret": "***"}
    assert created["at"] == "2026-11-21T10:00:00Z"
    assert refused["reason"] == "no factor 'bob' now"


def test_exchanges_are_filtered_by_provider_operation_and_status(http_client, three):
    assert operations(http_client.get("/requests?operation=factors.get")) == ["factors.get", "factors.get"]
    assert operations(http_client.get("/requests?status=404")) == ["factors.get"]
    assert len(operations(http_client.get("/requests?provider=toy"))) == 3


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("provider=other", "no provider 'other'; there are: toy"),
        ("operation=factors.gte", "no operation 'factors.gte'; did you mean 'factors.get'?"),
    ],
)
def test_names_that_nothing_has_are_refused(http_client, three, query, told):
    answer = http_client.get(f"/requests?{query}")
    assert (answer.status, answer.data["error"]["message"]) == (400, told)


def test_limit_gives_the_newest_and_a_cursor_what_came_since(http_client, three):
    page = http_client.get("/requests?limit=1")
    assert [exchange["number"] for exchange in page.data["requests"]] == [3]
    assert page.data["cursor"] == "3"
    http_client.enrol("eve")
    assert operations(http_client.get("/requests?after=3")) == ["factors.create"]


def test_a_cursor_from_before_a_reset_hides_nothing(http_client, three):
    http_client.post("/reset")
    http_client.enrol("eve")
    assert operations(http_client.get("/requests?after=3")) == ["factors.create"]


def test_control_calls_are_not_vendors_requests(http_client):
    http_client.get("/clock")
    assert http_client.get("/requests").data == {"requests": [], "cursor": "0", "more": False}


@pytest.mark.parametrize("query", ["status=bad", "limit=0", "after=-1", "path=/"])
def test_a_query_that_makes_no_sense_is_refused(http_client, query):
    assert http_client.get(f"/requests?{query}").error == "bad_request"


def numbers(answer):
    return [exchange["number"] for exchange in answer.data["requests"]]


def test_a_cursor_leads_through_all_exchanges_from_the_oldest_on(http_client):
    for name in "abcde":
        http_client.enrol(name)
    newest = http_client.get("/requests?limit=2")
    assert (numbers(newest), newest.data["cursor"], newest.data["more"]) == ([4, 5], "5", True)
    oldest = http_client.get("/requests?limit=2&after=0")
    assert (numbers(oldest), oldest.data["cursor"], oldest.data["more"]) == ([1, 2], "2", True)
    last = http_client.get("/requests?limit=3&after=2")
    assert (numbers(last), last.data["cursor"], last.data["more"]) == ([3, 4, 5], "5", False)


def test_long_bodies_make_a_page_shorter(http_client, emulator):
    for _ in range(30):
        http_client.post("//toy/factors", {"name": "x" * 60_000})
    newest = http_client.get("/requests").data
    assert 5 < len(newest["requests"]) < 30
    assert newest["requests"][-1]["number"] == 30
    assert newest["more"] is True
