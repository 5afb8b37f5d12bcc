"""google-api-python-client: a phone as second factor."""

from typing import Any

import jwt
import pytest


@pytest.fixture
def ada(ada: Any) -> Any:
    """Signed up, with a verified e-mail."""
    return ada.sign_up().verify_email()


def wrong(code: str) -> str:
    return "000001" if code == "000000" else "000000"


def test_an_unverified_user_cannot_enrol(ada: Any, google_api: Any, google_error: type[Exception]) -> None:
    body = {"email": "bob@example.com", "password": "secret-1"}
    ada.session = google_api("v1").accounts().signUp(body=body).execute()
    with pytest.raises(google_error, match="UNVERIFIED_EMAIL"):
        ada.start_phone()


def test_the_enrolled_phone_stands_in_the_account(ada: Any) -> None:
    [factor] = ada.enroll_phone().account()["mfaInfo"]
    assert (factor["phoneInfo"], factor["displayName"]) == (ada.phone, "my phone")


def test_a_wrong_code_does_not_enrol(ada: Any, google_error: type[Exception]) -> None:
    session = ada.start_phone()
    with pytest.raises(google_error, match="INVALID_CODE"):
        ada.finish_phone(session, wrong(ada.sms_code()))
    assert "mfaInfo" not in ada.account()


def test_a_sign_in_is_completed_by_the_code_in_the_text_message(ada: Any) -> None:
    pending = ada.enroll_phone().first_factor()
    assert [factor["phoneInfo"] for factor in pending["mfaInfo"]] == ["+*******0100"]
    answer = ada.second_factor_by_sms(pending, ada.ask_for_sms(pending), ada.sms_code())
    claims = jwt.decode(answer["idToken"], options={"verify_signature": False})
    assert claims["firebase"]["sign_in_second_factor"] == "phone"


def test_a_wrong_code_is_refused_and_the_right_one_taken_after_it(ada: Any, google_error: type[Exception]) -> None:
    pending = ada.enroll_phone().first_factor()
    session = ada.ask_for_sms(pending)
    with pytest.raises(google_error, match="INVALID_CODE"):
        ada.second_factor_by_sms(pending, session, wrong(ada.sms_code()))
    assert ada.second_factor_by_sms(pending, session, ada.sms_code())["idToken"]


def test_a_code_is_refused_when_it_is_used_again(ada: Any, google_error: type[Exception]) -> None:
    pending = ada.enroll_phone().first_factor()
    session = ada.ask_for_sms(pending)
    ada.second_factor_by_sms(pending, session, ada.sms_code())
    with pytest.raises(google_error, match="INVALID_SESSION_INFO"):
        ada.second_factor_by_sms(pending, session, ada.sms_code())


def test_no_text_message_is_sent_for_an_expired_pending_credential(ada: Any, google_error: type[Exception]) -> None:
    pending = ada.enroll_phone().first_factor()
    sent = len(ada.emulator.inbox)
    ada.emulator.clock.advance("601s")
    with pytest.raises(google_error, match="INVALID_MFA_PENDING_CREDENTIAL"):
        ada.ask_for_sms(pending)
    assert len(ada.emulator.inbox) == sent


def test_after_a_withdrawal_the_password_alone_signs_in(ada: Any) -> None:
    [factor] = ada.enroll_phone().account()["mfaInfo"]
    ada.withdraw(factor["mfaEnrollmentId"])
    assert ada.first_factor()["idToken"]
