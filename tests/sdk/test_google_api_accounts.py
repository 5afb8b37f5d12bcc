"""google-api-python-client: accounts and their e-mail."""

from typing import Any

import pytest


def test_a_user_signs_up_once(ada: Any, google_error: type[Exception]) -> None:
    assert ada.sign_up().session["email"] == ada.email
    with pytest.raises(google_error, match="EMAIL_EXISTS"):
        ada.sign_up()


def test_a_user_signs_in(ada: Any) -> None:
    assert ada.sign_up().first_factor()["localId"] == ada.session["localId"]


def test_an_e_mail_is_verified_by_the_code_in_the_inbox(ada: Any) -> None:
    assert ada.sign_up().account()["emailVerified"] is False
    assert ada.verify_email().account()["emailVerified"] is True


def test_a_password_is_changed(ada: Any, google_error: type[Exception]) -> None:
    ada.sign_up()
    ada.accounts.update(body={"idToken": ada.id_token, "password": "secret-2"}).execute()
    with pytest.raises(google_error, match="INVALID_PASSWORD"):
        ada.first_factor()


def test_an_expired_id_token_is_refused(ada: Any, google_error: type[Exception]) -> None:
    ada.sign_up().emulator.clock.advance("66m")
    with pytest.raises(google_error, match="INVALID_ID_TOKEN"):
        ada.account()


def test_an_account_is_deleted(ada: Any, google_error: type[Exception]) -> None:
    ada.sign_up().accounts.delete(body={"idToken": ada.id_token}).execute()
    with pytest.raises(google_error, match="EMAIL_NOT_FOUND"):
        ada.first_factor()
