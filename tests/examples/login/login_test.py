import pytest
from app import app
from starlette.testclient import TestClient

LOGIN = {"email": "ada@example.com", "password": "secret-1"}


@pytest.fixture
def client(mfa_env):  # the variable that the app reads leads to this test's world
    return TestClient(app)


@pytest.fixture
def ada(mfa):
    return mfa.identity_toolkit.user(LOGIN["email"], LOGIN["password"])


def begin(client):
    """Enter the password; what the next request needs."""
    answer = client.post("/login", json=LOGIN).json()
    return {"pending": answer["pending"], "factor": answer["factors"][0]["id"]}


def test_a_password_is_enough_for_those_without_a_second_factor(client, ada):
    assert client.post("/login", json=LOGIN).json() == {"logged_in": True}
    assert client.get("/me").json() == {"email": "ada@example.com"}


def test_an_authenticator_app_is_enrolled_and_then_asked_for(mfa, client, ada):
    client.post("/login", json=LOGIN)
    started = client.post("/totp").json()
    phone = mfa.authenticator(started["secret"])
    client.post("/totp/code", json={"session": started["session"], "code": phone.code()})

    mfa.clock.advance("30s")  # each code counts once
    assert client.post("/login/code", json=begin(client) | {"code": phone.code()}).is_success


def test_a_code_by_text_message(mfa, client, ada):
    ada.enroll_sms("+15555550100")
    sign_in = begin(client)
    sign_in |= client.post("/login/sms", json=sign_in).json()
    assert client.post("/login/code", json=sign_in | {"code": mfa.inbox[-1].code}).is_success


def test_an_old_code_is_refused(mfa, client, ada):
    old = ada.enroll_totp().code()
    mfa.clock.advance("5m")
    assert client.post("/login/code", json=begin(client) | {"code": old}).json() == {"error": "INVALID_CODE"}
    assert mfa.requests[-1].reason.startswith("code is 10 steps old")


def test_nobody_waits_forever_at_the_second_factor(mfa, client, ada):
    phone = ada.enroll_totp()
    sign_in = begin(client)
    mfa.clock.advance("6m")
    assert client.post("/login/code", json=sign_in | {"code": phone.code()}).status_code == 401


def test_google_is_down(mfa, client, ada):
    with mfa.faults.fail("accounts.signInWithPassword", status=503):
        assert client.post("/login", json=LOGIN).json() == {"error": "try again later"}
    assert client.post("/login", json=LOGIN).is_success


@pytest.mark.mfa(process=True)  # Python's clock goes along: PyJWT checks the cookie by it
def test_a_session_ends_after_an_hour(mfa, client, ada):
    client.post("/login", json=LOGIN)
    mfa.clock.advance("59m")
    assert client.get("/me").is_success
    mfa.clock.advance("2m")
    assert client.get("/me").json() == {"error": "log in first"}
