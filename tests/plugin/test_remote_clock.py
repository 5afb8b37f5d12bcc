"""``--mfa-url``: worlds of a running server follow freezegun and time-machine of the tests' process."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

HEAD = """
import datetime, time
from datetime import timedelta
import httpx2, pytest

def there(mfa):  # as an app would see it, whom no helper of the test tells anything
    return httpx2.get(mfa.url + "/_mfa/v1/clock", trust_env=False, timeout=60).json()

def shown(mfa):
    return there(mfa)["now"]

def test_it_is_another_process(mfa):
    assert mfa.is_remote and mfa.world.name.endswith("test_it_is_another_process")
"""

FREEZEGUN = (
    HEAD
    + """
import freezegun
from freezegun import freeze_time

@freeze_time("2030-01-01")
def test_decorator(mfa):
    assert shown(mfa) == "2030-01-01T00:00:00Z" and mfa.clock.now().year == 2030

@freeze_time("2030-01-01")
class TestClass:
    def test_within(self, mfa):
        assert shown(mfa) == "2030-01-01T00:00:00Z"

@pytest.mark.mfa(freeze="2026-11-21T10:00:00Z")
def test_moves(mfa):
    with freeze_time("2030-01-01") as frozen:
        assert there(mfa) == {**there(mfa), "now": "2030-01-01T00:00:00Z", "mode": "frozen"}
        frozen.tick(timedelta(seconds=61))
        assert shown(mfa) == "2030-01-01T00:01:01Z"
        frozen.tick()
        assert shown(mfa) == "2030-01-01T00:01:02Z"
        frozen.move_to("2031-01-01")
        assert shown(mfa) == "2031-01-01T00:00:00Z"
        with freeze_time("2040-01-01"):
            assert shown(mfa) == "2040-01-01T00:00:00Z"
        assert shown(mfa) == "2031-01-01T00:00:00Z"
        mfa.clock.advance("1h")
        assert shown(mfa) == "2031-01-01T01:00:00Z", "the last mover wins"
        frozen.move_to("2031-01-01")
        assert shown(mfa) == "2031-01-01T00:00:00Z", "and so does the tool when it moves again"
    assert shown(mfa) == "2026-11-21T10:00:00Z" and there(mfa)["mode"] == "frozen"

@pytest.mark.mfa(freeze="2026-11-21T10:00:00Z")
def test_time_that_passes(mfa):
    with freeze_time("2030-01-01", tick=True) as frozen:
        assert (there(mfa)["mode"], mfa.clock.now().year) == ("live", 2030)
        frozen.move_to("2032-01-01")
        assert mfa.clock.now().year == 2032
    assert (there(mfa)["mode"], shown(mfa)) == ("frozen", "2026-11-21T10:00:00Z")

def test_steps(mfa):
    with freeze_time("2030-01-01", auto_tick_seconds=60):
        datetime.datetime.now()
        assert mfa.clock.now() > datetime.datetime(2030, 1, 1, 0, 0, 59, tzinfo=datetime.UTC)

@pytest.mark.mfa(freeze=False)
def test_a_clock_that_runs_goes_on_as_before(mfa):
    mfa.clock.rate = 5
    before = mfa.clock.travel("2027-01-01T00:00:00Z")
    with freeze_time("2030-01-01"):
        assert (there(mfa)["mode"], there(mfa)["rate"]) == ("frozen", 1)
    after = there(mfa)
    assert (after["mode"], after["rate"], mfa.clock.now().year) == ("live", 5, 2027)
    assert mfa.clock.now() > before

def test_a_world_that_is_reset_follows_on(mfa):
    with freeze_time("2030-01-01"):
        mfa.world.reset()
        assert shown(mfa) == "2030-01-01T00:00:00Z"

@pytest.fixture
def early():
    with freeze_time("2033-01-01"):
        yield

@pytest.mark.mfa(freeze="2026-11-21T10:00:00Z")
def test_time_that_was_frozen_before_the_world(early, mfa):
    assert shown(mfa) == "2033-01-01T00:00:00Z"

@pytest.mark.mfa(freeze="2026-11-21T10:00:00Z", process=True)
def test_python_follows_the_world(mfa):
    mfa.clock.advance("2h")
    assert datetime.datetime.now(datetime.UTC) == mfa.clock.now() and shown(mfa) == "2026-11-21T12:00:00Z"
    with mfa.checkpoint():
        mfa.clock.advance("1d")
    assert datetime.datetime.now(datetime.UTC) == mfa.clock.now() and shown(mfa) == "2026-11-21T12:00:00Z"
    mfa.clock.resume()
    mfa.clock.freeze("2028-01-01T00:00:00Z")
    with freeze_time("2040-01-01"):
        assert shown(mfa) == "2040-01-01T00:00:00Z"
    assert datetime.datetime.now(datetime.UTC) == mfa.clock.now() and shown(mfa) == "2028-01-01T00:00:00Z"


def test_a_world_that_its_test_removed_is_no_matter(mfa):
    from urllib.parse import quote
    with freeze_time("2030-01-01") as frozen:
        name = quote(mfa.world.name, safe="")
        assert httpx2.delete(mfa.url + "/_mfa/v1/worlds/" + name, trust_env=False, timeout=60).status_code == 200
        frozen.move_to("2031-01-01")

def test_an_instant_that_cannot_be_is_refused_and_nothing_stays_frozen(mfa):
    before = shown(mfa)
    with pytest.raises(ValueError, match="1970"):
        with freeze_time("1960-01-01"):
            pass
    assert not freezegun.api.freeze_factories and shown(mfa) == before
"""
)

TIME_MACHINE = (
    HEAD
    + """
import time_machine as machine

@pytest.mark.mfa(freeze="2026-11-21T10:00:00Z")
def test_journeys(mfa):
    with machine.travel("2030-01-01T00:00:00Z", tick=False) as journey:
        assert shown(mfa) == "2030-01-01T00:00:00Z" and there(mfa)["mode"] == "frozen"
        journey.shift(60)
        assert shown(mfa) == "2030-01-01T00:01:00Z"
        journey.move_to("2031-01-01T00:00:00Z")
        assert shown(mfa) == "2031-01-01T00:00:00Z"
        mfa.clock.travel("2050-01-01T00:00:00Z")
        assert shown(mfa) == "2050-01-01T00:00:00Z"
    assert shown(mfa) == "2026-11-21T10:00:00Z"
    with machine.travel("2030-01-01T00:00:00Z"):
        assert there(mfa)["mode"] == "live" and mfa.clock.now().year == 2030
    assert shown(mfa) == "2026-11-21T10:00:00Z"

def test_the_fixture(mfa, time_machine):
    time_machine.move_to("2035-01-01T00:00:00Z", tick=False)
    assert shown(mfa) == "2035-01-01T00:00:00Z"
"""
)


@pytest.mark.parametrize("tool", ["freezegun", "time_machine"])
def test_they_follow(pytester, tool):
    if find_spec(tool) is None:
        pytest.skip(f"{tool} is not installed")
    pytester.makepyfile(FREEZEGUN if tool == "freezegun" else TIME_MACHINE)
    inner = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:randomly")
    command = (sys.executable, "-m", "mfa_emulator.cli", "exec", "--", *inner)
    done = subprocess.run(command, cwd=pytester.path, stdout=subprocess.PIPE, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout


def test_the_tools_are_left_as_they_were():
    from freezegun.api import FrozenDateTimeFactory, _freeze_time

    from mfa_emulator.testing.remote.following import Following

    before = _freeze_time.start, _freeze_time.stop, FrozenDateTimeFactory.move_to
    following = Following()
    following.begin()
    assert _freeze_time.start is not before[0]
    following.end()
    assert before == (_freeze_time.start, _freeze_time.stop, FrozenDateTimeFactory.move_to)
