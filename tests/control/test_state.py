"""POST /reset, POST /seed, GET and PUT /snapshot."""

import dataclasses
import threading

import msgspec
import pytest
from toy import TOY, Factor

from mfa_emulator import Emulator

PLACE = {"seed": 0, "world": "default", "resets": 0, "drawn": 0, "pins": {}, "marks": []}
FACTOR = {"name": "ada", "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "expires_at": 1 << 50}


def test_reset_takes_everything_back_to_the_start(http_client, emulator):
    http_client.enrol("ada")
    http_client.post("/faults", {"status": 500, "skip": 9})
    http_client.post("/clock", {"advance": "1h"})
    assert http_client.post("/reset").data == {"world": "default", "now": "2026-11-21T10:00:00Z"}
    assert len(emulator.toy) == 0
    assert http_client.get("/messages").data == {"messages": [], "cursor": "0", "more": False}
    assert http_client.get("/faults").data == {"faults": []}
    assert http_client.get("/requests").data["requests"] == []


def test_the_same_calls_after_a_reset_give_other_ids_and_secrets(http_client):
    first = http_client.enrol("ada")["secret"], http_client.get("/messages/latest").data["id"]
    http_client.post("/reset", {})
    then = http_client.enrol("ada")["secret"], http_client.get("/messages/latest").data["id"]
    assert not {*first} & {*then}


def test_the_same_calls_in_a_world_that_is_made_again_give_the_same_ids_and_secrets(http_client):
    def story() -> list[object]:
        http_client.post("/worlds", {"name": "a test"})
        found = [http_client.enrol("ada", X_MFA_World="a test")["secret"]]
        found.append(http_client.get("/messages/latest", X_MFA_World="a test").data["id"])
        http_client.delete("/worlds/a%20test")
        return found

    assert story() == story()


def test_reset_takes_no_fields_and_no_query(http_client, emulator):
    http_client.enrol("ada")
    assert http_client.post("/reset?world=other").error == "bad_request"
    assert http_client.post("/reset", {"world": "other"}).error == "bad_request"
    assert len(emulator.toy) == 1


def test_reset_leaves_other_worlds_alone(http_client, emulator):
    http_client.post("/worlds", {"name": "other"})
    http_client.enrol("ada", X_MFA_World="other")
    http_client.post("/reset")
    assert len(emulator.worlds["other"].toy) == 1


def test_a_seed_puts_in_data_and_pins_codes(http_client, emulator):
    answer = http_client.post("/seed", {"toy": {"factors": [FACTOR]}, "codes": {"+1555": "424242"}})
    assert answer.data == {"seeded": ["toy", "codes"]}
    assert emulator.toy.get("ada").secret == "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    http_client.enrol("+1555")
    assert http_client.get("/messages/latest?to=+1555").data["code"] == "424242"


@pytest.mark.parametrize(
    "document",
    [
        [],
        "toy",
        {"toys": {}},
        {"toy": {}},
        {"toy": None},
        {"toy": {"factors": [FACTOR, {"name": "bob"}]}},
        {"toy": {"factors": {"a": 1}}},
        {"toy": {"factors": [FACTOR]}, "codes": {"+1555": 424242}},
        {"codes": {"+1555": "424242"}, "toy": {"factors": "x"}},
        {"codes": "x"},
        {"codes": ["x"]},
    ],
)
def test_a_seed_that_does_not_fit_changes_nothing(http_client, emulator, document):
    before = emulator.snapshot().to_json()
    assert http_client.post("/seed", document).error == "bad_request"
    assert emulator.snapshot().to_json() == before


def test_what_was_made_before_a_bad_seed_has_the_same_ids_after_it(http_client, emulator):
    http_client.post("/seed", {"codes": {"a": "1"}, "toy": {}})
    secret = http_client.enrol("ada")["secret"]
    with Emulator(providers=[TOY]) as fresh:
        assert fresh.world.ids.base32_secret() == secret


def test_a_snapshot_brings_everything_back_in_this_or_another_process(http_client, emulator):
    secret = http_client.enrol("ada")["secret"]
    http_client.post("/clock", {"advance": "10s"})
    http_client.post("/faults", {"status": 500, "skip": 9})
    document = http_client.get("/snapshot").body
    http_client.post("/reset")
    assert http_client.put("/snapshot", document).data == {"world": "default", "now": "2026-11-21T10:00:10Z"}
    assert emulator.toy.get("ada").secret == secret
    assert http_client.get("/messages/latest").data["to"] == "ada"
    assert len(http_client.get("/faults").data["faults"]) == 1
    assert http_client.get("/snapshot").body == document
    elsewhere = Emulator(providers=[TOY])
    elsewhere.restore(document)
    assert elsewhere.snapshot().to_json() == document


def test_what_follows_a_restored_snapshot_has_the_ids_it_would_have_had(http_client):
    document = http_client.get("/snapshot").body
    wanted = http_client.enrol("ada")
    http_client.put("/snapshot", document)
    assert http_client.enrol("ada") == wanted


def test_seed_and_snapshot_take_bigger_bodies_than_other_calls(http_client):
    big = b" " * (2 * 1024 * 1024)
    assert http_client.post("/seed", b'{"codes": {}}' + big).status == 200
    assert http_client.put("/snapshot", http_client.get("/snapshot").body + big).status == 200
    assert http_client.post("/clock", b'{"advance": 1}' + big).error == "too_large"


def test_a_seed_over_its_cap_is_refused(http_client):
    answer = http_client.post("/seed", b" " * (32 * 1024 * 1024 + 1))
    assert (answer.status, answer.error) == (413, "too_large")


def test_a_snapshot_may_be_longer_than_a_seed(http_client, emulator):
    for number in range(20_000):
        emulator.toy.put(Factor(f"{number:02000}", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", 1 << 50))
    document = http_client.get("/snapshot").body
    assert len(document) > 32 * 1024 * 1024
    http_client.post("/reset")
    assert http_client.put("/snapshot", document).status == 200
    assert len(emulator.toy) == 20_000


def test_the_cap_of_snapshots_is_an_option(http_client):
    with Emulator(providers=[TOY], settings={"limits": {"snapshot": 4096}}) as emulator:
        client = type(http_client)(emulator.host_port)
        answer = client.put("/snapshot", client.get("/snapshot").body + b" " * 4096)
        assert (answer.status, answer.error) == (413, "too_large")
        assert client.put("/snapshot", client.get("/snapshot").body).status == 200


def spoilt(**parts):
    return lambda document: document | parts


@pytest.mark.parametrize(
    "spoil",
    [
        lambda document: {},
        lambda document: [],
        lambda document: {name: part for name, part in document.items() if name != "ids"},
        spoilt(version=1),
        spoilt(version="1"),
        spoilt(clock={"at": "now", "frozen": True, "rate": 1.0}),
        spoilt(clock={"at": 10**18, "frozen": True, "rate": 1.0}),
        spoilt(clock={"at": 0, "frozen": False, "rate": 0}),
        spoilt(clock={"at": 0, "frozen": "no", "rate": 1.0}),
        spoilt(clock=None),
        spoilt(ids=PLACE | {"drawn": -1}),
        spoilt(ids=PLACE | {"drawn": "x"}),
        spoilt(ids=PLACE | {"pins": {"a": 1}}),
        spoilt(ids=PLACE | {"seed": []}),
        spoilt(ids=PLACE | {"marks": ["a"]}),
        spoilt(inbox={"count": 0, "messages": [{}]}),
        spoilt(inbox={"count": "x", "messages": []}),
        spoilt(faults={"rules": [{"nope": 1}], "met": {}, "added": 0}),
        spoilt(faults={"rules": [], "met": [], "added": 0}),
        spoilt(providers={"other": {}}),
        spoilt(providers={"toy": {"factors": [FACTOR, {"name": 1}]}}),
        spoilt(providers={"toy": {"factors": 1}}),
        spoilt(providers={"toy": {"nope": []}}),
        spoilt(providers=[]),
    ],
)
def test_a_snapshot_that_does_not_fit_changes_nothing(http_client, emulator, spoil):
    http_client.enrol("ada")
    before = http_client.get("/snapshot").body
    spoiled = spoil(msgspec.json.decode(before))
    assert http_client.put("/snapshot", spoiled).error == "bad_request"
    assert http_client.get("/snapshot").body == before


@pytest.mark.parametrize("body", [b"", b"{", b"\x00", b"\xff\xfe", b"[" * 100_000, b"null", b"1e999"])
def test_a_snapshot_that_is_no_document_changes_nothing(http_client, body):
    before = http_client.get("/snapshot").body
    assert http_client.put("/snapshot", body).error == "bad_request"
    assert http_client.get("/snapshot").body == before


def reordered(document):
    return msgspec.json.encode(dict(reversed(document.items())))


def pretty(document):
    return msgspec.json.format(msgspec.json.encode(document), indent=2)


@pytest.mark.parametrize("rewritten", [msgspec.json.encode, reordered, pretty])
def test_a_snapshot_that_another_program_wrote_anew_is_read(http_client, emulator, rewritten):
    for name in ("ada", "bob", "eve"):
        http_client.enrol(name)
    document = http_client.get("/snapshot").body
    http_client.post("/reset")
    assert http_client.put("/snapshot", rewritten(msgspec.json.decode(document))).status == 200
    assert http_client.get("/snapshot").body == document


def test_what_follows_a_snapshot_is_refused(http_client):
    before = http_client.get("/snapshot").body
    assert http_client.put("/snapshot", before + b"{}").error == "bad_request"
    assert http_client.get("/snapshot").body == before


def test_each_record_has_a_line_of_its_own(http_client):
    for name in ("ada", "bob"):
        http_client.enrol(name)
    lines = http_client.get("/snapshot").body.decode().split("\n")
    assert [line for line in lines if line.startswith('{"name":"ada"')] != []
    assert len([line for line in lines if '"to":"' in line]) == 2


def test_a_world_is_used_while_its_snapshot_is_read_and_is_then_taken_back(http_client, background):
    """The reading is held up halfway; until it is done the world is as it was, and can be changed."""
    halfway, go_on = threading.Event(), threading.Event()

    def check(state):
        halfway.set()
        assert go_on.wait(30)

    with Emulator(providers=[dataclasses.replace(TOY, check=check)]) as emulator:
        client = type(http_client)(emulator.host_port)
        client.enrol("ada")
        document = client.get("/snapshot").body
        reading = background(lambda: client.put("/snapshot", document))
        assert halfway.wait(30)
        client.enrol("bob")
        assert client.get("//toy/factors/bob").status == 200
        go_on.set()
        assert reading.result(30).status == 200
        assert client.get("//toy/factors/bob").status == 404
        assert client.get("//toy/factors/ada").status == 200


def test_the_options_of_a_world_tell_what_differs_in_it(http_client):
    wish = {"name": "strict", "profile": "strict", "settings": {"toy": {"lifetime": 7}}, "project": "p1"}
    http_client.post("/worlds", wish)
    told = http_client.get("/options", X_MFA_World="strict").data
    assert told == {"profile": "strict", "project": "p1", "signed_tokens": False, "settings": {"toy": {"lifetime": 7}}}
    assert http_client.get("/options").data["settings"] == {}
