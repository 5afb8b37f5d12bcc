"""accounts.update with a mailed code."""

import pytest

PATH = "/v1/accounts:update"
SEND = "/v1/accounts:sendOobCode"


def mailed(it, body, to="ada@example.com"):
    it.ok(SEND, body)
    return it.inbox.latest(to=to, channel="email").code


def test_a_code_verifies_the_address_once(it):
    ada = it.user(verified=False)
    code = mailed(it, {"requestType": "VERIFY_EMAIL", "idToken": ada.id_token})
    answer = it.ok(PATH, {"oobCode": code})
    assert answer["emailVerified"] is True
    assert ada.record.email_verified
    assert "idToken" not in answer
    assert it.refused(PATH, {"oobCode": code}) == "INVALID_OOB_CODE"


def test_a_code_changes_the_address(it):
    ada = it.user("ada@example.com")
    body = {"requestType": "VERIFY_AND_CHANGE_EMAIL", "idToken": ada.id_token, "newEmail": "New@example.com"}
    answer = it.ok(PATH, {"oobCode": mailed(it, body, to="new@example.com")})
    assert answer["email"] == answer["newEmail"] == "new@example.com"
    assert ada.record.email_verified


def test_the_new_address_may_be_taken_by_now(it):
    ada = it.user("ada@example.com")
    body = {"requestType": "VERIFY_AND_CHANGE_EMAIL", "idToken": ada.id_token, "newEmail": "new@example.com"}
    code = mailed(it, body, to="new@example.com")
    it.user("new@example.com")
    assert it.refused(PATH, {"oobCode": code}) == "EMAIL_EXISTS"
    assert ada.record.email == "ada@example.com"


def test_a_recovery_code_brings_the_old_address_back(it):
    ada = it.user("ada@example.com")
    it.ok(PATH, {"idToken": ada.id_token, "email": "eve@example.com"})
    code = it.inbox.latest(to="ada@example.com", channel="email").code
    answer = it.ok(PATH, {"oobCode": code})
    assert answer["email"] == "ada@example.com"
    assert ada.record.email_verified


def test_a_recovery_code_does_not_take_an_address_from_somebody_else(it):
    ada = it.user("ada@example.com")
    it.ok(PATH, {"idToken": ada.id_token, "email": "eve@example.com"})
    code = it.inbox.latest(to="ada@example.com", channel="email").code
    it.user("ada@example.com")
    assert it.refused(PATH, {"oobCode": code}) == "EMAIL_EXISTS"


def test_a_verification_code_is_for_the_address_it_was_sent_to(it):
    ada = it.user("ada@example.com", verified=False)
    code = mailed(it, {"requestType": "VERIFY_EMAIL", "idToken": ada.id_token})
    it.ok(PATH, {"localId": ada.local_id, "email": "b@example.com"}, admin=True)
    assert it.refused(PATH, {"oobCode": code}) == "INVALID_OOB_CODE"


@pytest.mark.parametrize("kind", ["PASSWORD_RESET", "EMAIL_SIGNIN"])
def test_codes_of_other_kinds_change_no_account(it, kind):
    it.user()
    code = mailed(it, {"requestType": kind, "email": "ada@example.com", "continueUrl": "https://x.co"})
    assert it.refused(PATH, {"oobCode": code}) == "INVALID_OOB_CODE"
    assert it.ok("/v1/accounts:resetPassword", {"oobCode": code})


def test_an_unknown_code_is_invalid(both):
    assert both.refused(PATH, {"oobCode": "nonsense"}) == "INVALID_OOB_CODE"


def test_in_production_an_applied_code_ends_earlier_sessions(it, strict):
    for client, ended in ((it, False), (strict, True)):
        ada = client.user(verified=False)
        token = ada.id_token
        code = mailed(client, {"requestType": "VERIFY_EMAIL", "idToken": token})
        client.clock.advance("1s")
        client.ok(PATH, {"oobCode": code})
        assert (client.call("/v1/accounts:lookup", {"idToken": token}).status == 400) is ended


def test_the_deleted_owners_code_is_invalid(it):
    ada = it.user(verified=False)
    code = mailed(it, {"requestType": "VERIFY_EMAIL", "idToken": ada.id_token})
    it.ok("/v1/accounts:delete", {"localId": ada.local_id}, admin=True)
    assert it.refused(PATH, {"oobCode": code}) == "INVALID_OOB_CODE"


def change(it, ada):
    body = {"requestType": "VERIFY_AND_CHANGE_EMAIL", "idToken": ada.id_token, "newEmail": "new@example.com"}
    return mailed(it, body, to="new@example.com")


def test_a_code_whose_address_is_taken_by_now_is_used_up(both):
    code = change(both, both.user("ada@example.com"))
    taken = both.user("new@example.com")
    assert both.refused(PATH, {"oobCode": code}) == "EMAIL_EXISTS"
    both.ok("/v1/accounts:delete", {"localId": taken.local_id}, admin=True)
    assert both.refused(PATH, {"oobCode": code}) == "INVALID_OOB_CODE"


def test_an_applied_change_remembers_the_first_address(both):
    ada = both.user("ada@example.com")
    both.ok(PATH, {"oobCode": change(both, ada)})
    assert ada.record.rare.initial_email == "ada@example.com"


def test_in_production_a_change_applies_although_the_address_is_another_by_now(it, strict):
    for client in (it, strict):
        ada = client.user("ada@example.com")
        code = change(client, ada)
        client.ok(PATH, {"localId": ada.local_id, "email": "else@example.com"}, admin=True)
        if client is strict:
            assert client.ok(PATH, {"oobCode": code})["email"] == "new@example.com"
        else:
            assert client.refused(PATH, {"oobCode": code}) == "INVALID_OOB_CODE"


def test_a_code_of_a_disabled_account_says_so_and_one_of_a_deleted_account_is_none(both):
    ada = both.user("ada@example.com")
    code = change(both, ada)
    both.ok(PATH, {"localId": ada.local_id, "disableUser": True}, admin=True)
    assert both.refused(PATH, {"oobCode": code}) == "USER_DISABLED"
    both.ok("/v1/accounts:delete", {"localId": ada.local_id}, admin=True)
    assert both.refused(PATH, {"oobCode": code}) == "INVALID_OOB_CODE"


def test_in_production_an_empty_code_is_a_bad_one(it, strict):
    assert it.refused(PATH, {"oobCode": ""}) == "INVALID_REQ_TYPE"
    assert strict.refused(PATH, {"oobCode": ""}) == "INVALID_OOB_CODE"
