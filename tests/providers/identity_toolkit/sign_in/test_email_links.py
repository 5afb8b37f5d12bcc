"""accounts.signInWithEmailLink."""

import pytest

PATH = "/v1/accounts:signInWithEmailLink"
ADA = "ada@example.com"


def mailed(it, email=ADA, kind="EMAIL_SIGNIN"):
    it.ok("/v1/accounts:sendOobCode", {"requestType": kind, "email": email, "continueUrl": "http://localhost"})
    return it.inbox.latest(to=email, channel="email").code


def test_a_link_makes_an_account_and_then_signs_in_to_it(it, claims_of):
    first = it.ok(PATH, {"email": "Ada@example.com", "oobCode": mailed(it)})
    assert first["kind"] == "identitytoolkit#EmailLinkSigninResponse"
    assert first["email"] == ADA
    assert first["isNewUser"] is True
    claims = claims_of(first["idToken"])
    assert claims["email_verified"] is True
    assert claims["firebase"]["sign_in_provider"] == "password"
    second = it.ok(PATH, {"email": ADA, "oobCode": mailed(it)})
    assert second["isNewUser"] is False
    assert second["localId"] == first["localId"]
    user = it.ok("/v1/accounts:lookup", {"idToken": second["idToken"]})["users"][0]
    assert user["emailLinkSignin"] is True


def test_a_link_works_once(it):
    code = mailed(it)
    it.ok(PATH, {"email": ADA, "oobCode": code})
    assert it.refused(PATH, {"email": ADA, "oobCode": code}) == "INVALID_OOB_CODE"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "MISSING_EMAIL"),
        ({"email": "nonsense"}, "INVALID_EMAIL"),
        ({"email": ADA}, "MISSING_OOB_CODE"),
        ({"email": ADA, "oobCode": "x"}, "INVALID_OOB_CODE"),
        ({"email": ADA, "oobCode": "x", "idToken": "x"}, "INVALID_ID_TOKEN"),
    ],
)
def test_what_is_missing_or_wrong_is_named(both, body, code):
    assert both.refused(PATH, body) == code


def test_a_link_is_for_the_address_it_was_sent_to(it):
    code = mailed(it)
    assert it.refused(PATH, {"email": "eve@example.com", "oobCode": code}) == "INVALID_EMAIL"
    assert it.ok(PATH, {"email": ADA, "oobCode": code})


def test_codes_of_other_kinds_sign_nobody_in(it):
    it.user(ADA)
    assert it.refused(PATH, {"email": ADA, "oobCode": mailed(it, kind="PASSWORD_RESET")}) == "INVALID_OOB_CODE"


def test_the_address_can_be_put_to_the_account_of_an_id_token(it):
    token = it.ok("/v1/accounts:signUp", {})["idToken"]
    answer = it.ok(PATH, {"email": ADA, "oobCode": mailed(it), "idToken": token})
    user = it.ok("/v1/accounts:lookup", {"idToken": token})["users"][0]
    assert user["localId"] == answer["localId"]
    assert user["email"] == ADA


def test_somebody_elses_address_cannot(it):
    it.user(ADA)
    token = it.user("eve@example.com").id_token
    assert it.refused(PATH, {"email": ADA, "oobCode": mailed(it), "idToken": token}) == "EMAIL_EXISTS"


def test_a_disabled_account_is_told_and_keeps_its_link(it):
    ada = it.user(ADA)
    code = mailed(it)
    for disabled, status in ((True, 400), (False, 200)):
        it.ok("/v1/accounts:update", {"localId": ada.local_id, "disableUser": disabled}, admin=True)
        assert it.call(PATH, {"email": ADA, "oobCode": code}).status == status


def test_a_second_factor_is_asked_for(it, strict):
    for client in (it, strict):
        client.user(ADA).enroll_totp()
        answer = client.ok(PATH, {"email": ADA, "oobCode": mailed(client)})
        assert answer["mfaPendingCredential"]
        assert "idToken" not in answer
        assert ("isNewUser" in answer) is (client is it)


def test_links_can_be_switched_off(it):
    it.configure("signIn.email", {"signIn": {"email": {"enabled": True, "passwordRequired": True}}})
    assert it.refused(PATH, {"email": ADA, "oobCode": "x"}) == "OPERATION_NOT_ALLOWED"


def test_in_production_the_first_link_to_an_unproven_address_takes_its_password_away(it, strict):
    for client in (it, strict):
        ada = client.user(ADA, verified=False)
        client.ok(PATH, {"email": ADA, "oobCode": mailed(client)})
        assert bool(ada.password) is (client is it)


def test_a_proven_address_keeps_its_password(strict):
    ada = strict.user(ADA)
    strict.ok(PATH, {"email": ADA, "oobCode": mailed(strict)})
    assert ada.password


def test_a_link_to_an_account_that_was_deleted_makes_none_anew(both):
    ada = both.user(ADA)
    code = mailed(both)
    both.ok("/v1/accounts:delete", {"localId": ada.local_id}, admin=True)
    assert both.refused(PATH, {"email": ADA, "oobCode": code}) == "INVALID_OOB_CODE"
    assert len(both.accounts.project().users) == 0


def test_a_link_is_used_up_though_its_account_is_taken_by_another(it):
    eve = it.user("eve@example.com")
    it.user(ADA)
    body = {"email": ADA, "oobCode": mailed(it), "idToken": eve.id_token}
    assert it.refused(PATH, body) == "EMAIL_EXISTS"
    assert it.refused(PATH, body) == "INVALID_OOB_CODE"


def test_in_production_what_is_empty_is_bad_and_not_missing(it, strict):
    empty = [{"email": "", "oobCode": "x"}, {"email": ADA, "oobCode": ""}]
    assert [it.refused(PATH, body) for body in empty] == ["MISSING_EMAIL", "MISSING_OOB_CODE"]
    assert [strict.refused(PATH, body) for body in empty] == ["INVALID_EMAIL", "INVALID_OOB_CODE"]
