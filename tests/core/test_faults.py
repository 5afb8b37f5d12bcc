"""Rules that say which calls go wrong: counted, never by chance."""

from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from mfa_emulator.core.faults.faults import Faults
from mfa_emulator.core.faults.rules import FaultRule, MessageFault, fate_of
from mfa_emulator.core.message import Fate
from mfa_emulator.core.time.durations import SECOND

PROVIDERS: Any = {
    "toy": SimpleNamespace(errors={"UNKNOWN": None}, operations=[SimpleNamespace(id="get"), SimpleNamespace(id="put")]),
    "other": SimpleNamespace(errors={"GONE": None}, operations=[SimpleNamespace(id="take")]),
}


@pytest.fixture
def faults() -> Faults:
    return Faults(PROVIDERS)


def hits(faults: Faults, calls: int, provider: str = "toy", operation: str = "get") -> list[str]:
    struck = [faults.strike(provider, operation) for _ in range(calls)]
    return [rule.id if rule else "" for rule in struck]


def test_without_rules_nothing_goes_wrong(faults):
    assert not faults
    assert faults.strike("toy", "get") is None


def test_a_rule_hits_the_next_call_and_no_more(faults):
    faults.add(operation="get", status=503)
    assert hits(faults, 3) == ["fault-1", "", ""]


def test_a_rule_can_skip_calls_and_hit_several(faults):
    faults.add(operation="get", status=503, skip=2, times=3)
    assert hits(faults, 7) == ["", "", "fault-1", "fault-1", "fault-1", "", ""]


def test_times_0_is_for_ever(faults):
    faults.add(operation="get", status=503, skip=1, times=0)
    assert hits(faults, 100) == ["", *["fault-1"] * 99]


def test_a_rule_without_operation_or_provider_meets_every_call(faults):
    faults.add(status=503, times=0)
    assert hits(faults, 1, "toy", "put") == hits(faults, 1, "other", "take") == ["fault-1"]


def test_a_rule_meets_no_other_call(faults):
    faults.add(provider="toy", operation="get", status=503)
    assert hits(faults, 1, "toy", "put") == hits(faults, 1, "other", "get") == [""]
    assert hits(faults, 1) == ["fault-1"]


def test_of_several_rules_the_first_hits_and_all_count(faults):
    faults.add(operation="get", status=500)
    faults.add(operation="get", status=501, times=2)
    assert hits(faults, 3) == ["fault-1", "fault-2", ""]
    assert [rule["met"] for rule in faults.list()] == [3, 3]


def test_rules_are_listed_with_how_often_they_were_met(faults):
    faults.keep(FaultRule(operation="get", error="UNKNOWN"))
    hits(faults, 2)
    assert faults.list() == [{"operation": "get", "error": "UNKNOWN", "id": "fault-1", "met": 2, "struck": 1}]


def test_ids_are_never_used_again(faults):
    first = faults.add(status=500)
    assert faults.remove(first.id)
    assert not faults.remove(first.id)
    assert faults.add(status=500).id == "fault-2"


def test_clear_and_begin_drop_all_rules(faults):
    faults.add(status=500)
    faults.clear()
    assert (len(faults), hits(faults, 1), faults.add(status=500).id) == (0, [""], "fault-2")
    faults.begin()
    assert (len(faults), faults.add(status=500).id) == (0, "fault-1")


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "a fault needs at least one of: status, error, delay, drop, messages"),
        ({"status": 200}, "status must be 400 to 599"),
        ({"status": 600}, "status must be 400 to 599"),
        ({"status": 500, "skip": -1}, "skip and times must not be negative"),
        ({"status": 500, "times": -1}, "skip and times must not be negative"),
        ({"status": 500, "provider": "toi"}, "no provider 'toi'; did you mean 'toy'?"),
        ({"status": 500, "operation": "got"}, "no operation 'got'; did you mean 'get'?"),
        ({"status": 500, "provider": "other", "operation": "get"}, "other: no operation 'get'; there are: take"),
        ({"error": "NOPE"}, "no error 'NOPE'; there are: GONE, UNKNOWN"),
        ({"error": "GONE", "provider": "toy"}, "toy: no error 'GONE'; there are: UNKNOWN"),
        ({"delay": "soon"}, "not a duration: 'soon' (write 31s, 5m, 1h30m, 2d, PT15M or a number of seconds)"),
        (
            {"messages": {"fate": "eaten"}},
            "messages.fate must be 'delayed' or 'failed' or 'held' or 'lost', not 'eaten'",
        ),
        (
            {"messages": {"fate": "delayed", "delay": "x"}},
            "not a duration: 'x' (write 31s, 5m, 1h30m, 2d, PT15M or a number of seconds)",
        ),
        ({"messages": {"fat": "held"}}, "no part of messages 'fat'; did you mean 'fate'?"),
        ({"messages": {"delay": "1s"}}, "messages needs a fate: lost, failed, held or delayed"),
    ],
)
def test_a_rule_that_could_do_nothing_sensible_is_refused_in_words(faults, fields, text):
    with pytest.raises(ValueError) as error:
        faults.add(**fields)
    assert str(error.value) == text
    assert len(faults) == 0


def test_what_a_rule_does_to_messages():
    assert fate_of(FaultRule(status=500)) is None
    assert fate_of(FaultRule(messages=MessageFault("held"))) == Fate("held", 0)
    assert fate_of(FaultRule(messages=MessageFault("delayed", "90s"))) == Fate("delayed", 90 * SECOND)


def test_a_dump_brings_rules_and_counts_back(faults):
    faults.add(operation="get", status=503, times=3, messages={"fate": "lost"})
    hits(faults, 2)
    dump = msgspec.json.decode(msgspec.json.encode(faults.dump()))
    other = Faults(PROVIDERS)
    other.load(dump)
    assert other.list() == faults.list()
    assert hits(other, 2) == ["fault-1", ""]
    assert other.add(status=500).id == "fault-2"


@pytest.mark.parametrize(
    "bad",
    [
        None,
        {},
        {"rules": [{}], "met": {}, "added": 1},
        {"rules": [{"provider": "toi", "status": 500}], "met": {}, "added": 1},
        {"rules": [{"operation": "got", "status": 500}], "met": {}, "added": 1},
        {"rules": [], "met": {"x": "y"}, "added": 1},
        {"rules": [], "met": {}, "added": "1"},
    ],
)
def test_what_is_no_dump_changes_nothing(faults, bad):
    faults.add(status=500)
    with pytest.raises(ValueError):
        faults.load(bad)
    assert len(faults) == 1


def test_of_spent_rules_the_last_are_kept_and_the_others_make_room(faults):
    waiting = [faults.add(status=500, operation="put", skip=1), faults.add(status=500, operation="put", times=0)]
    for _ in range(150):
        faults.add(status=500, operation="get")
        hits(faults, 1)
    kept = [rule["id"] for rule in faults.list()]
    assert kept == [waiting[0].id, waiting[1].id, *(f"fault-{number}" for number in range(52, 153))]
    assert hits(faults, 2, operation="put") == [waiting[1].id, waiting[0].id]
