"""google-api-python-client for v3, the old relyingparty API, beside the newer versions on the same accounts."""

import base64
from typing import Any

import pytest


@pytest.fixture
def v3(google_api: Any) -> Any:
    return google_api("v3").relyingparty()


@pytest.fixture
def owner(google_api: Any) -> Any:
    return google_api("v3", owner=True).relyingparty()


@pytest.fixture
def ada(ada: Any) -> Any:
    return ada.sign_up()


def test_a_password_signs_in(ada: Any, v3: Any) -> None:
    body = {"email": ada.email, "password": ada.password, "returnSecureToken": True}
    answer = v3.verifyPassword(body=body).execute()
    assert (answer["kind"], answer["localId"]) == ("identitytoolkit#VerifyPasswordResponse", ada.session["localId"])


def test_a_wrong_password_is_refused(ada: Any, v3: Any, google_error: type[Exception]) -> None:
    with pytest.raises(google_error, match="INVALID_PASSWORD"):
        v3.verifyPassword(body={"email": ada.email, "password": "secret-2"}).execute()


def test_an_account_is_read_and_changed(ada: Any, v3: Any) -> None:
    v3.setAccountInfo(body={"idToken": ada.id_token, "displayName": "Ada"}).execute()
    [user] = v3.getAccountInfo(body={"idToken": ada.id_token}).execute()["users"]
    assert (user["email"], user["displayName"]) == (ada.email, "Ada")


def test_a_forgotten_password_is_reset_by_the_code_in_the_inbox(ada: Any, v3: Any) -> None:
    v3.getOobConfirmationCode(body={"requestType": "PASSWORD_RESET", "email": ada.email}).execute()
    code = ada.emulator.inbox.latest(to=ada.email).code
    assert v3.resetPassword(body={"oobCode": code, "newPassword": "secret-2"}).execute()["email"] == ada.email
    assert v3.verifyPassword(body={"email": ada.email, "password": "secret-2"}).execute()["registered"]


def test_the_ways_to_sign_in_are_told(ada: Any, v3: Any) -> None:
    body = {"identifier": ada.email, "continueUri": "http://localhost"}
    answer = v3.createAuthUri(body=body).execute()
    assert (answer["registered"], answer["allProviders"]) == (True, ["password"])


def test_a_user_of_another_identity_provider_signs_in(v3: Any) -> None:
    claims = '{"sub":"g-1","email":"grace@example.com","email_verified":true}'
    body = {"postBody": f"id_token={claims}&providerId=google.com", "requestUri": "http://localhost"}
    answer = v3.verifyAssertion(body=body | {"returnSecureToken": True}).execute()
    assert (answer["providerId"], answer["email"]) == ("google.com", "grace@example.com")
    assert answer["idToken"]


def test_accounts_are_uploaded_and_downloaded(ada: Any, owner: Any) -> None:
    password = base64.urlsafe_b64encode(b"hash").decode()
    users = [{"localId": "g-1", "email": "grace@example.com", "passwordHash": password}]
    body = {"targetProjectId": "demo-project", "users": users, "hashAlgorithm": "MD5", "rounds": 0}
    assert "error" not in owner.uploadAccount(body=body).execute()
    body = {"targetProjectId": "demo-project", "maxResults": 10}
    found = owner.downloadAccount(body=body).execute()["users"]
    assert {user["email"] for user in found} == {ada.email, "grace@example.com"}


def test_an_account_is_deleted(ada: Any, v3: Any, google_error: type[Exception]) -> None:
    v3.deleteAccount(body={"idToken": ada.id_token}).execute()
    with pytest.raises(google_error, match="EMAIL_NOT_FOUND"):
        v3.verifyPassword(body={"email": ada.email, "password": ada.password}).execute()


def test_second_factors_of_the_newer_versions_are_asked_for(ada: Any, v3: Any) -> None:
    ada.verify_email().enroll_totp()
    answer = v3.verifyPassword(body={"email": ada.email, "password": ada.password}).execute()
    assert "idToken" not in answer
