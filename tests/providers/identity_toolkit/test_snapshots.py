"""A world with every kind of record survives a snapshot, in memory and as JSON."""


def filled(it):
    """Something in every table."""
    ada = it.user("ada@example.com", phone_number="+15555550109")
    ada.enroll_totp()
    ada.enroll_sms("+15555550100")
    eve = it.user("eve@example.com")
    it.user("ada@example.com", tenant="t1")
    it.start_totp(eve.id_token)
    it.start_phone(eve.id_token, "+15555550101")
    it.ok("/v1/accounts:sendOobCode", {"requestType": "PASSWORD_RESET", "email": "ada@example.com"})
    session = it.ok("/v1/accounts:sendVerificationCode", {"phoneNumber": "+15555550102"})["sessionInfo"]
    link = {"providerId": "x.com", "rawId": "1"}
    row = {"localId": "imported", "passwordHash": "c2VjcmV0", "providerUserInfo": [link]}
    it.ok("/v1/projects/demo-project/accounts:batchCreate", {"users": [row], "hashAlgorithm": "SHA1"}, admin=True)
    it.ok("/v1/accounts:update", {"localId": eve.local_id, "email": "new@example.com"}, admin=True)
    it.configure("mfa", {"mfa": {"state": "MANDATORY", "enabledProviders": ["PHONE_SMS"]}})
    return ada, session


def test_a_snapshot_is_not_changed_by_what_comes_after(it):
    filled(it)
    snapshot = it.emulator.snapshot()
    before = snapshot.to_json()
    it.ok("/emulator/v1/projects/demo-project/accounts", method="DELETE")
    it.ok("/emulator/v1/projects/demo-project/config", {"signIn": {"allowDuplicateEmails": True}}, method="PATCH")
    assert snapshot.to_json() == before
    it.emulator.restore(snapshot)
    assert it.emulator.snapshot().to_json() == before


def test_json_brings_everything_back_into_another_emulator(it, make_it):
    _, session = filled(it)
    document = it.emulator.snapshot().to_json()
    other = make_it()
    other.emulator.restore(document)
    assert other.emulator.snapshot().to_json() == document
    code = other.inbox.latest(to="+15555550102").code
    assert other.ok("/v1/accounts:signInWithPhoneNumber", {"sessionInfo": session, "code": code})["isNewUser"]


def test_tokens_issued_before_a_restore_still_hold(it):
    ada, _ = filled(it)
    token, refresh = ada.id_token, ada.refresh_token
    document = it.emulator.snapshot().to_json()
    it.emulator.reset()
    it.emulator.restore(document)
    assert it.ok("/v1/accounts:lookup", {"idToken": token})["users"]
    assert it.ok("/v1/token", {"grant_type": "refresh_token", "refresh_token": refresh})["user_id"] == ada.local_id
