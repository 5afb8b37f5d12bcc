"""google-api-python-client: TOTP as second factor."""

from typing import Any

import jwt
import pytest


@pytest.fixture
def ada(ada: Any) -> Any:
    """Signed up, with a verified e-mail."""
    return ada.sign_up().verify_email()


def claims(answer: dict[str, Any]) -> dict[str, Any]:
    return dict(jwt.decode(answer["idToken"], options={"verify_signature": False}))


def test_a_new_secret_comes_with_what_an_authenticator_app_needs(ada: Any) -> None:
    info = ada.start_totp()
    assert (info["verificationCodeLength"], info["hashingAlgorithm"], info["periodSec"]) == (6, "SHA1", 30)
    assert len(ada.app.byte_secret()) == 20


def test_the_enrolled_factor_stands_in_the_account(ada: Any) -> None:
    [factor] = ada.enroll_totp().account()["mfaInfo"]
    assert (factor["displayName"], factor["totpInfo"], "phoneInfo" in factor) == ("authenticator", {}, False)


def test_the_enrolment_answers_tokens_with_the_second_factor(ada: Any) -> None:
    answer = ada.finish_totp(ada.start_totp(), ada.code())
    assert claims(answer)["firebase"]["sign_in_second_factor"] == "totp"
    assert answer["totpAuthInfo"] == {}


def test_the_password_alone_gives_no_tokens(ada: Any) -> None:
    pending = ada.enroll_totp().first_factor()
    assert "idToken" not in pending
    assert [factor["totpInfo"] for factor in pending["mfaInfo"]] == [{}]


def test_a_sign_in_is_completed_by_a_code(ada: Any) -> None:
    pending = ada.enroll_totp().first_factor()
    firebase = claims(ada.second_factor(pending, ada.code()))["firebase"]
    assert firebase["sign_in_second_factor"] == "totp"
    assert firebase["second_factor_identifier"] == pending["mfaInfo"][0]["mfaEnrollmentId"]


def test_a_wrong_code_is_refused_and_the_right_one_taken_after_it(ada: Any, google_error: type[Exception]) -> None:
    pending = ada.enroll_totp().first_factor()
    with pytest.raises(google_error, match="INVALID_CODE"):
        ada.second_factor(pending, ada.wrong_code())
    assert ada.second_factor(pending, ada.code())["idToken"]


def test_a_code_is_refused_when_it_is_used_again(ada: Any, google_error: type[Exception]) -> None:
    ada.enroll_totp()
    code = ada.code()
    ada.second_factor(ada.first_factor(), code)
    with pytest.raises(google_error, match="INVALID_CODE"):
        ada.second_factor(ada.first_factor(), code)


@pytest.mark.parametrize("step", [-5, 5])
def test_a_code_at_the_edge_of_the_window_is_taken(ada: Any, step: int) -> None:
    ada.enroll_totp().emulator.clock.advance("5m")
    assert ada.second_factor(ada.first_factor(), ada.code(step))["refreshToken"]


@pytest.mark.parametrize("step", [-6, 6])
def test_a_code_outside_the_window_is_refused(ada: Any, google_error: type[Exception], step: int) -> None:
    ada.enroll_totp().emulator.clock.advance("5m")
    with pytest.raises(google_error, match="INVALID_CODE"):
        ada.second_factor(ada.first_factor(), ada.code(step))


def test_a_code_comes_too_late_for_an_expired_pending_credential(ada: Any, google_error: type[Exception]) -> None:
    pending = ada.enroll_totp().first_factor()
    ada.emulator.clock.advance("301s")
    with pytest.raises(google_error, match="TOTP_CHALLENGE_TIMEOUT"):
        ada.second_factor(pending, ada.code())


def test_a_secret_expires_when_it_is_not_confirmed_in_time(ada: Any, google_error: type[Exception]) -> None:
    info = ada.start_totp()
    ada.emulator.clock.advance("901s")
    with pytest.raises(google_error, match="SESSION_EXPIRED"):
        ada.finish_totp(info, ada.code())


def test_after_a_withdrawal_the_password_alone_signs_in(ada: Any) -> None:
    [factor] = ada.enroll_totp().account()["mfaInfo"]
    ada.withdraw(factor["mfaEnrollmentId"])
    assert not ada.account().get("mfaInfo")
    assert ada.first_factor()["idToken"]


def test_an_unknown_factor_is_not_withdrawn(ada: Any, google_error: type[Exception]) -> None:
    with pytest.raises(google_error, match="MFA_ENROLLMENT_NOT_FOUND"):
        ada.enroll_totp().withdraw("nothing")


def test_codes_after_a_summer_are_codes_of_that_day(ada: Any) -> None:
    ada.enroll_totp().emulator.clock.advance("90d")
    assert ada.second_factor(ada.first_factor(), ada.code())["idToken"]
