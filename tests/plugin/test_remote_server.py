"""``mfa_server`` on a server that runs already, and what comes there, or to a test's own port, too late."""

from collections.abc import Callable, Iterator
from importlib.util import find_spec

import pytest

from mfa_emulator import Emulator

Run = Callable[..., pytest.RunResult]

SEND = """
import json, urllib.error, urllib.request
import pytest

def send(url):
    body = json.dumps({"phoneNumber": "+15555550100"}).encode()
    path = "/identitytoolkit.googleapis.com/v1/accounts:sendVerificationCode?key=any"
    try:
        with urllib.request.urlopen(urllib.request.Request(url + path, body), timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["X-MFA-Reason"]

@pytest.fixture(scope="session")
def app(mfa_server):
    return mfa_server.url, mfa_server.env
"""


@pytest.fixture
def server() -> Iterator[Emulator]:
    with Emulator(freeze="2026-11-21T10:00:00Z") as emulator:
        yield emulator


@pytest.fixture
def run(pytester: pytest.Pytester, server: Emulator) -> Run:
    def running(source: str, *arguments: str) -> pytest.RunResult:
        pytester.makepyfile(source)
        plugins = ("no:cacheprovider", "no:hypothesispytest", "no:randomly", "no:random_order")
        words = (word for plugin in plugins for word in ("-p", plugin))
        return pytester.runpytest(*words, "--mfa-url", server.url, *arguments)

    return running


def nothing_is_left(server: Emulator) -> bool:
    """Whether the server is as it was."""
    return list(server.worlds) == ["default"] and not server.worlds.places.after(0, 10) and not len(server.requests)


def test_a_program_that_reads_its_settings_once_meets_each_tests_own_world(run, server):
    run(
        SEND
        + """
envs = []

@pytest.mark.parametrize("time", range(3))
def test_app(app, mfa, mfa_server, time):
    url, env = app
    assert send(url) == 200 and len(mfa.inbox) == 1
    assert mfa_server.world is mfa.world and len(mfa_server.inbox) == 1
    assert env == mfa_server.env and env["MFA_EMULATOR_URL"] == url == mfa_server.url
    assert env["FIREBASE_AUTH_EMULATOR_HOST"] == mfa_server.host_port
    assert env["TWILIO_ACCOUNT_SID"] == mfa.env["TWILIO_ACCOUNT_SID"]
    assert mfa.url != url

def test_alone(mfa_server, request):
    assert send(mfa_server.url) == 200
    assert mfa_server.world.name == request.node.nodeid and len(mfa_server.inbox) == 1
"""
    ).assert_outcomes(passed=4)
    assert nothing_is_left(server)


def test_worlds_of_wider_scopes_are_led_to_again(run, server):
    run(
        SEND
        + """
@pytest.fixture(scope="module")
def early(app):
    return send(app[0])

@pytest.mark.mfa(scope="module")
def test_first(early, mfa):
    assert (early, len(mfa.inbox)) == (200, 1)

def test_between(app, mfa):
    assert send(app[0]) == 200 and len(mfa.inbox) == 1

@pytest.mark.mfa(scope="module")
def test_last(app, early, mfa):
    assert send(app[0]) == 200 and len(mfa.inbox) == 2
"""
    ).assert_outcomes(passed=3)
    assert nothing_is_left(server)


def test_without_a_test_that_has_a_world_requests_are_refused_with_a_hint_and_told(run, server):
    result = run(
        SEND
        + """
@pytest.fixture(scope="module")
def early(app):
    return send(app[0])

url = []

def test_early(early, mfa, mfa_server):
    url.append(mfa_server.url)
    status, reason = early
    assert status == 503 and "no test with a world is running: take the fixture mfa" in reason
    assert len(mfa.inbox) == 0

def test_without():
    assert send(url[0])[0] == 503
"""
    )
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        [
            "*mfa: late requests, refused*",
            "2 requests while no test with a world ran; the last: POST /identitytoolkit.googleapis.com/*",
        ]
    )
    assert nothing_is_left(server)


LATE = """
urls = []

def test_first(mfa):
    urls.append(mfa.url)

def test_second(mfa):
    for url in urls:
        status, reason = send(url)
        assert status == 503 and "test_first has ended" in reason
    assert len(mfa.inbox) == 0
"""


@pytest.mark.parametrize("place", ["a port", "a path", "a port, with workers"])
def test_a_late_request_meets_no_other_test_and_is_told_in_the_summary(run, server, monkeypatch, place):
    if place == "a path":
        monkeypatch.setattr("pytest_mfa.remote_home._answers", lambda url: False)
    workers = ("-n", "1") if place.endswith("workers") else ()
    result = run(SEND + LATE, *workers)
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        ["*mfa: late requests, refused*", "*::test_first: 1 request after its end; the last: *"]
    )
    assert nothing_is_left(server)


def test_of_many_tests_the_places_of_the_last_ones_are_kept(run, server, monkeypatch):
    monkeypatch.setattr("pytest_mfa.remote_places.Places.RETAINED", 2)
    monkeypatch.delenv("PYTEST_XDIST_WORKER_COUNT", raising=False)
    result = run(
        SEND
        + """
urls = []

@pytest.mark.parametrize("number", range(5))
def test_port(mfa, mfa_server, number):
    urls.append(mfa.url)
    places = json.load(urllib.request.urlopen(mfa.url + "/_mfa/v1/places", timeout=60))["places"]
    assert len([place for place in places if not place["reserved"]]) == min(number, 2)
    if number == 1:
        send(urls[0])
"""
    )
    result.assert_outcomes(passed=5)
    result.stdout.fnmatch_lines(["*::test_port[[]0[]]: 1 request after its end; *"])
    assert nothing_is_left(server)


def test_a_world_that_its_test_removed_is_no_matter(run, server):
    run(
        SEND
        + """
from urllib.parse import quote

def test_removes(mfa):
    address = mfa.url + "/_mfa/v1/worlds/" + quote(mfa.world.name, safe="")
    urllib.request.urlopen(urllib.request.Request(address, method="DELETE"), timeout=60).close()
    with pytest.raises(LookupError, match="there is no world"):
        mfa.requests[0]
"""
    ).assert_outcomes(passed=1)
    assert list(server.worlds) == ["default"]


def test_a_test_that_fails_at_its_end_is_told_of_after_the_session_too(run):
    result = run(
        """
        import pytest

        @pytest.fixture
        def bad(mfa):
            yield
            assert False, "at the end"

        @pytest.mark.parametrize("time", range(2))
        def test_ends(bad, time): pass
        """
    )
    result.assert_outcomes(passed=2, errors=2)
    result.stdout.fnmatch_lines(["*AssertionError: at the end", "test test_a_test_that_fails_at*[[]0[]] has ended"])
    result.stdout.no_fnmatch_line("*INTERNALERROR*")


def test_a_server_that_goes_is_told_in_a_line_for_each_test(pytester, server):
    class Stopping:
        """A plugin of the inner run, by which a test stops the server."""

        @pytest.fixture
        def stop(self):
            return server.stop

    pytester.makepyfile(
        """
        def test_dies(mfa, stop):
            stop()
            mfa.inbox.latest()

        def test_after(mfa): pass
        """
    )
    words = ("-p", "no:cacheprovider", "-p", "no:randomly", "--mfa-url", server.url)
    result = pytester.runpytest(*words, plugins=[Stopping()])
    result.assert_outcomes(failed=1, errors=2)
    assert len([line for line in result.outlines if line.startswith("no emulator answers at")]) == 4
    result.stdout.no_fnmatch_line("*remote/connection.py*")


@pytest.mark.skipif(find_spec("twilio") is None, reason="the SDK is not installed")
def test_twilios_client_of_the_session_calls_the_world_of_each_test(run, server):
    run(
        """
        import pytest

        @pytest.mark.parametrize("time", range(2))
        def test_twilio(mfa, mfa_session_twilio_client, time):
            service = mfa_session_twilio_client.verify.v2.services(mfa.twilio_verify.service_sid)
            service.verifications.create(to="+15017122661", channel="sms")
            assert service.verification_checks.create(to="+15017122661", code=mfa.inbox[-1].code).status == "approved"
            assert len(mfa.inbox) == 1
        """
    ).assert_outcomes(passed=2)
    assert nothing_is_left(server)


@pytest.mark.skipif(find_spec("firebase_admin") is None, reason="the SDK is not installed")
def test_firebases_app_of_the_session_calls_the_world_of_each_test(run, server):
    run(
        """
        import pytest

        @pytest.mark.parametrize("time", range(2))
        def test_firebase(mfa, mfa_session_firebase_app, time):
            from firebase_admin import auth
            auth.create_user(email="ada@example.com", app=mfa_session_firebase_app)
            assert len(mfa.identity_toolkit.users) == 1
        """
    ).assert_outcomes(passed=2)
    assert nothing_is_left(server)


def test_each_worker_has_an_address_of_its_own(run, server):
    run(
        SEND
        + """
@pytest.mark.parametrize("number", range(8))
def test_app(app, mfa, number):
    assert send(app[0]) == 200 and len(mfa.inbox) == 1
""",
        *("-n", "2"),
    ).assert_outcomes(passed=8)
    assert nothing_is_left(server)
