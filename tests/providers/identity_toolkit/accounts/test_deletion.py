"""accounts.delete and projects.accounts.delete."""

PATH = "/v1/accounts:delete"
ADMIN = "/v1/projects/demo-project/accounts:delete"


def test_users_delete_themselves(it):
    ada = it.user()
    token = ada.id_token
    assert it.ok(PATH, {"idToken": token}) == {"kind": "identitytoolkit#DeleteAccountResponse"}
    assert it.refused(PATH, {"idToken": token}) == "USER_NOT_FOUND"
    assert it.user("ada@example.com").local_id != ada.local_id


def test_administrators_delete_by_id(it):
    ada = it.user()
    assert it.ok(ADMIN, {"localId": ada.local_id}, admin=True)["kind"]
    assert it.refused(ADMIN, {"localId": ada.local_id}, admin=True) == "USER_NOT_FOUND"
    assert it.refused(ADMIN, {}, admin=True) == "MISSING_LOCAL_ID"


def test_users_cannot_delete_by_id(it):
    ada = it.user()
    assert it.refused(PATH, {"localId": ada.local_id}) == "MISSING_ID_TOKEN"
    assert ada.record


def test_deletion_can_be_left_to_administrators(it):
    ada = it.user()
    it.configure("client.permissions", {"client": {"permissions": {"disabledUserDeletion": True}}})
    assert it.refused(PATH, {"idToken": ada.id_token}) == "ADMIN_ONLY_OPERATION"
    assert it.ok(ADMIN, {"localId": ada.local_id}, admin=True)


def test_production_wants_a_recent_login(it, strict):
    for client, code in ((it, None), (strict, "CREDENTIAL_TOO_OLD_LOGIN_AGAIN")):
        token = client.user().id_token
        client.clock.advance("5m")
        if code:
            assert client.refused(PATH, {"idToken": token}) == code
        else:
            assert client.ok(PATH, {"idToken": token})
