"""Every test has a world of its own, though one emulator has them all."""


def test_nothing_of_a_test_is_left_for_the_next(run):
    run(
        """
        import pytest

        @pytest.mark.parametrize("time", range(3))
        def test_fresh(mfa, mfa_http, time):
            assert (len(mfa.toy), len(mfa.inbox), len(mfa.requests), len(mfa.faults)) == (0, 0, 0, 0)
            assert mfa.clock.dump() == {"at": 1795255200000000, "frozen": True, "rate": 1.0}
            assert mfa.world.ids.dump()["drawn"] == 0
            mfa_http.post("/toy/factors", json={"name": "ada"})
            mfa.faults.add(status=503, times=0)
            mfa.clock.travel("2030-01-01T00:00:00Z")
            mfa.clock.rate = 5
            mfa.clock.resume()
            mfa.world.ids.pin("ada", "012345")
        """
    ).assert_outcomes(passed=3)


def test_the_same_test_gets_the_same_ids_and_codes_every_time_and_no_other_test_gets_them(run):
    def drawn(*options: str) -> list[str]:
        result = run(
            """
            import pytest

            @pytest.mark.parametrize("case", ["alpha", "omega"])
            def test_codes(mfa, mfa_http, case):
                mfa_http.post("/toy/factors", json={"name": "ada"})
                print("CODE", case, mfa.inbox.latest(to="ada").id, mfa.toy.get("ada").secret)
            """,
            "-s",
            *options,
        )
        return [line.partition("CODE")[2] for line in result.outlines if "CODE" in line]

    both = drawn()
    assert drawn("-k", "omega") == both[1:], "whatever ran before it"
    assert both[0].split()[1:] != both[1].split()[1:]


def test_without_options_of_its_own_a_world_is_frozen_at_the_real_now(pytester):
    pytester.makepyfile("""
        import time

        def test_now(mfa):
            assert mfa.clock.mode == "frozen"
            assert abs(mfa.clock.now().timestamp() - time.time()) < 60
            assert mfa.world.options.profile == "emulator"
    """)
    pytester.runpytest("-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_a_test_that_does_not_use_it_has_no_emulator(run):
    run(
        """
        def test_none(request):
            from pytest_mfa.late import KEEPER
            assert KEEPER not in request.config.stash
        """
    ).assert_outcomes(passed=1)
