"""firebase-admin for Python: tokens that a server makes, and session cookies."""

from datetime import timedelta
from typing import Any

import pytest


@pytest.fixture
def ada(ada: Any) -> Any:
    return ada.sign_up()


def test_an_id_token_is_verified(firebase: Any, ada: Any) -> None:
    token = firebase.verify_id_token(ada.id_token)
    assert (token["uid"], token["email"]) == (ada.session["localId"], ada.email)


def test_something_else_is_no_id_token(firebase: Any) -> None:
    with pytest.raises(firebase.InvalidIdTokenError):
        firebase.verify_id_token("something")


def test_a_custom_token_signs_in(firebase: Any, ada: Any) -> None:
    token = firebase.create_custom_token("grace", {"role": "admiral"}).decode()
    body = {"token": token, "returnSecureToken": True}
    answer = ada.accounts.signInWithCustomToken(body=body).execute()
    claims = firebase.verify_id_token(answer["idToken"])
    assert (claims["uid"], claims["role"], answer["isNewUser"]) == ("grace", "admiral", True)


def test_a_session_cookie_lasts_as_long_as_asked(firebase: Any, ada: Any) -> None:
    cookie = firebase.create_session_cookie(ada.id_token, timedelta(days=5))
    claims = firebase.verify_session_cookie(cookie)
    assert (claims["uid"], claims["exp"] - claims["iat"]) == (ada.session["localId"], 5 * 24 * 3600)


def test_a_session_cookie_remembers_the_second_factor(firebase: Any, ada: Any) -> None:
    pending = ada.verify_email().enroll_totp().first_factor()
    cookie = firebase.create_session_cookie(ada.second_factor(pending, ada.code())["idToken"], timedelta(days=5))
    assert firebase.verify_session_cookie(cookie)["firebase"]["sign_in_second_factor"] == "totp"
