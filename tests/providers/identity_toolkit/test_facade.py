"""world.identity_toolkit: accounts in one line of Python."""

import pytest

from mfa_emulator import Emulator


def test_an_account_is_made_signed_in_and_enrolled(it, claims_of):
    ada = it.accounts.user("Ada@example.com", "secret-9", display_name="Ada").enroll_totp("App")
    assert ada.email == "ada@example.com"
    assert ada.factors[0].display_name == "App"
    claims = claims_of(ada.id_token)
    assert claims["name"] == "Ada"
    assert claims["firebase"]["second_factor_identifier"] == ada.factors[0].id
    assert it.ok("/v1/token", {"grant_type": "refresh_token", "refresh_token": ada.refresh_token})
    assert it.sign_in("ada@example.com", "secret-9")["mfaPendingCredential"]


def test_its_authenticator_shows_codes_that_are_accepted(it):
    ada = it.user().enroll_phone("+15555550100").enroll_totp()
    pending = it.sign_in()["mfaPendingCredential"]
    body = {
        "mfaPendingCredential": pending,
        "mfaEnrollmentId": ada.factors[1].id,
        "totpVerificationInfo": {"verificationCode": ada.authenticator.code()},
    }
    assert it.ok("/v2/accounts/mfaSignIn:finalize", body)["idToken"]


def test_a_chosen_secret_is_kept_and_a_bad_one_refused(it):
    ada = it.user().enroll_totp(secret="JBSWY3DPEHPK3PXP")
    assert ada.authenticator.secret == "JBSWY3DPEHPK3PXP"
    with pytest.raises(ValueError, match="Base32"):
        ada.enroll_totp(secret="not base 32!")


def test_without_totp_there_is_no_authenticator(it):
    with pytest.raises(LookupError, match="no TOTP factor"):
        _ = it.user().enroll_phone("+15555550100").authenticator


def test_taken_values_are_refused(it):
    it.user("ada@example.com", local_id="ada", phone_number="+15555550100")
    with pytest.raises(ValueError, match=r"ada@example\.com"):
        it.user("ada@example.com")
    with pytest.raises(ValueError, match="'ada'"):
        it.user("b@example.com", local_id="ada")
    with pytest.raises(ValueError, match="taken"):
        it.user("b@example.com", phone_number="+15555550100")


def test_more_factors_than_could_be_enrolled_are_refused(it):
    ada = it.user("ada@example.com").enroll_totp()
    with pytest.raises(ValueError, match=r"ada@example\.com can have one TOTP factor"):
        ada.enroll_totp()
    for number in range(4):
        ada.enroll_phone(f"+1555555010{number}")
    with pytest.raises(ValueError, match=r"ada@example\.com can have 5 second factors"):
        ada.enroll_phone("+15555550104")
    assert len(ada.factors) == 5


def test_an_account_shows_itself_in_a_failure(it):
    ada = it.user("ada@example.com", local_id="ada").enroll_totp().enroll_phone("+15555550100")
    assert repr(ada) == "<Account ada ada@example.com, second factors: totp, phone>"
    it.ok("/v1/accounts:delete", {"localId": "ada"}, admin=True)
    assert repr(ada) == "<Account ada, which does not exist (any more)>"


def test_accounts_made_by_requests_can_be_found(it):
    made = it.ok("/v1/accounts:signUp", {"email": "ada@example.com", "password": "secret-1"})
    assert it.accounts.find("ADA@example.com").local_id == made["localId"]
    with pytest.raises(LookupError, match="nobody"):
        it.accounts.find("eve@example.com")


def test_an_account_that_is_gone_says_so(it):
    ada = it.user()
    it.emulator.reset()
    with pytest.raises(LookupError, match="does not exist"):
        _ = ada.record


def test_an_account_outlives_a_snapshot(it):
    ada = it.user()
    snapshot = it.emulator.snapshot()
    ada.enroll_totp()
    it.emulator.restore(snapshot)
    assert ada.factors == ()


def test_the_emulator_has_it_too():
    emulator = Emulator(freeze=True)
    assert emulator.identity_toolkit.user("ada@example.com").email == "ada@example.com"
    assert emulator.world.identity_toolkit.find("ada@example.com")
