"""``@pytest.mark.mfa(…)``: how a test's world begins."""

import pytest


def test_each_keyword_changes_its_part(run):
    run(
        """
        import datetime, pytest

        @pytest.mark.mfa(seed=7)
        def test_seed(mfa):
            assert mfa.world.options.seed == 7

        @pytest.mark.mfa(freeze="2030-01-01T00:00:00Z")
        def test_freeze(mfa):
            assert mfa.clock.now().year == 2030

        @pytest.mark.mfa(freeze=datetime.datetime(2031, 1, 1))
        def test_freeze_at_a_date(mfa):
            assert mfa.clock.now() == datetime.datetime(2031, 1, 1, tzinfo=datetime.timezone.utc)

        @pytest.mark.mfa(freeze=True)
        def test_freeze_now(mfa):
            assert mfa.clock.mode == "frozen" and mfa.clock.now().isoformat() != "2026-11-21T10:00:00+00:00"

        @pytest.mark.mfa(freeze=False)
        def test_live(mfa):
            assert mfa.clock.mode == "live"

        @pytest.mark.mfa(profile="strict")
        def test_profile(mfa):
            assert mfa.world.settings["toy"].lifetime == 30

        @pytest.mark.mfa(settings={"toy": {"lifetime": 5}})
        def test_settings(mfa):
            assert mfa.world.settings["toy"].lifetime == 5

        @pytest.mark.mfa(signed_tokens=True)
        def test_signed(mfa):
            assert mfa.world.tokens.signs

        @pytest.mark.mfa(functions_host="127.0.0.1:5001")
        def test_functions(mfa):
            assert mfa.world.options.functions_host == "127.0.0.1:5001"
            assert mfa.outbound.allows("http://127.0.0.1:5001/")

        @pytest.mark.mfa(project="mine", outbound_hosts=["hooks.example"], seeds=[{"codes": {"ada": "424242"}}])
        def test_the_rest(mfa):
            assert mfa.world.options.project == "mine"
            assert mfa.outbound.allows("https://hooks.example/")
            assert mfa.world.ids.code("ada") == "424242"

        def test_usual_again(mfa):
            assert mfa.world.options == mfa.emulator.options
            assert (mfa.world.settings["toy"].lifetime, mfa.world.tokens.signs) == (60, False)
        """
    ).assert_outcomes(passed=11)


def test_faults_to_begin_with(run):
    run(
        """
        import pytest

        @pytest.mark.mfa(faults=[{"operation": "factors.create", "status": 503, "skip": 1}])
        def test_faulty(mfa_http):
            answers = [mfa_http.post("/toy/factors", json={"name": name}).status_code for name in ("ada", "bob", "cid")]
            assert answers == [201, 503, 201]

        def test_next(mfa):
            assert len(mfa.faults) == 0
        """
    ).assert_outcomes(passed=2)


def test_the_nearest_marker_counts_keyword_by_keyword(run):
    run(
        """
        import pytest

        pytestmark = pytest.mark.mfa(seed=1, profile="strict")

        @pytest.mark.mfa(seed=2)
        class TestThings:
            @pytest.mark.mfa(seed=3)
            def test_near(self, mfa):
                assert (mfa.world.options.seed, mfa.world.options.profile) == (3, "strict")

            def test_far(self, mfa):
                assert mfa.world.options.seed == 2
        """
    ).assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ("sed=1", "@pytest.mark.mfa: no option 'sed'; did you mean 'seed'?"),
        (
            "1",
            "@pytest.mark.mfa: takes keywords only: seed, profile, project, freeze, signed_tokens, settings, seeds, "
            "outbound_hosts, functions_host, scope, faults, process",
        ),
        ("scope='modul'", "@pytest.mark.mfa: scope: no scope 'modul'; did you mean 'module'?"),
        ("faults=[{'stat': 503}]", "@pytest.mark.mfa: faults: [0]: no field 'stat'; did you mean 'status'?"),
        (
            "faults=[{'times': 2}]",
            "@pytest.mark.mfa: a fault needs at least one of: status, error, delay, drop, messages",
        ),
        (
            "faults=[{'operation': 'factor', 'drop': True}]",
            "@pytest.mark.mfa: no operation 'factor'; did you mean 'factors.get'?",
        ),
        ("process=1", "@pytest.mark.mfa: process must be true or false, not 1"),
        ("seed=1.5", "@pytest.mark.mfa: seed must be a whole number or a text, not 1.5"),
        (
            "freeze='noon'",
            "@pytest.mark.mfa: not an instant: 'noon' (write 2026-11-21T10:00:00Z or seconds since 1970)",
        ),
        ("profile='hard'", "@pytest.mark.mfa: no profile 'hard'; there are: emulator, strict"),
        ("settings={'toi': {}}", "@pytest.mark.mfa: settings: no provider 'toi'; did you mean 'toy'?"),
        ("settings={'toy': {'live': 1}}", "@pytest.mark.mfa: toy: no setting 'live'; there are: lifetime"),
        ("settings={'toy': {'lifetime': 'x'}}", "@pytest.mark.mfa: toy.lifetime must be 1 to 3153600000, not 'x'"),
        ("settings={'toy': {'lifetime': 0}}", "@pytest.mark.mfa: toy.lifetime must be 1 to 3153600000, not 0"),
    ],
)
def test_a_marker_that_cannot_hold_is_one_clear_line(run, arguments: str, text: str):
    result = run(
        f"""
        import pytest

        @pytest.mark.mfa({arguments})
        def test_wrong(mfa):
            pass

        def test_next(mfa):
            assert mfa.clock.mode == "frozen"
        """
    )
    result.assert_outcomes(passed=1, errors=1)
    lines = result.outlines
    start = next(index for index, line in enumerate(lines) if "ERROR at setup of test_wrong" in line)
    assert lines[start + 1] == text
    result.stdout.no_fnmatch_line("*Traceback*")


def test_the_marker_is_registered_and_explained(run):
    run(
        """
        import pytest

        @pytest.mark.mfa(seed=1)
        def test_strict(mfa):
            pass
        """,
        "--strict-markers",
    ).assert_outcomes(passed=1)
    shown = run("", "--markers").stdout
    shown.fnmatch_lines(["@pytest.mark.mfa(seed=0, profile='emulator', project='demo-project', freeze=None, *"])
    shown.fnmatch_lines(["* scope: Tests that share the world: *"])
    shown.fnmatch_lines(["* seeds: Users, factors and pinned codes to begin with*"])
