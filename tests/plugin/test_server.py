"""The session's server: one address that always leads to the world of the test that runs."""

CREATE = """
import json, urllib.error, urllib.request

def create(url, name):
    request = urllib.request.Request(url + "/toy/factors", json.dumps({"name": name}).encode())
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["X-MFA-Reason"]
"""

APP = (
    CREATE
    + """
import pytest

@pytest.fixture(scope="session")
def app(mfa_server):
    return mfa_server.url, dict(mfa_server.env)
"""
)


def test_a_program_that_reads_its_settings_once_meets_each_tests_own_world(run):
    run(
        APP
        + """
envs = []

@pytest.mark.parametrize("time", range(3))
def test_app(app, mfa, time):
    url, env = app
    assert create(url, "ada") == 201
    assert [factor.name for factor in mfa.toy] == ["ada"]
    envs.append(env)
    assert envs[0] == env == {"MFA_EMULATOR_URL": url, "TOY_URL": url}
"""
    ).assert_outcomes(passed=3)


def test_a_test_that_takes_it_alone_has_a_world_before_its_fixtures_call(run):
    run(
        APP
        + """
@pytest.fixture
def client(mfa_server):
    assert create(mfa_server.url, "ada") == 201
    return mfa_server.world

def test_alone(mfa_server, request):
    assert mfa_server.world.name == request.node.nodeid
    assert create(mfa_server.url, "bob") == 201
    assert mfa_server.inbox.latest(to="bob") and mfa_server.toy.get("bob")

def test_with_a_client(client, mfa):
    assert client is mfa.world
    assert [factor.name for factor in mfa.toy] == ["ada"]
"""
    ).assert_outcomes(passed=2)


def test_without_a_test_that_has_a_world_requests_are_refused_with_a_hint(run):
    result = run(
        APP
        + """
@pytest.fixture(scope="module")
def early(mfa_server):
    return create(mfa_server.url, "ada")

url = []

def test_early(early, mfa, mfa_server):
    url.append(mfa_server.url)
    status, reason = early
    assert status == 503
    assert 'no test with a world is running: take the fixture mfa' in reason and 'scope="session"' in reason
    assert len(mfa.toy) == 0

def test_without():
    assert create(url[0], "bob")[0] == 503

def test_the_helpers_say_so_too(mfa_server):
    front, mfa_server.emulator.worlds.front = mfa_server.emulator.worlds.front, mfa_server.emulator.worlds.front
    assert mfa_server.world is front
"""
    )
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["2 requests while no test with a world ran; the last: POST /toy/factors, *"])


def test_fixtures_of_a_wider_scope_call_the_world_of_that_scope(run):
    run(
        APP
        + """
pytestmark = pytest.mark.mfa(scope="module")

@pytest.fixture(scope="module")
def early(mfa_server):
    yield create(mfa_server.url, "ada")
    assert create(mfa_server.url, "cid") == 201

def test_first(early, mfa):
    assert early == 201
    assert [factor.name for factor in mfa.toy] == ["ada"]

def test_second(mfa, mfa_server):
    assert create(mfa_server.url, "bob") == 201
    assert len(mfa.toy) == 2
"""
    ).assert_outcomes(passed=2)


def test_fixtures_of_the_session_call_the_world_of_the_session(run):
    run(
        APP
        + """
@pytest.fixture(scope="session")
def early(mfa_server):
    return create(mfa_server.url, "ada")

@pytest.mark.mfa(scope="session")
def test_first(early, mfa):
    assert (early, len(mfa.toy)) == (201, 1)

def test_between(mfa, mfa_server):
    assert create(mfa_server.url, "ada") == 201
    assert len(mfa.toy) == 1

@pytest.mark.mfa(scope="session")
def test_last(early, mfa, mfa_server):
    assert create(mfa_server.url, "bob") == 201
    assert len(mfa.toy) == 2
"""
    ).assert_outcomes(passed=3)


def test_a_kept_connection_of_one_test_is_no_way_into_the_next(run):
    run(
        """
        import http.client, pytest

        kept = []

        def test_first(mfa, mfa_server):
            connection = http.client.HTTPConnection(mfa_server.host_port, timeout=30)
            connection.request("GET", "/toy/factors/ada")
            assert connection.getresponse().read()
            kept.append(connection)

        def test_second(mfa):
            kept[0].sock.settimeout(30)
            assert kept[0].sock.recv(1) == b"", "ended with the test"
            kept[0].close()
        """
    ).assert_outcomes(passed=2)


def test_a_client_of_the_session_calls_on_from_test_to_test(run):
    run(
        """
        import httpx2, pytest

        @pytest.fixture(scope="session")
        def client(mfa_server):
            with httpx2.Client(base_url=mfa_server.url, trust_env=False, timeout=60) as client:
                yield client

        @pytest.mark.parametrize("time", range(20))
        def test_client(client, mfa, time):
            assert client.post("/toy/factors", json={"name": "ada"}).status_code == 201
            assert len(mfa.toy) == 1
        """
    ).assert_outcomes(passed=20)
