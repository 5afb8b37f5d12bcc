"""The official emulator's own calls under /emulator/v1."""

import pytest

BASE = "/emulator/v1/projects/demo-project"


def get(it, what, base=BASE):
    return it.ok(f"{base}/{what}", method="GET")


def test_all_accounts_can_be_dropped_with_their_codes(it):
    it.user()
    it.ok("/v1/accounts:sendVerificationCode", {"phoneNumber": "+15555550100"})
    it.ok("/v1/accounts:sendOobCode", {"requestType": "PASSWORD_RESET", "email": "ada@example.com"})
    assert it.ok(f"{BASE}/accounts", method="DELETE") == {}
    assert len(it.accounts.project().users) == 0
    assert get(it, "oobCodes") == {"oobCodes": []}
    assert get(it, "verificationCodes") == {"verificationCodes": []}
    assert it.user()


def test_only_the_named_project_or_tenant_is_emptied(it):
    it.user("ada@example.com")
    it.user("ada@example.com", tenant="t1")
    it.ok(f"{BASE}/tenants/t1/accounts", method="DELETE")
    assert len(it.accounts.project().users) == 1
    assert len(it.accounts.project().tenants["t1"].users) == 0
    it.ok("/emulator/v1/projects/other/accounts", method="DELETE")
    assert len(it.accounts.project().users) == 1


def test_mailed_codes_are_listed_with_their_links_until_they_are_used(it):
    ada = it.user("ada@example.com")
    it.ok("/v1/accounts:sendOobCode", {"requestType": "PASSWORD_RESET", "email": "ada@example.com"})
    body = {"requestType": "VERIFY_AND_CHANGE_EMAIL", "idToken": ada.id_token, "newEmail": "new@example.com"}
    it.ok("/v1/accounts:sendOobCode", body)
    first, second = get(it, "oobCodes")["oobCodes"]
    assert first["email"] == "ada@example.com"
    assert first["requestType"] == "PASSWORD_RESET"
    assert first["oobCode"] in first["oobLink"]
    assert "newEmail" not in first
    assert second["newEmail"] == "new@example.com"
    it.ok("/v1/accounts:resetPassword", {"oobCode": first["oobCode"], "newPassword": "secret-2"})
    assert [code["oobCode"] for code in get(it, "oobCodes")["oobCodes"]] == [second["oobCode"]]


def test_sms_codes_are_listed_until_they_are_used(it):
    session = it.ok("/v1/accounts:sendVerificationCode", {"phoneNumber": "+15555550100"})["sessionInfo"]
    (listed,) = get(it, "verificationCodes")["verificationCodes"]
    assert listed.keys() == {"phoneNumber", "sessionInfo", "code"}
    assert listed["phoneNumber"] == "+15555550100"
    assert listed["sessionInfo"] == session
    it.ok("/v1/accounts:signInWithPhoneNumber", {"sessionInfo": session, "code": listed["code"]})
    assert get(it, "verificationCodes") == {"verificationCodes": []}


def test_expired_codes_are_not_listed(it):
    it.user("ada@example.com")
    it.ok("/v1/accounts:sendVerificationCode", {"phoneNumber": "+15555550100"})
    it.ok("/v1/accounts:sendOobCode", {"requestType": "PASSWORD_RESET", "email": "ada@example.com"})
    it.clock.advance("1h")
    assert get(it, "verificationCodes") == {"verificationCodes": []}
    assert get(it, "oobCodes") == {"oobCodes": []}


def test_a_tenants_codes_are_listed_at_the_tenant(it):
    it.user("ada@example.com", tenant="t1")
    body = {"requestType": "PASSWORD_RESET", "email": "ada@example.com", "tenantId": "t1"}
    it.ok("/v1/accounts:sendOobCode", body)
    assert len(get(it, "oobCodes", f"{BASE}/tenants/t1")["oobCodes"]) == 1
    assert get(it, "oobCodes") == {"oobCodes": []}


def test_the_two_switches_are_read_and_written_one_by_one(it):
    off = {"signIn": {"allowDuplicateEmails": False}, "emailPrivacyConfig": {"enableImprovedEmailPrivacy": False}}
    assert get(it, "config") == off
    change = {"emailPrivacyConfig": {"enableImprovedEmailPrivacy": True}}
    assert it.ok(f"{BASE}/config", change, method="PATCH") == {**off, **change}
    change = {"signIn": {"allowDuplicateEmails": True}}
    answer = it.ok(f"{BASE}/config", change, method="PATCH")
    assert answer["signIn"]["allowDuplicateEmails"] is True
    assert answer["emailPrivacyConfig"]["enableImprovedEmailPrivacy"] is True
    assert it.ok(f"{BASE}/config", {}, method="PATCH") == off


@pytest.mark.parametrize("body", [{"signIn": {"allowDuplicateEmails": "yes"}}, {"signIn": 1}, b"nonsense"])
def test_nonsense_changes_no_switch(it, body):
    before = get(it, "config")
    assert it.call(f"{BASE}/config", body, method="PATCH").status == 400
    assert get(it, "config") == before


def test_sessions_of_codes_are_remembered_up_to_a_number(make_it):
    it = make_it(kept_sessions=3)
    for _ in range(5):
        it.ok("/v1/accounts:sendVerificationCode", {"phoneNumber": "+15555550100"})
    assert len(get(it, "verificationCodes")["verificationCodes"]) == 3
