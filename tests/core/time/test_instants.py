"""Instants as people write them, and as they are shown."""

import contextlib
from datetime import UTC, datetime, timedelta, timezone, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.time.durations import FIRST, LAST, SECOND, as_datetime, instant, rfc3339

TEN = datetime(2026, 11, 21, 10, tzinfo=UTC)


class Nowhere(tzinfo):
    """A zone that does not know how far it is from UTC."""

    def utcoffset(self, when: datetime | None) -> None:
        return None


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21T10:00:00Z",
        "2026-11-21 10:00",
        "2026-11-21T11:00:00+01:00",
        "1795255200",
        1795255200,
        1795255200.0,
        TEN,
        TEN.replace(tzinfo=None),
        TEN.astimezone(timezone(timedelta(hours=-5))),
        TEN.replace(tzinfo=Nowhere()),
    ],
)
def test_is_read(text):
    assert as_datetime(instant(text)) == TEN


@pytest.mark.parametrize("junk", ["", "now", "2026-13-01", "10:00", "٣", None, True, [], b"5", timedelta(1)])
def test_junk_is_a_value_error(junk):
    with pytest.raises(ValueError, match="not an instant"):
        instant(junk)


@pytest.mark.parametrize(
    "out", [-1, -0.5, LAST // SECOND + 1, float("nan"), float("inf"), "1969-12-31", datetime.max, datetime.min]
)
def test_out_of_range_is_a_value_error(out):
    with pytest.raises(ValueError, match="out of range"):
        instant(out)


@given(st.integers(FIRST, LAST))
def test_round_trips(at: int):
    assert instant(rfc3339(at)) == instant(rfc3339(at, 6)) == instant(as_datetime(at)) == at
    assert instant(rfc3339(at, 3)) == at // 1000 * 1000


@given(
    st.one_of(
        st.text(), st.binary(), st.integers(), st.floats(), st.none(), st.datetimes(), st.from_regex(r"[-0-9T:Z+W. ]+")
    )
)
def test_nothing_but_a_value_error_ever_comes_of_junk(junk):
    with contextlib.suppress(ValueError):
        assert FIRST <= instant(junk) <= LAST


@pytest.mark.parametrize(
    ("micros", "digits", "text"),
    [
        (0, None, "1970-01-01T00:00:00Z"),
        (1_500_000, None, "1970-01-01T00:00:01.500Z"),
        (1_000_001, None, "1970-01-01T00:00:01.000001Z"),
        (1_999_999, 0, "1970-01-01T00:00:01Z"),
        (1_999_999, 3, "1970-01-01T00:00:01.999Z"),
        (1_000_000, 6, "1970-01-01T00:00:01.000000Z"),
        (LAST, None, "9000-01-01T00:00:00Z"),
    ],
)
def test_is_shown(micros: int, digits: int | None, text: str):
    assert rfc3339(micros, digits) == text


def test_a_lifetime_after_the_last_instant_can_still_be_shown():
    assert rfc3339(LAST + 999 * 365 * 86_400 * SECOND).startswith("9998-")
