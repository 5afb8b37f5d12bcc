"""Accounts that identity providers alone open: accounts.update with `upgradeToFederatedLogin`."""

import pytest

UPDATE = "/v1/accounts:update"
PHONE = "+15555550100"
GITHUB = {"providerId": "github.com", "rawId": "42"}


@pytest.fixture
def ada(it):
    """Restricted to GitHub; she had a password, a phone and e-mail links before."""
    ada = it.user("ada@example.com", phone_number=PHONE)
    it.ok(UPDATE, {"localId": ada.local_id, "linkProviderUserInfo": GITHUB}, admin=True)
    by_link(it)
    answer = it.ok(UPDATE, {"idToken": ada.id_token, "upgradeToFederatedLogin": True})
    assert [info["providerId"] for info in answer["providerUserInfo"]] == ["github.com", "phone"]
    return ada


def by_link(it, **more):
    body = {"requestType": "EMAIL_SIGNIN", "email": "ada@example.com", "continueUrl": "http://localhost"}
    it.ok("/v1/accounts:sendOobCode", body)
    body = {"email": "ada@example.com", "oobCode": it.inbox.latest(to="ada@example.com").code, **more}
    return it.call("/v1/accounts:signInWithEmailLink", body)


def by_phone(it):
    sent = it.ok("/v1/accounts:sendVerificationCode", {"phoneNumber": PHONE})
    return it.call("/v1/accounts:signInWithPhoneNumber", {"sessionInfo": sent["sessionInfo"], "code": it.sms()})


def by_password(it, password="secret-1"):
    return it.call("/v1/accounts:signInWithPassword", {"email": "ada@example.com", "password": password})


def by_github(it):
    post = 'providerId=github.com&id_token={"sub":"42"}'
    return it.call("/v1/accounts:signInWithIdp", {"postBody": post, "requestUri": "http://localhost"})


def code(answer):
    assert answer.reason
    return answer.json["error"]["message"]


def test_the_identity_provider_opens_it(it, ada):
    assert by_github(it).json["localId"] == ada.local_id


def test_the_password_is_gone(it, ada):
    assert code(by_password(it)) == "INVALID_PASSWORD"
    assert "passwordHash" not in it.ok("/v1/accounts:lookup", {"localId": [ada.local_id]}, admin=True)["users"][0]


def test_a_password_that_is_set_later_does_not_open_it(it, ada):
    it.ok(UPDATE, {"localId": ada.local_id, "password": "secret-2"}, admin=True)
    assert code(by_password(it, "secret-2")) == "OPERATION_NOT_ALLOWED"
    assert code(by_password(it, "secret-3")) == "INVALID_PASSWORD"


def test_neither_link_nor_phone_opens_it(it, ada):
    before = ada.record
    assert code(by_link(it)) == "OPERATION_NOT_ALLOWED"
    assert code(by_phone(it)) == "OPERATION_NOT_ALLOWED"
    assert ada.record == before


def test_the_ways_of_its_address_are_those_of_identity_providers(it, ada):
    it.ok(UPDATE, {"localId": ada.local_id, "password": "secret-2"}, admin=True)
    body = {"identifier": "ada@example.com", "continueUri": "http://localhost"}
    assert it.ok("/v1/accounts:createAuthUri", body)["signinMethods"] == ["github.com"]


def test_false_ends_the_restriction_and_absence_does_not(it, ada):
    it.ok(UPDATE, {"localId": ada.local_id, "displayName": "Ada"}, admin=True)
    assert by_phone(it).status == 400
    it.ok(UPDATE, {"localId": ada.local_id, "upgradeToFederatedLogin": False, "password": "secret-2"}, admin=True)
    assert by_password(it, "secret-2").status == 200
    assert by_phone(it).status == 200


def test_the_restriction_survives_a_snapshot(it, ada):
    it.world.restore(it.world.snapshot().to_json())
    assert code(by_phone(it)) == "OPERATION_NOT_ALLOWED"


def test_an_account_without_identity_provider_would_be_shut_to_everybody(both):
    ada = both.user()
    token, before = ada.id_token, ada.record
    assert both.refused(UPDATE, {"idToken": token, "upgradeToFederatedLogin": True}) == "OPERATION_NOT_ALLOWED"
    assert ada.record == before


def test_false_changes_nothing_where_there_is_no_restriction(it):
    ada = it.user()
    token, before = ada.id_token, ada.record
    it.ok(UPDATE, {"idToken": token, "upgradeToFederatedLogin": False})
    assert ada.record == before
