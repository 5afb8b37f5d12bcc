"""Every test has a world of its own, under its own address; what comes late meets no other test."""

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


def test_it_is_named_by_the_tests_node_id_and_gone_afterwards(run):
    run(
        """
        import pytest

        seen = []

        @pytest.mark.parametrize("letter", "ab")
        def test_one(mfa, request, letter):
            assert mfa.world.name == request.node.nodeid
            assert list(mfa.emulator.worlds) == ["default", request.node.nodeid]
            assert mfa.world not in seen
            seen.append(mfa.world)
        """
    ).assert_outcomes(passed=2)


def test_a_name_that_is_too_long_is_cut_and_still_its_own(run):
    run(
        """
        import pytest

        @pytest.mark.parametrize("text", ["x" * 1000 + "a", "x" * 1000 + "b"])
        def test_long(mfa, text):
            assert mfa.world.name.startswith("test_a_name_that_is_too_long") and len(mfa.world.name) <= 500
            mfa.url
        """
    ).assert_outcomes(passed=2)


def test_a_late_request_meets_no_other_test_and_is_told_in_the_summary(run):
    result = run(
        CREATE
        + """
urls = []

def test_first(mfa):
    urls.append(mfa.url)
    assert create(mfa.url, "ada") == 201

def test_second(mfa):
    assert create(urls[0], "late") == (503, "test test_a_late_request_meets_no_other_test_and_is_told_in_the_summary"
                                            ".py::test_first has ended")
    assert len(mfa.inbox) == 0
    assert mfa.url != urls[0]
""",
    )
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        ["*mfa: late requests, refused*", "*::test_first: 1 request after its end; the last: POST /toy/factors"]
    )


def test_late_requests_on_workers_are_told_too(run):
    result = run(
        CREATE
        + """
urls = []

def test_first(mfa):
    urls.append(mfa.url)

def test_second(mfa):
    for url in urls:
        create(url, "late")
""",
        *("-n", "1"),
    )
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*::test_first: 1 request after its end; the last: POST /toy/factors"])


def test_a_port_is_used_by_no_other_test_until_200_have_passed(run):
    run(
        """
        import pytest, socket, time

        @pytest.fixture(scope="session", autouse=True)
        def few():
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("pytest_mfa.home.OwnHome.RETAINED", 2)
                yield

        ports = []

        def is_open(port):
            with socket.socket() as one:
                return one.connect_ex(("127.0.0.1", port)) == 0

        @pytest.mark.parametrize("number", range(6))
        def test_port(mfa, number):
            port = int(mfa.url.rpartition(":")[2])
            assert port not in ports[-2:]
            for kept in ports[-2:]:
                socket.create_connection(("127.0.0.1", kept), timeout=30).close()
            if number > 4:
                for old in ports[:2]:
                    end = time.monotonic() + 60
                    while mfa.emulator.worlds.at_port(old) is not mfa.world:  # until the server's thread has closed it
                        assert time.monotonic() < end
                    assert not is_open(old)
            ports.append(port)
        """
    ).assert_outcomes(passed=6)


def test_what_a_test_added_beside_its_own_world_goes_with_it(run):
    run(
        """
        import pytest

        @pytest.mark.parametrize("time", range(2))
        def test_two_worlds(mfa, time):
            other = mfa.emulator.worlds.add("other")
            assert len(mfa.emulator.worlds) == 3
        """
    ).assert_outcomes(passed=2)


def test_a_test_that_is_run_again_begins_anew(run, pytester):
    conftest = pytester.path / "conftest.py"
    conftest.write_text(
        conftest.read_text()
        + """
from _pytest.runner import runtestprotocol

def pytest_runtest_protocol(item, nextitem):  # as plugins do that run flaky tests again
    runtestprotocol(item, nextitem=nextitem, log=False)
    item._initrequest()
    for report in runtestprotocol(item, nextitem=nextitem, log=False):
        item.ihook.pytest_runtest_logreport(report=report)
    return True
"""
    )
    run(
        """
        urls = []

        def test_again(mfa):
            assert len(mfa.inbox) == 0
            mfa.inbox.send(provider="toy", channel="sms", to="ada", body="hello")
            urls.append(mfa.url)
            assert len(set(urls)) == len(urls)
        """
    ).assert_outcomes(passed=1)


def test_a_class_a_module_and_a_session_may_share_one(run):
    run(
        """
        import pytest

        @pytest.mark.mfa(scope="class", seed=5)
        class TestTogether:
            def test_first(self, mfa, mfa_http):
                assert mfa_http.post("/toy/factors", json={"name": "ada"}).status_code == 201
                assert mfa.world.options.seed == 5

            def test_second(self, mfa):
                assert [factor.name for factor in mfa.toy] == ["ada"]

        @pytest.mark.mfa(scope="session")
        def test_of_the_session(mfa):
            mfa.inbox.send(provider="toy", channel="sms", to="ada", body="hello")
            assert mfa.world.name == "session"

        def test_alone(mfa):
            assert len(mfa.toy) == len(mfa.inbox) == 0

        @pytest.mark.mfa(scope="session")
        def test_of_the_session_too(mfa):
            assert len(mfa.inbox) == 1

        @pytest.mark.mfa(scope="module")
        def test_of_the_module(mfa, request):
            assert len(mfa.inbox) == 0
            assert mfa.world.name == request.node.parent.nodeid
        """
    ).assert_outcomes(passed=6)


def test_those_who_share_one_ask_for_the_same(run):
    result = run(
        """
        import pytest

        @pytest.mark.mfa(scope="module", seed=1)
        def test_first(mfa): pass

        @pytest.mark.mfa(scope="module", seed=2)
        def test_second(mfa): pass
        """
    )
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["@pytest.mark.mfa: the world of the module has begun with other options: {'seed': 1}"])


def test_workers_have_worlds_of_the_session_of_their_own(run):
    run(
        """
        import pytest
        pytestmark = pytest.mark.mfa(scope="session")

        @pytest.mark.parametrize("number", range(8))
        def test_shared(mfa, mfa_env, number):
            assert mfa.world.name == "session"
        """,
        *("-n", "2"),
    ).assert_outcomes(passed=8)
