"""A helper that a test calls wrongly shows the test's line and the message, and none of the emulator's lines."""

import pytest

from mfa_emulator import Emulator

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


MISTYPED = """
    import pytest

    @pytest.mark.parametrize("call", [
        lambda mfa: mfa.identity_toolkit.user(5),
        lambda mfa: mfa.identity_toolkit.user("ada@example.com").enroll_sms(None),
        lambda mfa: mfa.faults.fail("accounts.signUp", "QUOTA_EXCEEDED", times="two"),
        lambda mfa: mfa.inbox.wait_for(timeout="5s"),
        lambda mfa: mfa.inbox.pin("+15555550100", 123456),
        lambda mfa: mfa.authenticator("JBSWY3DPEHPK3PXP").code(step="x"),
        lambda mfa: setattr(mfa.clock, "rate", "fast"),
        lambda mfa: mfa.inbox["x"],
        lambda mfa: mfa.identity_toolkit.usr,
        lambda mfa: mfa.identity_toolkit.user("ada@example.com", pasword="secret-1"),
        lambda mfa: mfa.inbox.latest(channel="smss"),
        lambda mfa: mfa.inbox.messages(provider="twillio"),
        lambda mfa: mfa.requests.find(operation="accounts.singUp"),
        lambda mfa: mfa.identity_toolkit.user("ada@example.com", 123456),
    ])
    def test_wrong(mfa, call):
        call(mfa)
    """

TOLD = [
    "TypeError: IdentityToolkit.user: email must be a text, not 5",
    "TypeError: Account.enroll_sms: number must be a text, not None",
    "*times must be a whole number, not 'two'",
    "TypeError: *.wait_for: timeout must be a number, not '5s'",
    "*code *a text*, not 123456",
    "TypeError: Authenticator.code: step must be a whole number, not 'x'",
    "TypeError: *Clock.rate: rate must be a number, not 'fast'",
    "TypeError: an index is a whole number or a slice, not 'x'",
    "AttributeError: 'IdentityToolkit' object has no attribute 'usr'; did you mean 'user'?",
    "TypeError: IdentityToolkit.user() got an unexpected keyword argument 'pasword'*",
    "ValueError: *smss*",
    "ValueError: no provider 'twillio'; did you mean 'twilio_verify'?",
    "ValueError: no operation 'accounts.singUp'; did you mean 'accounts.signUp'?",
    "*password must be a text*, not 123456",
]


@pytest.mark.parametrize("place", ["in this process", "on a running server"])
def test_wrong_arguments_and_names_are_told_as_what_they_are(pytester, place):
    pytester.makepyfile(MISTYPED)
    plugins = ("no:cacheprovider", "no:hypothesispytest", "no:randomly", "no:random_order")
    words = [word for plugin in plugins for word in ("-p", plugin)]
    with Emulator() as server:
        result = pytester.runpytest(*words, *(("--mfa-url", server.url) if place == "on a running server" else ()))
    result.assert_outcomes(failed=len(TOLD))
    result.stdout.fnmatch_lines([f"E  *{text}" for text in TOLD])
    for ours in OURS:
        result.stdout.no_fnmatch_line(ours)
