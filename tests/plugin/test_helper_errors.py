"""A helper that a test calls wrongly shows the test's line and the message, and none of the emulator's lines."""

import pytest

OURS = ("*mfa_emulator/*", "*mfa_emulator.*", "*pytest_mfa*")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("mfa.faults.add(status=1)", "ValueError: status must be 400 to 599"),
        ('mfa.faults.add(operation="factors.gte", status=503)', "*did you mean 'factors.get'?"),
        ('mfa.clock.advance("soon")', "ValueError: not a duration: 'soon' *"),
        ('mfa.inbox.wait_for(to="ada", timeout=0)', "TimeoutError: no message (to='ada') within 0 s; *"),
        ('mfa.vendor("toi", object)', "ValueError: no vendor 'toi'; did you mean 'toy'?"),
        ('mfa.vendor("toy", str)', "TypeError: the Python API of toy is of type *, not str"),
        ("mfa.clok", "AttributeError: mfa has no attribute 'clok'; did you mean 'clock'?"),
        ('mfa.emulator.worlds.add("other", setings={})', "ValueError: no option 'setings'; did you mean 'settings'?"),
        ('mfa.authenticator("otpauth://x")', "ValueError: *"),
        ('mfa.world.seed({"toi": 1})', "Unfit: no part of a seed 'toi'; did you mean 'toy'?"),
    ],
)
def test_only_the_tests_own_line_is_shown(run, line: str, message: str):
    result = run(f"def test_wrong(mfa):\n    {line}\n")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f">*{line}", f"E *{message}", "test_only_the_tests_own_line_is_shown*.py:2: *"])
    for ours in OURS:
        result.stdout.no_fnmatch_line(ours)


def test_the_same_holds_in_a_fixture_of_the_tests(run):
    result = run(
        """
        import pytest

        @pytest.fixture
        def moved(mfa):
            mfa.clock.advance("soon")

        def test_wrong(moved):
            pass
        """
    )
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(['>*mfa.clock.advance("soon")', "E *not a duration: 'soon' *"])
    result.stdout.no_fnmatch_line("*mfa_emulator/*")


def test_a_refusal_of_twilios_shows_no_other_line(pytester):
    pytester.makepyfile("def test_wrong(mfa):\n    mfa.twilio_verify.user('a')\n")
    result = pytester.runpytest_subprocess("-p", "no:randomly")
    result.stdout.fnmatch_lines([">*mfa.twilio_verify.user('a')", "E *ValueError: Identity: 8 to 64 letters*"])
    result.stdout.no_fnmatch_line("*contextlib*")


BROKEN = """
    import pytest

    def test_broken(mfa, monkeypatch):
        monkeypatch.setattr("mfa_emulator.core.time.durations._SHORT", None)
        mfa.clock.advance("31s")
    """


def test_a_mistake_of_the_emulators_own_shows_every_line(run):
    result = run(BROKEN)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*durations.py:*: AttributeError"])


def test_an_error_of_the_tests_own_that_passes_through_the_emulator_shows_every_line(run):
    result = run(
        """
        def effect():
            raise ValueError("of the test")

        def test_own(mfa):
            mfa.clock.call_at(mfa.clock.micros() + 1, effect)
            mfa.clock.advance("1s")
        """
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*clock.py:*", '>*raise ValueError("of the test")'])


def test_a_full_trace_is_full(run):
    result = run('def test_wrong(mfa):\n    mfa.clock.advance("soon")\n', "--full-trace")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*durations.py:*: ValueError"])


def test_an_error_in_a_module_of_pythons_without_a_source_is_reported_as_any_other(run):
    result = run('import os\n\ndef test_it(mfa):\n    os.fsencode("\\ud800")\n')
    result.assert_outcomes(failed=1)
    assert "UnicodeEncodeError" in result.stdout.str()
