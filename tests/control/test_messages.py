"""GET and DELETE /messages, /messages/latest, /messages/undelivered, POST /messages/{id}/release."""

import pytest

from mfa_emulator.core.faults.rules import FaultRule, MessageFault
from mfa_emulator.core.message import Fate


def recipients(answer):
    return [message["to"] for message in answer.data["messages"]]


@pytest.fixture
def three(http_client, emulator):
    for name in ("ada", "bob", "ada"):
        http_client.enrol(name)
    emulator.inbox.send(provider="toy", channel="email", to="ada", body="A link", context={"link": "http://x"})


def test_messages_come_oldest_first_with_all_their_parts(http_client, three):
    answer = http_client.get("/messages")
    assert recipients(answer) == ["ada", "bob", "ada", "ada"]
    first, last = answer.data["messages"][0], answer.data["messages"][-1]
    assert first["body"] == f"Your code: {first['code']}"
    assert len(first["code"]) == 6
    assert (first["channel"], first["status"], first["number"]) == ("sms", "delivered", 1)
    assert first["created_at"] == "2026-11-21T10:00:00Z"
    assert last["context"] == {"link": "http://x"}


def test_messages_are_filtered_by_recipient_channel_and_provider(http_client, three):
    assert len(recipients(http_client.get("/messages?to=ada"))) == 3
    assert len(recipients(http_client.get("/messages?to=ada&channel=sms"))) == 2
    assert len(recipients(http_client.get("/messages?provider=toy"))) == 4
    assert recipients(http_client.get("/messages?to=nobody")) == []


def test_a_cursor_takes_up_where_an_answer_ended(http_client, three):
    page = http_client.get("/messages?limit=2")
    assert recipients(page) == ["ada", "bob"]
    rest = http_client.get(f"/messages?after={page.data['cursor']}")
    assert recipients(rest) == ["ada", "ada"]
    end = http_client.get(f"/messages?after={rest.data['cursor']}")
    assert recipients(end) == []
    http_client.enrol("eve")
    assert recipients(http_client.get(f"/messages?after={end.data['cursor']}")) == ["eve"]


def test_a_cursor_from_before_a_reset_hides_nothing(http_client, three):
    http_client.post("/reset")
    assert http_client.get("/messages?after=4&wait=0.01").data == {"messages": [], "cursor": "4", "more": False}
    http_client.enrol("eve")
    assert recipients(http_client.get("/messages?after=4")) == ["eve"]
    assert http_client.get("/messages/latest?after=4").data["to"] == "eve"


def test_latest_is_the_newest_message_that_fits(http_client, three):
    assert http_client.get("/messages/latest").data["channel"] == "email"
    assert http_client.get("/messages/latest?to=ada&channel=sms").data["number"] == 3
    assert http_client.get("/messages/latest?to=bob").data["number"] == 2
    assert http_client.get("/messages/latest?to=bob&after=2").error == "unknown_message"


def test_latest_without_a_fitting_message_is_404_and_tells_what_else_is_there(http_client, three):
    answer = http_client.get("/messages/latest?to=nobody")
    assert answer.status == 404
    assert "4 others" in answer.data["error"]["message"]


def test_a_plus_in_a_query_means_a_plus(http_client):
    http_client.enrol("+15555550100")
    assert http_client.get("/messages/latest?to=+15555550100").status == 200
    assert http_client.get("/messages/latest?to=%2B15555550100").status == 200


def test_delete_empties_the_inbox_and_cursors_stay_good(http_client, three):
    assert http_client.delete("/messages").data == {"deleted": 4}
    assert http_client.get("/messages").data == {"messages": [], "cursor": "4", "more": False}
    http_client.enrol("eve")
    assert recipients(http_client.get("/messages?after=4")) == ["eve"]


@pytest.mark.parametrize(
    "query",
    [
        "form=ada",
        "channel=pigeon",
        "provider=nobody",
        "limit=0",
        "limit=ten",
        "limit=-1",
        "after=-1",
        "after=x",
        "wait=-1",
        "wait=soon",
        "wait=301",
        "wait=inf",
        "wait=nan",
    ],
)
def test_a_query_that_makes_no_sense_is_refused(http_client, query):
    assert http_client.get(f"/messages?{query}").error == "bad_request"


def held(emulator, fate, delay="0s"):
    emulator.faults.keep(FaultRule(operation="factors.create", messages=MessageFault(fate, delay)))


@pytest.mark.parametrize("fate", [{"fate": "held"}, {"fate": "delayed", "delay": "1h"}])
def test_a_message_that_a_fault_keeps_can_be_made_to_fail_for_good(http_client, emulator, fate):
    http_client.post("/faults", {"operation": "factors.create", "messages": fate})
    http_client.enrol("ada")
    [message] = http_client.get("/messages/undelivered").data["messages"]
    assert http_client.post(f"/messages/{message['id']}/fail").data["status"] == "failed"
    assert http_client.post(f"/messages/{message['id']}/fail").error == "unknown_message"
    assert http_client.post(f"/messages/{message['id']}/release").error == "unknown_message"
    emulator.clock.advance("2h")
    assert len(emulator.inbox) == 0


def test_a_held_message_is_listed_as_undelivered_and_can_be_released(http_client, emulator):
    held(emulator, "held")
    http_client.enrol("ada")
    assert recipients(http_client.get("/messages")) == []
    assert "1 undelivered" in http_client.get("/messages/latest").data["error"]["message"]
    [message] = http_client.get("/messages/undelivered").data["messages"]
    assert (message["to"], message["status"]) == ("ada", "held")
    released = http_client.post(f"/messages/{message['id']}/release").data
    assert released["status"] == "delivered"
    assert recipients(http_client.get("/messages")) == ["ada"]
    assert http_client.get("/messages/undelivered").data["messages"] == []


def test_undelivered_messages_are_filtered_too(http_client, emulator):
    held(emulator, "failed")
    http_client.enrol("ada")
    assert recipients(http_client.get("/messages/undelivered?to=ada&channel=sms&provider=toy")) == ["ada"]
    assert recipients(http_client.get("/messages/undelivered?to=bob")) == []
    assert http_client.get("/messages/undelivered?wait=1").error == "bad_request"


@pytest.mark.parametrize("fate", ["failed", "lost"])
def test_a_message_that_is_gone_for_good_cannot_be_released(http_client, emulator, fate):
    held(emulator, fate)
    http_client.enrol("ada")
    [message] = http_client.get("/messages/undelivered").data["messages"]
    assert http_client.post(f"/messages/{message['id']}/release").error == "unknown_message"


def test_a_delivered_or_unknown_message_cannot_be_released(http_client):
    http_client.enrol("ada")
    message = http_client.get("/messages/latest").data
    assert http_client.post(f"/messages/{message['id']}/release").status == 404
    assert http_client.post("/messages/none/release").status == 404


def test_a_delayed_message_arrives_when_its_time_has_come(http_client, emulator):
    held(emulator, "delayed", "10s")
    http_client.enrol("ada")
    http_client.post("/clock", {"advance": "9s"})
    assert recipients(http_client.get("/messages")) == []
    http_client.post("/clock", {"advance": "1s"})
    assert recipients(http_client.get("/messages")) == ["ada"]


def send(emulator, count, body="b"):
    for number in range(count):
        emulator.inbox.send(provider="toy", channel="sms", to="ada", body=body, code=str(number))


def test_without_a_limit_100_are_given_and_the_cursor_leads_to_the_rest(http_client, emulator):
    send(emulator, 250)
    numbers, cursor, more = [], "0", True
    while more:
        page = http_client.get(f"/messages?after={cursor}").data
        cursor, more = page["cursor"], page["more"]
        assert len(page["messages"]) <= 100
        numbers += [message["number"] for message in page["messages"]]
    assert numbers == list(range(1, 251))
    assert cursor == "250"


def test_a_page_that_holds_all_there_is_says_so(http_client, emulator):
    send(emulator, 100)
    assert http_client.get("/messages").data["more"] is False
    assert http_client.get("/messages?limit=99").data["more"] is True


@pytest.mark.parametrize("limit", ["null", "1000000"])
def test_no_page_has_more_than_1000(http_client, emulator, limit):
    send(emulator, 1001)
    page = http_client.get(f"/messages?limit={limit}").data
    assert (len(page["messages"]), page["cursor"], page["more"]) == (1000, "1000", True)


def test_large_messages_make_a_page_shorter(http_client, emulator):
    send(emulator, 10, "x" * 900_000)
    page = http_client.get("/messages").data
    assert (len(page["messages"]), page["cursor"], page["more"]) == (2, "2", True)
    assert len(http_client.get("/messages?limit=1").data["messages"]) == 1


def test_undelivered_messages_are_listed_page_by_page(http_client, emulator):
    emulator.inbox.fault.set(Fate("held"))
    send(emulator, 120)
    emulator.inbox.fault.set(None)
    first = http_client.get("/messages/undelivered").data
    assert (len(first["messages"]), first["cursor"], first["more"]) == (100, "100", True)
    rest = http_client.get("/messages/undelivered?after=100").data
    assert ([message["code"] for message in rest["messages"]], rest["more"]) == (
        [str(n) for n in range(100, 120)],
        False,
    )
