"""A test under freezegun: its time is followed, and nothing hangs."""


def test_the_decorator_and_the_context_manager_are_followed_over_the_live_server(run):
    run(
        """
        import json, urllib.error, urllib.request
        from datetime import timedelta
        from freezegun import freeze_time

        def create(url):
            request = urllib.request.Request(url + "/toy/factors", b'{"name": "ada"}')
            return json.load(urllib.request.urlopen(request, timeout=30))

        def there(url):
            try:
                return urllib.request.urlopen(url + "/toy/factors/ada", timeout=30).status
            except urllib.error.HTTPError as error:
                with error:
                    return error.code

        def time_of(url):
            return json.load(urllib.request.urlopen(url + "/_mfa/v1/clock", timeout=30))["now"]

        @freeze_time("2030-01-01")
        def test_decorator(mfa):
            create(mfa.url)
            assert time_of(mfa.url) == "2030-01-01T00:00:00Z"
            assert mfa.inbox.wait_for(to="ada", timeout=30).view()["created_at"] == "2030-01-01T00:00:00Z"

        def test_context_manager(mfa):
            assert mfa.clock.now().year == 2026
            with freeze_time("2030-01-01") as frozen:
                create(mfa.url)
                assert there(mfa.url) == 200
                frozen.tick(timedelta(seconds=61))
                assert there(mfa.url) == 404
                assert time_of(mfa.url) == "2030-01-01T00:01:01Z"
                mfa.clock.advance("1h")
                assert time_of(mfa.url) == "2030-01-01T01:01:01Z"
            assert mfa.clock.now().isoformat() == time_of(mfa.url).replace("Z", "+00:00") == "2026-11-21T10:00:00+00:00"
        """
    ).assert_outcomes(passed=2)


def test_a_session_that_is_frozen_from_start_to_end_starts_and_stops_its_server(pytester, run):
    conftest = pytester.path / "conftest.py"
    conftest.write_text(
        conftest.read_text()
        + """
from freezegun import freeze_time

@pytest.fixture(scope="session", autouse=True)
def frozen():
    with freeze_time("2030-01-01"):
        yield
"""
    )
    run(
        """
        import urllib.request

        def test_one(mfa):
            assert mfa.clock.now().year == 2030
            assert urllib.request.urlopen(mfa.url + "/_mfa/v1/health", timeout=30).status == 200

        def test_two(mfa_http):
            assert mfa_http.post("/toy/factors", json={"name": "ada"}).status_code == 201
        """
    ).assert_outcomes(passed=2)


def test_a_frozen_class_is_followed(run):
    run(
        """
        from freezegun import freeze_time

        @freeze_time("2030-01-01")
        class TestFrozen:
            def test_within(self, mfa, mfa_http):
                assert mfa_http.get("/_mfa/v1/clock").json()["now"] == "2030-01-01T00:00:00Z"
        """
    ).assert_outcomes(passed=1)


def test_a_failure_within_frozen_time_is_told_as_ever(report):
    lines = report(
        """
        from freezegun import freeze_time

        @freeze_time("2030-01-01")
        def test_fails(mfa, mfa_http):
            mfa_http.get("/toy/factors/ada")
            assert False
        """
    )
    assert lines[-2] == "2030-01-01T00:00:00Z GET /toy/factors/ada 404 factors.get: no factor 'ada' now"
