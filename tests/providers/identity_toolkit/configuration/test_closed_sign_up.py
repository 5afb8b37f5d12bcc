"""Projects whose accounts are made and deleted by administrators alone."""

import pytest

SIGN_UP, SIGN_IN = "/v1/accounts:signUp", "/v1/accounts:signInWith"
SEND, MAIL = "/v1/accounts:sendVerificationCode", "/v1/accounts:sendOobCode"
NUMBER, NEW = "+15555550100", "new@example.com"
LINK = {"requestType": "EMAIL_SIGNIN", "email": NEW, "continueUrl": "http://localhost"}


def close(it, **permissions):
    it.configure("client.permissions", {"client": {"permissions": permissions or {"disabledUserSignup": True}}})


def by_password(it):
    return it.call(SIGN_UP, {"email": NEW, "password": "secret-1"})


def anonymously(it):
    return it.call(SIGN_UP, {})


def by_phone(it):
    session = it.ok(SEND, {"phoneNumber": NUMBER})["sessionInfo"]
    body = {"sessionInfo": session, "code": it.sms(NUMBER)}
    close(it)
    return it.call(f"{SIGN_IN}PhoneNumber", body)


def by_link(it):
    it.ok(MAIL, LINK)
    close(it)
    return it.call(f"{SIGN_IN}EmailLink", {"email": NEW, "oobCode": it.inbox.latest(to=NEW).code})


def by_identity_provider(it):
    token = '{"sub":"1","email":"new@example.com","email_verified":true}'
    return it.call(
        f"{SIGN_IN}Idp", {"requestUri": "http://localhost", "postBody": f"providerId=google.com&id_token={token}"}
    )


LATE = pytest.mark.parametrize("door", [by_phone, by_link])
EARLY = pytest.mark.parametrize("door", [by_password, anonymously, by_identity_provider])


@EARLY
def test_no_door_lets_a_new_account_in(both, door):
    close(both)
    assert door(both).json["error"]["message"] == "ADMIN_ONLY_OPERATION"
    assert len(both.accounts.project().users) == 0


@LATE
def test_nor_does_a_code_that_was_sent_before(both, door):
    assert door(both).json["error"]["message"] == "ADMIN_ONLY_OPERATION"
    assert len(both.accounts.project().users) == 0


def test_codes_and_links_are_not_even_sent_to_somebody_new(both):
    close(both)
    assert both.refused(SEND, {"phoneNumber": NUMBER}) == "ADMIN_ONLY_OPERATION"
    assert both.refused(MAIL, LINK) == "ADMIN_ONLY_OPERATION"
    assert not both.inbox.messages()


def test_who_has_an_account_signs_in_as_ever(both):
    close(both)
    both.user(NEW, phone_number=NUMBER)
    assert both.sign_in(NEW)["idToken"]
    both.ok(MAIL, LINK)
    assert both.ok(f"{SIGN_IN}EmailLink", {"email": NEW, "oobCode": both.inbox.latest(to=NEW).code})["idToken"]
    session = both.ok(SEND, {"phoneNumber": NUMBER})["sessionInfo"]
    assert both.ok(f"{SIGN_IN}PhoneNumber", {"sessionInfo": session, "code": both.sms(NUMBER)})["idToken"]
    assert by_identity_provider(both).json["localId"]


def test_an_anonymous_user_of_before_may_be_upgraded(both):
    token = both.ok(SIGN_UP, {})["idToken"]
    close(both)
    assert both.ok(SIGN_UP, {"idToken": token, "email": NEW, "password": "secret-1"})["localId"]


def test_administrators_make_accounts(both):
    close(both)
    assert both.ok("/v1/projects/demo-project/accounts", {"email": NEW}, admin=True)["localId"]
    body = {**LINK, "email": "else@example.com", "returnOobLink": True}
    assert both.ok(MAIL, body, admin=True)["oobCode"]


def test_nobody_deletes_an_account_but_an_administrator(both):
    close(both, disabledUserDeletion=True)
    ada = both.user()
    assert both.refused("/v1/accounts:delete", {"idToken": ada.id_token}) == "ADMIN_ONLY_OPERATION"
    both.ok("/v1/accounts:delete", {"localId": ada.local_id}, admin=True)


# The quota of new accounts


def bound(it, quota, **more):
    it.configure("quota", {"quota": {"signUpQuotaConfig": {"quota": str(quota), **more}}})


def test_the_quota_bounds_new_accounts_of_clients_in_an_hour(both):
    bound(both, 2)
    assert anonymously(both).status == 200
    assert by_identity_provider(both).status == 200
    assert both.refused(SIGN_UP, {}) == "TOO_MANY_ATTEMPTS_TRY_LATER"
    assert both.ok("/v1/projects/demo-project/accounts", {}, admin=True)["localId"]
    both.clock.advance("1h")
    assert anonymously(both).status == 200


def test_a_refused_sign_up_does_not_count(both):
    bound(both, 1)
    assert both.refused(SIGN_UP, {"email": NEW, "password": "1"})
    assert by_password(both).status == 200


def test_the_quota_holds_from_its_start_for_as_long_as_it_says(both):
    bound(both, 1, startTime="2026-11-21T11:00:00Z", quotaDuration="7200s")
    statuses = []
    for _ in range(4):
        statuses.append([anonymously(both).status for _ in range(2)])
        both.clock.advance("1h")
    assert statuses == [[200, 200], [200, 400], [200, 400], [200, 200]]


@pytest.mark.parametrize("quota", [-1, 0])
def test_none_and_less_bound_nothing(both, quota):
    bound(both, quota)
    assert [anonymously(both).status for _ in range(3)] == [200] * 3


def test_the_count_survives_a_snapshot(both):
    bound(both, 1)
    anonymously(both)
    both.emulator.restore(both.emulator.snapshot())
    assert both.refused(SIGN_UP, {}) == "TOO_MANY_ATTEMPTS_TRY_LATER"
