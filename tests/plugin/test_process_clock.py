"""``process=True``: Python's own clock shows the world's time, and moves with it."""


def test_it_stands_moves_and_runs_with_the_worlds(run):
    run(
        """
        import datetime, time, pytest

        def python():
            return datetime.datetime.now(datetime.timezone.utc)

        @pytest.mark.mfa(process=True)
        def test_moves(mfa):
            assert python() == mfa.clock.now() == datetime.datetime(2026, 11, 21, 10, tzinfo=datetime.timezone.utc)
            mfa.clock.advance("31s")
            assert python() == mfa.clock.now() and python().second == 31
            mfa.clock.travel("2040-01-01T00:00:00Z")
            assert (python(), time.time()) == (mfa.clock.now(), mfa.clock.now().timestamp()) and python().year == 2040
            with mfa.checkpoint():
                mfa.clock.advance("1d")
                assert python().day == 2
            assert python().day == 1
            mfa.clock.resume()
            before = python()
            while python() == before:
                pass
            mfa.clock.freeze("2041-01-01T00:00:00Z")
            assert python() == python() == mfa.clock.now() and python().year == 2041

        def test_afterwards(mfa):
            assert python() != mfa.clock.now()
            assert abs(python().timestamp() - time.time()) < 60
        """
    ).assert_outcomes(passed=2)


def test_effects_see_their_own_instant_and_coroutines_sleep(run):
    run(
        """
        import asyncio, datetime, pytest

        @pytest.mark.mfa(process=True)
        def test_sleeps(mfa, mfa_async_http):
            async def story():
                await asyncio.sleep(0.001)
                answer = await mfa_async_http.post("/toy/factors", json={"name": "ada"})
                return answer.status_code
            assert asyncio.run(story()) == 201
        """
    ).assert_outcomes(passed=1)


def test_a_rate_that_python_cannot_run_at_is_refused(run):
    run(
        """
        import pytest

        @pytest.mark.mfa(process=True, freeze=False)
        def test_rate(mfa):
            with pytest.raises(ValueError, match="Python's clock runs at rate 1, not 60"):
                mfa.clock.rate = 60
        """
    ).assert_outcomes(passed=1)
