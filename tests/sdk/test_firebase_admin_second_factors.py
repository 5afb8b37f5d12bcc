"""firebase-admin for Python: a server that looks at second factors.

Its user records have no field for them; the Admin SDK for Node has, and `tests/sdk/node` lists them with it.
"""

from datetime import timedelta
from typing import Any

import pytest


@pytest.fixture
def ada(ada: Any) -> Any:
    """Signed up, with a verified e-mail, half an hour ago by the real clock: a revocation is of the SDK's own now."""
    ada.emulator.clock.travel(ada.emulator.clock.now() - timedelta(minutes=30))
    return ada.sign_up().verify_email()


def test_a_token_tells_that_totp_was_used(firebase: Any, ada: Any) -> None:
    pending = ada.enroll_totp().first_factor()
    token = firebase.verify_id_token(ada.second_factor(pending, ada.code())["idToken"])
    assert (token["email"], token["email_verified"]) == (ada.email, True)
    assert token["firebase"]["sign_in_second_factor"] == "totp"


def test_a_token_tells_that_a_phone_was_used(firebase: Any, ada: Any) -> None:
    pending = ada.enroll_phone().first_factor()
    answer = ada.second_factor_by_sms(pending, ada.ask_for_sms(pending), ada.sms_code())
    assert firebase.verify_id_token(answer["idToken"])["firebase"]["sign_in_second_factor"] == "phone"


def test_a_token_tells_that_no_second_factor_was_used(firebase: Any, ada: Any) -> None:
    assert "sign_in_second_factor" not in firebase.verify_id_token(ada.first_factor()["idToken"])["firebase"]


def test_the_raw_records_of_all_users_hold_their_factors(firebase: Any, ada: Any) -> None:
    ada.enroll_totp()
    [user] = firebase.list_users().users
    assert [factor["totpInfo"] for factor in user._data["mfaInfo"]] == [{}]


def test_a_revoked_session_is_refused(firebase: Any, ada: Any) -> None:
    pending = ada.enroll_totp().first_factor()
    token = ada.second_factor(pending, ada.code())["idToken"]
    uid = firebase.verify_id_token(token, check_revoked=True)["uid"]
    firebase.revoke_refresh_tokens(uid)
    with pytest.raises(firebase.RevokedIdTokenError):
        firebase.verify_id_token(token, check_revoked=True)


def test_a_sign_in_after_the_revocation_is_taken(firebase: Any, ada: Any) -> None:
    firebase.revoke_refresh_tokens(firebase.get_user_by_email(ada.enroll_totp().email).uid)
    ada.emulator.clock.advance("31m")
    token = ada.second_factor(ada.first_factor(), ada.code())["idToken"]
    assert firebase.verify_id_token(token, check_revoked=True)["email"] == ada.email


def test_a_user_disabled_between_the_factors_gets_no_tokens(
    firebase: Any, ada: Any, google_error: type[Exception]
) -> None:
    pending = ada.enroll_totp().first_factor()
    firebase.update_user(firebase.get_user_by_email(ada.email).uid, disabled=True)
    with pytest.raises(google_error, match="USER_DISABLED"):
        ada.second_factor(pending, ada.code())
