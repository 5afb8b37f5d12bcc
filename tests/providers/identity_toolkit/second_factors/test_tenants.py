"""Second factors of accounts in a tenant."""

import pytest

START = "/v2/accounts/mfaEnrollment:start"
SIGN_IN = "/v2/accounts/mfaSignIn:finalize"
PASSWORD = {"email": "tina@example.com", "password": "secret-1", "returnSecureToken": True}


@pytest.fixture
def tina(it):
    return it.user("tina@example.com", tenant="tenant-1")


def first_factor(it):
    return it.ok("/v1/accounts:signInWithPassword", {**PASSWORD, "tenantId": "tenant-1"})


def second_factor(first, tina):
    return {
        "mfaPendingCredential": first["mfaPendingCredential"],
        "mfaEnrollmentId": tina.factors[0].id,
        "totpVerificationInfo": {"verificationCode": tina.factors[-1].authenticator.code()},
    }


def test_the_tenant_is_that_of_the_id_token(it, tina):
    assert it.start_totp(tina.id_token)


def test_naming_another_one_is_refused(it, tina):
    body = {"idToken": tina.id_token, "tenantId": "tenant-2", "totpEnrollmentInfo": {}}
    assert it.refused(START, body) == "TENANT_ID_MISMATCH"


def test_the_tenant_is_that_of_the_pending_credential(it, tina, claims_of):
    tina.enroll_totp()
    token = it.ok(SIGN_IN, second_factor(first_factor(it), tina))["idToken"]
    assert claims_of(token)["firebase"]["tenant"] == "tenant-1"
    assert claims_of(token)["firebase"]["sign_in_second_factor"] == "totp"


def test_the_tenant_may_be_named_as_well(it, tina):
    tina.enroll_totp()
    it.ok(SIGN_IN, {**second_factor(first_factor(it), tina), "tenantId": "tenant-1"})


def test_a_pending_credential_is_of_no_other_tenant(it, tina):
    tina.enroll_totp()
    body = {**second_factor(first_factor(it), tina), "tenantId": "tenant-2"}
    assert it.refused(SIGN_IN, body) == "TENANT_ID_MISMATCH"


def test_a_phone_of_a_tenant(it, tina):
    tina.enroll_sms("+15555550100")
    first = first_factor(it)
    credential = {"mfaPendingCredential": first["mfaPendingCredential"], "tenantId": "tenant-1"}
    body = {**credential, "mfaEnrollmentId": tina.factors[0].id, "phoneSignInInfo": {}}
    start = it.ok("/v2/accounts/mfaSignIn:start", body)
    proof = {"sessionInfo": start["phoneResponseInfo"]["sessionInfo"], "code": it.sms()}
    assert it.ok(SIGN_IN, {**credential, "phoneVerificationInfo": proof})["idToken"]


def test_a_project_and_its_tenant_do_not_share_accounts(it, tina):
    tina.enroll_totp()
    tim = it.user("tina@example.com")
    assert it.sign_in("tina@example.com")["localId"] == tim.local_id


def test_withdrawal_in_a_tenant(it, tina):
    tina.enroll_totp()
    body = {"idToken": tina.id_token, "mfaEnrollmentId": tina.factors[0].id}
    it.ok("/v2/accounts/mfaEnrollment:withdraw", body)
    assert tina.factors == ()
