"""`mfa_async_http`: the same world for coroutines, of asyncio and of trio."""


def test_it_answers_as_the_other_one_does(run):
    run(
        """
        import asyncio

        def test_both(mfa, mfa_http, mfa_async_http):
            async def story():
                created = await mfa_async_http.post("/toy/factors", json={"name": "ada"})
                unknown = await mfa_async_http.get("/toy/factors/bob")
                control = await mfa_async_http.get("/_mfa/v1/clock")
                return created.status_code, unknown.headers["x-mfa-reason"], control.json()["mode"]
            assert asyncio.run(story()) == (201, "no factor 'bob' now", "frozen")
            assert mfa_http.get("/toy/factors/ada").status_code == 200
        """
    ).assert_outcomes(passed=1)


def test_what_must_wait_does_not_hold_up_the_loop(run):
    run(
        """
        import asyncio, httpx2, pytest

        def test_waits(mfa, mfa_async_http):
            async def story():
                mfa.faults.add(operation="factors.create", delay="30s")
                waiting = asyncio.create_task(mfa_async_http.post("/toy/factors", json={"name": "ada"}))
                while not mfa.faults.list()[0]["met"]:
                    await asyncio.sleep(0)
                assert not waiting.done()
                while not waiting.done():  # it begins to wait in a thread of its own
                    mfa.clock.advance("30s")
                    await asyncio.sleep(0)
                assert (await waiting).status_code == 201
                mfa.faults.add(drop=True)
                with pytest.raises(httpx2.RemoteProtocolError):
                    await mfa_async_http.get("/toy/factors/ada")
            asyncio.run(story())
        """
    ).assert_outcomes(passed=1)
