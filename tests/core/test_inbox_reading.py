"""What was sent can be found: the newest, all, those after one already seen."""

import msgspec
import pytest

from mfa_emulator.core.ids import Ids
from mfa_emulator.core.inbox import Inbox
from mfa_emulator.core.message import Contents, Message
from mfa_emulator.core.store.json_pieces import pieces
from mfa_emulator.core.store.json_reader import Reader
from mfa_emulator.core.store.slices import at_once
from mfa_emulator.core.time.clock import Clock


@pytest.fixture
def inbox() -> Inbox:
    inbox = Inbox(Clock("2026-11-21T10:00:00Z"), Ids())
    send(inbox, "ada", "1")
    send(inbox, "bob", "2")
    send(inbox, "ada", "3", channel="email", provider="other")
    send(inbox, "ada", "4")
    return inbox


def send(inbox: Inbox, to: str, code: str, **more) -> Message:
    fields = {"provider": "toy", "channel": "sms"} | more
    return inbox.send(to=to, body=f"Your code: {code}", code=code, **fields)


def codes(messages) -> list[str]:
    return [message.code for message in messages]


def test_a_message_has_all_that_was_sent():
    inbox = Inbox(Clock("2026-11-21T10:00:00Z"), Ids())
    message = inbox.send(
        provider="toy", channel="call", to="ada", body="b", code="c", sender="s", context={"session": "x"}
    )
    assert message.view() == {
        "id": message.id,
        "provider": "toy",
        "channel": "call",
        "to": "ada",
        "sender": "s",
        "body": "b",
        "code": "c",
        "created_at": "2026-11-21T10:00:00Z",
        "status": "delivered",
        "context": {"session": "x"},
        "number": 1,
    }
    assert list(inbox) == [message]


def test_latest_is_the_newest_that_fits(inbox):
    assert inbox.latest().code == "4"
    assert inbox.latest(to="bob").code == "2"
    assert inbox.latest("ada", channel="email").code == "3"
    assert inbox.latest(provider="other").code == "3"
    assert inbox.newest(to="eve") is None
    assert inbox.newest(to="bob", channel="email") is None


def test_messages_come_oldest_first(inbox):
    assert codes(inbox.messages()) == ["1", "2", "3", "4"]
    assert codes(inbox.messages("ada", channel="sms")) == ["1", "4"]
    assert codes(inbox.messages(limit=2)) == ["1", "2"]
    assert inbox.messages(limit=0) == []


def test_after_leaves_out_what_was_seen(inbox):
    seen = inbox.messages()[2].number
    assert codes(inbox.messages(after=seen)) == ["4"]
    assert inbox.latest(after=seen).code == "4"
    assert inbox.newest(to="bob", after=seen) is None
    assert inbox.newest(after=inbox.cursor) is None


def test_clear_forgets_messages_but_never_gives_a_number_twice(inbox):
    inbox.clear()
    assert (len(inbox), inbox.newest("ada")) == (0, None)
    assert send(inbox, "ada", "5").number == 5


def test_begin_starts_over_with_number_one(inbox):
    inbox.begin()
    assert (len(inbox), inbox.cursor) == (0, 0)
    assert send(inbox, "ada", "5").number == 1


def test_the_oldest_make_room():
    inbox = Inbox(Clock(), Ids(), capacity=3)
    for number in range(10):
        send(inbox, "ada" if number % 2 else "bob", str(number))
    assert codes(inbox) == ["7", "8", "9"]
    assert codes(inbox.messages("ada")) == ["7", "9"]
    assert codes(inbox.messages("bob")) == ["8"]


def test_a_recipient_without_messages_leaves_no_trace():
    inbox = Inbox(Clock(), Ids(), capacity=1)
    for number in range(100):
        send(inbox, str(number), "c")
    assert set(inbox._to) == {"99"}


def test_contents_bring_everything_back(inbox):
    contents = inbox.contents()
    before = list(inbox)
    send(inbox, "eve", "5")
    inbox.take(contents)
    assert list(inbox) == before
    assert inbox.newest("eve") is None
    assert send(inbox, "eve", "5").number == 5


def read(document: object) -> Contents:
    return at_once(Contents.reading(Reader(msgspec.json.encode(document))))


def test_contents_go_through_a_document_and_back(inbox):
    document = b"".join(pieces(inbox.contents().view()))
    assert at_once(Contents.reading(Reader(document))) == inbox.contents()


@pytest.mark.parametrize(
    "bad",
    [
        None,
        {},
        {"count": 1},
        {"messages": []},
        {"count": "1", "messages": []},
        {"count": 0, "messages": [{}]},
        {"count": 0, "messages": [], "x": 1},
    ],
)
def test_other_documents_hold_no_contents(bad):
    with pytest.raises(ValueError):
        read(bad)


def test_a_message_of_no_time_that_can_be_shown_is_no_part_of_contents(inbox):
    document = msgspec.json.decode(b"".join(pieces(inbox.contents().view())))
    document["messages"][0]["created_at"] = 10**18
    with pytest.raises(ValueError, match="created_at"):
        read(document)


@pytest.fixture
def empty() -> Inbox:
    return Inbox(Clock("2026-11-21T10:00:00Z"), Ids())


def test_it_is_read_like_a_list(empty):
    sent = [send(empty, name, code) for name, code in (("ada", "1"), ("bob", "2"), ("ada", ""))]
    assert (empty[0], empty[-1], empty[:2], len(empty)) == (sent[0], sent[2], sent[:2], 3)
    assert sent[1] in empty
    assert list(reversed(empty)) == sent[::-1]
    assert empty.codes() == ["1", "2"]
    assert empty.codes(to="ada") == ["1"]


def test_its_repr_shows_what_there_is(empty):
    assert repr(empty) == "<Inbox: nothing>"
    for number in range(6):
        send(empty, f"user{number}", "1")
    assert repr(empty).startswith("<Inbox of 6: (1 earlier); 2026-11-21T10:00:00Z sms to user1 by toy, code 1; ")


def test_an_index_that_is_not_there_says_what_is(empty):
    send(empty, "ada", "1")
    with pytest.raises(IndexError, match=r"nothing at \[1\] in <Inbox of 1: 2026-11-21T10:00:00Z sms to ada by toy"):
        empty[1]


def test_latest_raises_with_what_did_arrive_unless_there_is_a_default(empty):
    send(empty, "bob", "1")
    with pytest.raises(LookupError) as error:
        empty.latest(to="ada")
    assert str(error.value).splitlines() == [
        "no message (to='ada'); the last ones:",
        "  2026-11-21T10:00:00Z sms to bob by toy, code 1",
    ]
    assert empty.latest(to="ada", default=None) is None
    assert empty.latest(to="bob", default=None) is empty[0]


def test_what_another_inbox_holds_is_taken_over(inbox):
    contents = inbox.contents()
    clock = Clock("2026-11-21T10:00:00Z")
    other, last = Inbox(clock, Ids()), Inbox(clock, Ids())
    other.take(contents)
    send(last, "eve", "5")
    last.take_over(other)
    assert last.contents() == contents
    assert last.newest("eve") is None
    assert last.newest("ada") == inbox.newest("ada")
    assert send(last, "eve", "5").number == contents.count + 1
