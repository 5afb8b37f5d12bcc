"""An error of the emulator's own fails the test that caused it, and only that one."""

CRASH = 'mfa_http.post("/toy/factors/ada:crash")'


def test_a_test_that_would_pass_fails_with_the_traceback(run):
    result = run(
        f"""
        def test_careless(mfa, mfa_http):
            {CRASH}

        def test_next(mfa):
            pass
        """
    )
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*_ test_careless _*",
            "mfa-emulator itself failed at POST /toy/factors/ada:crash (factors.crash):",
            "Traceback (most recent call last):",
            '    raise RuntimeError("toy broke")',
            "RuntimeError: toy broke",
            "*- mfa time -*",
            "*- mfa refused requests -*",
            "* POST /toy/factors/ada:crash 500 factors.crash: RuntimeError: toy broke",
        ]
    )


def test_of_several_crashes_each_is_told_and_none_is_left_for_the_next_test(run):
    result = run(
        f"""
        def test_careless(mfa, mfa_http):
            for _ in range(3):
                {CRASH}

        def test_next(mfa):
            pass
        """,
        "-rN",  # on CI machines pytest's summary would say it all once more
    )
    result.assert_outcomes(passed=1, failed=1)
    assert result.outlines.count("mfa-emulator itself failed at POST /toy/factors/ada:crash (factors.crash):") == 3


def test_a_test_that_fails_by_itself_keeps_its_own_error_and_shows_the_crash(run):
    result = run(
        f"""
        def test_fails(mfa, mfa_http):
            assert {CRASH}.status_code == 200, "as I said"

        def test_next(mfa):
            pass
        """
    )
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        ["E * as I said", "*- mfa crashes -*", "mfa-emulator itself failed at POST *", "RuntimeError: toy broke"]
    )


def test_a_crash_over_the_live_server_counts_too(run):
    result = run(
        """
        import urllib.request, urllib.error

        def test_live(mfa_server):
            try:
                urllib.request.urlopen(mfa_server.url + "/toy/factors/ada:crash", b"")
            except urllib.error.HTTPError as error:
                assert error.code == 500
                error.close()

        def test_next(mfa_server):
            pass
        """
    )
    result.assert_outcomes(passed=1, failed=1)


def test_a_crash_in_another_world_counts_too(run):
    run(
        f"""
        def test_other(mfa, mfa_http):
            mfa.emulator.worlds.add("other")
            mfa_http.headers["x-mfa-world"] = "other"
            {CRASH}
        """
    ).assert_outcomes(failed=1)


def test_a_crash_in_a_fixtures_setup_fails_the_test_and_in_its_end_is_an_error(run):
    run(
        f"""
        import pytest

        @pytest.fixture
        def before(mfa_http):
            {CRASH}

        @pytest.fixture
        def after(mfa_http):
            yield
            {CRASH}

        def test_before(before): pass
        def test_after(after): pass
        def test_next(mfa): pass
        """
    ).assert_outcomes(passed=2, failed=1, errors=1)


def test_a_test_may_be_expected_to_fail_by_it(run):
    run(
        f"""
        import pytest

        @pytest.mark.xfail(reason="known", strict=True)
        def test_known(mfa, mfa_http):
            {CRASH}
        """
    ).assert_outcomes(xfailed=1)
