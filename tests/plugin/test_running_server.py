"""``--mfa-url``: the worlds of tests are made on a server that runs already, and removed there."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec

import pytest

from mfa_emulator import Emulator

Run = Callable[..., pytest.RunResult]

HELPERS = """
import datetime
from importlib.util import find_spec
import pytest

def test_a_totp_log_in(mfa, mfa_http):
    ada = mfa.identity_toolkit.user("ada@example.com", "secret-1", display_name="Ada")
    factor = ada.enroll_totp(display_name="my phone")
    assert (ada.name, ada.record.display_name, factor.display_name) == ("ada@example.com", "Ada", "my phone")
    assert ada.local_id == ada.id == mfa.identity_toolkit.find_user("ada@example.com").id
    assert ada.factors[0] == factor and ada.factors[0].kind == "totp"
    assert mfa.authenticators[0].code() == factor.code() == factor.authenticator.code()
    assert mfa.world.people()[0] == ada
    login = {"email": "ada@example.com", "password": "secret-1"}
    first = mfa_http.post("/v1/accounts:signInWithPassword?key=any", json=login).json()
    mfa.clock.advance("30s")
    proof = {
        "mfaPendingCredential": first["mfaPendingCredential"],
        "mfaEnrollmentId": factor.id,
        "totpVerificationInfo": {"verificationCode": factor.code()},
    }
    assert mfa_http.post("/v2/accounts/mfaSignIn:finalize?key=any", json=proof).status_code == 200
    assert mfa.requests[-1].operation == "accounts.mfaSignIn.finalize"
    assert len(mfa.requests) == len(mfa.requests.find(status=200)) == 2
    assert mfa.requests.get(1) == mfa.requests[0]
    assert ada.sign_in().id_token == ada.id_token
    factor.remove()
    assert ada.factors in ((), [])
    with pytest.raises(LookupError, match="does not exist"):
        factor.record

def test_messages(mfa, mfa_http):
    def send(number):
        mfa_http.post("/v1/accounts:sendVerificationCode?key=any", json={"phoneNumber": number})

    mfa.inbox.pin("+15555550100", "123456")
    send("+15555550100")
    assert mfa.inbox[-1].code == mfa.inbox.wait_for(to="+15555550100").code == "123456"
    assert mfa.inbox.codes(to="+15555550100") == ["123456"] and len(mfa.inbox) == 1
    assert mfa.inbox.latest(to="+15555550199", default=None) is None
    assert "+15555550100" in repr(mfa.inbox)
    with pytest.raises(LookupError, match="the last ones"):
        mfa.inbox.latest(to="+15555550199")
    with pytest.raises(TimeoutError, match="within 0 s"):
        mfa.inbox.wait_for(to="+15555550199", timeout=0)
    assert [ending.what for ending in mfa.world.timeline()] == ["SMS code"]
    with mfa.faults.lose_sms(to="+15555550101") as fault:
        send("+15555550101")
        assert fault.struck == 1
        assert [message.status for message in mfa.inbox.undelivered()] == ["lost"]
    assert fault.struck == 1 and not mfa.faults
    held = mfa.faults.add(messages={"fate": "held"}, channel="sms")
    send("+15555550102")
    waiting = mfa.inbox.undelivered()[-1]
    assert mfa.inbox.release(waiting.id).status == "delivered"
    assert mfa.inbox.release("none") is None and mfa.inbox.fail("none") is None
    assert mfa.inbox.cursor == 2 and len(mfa.inbox.messages(limit=1)) == 1
    mfa.inbox.clear()
    assert len(mfa.inbox) == 0
    mfa.faults.clear()
    assert len(mfa.faults) == 0

async def wait(mfa):
    with pytest.raises(RuntimeError, match="wait_for_async"):
        mfa.inbox.wait_for(to="+15555550199")
    with pytest.raises(TimeoutError):
        await mfa.inbox.wait_for_async(to="+15555550199", timeout=0.01)

def test_waiting_in_a_coroutine(mfa):
    import asyncio
    asyncio.run(wait(mfa))

def test_faults(mfa, mfa_http):
    with mfa.faults.fail("accounts.signUp", "QUOTA_EXCEEDED", times=2) as fault:
        assert mfa_http.post("/v1/accounts:signUp?key=any", json={}).status_code != 200
        assert fault.struck == 1
    assert "fault-1" in mfa.report() and "struck once" in mfa.report()
    assert "QUOTA_EXCEEDED" in mfa.report()
    with pytest.raises(ValueError, match="did you mean 'accounts.signUp'"):
        mfa.faults.fail("accounts.singUp", "QUOTA_EXCEEDED")

def test_time(mfa):
    begun = mfa.clock.now()
    assert mfa.clock.mode == "frozen" and mfa.clock.now() == begun
    assert mfa.clock.advance(datetime.timedelta(seconds=31)) - begun == datetime.timedelta(seconds=31)
    with mfa.checkpoint():
        mfa.identity_toolkit.user("ada@example.com")
        mfa.clock.travel(datetime.datetime(2050, 1, 1, tzinfo=datetime.UTC))
        assert mfa.clock.now().year == 2050
    assert mfa.clock.now() - begun == datetime.timedelta(seconds=31)
    assert mfa.identity_toolkit.users == []
    assert f"{mfa.clock.freeze('2030-01-01T00:00:00.000001Z'):%Y %f}" == "2030 000001"
    mfa.clock.resume()
    mfa.clock.rate = 2
    assert (mfa.clock.mode, mfa.clock.rate) == ("live", 2)
    with pytest.raises(ValueError, match="duration"):
        mfa.clock.advance("soon")

@pytest.mark.mfa(freeze="2026-11-21T10:00:00Z", process=True)
def test_both_clocks(mfa):
    mfa.clock.advance("2h")
    assert datetime.datetime.now(datetime.UTC) == mfa.clock.now()

@pytest.mark.mfa(
    freeze="2026-11-21T10:00:00Z",
    seeds=[{"onelogin": {"users": [{"email": "tim@example.com", "password": "secret-1"}]}}],
    settings={"identity_toolkit": {"second_factors": 1}},
    faults=[{"operation": "accounts.signUp", "status": 503}],
)
def test_options(mfa, mfa_http):
    assert f"{mfa.clock.now():%A}" == "Saturday"
    assert mfa.onelogin.find_user("tim@example.com").record.email == "tim@example.com"
    ada = mfa.identity_toolkit.user("ada@example.com")
    ada.enroll_totp()
    with pytest.raises(ValueError, match="factor"):
        ada.enroll_sms("+15555550100")
    assert mfa_http.post("/v1/accounts:signUp?key=any", json={}).status_code == 503
    mfa.identity_toolkit.user("late@example.com")
    mfa.world.reset()
    assert mfa.onelogin.find_user("tim@example.com").name == "tim@example.com"
    assert mfa.identity_toolkit.users == []
    with pytest.raises(ValueError, match="singel"):
        mfa.world.seed({"singel": {}})

def test_mistakes(mfa):
    with pytest.raises(ValueError, match="8 to 64"):
        mfa.twilio_verify.entity("x")
    with pytest.raises(LookupError, match="nobody"):
        mfa.onelogin.find_user("nobody")
    with pytest.raises(TypeError, match="pasword"):
        mfa.onelogin.user("ada@example.com", pasword="secret-1")
    with pytest.raises(AttributeError):
        mfa.onelogin.usr
    with pytest.raises(AttributeError, match="mfa has no attribute 'onelogn'; did you mean 'onelogin'"):
        mfa.onelogn

def test_other_vendors(mfa):
    tim = mfa.onelogin.user("tim@example.com", "secret-1", phone="+15555550100")
    assert tim.enroll_sms().to == "+15555550100"
    app = mfa.onelogin.add_app("books", aws_roles=list(mfa.onelogin.app.aws_roles))
    assert (app.name, app.aws_roles) == ("books", mfa.onelogin.app.aws_roles)
    entity = mfa.twilio_verify.entity("ada-12345678")
    assert len(entity.enroll_totp().code()) == 6
    push = entity.enroll_push()
    assert push.device.public_key and {factor.kind for factor in entity.factors} == {"totp", "push"}
    with pytest.raises(LookupError, match="nothing waits"):
        push.approve()
    from mfa_emulator.providers.twilio_verify.facade import TwilioVerify
    assert isinstance(mfa.vendor("twilio_verify", TwilioVerify), TwilioVerify)

async def call(client):
    async with client:
        return (await client.post("/v1/accounts:signUp?key=any", json={})).status_code

def test_clients(mfa, mfa_env, mfa_async_http):
    import asyncio, os
    assert asyncio.run(call(mfa_async_http)) == 200
    assert os.environ["MFA_EMULATOR_URL"] == mfa.url == mfa_env["MFA_EMULATOR_URL"]
    assert len(mfa.outbound.drain()) == len(mfa.outbound) == 0 and mfa.outbound.replay(1) is None

@pytest.mark.skipif(find_spec("twilio") is None, reason="the SDK is not installed")
def test_twilios_client(mfa, mfa_twilio_client):
    service = mfa_twilio_client.verify.v2.services(mfa.twilio_verify.service_sid)
    service.verifications.create(to="+15017122661", channel="sms")
    assert service.verification_checks.create(to="+15017122661", code=mfa.inbox[-1].code).status == "approved"
"""


@pytest.fixture
def server() -> Iterator[Emulator]:
    with Emulator(freeze="2026-11-21T10:00:00Z") as emulator:
        emulator.identity_toolkit.user("ours@example.com")
        yield emulator


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.delenv("MFA_EMULATOR_URL", raising=False)

    def running(source: str, *arguments: str) -> pytest.RunResult:
        pytester.makepyfile(source)
        plugins = ("no:cacheprovider", "no:hypothesispytest", "no:randomly", "no:random_order")
        return pytester.runpytest(*(word for plugin in plugins for word in ("-p", plugin)), *arguments)

    return running


@pytest.mark.parametrize("place", ["in this process", "on a running server"])
def test_helpers_work_the_same(run, server, place):
    where = () if place == "in this process" else ("--mfa-url", server.url)
    result = run(HELPERS, *where)
    skipped = int(find_spec("twilio") is None)
    result.assert_outcomes(passed=HELPERS.count("\ndef test_") - skipped, skipped=skipped)
    # Every world is removed again, and the server's own is as it was.
    assert list(server.worlds) == ["default"]
    assert len(server.requests) == 0
    assert [user.name for user in server.identity_toolkit.users] == ["ours@example.com"]
    assert f"{server.clock.now():%H:%M:%S}" == "10:00:00"


def test_the_header_says_where_and_why(run, server, monkeypatch):
    told = f"mfa: worlds on {server.url}"
    run("def test_none(): pass", "--mfa-url", server.url).stdout.fnmatch_lines([f"{told} (--mfa-url)"])
    assert "mfa: worlds" not in run("def test_none(): pass").stdout.str()
    monkeypatch.setenv("MFA_EMULATOR_URL", server.url)
    run("def test_none(): pass").stdout.fnmatch_lines([f"{told} (MFA_EMULATOR_URL)"])
    result = run("def test_own(mfa): assert not mfa.is_remote", "--mfa-url", "")
    result.assert_outcomes(passed=1)
    assert "mfa: worlds" not in result.stdout.str()


def test_under_exec_worlds_are_made_on_its_emulator(pytester):
    pytester.makepyfile(
        """
        def test_there(mfa):
            assert mfa.is_remote and mfa.world.name == "test_under_exec_worlds_are_made_on_its_emulator.py::test_there"
            mfa.identity_toolkit.user("ada@example.com")
        """
    )
    inner = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider")
    command = (sys.executable, "-m", "mfa_emulator.cli", "exec", "--", *inner)
    done = subprocess.run(command, cwd=pytester.path, stdout=subprocess.PIPE, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout
    assert "(MFA_EMULATOR_URL)" in done.stdout


def test_a_failing_test_tells_what_happened_in_its_world(run, server):
    result = run(
        """
        def test_wrong(mfa, mfa_http):
            mfa_http.post("/v1/accounts:signUpp?key=any", json={"password": "secret-1"})
            assert False
        """,
        "--mfa-url",
        server.url,
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*- mfa time -*",
            "*(frozen)",
            "*- mfa refused requests -*",
            "* POST /v1/accounts:signUpp?key=[*][*][*] 404: no operation of *",
            "    nearest: accounts.signUp, POST /v1/accounts:signUp",
        ]
    )
    assert "secret-1" not in result.stdout.str().partition("mfa refused requests")[2]


def test_what_is_of_another_process_says_so_in_one_line(run, server):
    run(
        """
        import pytest

        def test_absent(mfa, mfa_server):
            words = r"is not there for a world of a running server \\(--mfa-url\\): "
            for name, part in {"emulator": mfa, "states": mfa.world, "call_at": mfa.clock, "send": mfa.inbox}.items():
                with pytest.raises(RuntimeError, match=words):
                    getattr(part, name)
            with pytest.raises(RuntimeError, match="MfaServer.emulator " + words + "it runs in another process"):
                mfa_server.emulator
            with pytest.raises(TypeError, match="stays in the process of the emulator"):
                mfa.identity_toolkit.user("ada@example.com").scope
            with pytest.raises(RuntimeError, match="keeps its pins"):
                mfa.world.ids.pin("+15555550100", None)
            with pytest.raises(RuntimeError, match="keeps its options"):
                mfa.world.reset(object())
            with pytest.raises(TypeError, match="cannot be sent to the process of the emulator"):
                mfa.onelogin.user("tim@example.com", allowed_ips=[object()])
        """,
        "--mfa-url",
        server.url,
    ).assert_outcomes(passed=1)


def test_a_name_that_is_taken_is_told_in_the_summary(run, server):
    name = "test_a_name_that_is_taken_is_told_in_the_summary.py::test_one"
    server.worlds.add(name)
    result = run("def test_one(mfa): assert mfa.world.name.endswith('~2')", "--mfa-url", server.url)
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines([f"{name}: a world of this name was there, *"])
    assert list(server.worlds) == ["default", name]


def test_a_marker_that_cannot_hold_fails_the_test(run, server):
    result = run(
        """
        import pytest

        @pytest.mark.mfa(profile="lax")
        def test_profile(mfa): pass

        @pytest.mark.mfa(faults=[{"operation": "accounts.singUp", "status": 503}])
        def test_fault(mfa): pass
        """,
        "--mfa-url",
        server.url,
    )
    result.assert_outcomes(errors=2)
    result.stdout.fnmatch_lines(["@pytest.mark.mfa: no profile 'lax'*", "@pytest.mark.mfa: no operation 'accounts.si*"])
    assert list(server.worlds) == ["default"]


@pytest.mark.parametrize("fixture", ["mfa", "mfa_server"])
def test_a_server_that_is_not_there_is_told_in_one_line(run, fixture):
    with Emulator() as gone:
        url = gone.url
    result = run(f"def test_one({fixture}): pass", "--mfa-url", url)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"no emulator answers at {url} (*"])
    result.stdout.no_fnmatch_line("*_pytest/*")


def test_options_of_an_emulator_are_refused(run, pytester, server):
    pytester.makeconftest(
        """
        import pytest

        @pytest.fixture(scope="session")
        def mfa_options():
            return {"providers": []}
        """
    )
    result = run("def test_one(mfa): pass", "--mfa-url", server.url)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["mfa_options: providers is for pytest's own emulator*"])
    result.stdout.no_fnmatch_line("*_pytest/*")


def test_a_world_of_a_module_is_each_workers_own(run, server):
    result = run(
        """
        import pytest

        pytestmark = pytest.mark.mfa(scope="module")

        @pytest.mark.parametrize("number", range(4))
        def test_shared(mfa, number, worker_id):
            assert mfa.world.name == f"test_a_world_of_a_module_is_each_workers_own.py@{worker_id}"
            mfa.identity_toolkit.user("ada@example.com")
        """,
        *("--mfa-url", server.url, "-n", "2"),
    )
    result.assert_outcomes(passed=4)
    assert list(server.worlds) == ["default"]


def test_where_no_port_can_be_reached_worlds_go_by_their_paths(run, server, monkeypatch):
    monkeypatch.setattr("pytest_mfa.remote_home._answers", lambda url: False)
    run(
        """
        def test_path(mfa, mfa_http, mfa_env):
            assert "/_world/" in mfa.url and mfa_env["MFA_EMULATOR_URL"] == mfa.url
            assert mfa_http.post("/v1/accounts:signUp?key=any", json={}).status_code == 200
            assert len(mfa.requests) == 1
        """,
        "--mfa-url",
        server.url,
    ).assert_outcomes(passed=1)
    assert list(server.worlds) == ["default"]
