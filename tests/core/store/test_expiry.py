"""Expiry declared with a table: what is live, why a record has ended, and what is dropped when."""

import msgspec
import pytest

from mfa_emulator.core.store.expiry import Expiry
from mfa_emulator.core.store.savepoint import Savepoint
from mfa_emulator.core.store.state import Map, State
from mfa_emulator.core.store.table import Table
from mfa_emulator.core.time import durations
from mfa_emulator.core.time.durations import SECOND

T0 = durations.instant("2026-11-21T10:00:00Z")
MINUTE = 60 * SECOND


class Code(msgspec.Struct, frozen=True):
    id: str
    to: str = ""
    expires_at: int = 0


def table(**rule) -> Table[Code]:
    rule = {"what": "SMS code", "at": "expires_at", "subject": lambda code: code.to, "kept": "10m"} | rule
    return Table(Code, "id", unique={"to": lambda code: [code.to] if code.to else []}, expiry=Expiry(**rule))


def test_a_record_is_live_until_the_instant_of_its_end():
    codes = table()
    code = codes.put(Code("a", "ada", T0))
    assert codes.live("a", T0 - 1) is codes.live_by("to", "ada", T0 - 1) is code
    assert codes.is_live(code, T0 - 1)
    assert codes.live("a", T0) is codes.live_by("to", "ada", T0) is None
    assert not codes.is_live(code, T0)
    assert codes.get("a") is code, "it is remembered"


def test_a_record_that_was_never_there_is_not_live():
    assert table().live("a", T0) is table().live_by("to", "ada", T0) is None


def test_zero_is_never():
    codes = table()
    code = codes.put(Code("a"))
    assert codes.live("a", durations.LAST) is code
    assert codes.reason_ended(code, durations.LAST) == ""
    assert list(codes.endings(0)) == []


def test_a_table_without_a_rule_keeps_its_records_for_ever():
    codes = Table(Code, "id")
    code = codes.put(Code("a", expires_at=T0), T0)
    assert codes.live("a", T0 + 1) is code
    assert list(codes.endings(0)) == []


def test_the_end_may_be_a_function_of_the_record():
    codes = table(at=lambda code: code.expires_at + MINUTE)
    codes.put(Code("a", expires_at=T0))
    assert codes.live("a", T0 + MINUTE - 1)
    assert not codes.live("a", T0 + MINUTE)


def test_a_field_that_the_record_lacks_is_refused_when_the_table_is_made():
    with pytest.raises(TypeError, match=r"^Code has no field 'ends_at' that could say when it ends$"):
        table(at="ends_at")


def test_the_reason_says_what_ended_when_and_how_long_ago():
    codes = table()
    code = codes.put(Code("a", expires_at=T0))
    assert codes.reason_ended(code, T0 + 31 * SECOND) == "the SMS code expired at 2026-11-21T10:00:00Z, 31s ago"
    assert codes.reason_ended(code, T0) == "the SMS code expired at 2026-11-21T10:00:00Z, 0s ago"
    assert codes.reason_ended(code, T0 - 1) == ""


def fill(codes: Table[Code], now: int, count: int, first: int = 0) -> None:
    for number in range(first, first + count):
        codes.put(Code(f"new-{number}"), now)


def test_a_record_that_ended_long_ago_makes_room_for_new_ones():
    codes = table()
    codes.put(Code("a", expires_at=T0))
    fill(codes, T0 + 10 * MINUTE - 1, 10)
    assert "a" in codes, "kept for ten minutes after its end"
    fill(codes, T0 + 10 * MINUTE, 10, first=10)
    assert "a" not in codes
    assert len(codes) == 20


def test_a_record_is_remembered_for_good_where_the_rule_says_so():
    codes = table(kept=None)
    codes.put(Code("a", expires_at=T0))
    fill(codes, T0 + 10**9 * SECOND, 20)
    assert "a" in codes


def test_without_an_instant_nothing_is_dropped():
    codes = table()
    codes.put(Code("a", expires_at=T0))
    fill(codes, 0, 20)
    assert "a" in codes


def test_ended_records_that_a_rolled_back_change_had_dropped_go_again_in_time():
    state = State()
    state.codes = codes = table(kept=0)
    codes.put(Code("a", expires_at=T0))
    savepoint = Savepoint([state])
    fill(codes, T0, 20)
    assert "a" not in codes
    savepoint.roll_back()
    savepoint.release()
    assert [code.id for code in codes] == ["a"]
    fill(codes, T0, 10)
    assert "a" not in codes


def test_a_record_whose_end_comes_nearer_is_dropped_in_time():
    codes = table(kept=0)
    codes.put(Code("a", expires_at=T0 + 2 * MINUTE))
    fill(codes, T0, 10)
    codes.put(Code("a", expires_at=T0 + MINUTE))
    fill(codes, T0 + MINUTE, 20, first=10)
    assert "a" not in codes


def test_a_copy_drops_ended_records_as_its_original_does():
    codes = table(kept=0)
    codes.put(Code("a", expires_at=T0))
    fill(codes, T0 - 1, 10)
    copy = codes.copy()
    fill(copy, T0, 10, first=10)
    assert ("a" in copy, "a" in codes) == (False, True)


def test_records_that_are_replaced_drop_none():
    codes = table(kept=0)
    codes.put(Code("a", expires_at=T0))
    codes.put(Code("b"))
    for _ in range(20):
        codes.put(Code("b"), T0)
    assert "a" in codes


def test_ended_records_never_make_up_more_than_about_a_third():
    codes = table(kept=0)
    for second in range(10_000):
        codes.put(Code(str(second), expires_at=T0 + (second + 1000) * SECOND), T0 + second * SECOND)
        assert len(codes) <= 1600, "1000 are live"


def test_a_copy_obeys_the_same_rule():
    codes = table()
    codes.put(Code("a", expires_at=T0))
    copy = codes.copy()
    assert not copy.live("a", T0)
    fill(copy, T0 + 10 * MINUTE, 20)
    assert "a" in codes
    assert "a" not in copy


def test_the_ends_ahead_of_a_table():
    codes = table()
    for id, at in (("a", T0), ("b", T0 + 1), ("c", T0 + 2), ("d", T0 + 3), ("e", 0)):
        codes.put(Code(id, f"to-{id}", at))
    assert list(codes.endings(T0, T0 + 2)) == [(T0 + 1, "SMS code", "to-b"), (T0 + 2, "SMS code", "to-c")]
    assert [at for at, _, _ in codes.endings(T0)] == [T0 + 1, T0 + 2, T0 + 3]


class Inner(State):
    def __init__(self) -> None:
        self.codes = table()


class Outer(State):
    def __init__(self) -> None:
        self.codes = table()
        self.inner = Inner()
        self.more = Map(lambda name: Inner())
        self.number = 0


def test_the_ends_ahead_of_a_state_are_those_of_all_its_tables():
    state = Outer()
    tables = (state.codes, state.inner.codes, state.more.keep("x").codes, state.more.keep("y").codes)
    for number, codes in enumerate(tables, 1):
        codes.put(Code("a", f"to-{number}", T0 + number))
    assert list(state.endings(T0)) == [(T0 + number, "SMS code", f"to-{number}") for number in (1, 2, 3, 4)]
    assert [at for at, _, _ in state.endings(T0 + 1, T0 + 3)] == [T0 + 2, T0 + 3]
