"""Suites that use other plugins beside ours; `.ci/run` has them all. Each is skipped where its plugin is missing."""

from importlib.util import find_spec

import pytest

from mfa_emulator import Emulator

ASYNCIO = """
import pytest

pytestmark = pytest.mark.asyncio

@pytest.fixture
def sent(mfa):
    return mfa.inbox

async def test_one(mfa, mfa_async_http, sent):
    async with mfa_async_http as client:
        await client.post("/v1/accounts:sendVerificationCode?key=any", json={"phoneNumber": "+15555550100"})
    assert (await sent.wait_for_async(to="+15555550100")).code == mfa.inbox[-1].code

async def test_two(mfa, mfa_http):
    assert len(mfa.inbox) == 0
    assert mfa_http.post("/v1/accounts:signUp?key=any", json={}).status_code == 200
"""
ANYIO = """
import pytest

pytestmark = pytest.mark.anyio

@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request):
    if request.param == "trio":
        pytest.importorskip("trio")
    return request.param

async def test_one(mfa, mfa_async_http):
    async with mfa_async_http as client:
        await client.post("/v1/accounts:sendVerificationCode?key=any", json={"phoneNumber": "+15555550100"})
    assert (await mfa.inbox.wait_for_async(to="+15555550100")).code == mfa.inbox[-1].code
    assert len(mfa.inbox) == 1
    with pytest.raises(RuntimeError, match="await wait_for_async"):
        mfa.inbox.wait_for(to="+15555550199")
    with pytest.raises(TimeoutError):
        await mfa.inbox.wait_for_async(to="+15555550199", timeout=0.01)
"""
DJANGO = """
import os
import pytest

@pytest.fixture
def app(settings, mfa_env):
    settings.LOG_IN_AT = mfa_env["MFA_EMULATOR_URL"]
    return settings

@pytest.mark.django_db
@pytest.mark.parametrize("time", [1, 2])
def test_one(app, mfa, time):
    from django.contrib.auth.models import User
    assert app.LOG_IN_AT == mfa.url == os.environ["MFA_EMULATOR_URL"]
    User.objects.create(username="ada")
    mfa.identity_toolkit.user("ada@example.com", "secret-1")
    assert User.objects.count() == len(mfa.identity_toolkit.users) == 1
"""
DJANGO_SETTINGS = """
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth"]
USE_TZ = True
LOG_IN_AT = ""
"""
FREEZER = """
def test_one(freezer, mfa):
    freezer.move_to("2030-01-01T00:00:00Z")
    assert mfa.clock.now().year == 2030
    mfa.clock.travel("2040-01-01T00:00:00Z")
    assert mfa.clock.now().year == 2040

def test_two(mfa):
    assert mfa.clock.now().year < 2030
"""
TIME_MACHINE = """
import datetime

def test_one(time_machine, mfa):
    time_machine.move_to(datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC))
    assert mfa.clock.now().year == 2030

def test_two(mfa):
    assert mfa.clock.now().year < 2030
"""
RESPX = """
import httpx

def test_one(respx_mock, mfa, mfa_http):
    route = respx_mock.get("https://example.com/").respond(204)
    assert httpx.get("https://example.com/").status_code == 204 and route.called
    assert mfa_http.post("/v1/accounts:signUp?key=any", json={}).status_code == 200
    assert mfa.url and len(mfa.requests) == 1
"""
HTTPSERVER = """
import httpx2

def test_one(httpserver, mfa):
    httpserver.expect_request("/").respond_with_data("theirs")
    assert httpx2.get(httpserver.url_for("/"), trust_env=False).text == "theirs"
    answer = httpx2.post(f"{mfa.url}/v1/accounts:signUp?key=any", json={}, trust_env=False)
    assert answer.status_code == 200
"""
RERUN = """
seen = []

def test_one(mfa):
    user = mfa.identity_toolkit.user("ada@example.com")
    seen.append((len(mfa.identity_toolkit.users), user.local_id))
    assert len(seen) == 2, "the first time"
    assert seen[0] == seen[1] and seen[0][0] == 1
"""
CODES = """
import pytest

@pytest.mark.parametrize("number", range(6))
def test_one(mfa, number):
    with open(f"code-{number}", "a") as file:
        file.write(mfa.identity_toolkit.user("ada@example.com").enroll_totp(secret="").authenticator.secret + "\\n")
"""


@pytest.mark.parametrize(
    ("plugin", "source", "arguments", "passed"),
    [
        ("pytest_asyncio", ASYNCIO, ("-o", "asyncio_default_fixture_loop_scope=function"), 2),
        ("anyio", ANYIO, (), 2),
        ("pytest_django", DJANGO, ("--ds", "project_settings"), 2),
        ("pytest_freezer", FREEZER, (), 2),
        ("time_machine", TIME_MACHINE, (), 2),
        ("respx", RESPX, (), 1),
        ("pytest_httpserver", HTTPSERVER, (), 1),
        ("pytest_rerunfailures", RERUN, ("--reruns", "1"), 1),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isidentifier() else "",
)
@pytest.mark.parametrize("place", ["here", "on a running server"])
def test_a_suite_with_it_passes(pytester, monkeypatch, plugin, source, arguments, passed, place):
    monkeypatch.delenv("MFA_EMULATOR_URL", raising=False)
    if find_spec(plugin) is None:
        pytest.skip(f"{plugin} is not installed")
    pytester.makepyfile(source, project_settings=DJANGO_SETTINGS)
    with Emulator() as server:
        where = () if place == "here" else ("--mfa-url", server.url)
        result = pytester.runpytest_subprocess("-p", "no:cacheprovider", *where, *arguments)
    found = result.parseoutcomes()
    skipped = 1 if plugin == "anyio" and find_spec("trio") is None else 0
    assert found.get("passed") == passed - skipped, result.stdout.str()
    assert not found.keys() & {"failed", "errors"}


def test_the_order_of_tests_changes_nothing_that_a_test_sees(pytester, monkeypatch):
    monkeypatch.delenv("MFA_EMULATOR_URL", raising=False)
    pytest.importorskip("pytest_randomly")
    pytester.makepyfile(CODES)
    for seed in (1, 2, 3):
        result = pytester.runpytest_subprocess("-p", "no:cacheprovider", f"--randomly-seed={seed}")
        result.assert_outcomes(passed=6)
    for number in range(6):
        codes = (pytester.path / f"code-{number}").read_text().split()
        assert len(codes) == 3
        assert len(set(codes)) == 1
