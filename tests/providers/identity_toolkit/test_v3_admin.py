"""v3 methods that administrators call. Its paths name no project, so bodies do."""

import pytest

V3 = "/identitytoolkit/v3/relyingparty"
TARGET = {"targetProjectId": "demo-project"}


@pytest.fixture
def people(both):
    for name in ("ada", "bob", "cyd"):
        both.user(f"{name}@example.com", local_id=f"id-{name}")


def test_download_account_lists_accounts_in_pages(both, people):
    first = both.ok(f"{V3}/downloadAccount", {**TARGET, "maxResults": 2}, admin=True)
    assert first["kind"] == "identitytoolkit#DownloadAccountResponse"
    assert [user["localId"] for user in first["users"]] == ["id-ada", "id-bob"]
    body = {**TARGET, "maxResults": 2, "nextPageToken": first["nextPageToken"]}
    second = both.ok(f"{V3}/downloadAccount", body, admin=True)
    assert [user["localId"] for user in second["users"]] == ["id-cyd"]
    assert "nextPageToken" not in second


def test_upload_account_stores_accounts(both):
    users = [{"localId": "id-eve", "email": "eve@example.com", "rawPassword": "secret-1"}]
    assert both.ok(f"{V3}/uploadAccount", {**TARGET, "users": users}, admin=True) == {
        "kind": "identitytoolkit#UploadAccountResponse"
    }
    assert both.sign_in("eve@example.com")["localId"] == "id-eve"


def test_upload_account_tells_which_rows_are_bad(both):
    users = [{"email": "nobody@example.com"}, {"localId": "id-eve"}]
    answer = both.ok(f"{V3}/uploadAccount", {**TARGET, "users": users}, admin=True)
    assert [row["index"] for row in answer["error"]] == [0]
    assert "id-eve" in both.accounts.project().users


def test_upload_account_takes_the_parameters_of_v3s_hashes(both):
    body = {"hashAlgorithm": "SCRYPT", "signerKey": "a2V5", "saltSeparator": "Bw", "rounds": 8, "memoryCost": 14}
    more = {"blockSize": 8, "cpuMemCost": 14, "dkLen": 32, "parallelization": 1}
    users = [{"localId": "id-eve", "passwordHash": "aGFzaA", "salt": "c2FsdA"}]
    assert "error" not in both.ok(f"{V3}/uploadAccount", {**TARGET, **body, **more, "users": users}, admin=True)


@pytest.mark.parametrize("method", ["downloadAccount", "uploadAccount"])
def test_the_project_must_be_named(both, method):
    body = {"users": [{"localId": "id-eve"}]} if method == "uploadAccount" else {}
    assert both.refused(f"{V3}/{method}", body, admin=True) == "INSUFFICIENT_PERMISSION"


@pytest.mark.parametrize("method", ["downloadAccount", "uploadAccount"])
def test_an_api_key_does_not_open_it(both, method):
    body = {"users": [{"localId": "id-eve"}]} if method == "uploadAccount" else {}
    assert both.refused(f"{V3}/{method}", {**TARGET, **body}) == "INSUFFICIENT_PERMISSION"
    assert "id-eve" not in both.accounts.project().users


def test_another_project_is_another_set_of_accounts(both, people):
    answer = both.ok(f"{V3}/downloadAccount", {"targetProjectId": "other"}, admin=True)
    assert not answer.get("users")


def test_a_tenant_is_named_in_the_body_as_well(it):
    it.user("tina@example.com", tenant="tenant-1")
    answer = it.ok(f"{V3}/downloadAccount", {**TARGET, "tenantId": "tenant-1"}, admin=True)
    assert [user["email"] for user in answer["users"]] == ["tina@example.com"]


def test_get_account_info_finds_by_lists(both, people):
    body = {"localId": ["id-ada"], "email": ["bob@example.com", "nobody@example.com"]}
    found = both.ok(f"{V3}/getAccountInfo", body, admin=True)["users"]
    assert [user["localId"] for user in found] == ["id-ada", "id-bob"]


def test_set_account_info_disables(both, people):
    both.ok(f"{V3}/setAccountInfo", {"localId": "id-ada", "disableUser": True}, admin=True)
    body = {"email": "ada@example.com", "password": "secret-1"}
    assert both.refused(f"{V3}/verifyPassword", body) == "USER_DISABLED"


def test_delete_account_deletes_any(both, people):
    both.ok(f"{V3}/deleteAccount", {"localId": "id-ada"}, admin=True)
    assert "id-ada" not in both.accounts.project().users


def test_a_link_is_handed_over_for_sending(both, people):
    body = {"requestType": "PASSWORD_RESET", "email": "ada@example.com", "returnOobLink": True}
    answer = both.ok(f"{V3}/getOobConfirmationCode", body, admin=True)
    assert answer["oobCode"] in answer["oobLink"]
    assert len(both.inbox) == 0


def test_sign_out_user_ends_sessions(both, people):
    token = both.sign_in("ada@example.com")["idToken"]
    both.clock.advance("1s")
    assert both.ok(f"{V3}/signOutUser", {"localId": "id-ada", "instanceId": "i"}, admin=True) == {"localId": "id-ada"}
    assert both.refused("/v1/accounts:lookup", {"idToken": token}) == "TOKEN_EXPIRED"
    assert both.sign_in("ada@example.com")["idToken"]


@pytest.mark.parametrize(
    ("body", "admin", "code"),
    [
        ({"localId": "id-ada"}, False, "INSUFFICIENT_PERMISSION"),
        ({}, True, "MISSING_LOCAL_ID"),
        ({"localId": "nobody"}, True, "USER_NOT_FOUND"),
    ],
)
def test_sign_out_user_refuses(both, people, body, admin, code):
    assert both.refused(f"{V3}/signOutUser", body, admin=admin) == code


def test_public_keys_are_empty_while_tokens_are_unsigned(it):
    assert it.send("GET", f"{V3}/publicKeys").json == {}


def test_public_keys_check_signed_tokens(make_it):
    import jwt
    from cryptography.x509 import load_pem_x509_certificate

    it = make_it(signed_tokens=True)
    token = it.user().id_token
    keys = it.send("GET", f"/www.googleapis.com{V3}/publicKeys").json
    certificate = load_pem_x509_certificate(keys[jwt.get_unverified_header(token)["kid"]].encode())
    options = {"verify_exp": False, "verify_iat": False}
    claims = jwt.decode(token, certificate.public_key(), ["RS256"], audience="demo-project", options=options)
    assert claims["email"] == "ada@example.com"
