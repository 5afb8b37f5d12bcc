"""Kinds of things that Identity Toolkit issues."""

from typing import Any
from urllib.parse import urlencode

import httpx2
import msgspec
from worlds_apart import OTHER_PHONE, PHONE, Client, Kind, found

MARKED = "was issued by"
NUMBER = "+15555550123"


def sign_in(client: Client, email: str = "ada@example.com") -> Any:
    body = {"email": email, "password": "secret-1", "returnSecureToken": True}
    return found(client.toolkit("/v1/accounts:signInWithPassword", body))


def look_up(client: Client, id_token: str) -> httpx2.Response:
    return client.toolkit("/v1/accounts:lookup", {"idToken": id_token})


def look_up_id(client: Client, local_id: str) -> httpx2.Response:
    return client.toolkit("/v1/projects/demo-project/accounts:lookup", {"localId": [local_id]}, admin=True)


def by_idp(client: Client, **body: Any) -> httpx2.Response:
    return client.toolkit(
        "/v1/accounts:signInWithIdp", {"requestUri": "http://localhost", "returnSecureToken": True, **body}
    )


def pending_token(client: Client) -> str:
    claims = {"sub": "42", "email": "idp@example.com", "email_verified": True}
    body = urlencode({"providerId": "github.com", "id_token": msgspec.json.encode(claims).decode()})
    return str(found(by_idp(client, postBody=body))["pendingToken"])


def finish(client: Client, pending: str) -> httpx2.Response:
    body = {"mfaPendingCredential": pending, "mfaEnrollmentId": "grace-totp"}
    code = {"totpVerificationInfo": {"verificationCode": client.totp()}}
    client.world.clock.advance("30s")  # a code counts once
    return client.toolkit("/v2/accounts/mfaSignIn:finalize", {**body, **code})


def finish_sms(client: Client, session: str) -> httpx2.Response:
    body = {"mfaPendingCredential": sign_in(client, "grace@example.com")["mfaPendingCredential"]}
    code = {"phoneVerificationInfo": {"sessionInfo": session, "code": "123456"}}
    return client.toolkit("/v2/accounts/mfaSignIn:finalize", {**body, **code})


def sms_session(client: Client) -> str:
    pending = sign_in(client, "grace@example.com")["mfaPendingCredential"]
    body = {"mfaPendingCredential": pending, "mfaEnrollmentId": "grace-phone", "phoneSignInInfo": {}}
    return str(found(client.toolkit("/v2/accounts/mfaSignIn:start", body))["phoneResponseInfo"]["sessionInfo"])


def totp_enrollment(client: Client) -> tuple[str, str]:
    body = {"idToken": sign_in(client)["idToken"], "totpEnrollmentInfo": {}}
    info = found(client.toolkit("/v2/accounts/mfaEnrollment:start", body))["totpSessionInfo"]
    return info["sessionInfo"], info["sharedSecretKey"]


def enroll_totp(client: Client, enrollment: tuple[str, str]) -> httpx2.Response:
    session, secret = enrollment
    code = {"sessionInfo": session, "verificationCode": client.world.authenticator(secret).code()}
    body = {"idToken": sign_in(client)["idToken"], "displayName": "x", "totpVerificationInfo": code}
    return client.toolkit("/v2/accounts/mfaEnrollment:finalize", body)


def phone_enrollment(client: Client) -> str:
    body = {"idToken": sign_in(client)["idToken"], "phoneEnrollmentInfo": {"phoneNumber": PHONE}}
    answer = found(client.toolkit("/v2/accounts/mfaEnrollment:start", body))
    return str(answer["phoneSessionInfo"]["sessionInfo"])


def enroll_phone(client: Client, session: str) -> httpx2.Response:
    code = {"phoneVerificationInfo": {"sessionInfo": session, "code": "123456"}}
    body = {"idToken": sign_in(client)["idToken"], **code}
    return client.toolkit("/v2/accounts/mfaEnrollment:finalize", body)


def phone_session(client: Client, number: str = OTHER_PHONE) -> str:
    return str(found(client.toolkit("/v1/accounts:sendVerificationCode", {"phoneNumber": number}))["sessionInfo"])


def by_phone(client: Client, **body: Any) -> httpx2.Response:
    return client.toolkit("/v1/accounts:signInWithPhoneNumber", body)


def proof(client: Client) -> str:
    """The proof of a number that belongs to another account."""
    token = found(client.toolkit("/v1/accounts:signUp", {"returnSecureToken": True}))["idToken"]
    return str(
        found(by_phone(client, idToken=token, sessionInfo=phone_session(client), code="123456"))["temporaryProof"]
    )


def mailed(client: Client, kind: str) -> str:
    body = {"requestType": kind, "email": "ada@example.com", "returnOobLink": True, "continueUrl": "http://localhost"}
    return str(found(client.toolkit("/v1/projects/demo-project/accounts:sendOobCode", body, admin=True))["oobCode"])


def ios_receipt(client: Client) -> tuple[str, str]:
    """The receipt of an app, and the secret that its push brought."""
    receipt = found(client.toolkit("/v1/accounts:verifyIosClient", {"appToken": "00ff", "isSandbox": True}))["receipt"]
    message = client.world.inbox.latest(channel="push")
    assert message is not None
    return receipt, message.code


def send_by_receipt(client: Client, pair: tuple[str, str]) -> httpx2.Response:
    receipt, secret = pair
    body = {"phoneNumber": OTHER_PHONE, "iosReceipt": receipt, "iosSecret": secret}
    return client.toolkit("/v1/accounts:sendVerificationCode", body)


def new_user(client: Client) -> str:
    return str(found(client.toolkit("/v1/accounts:signUp", {"returnSecureToken": True}))["localId"])


def new_factor(client: Client) -> str:
    return str(client.world.identity_toolkit.user("ada@example.com").enroll_totp().id)


def withdraw(client: Client, factor: str) -> httpx2.Response:
    body = {"idToken": client.world.identity_toolkit.user("ada@example.com").id_token, "mfaEnrollmentId": factor}
    return client.toolkit("/v2/accounts/mfaEnrollment:withdraw", body)


KINDS = (
    Kind("ID token", lambda client: sign_in(client)["idToken"], look_up, reason=MARKED),
    Kind("ID token of a helper", lambda client: client.world.identity_toolkit.user("ada@example.com").id_token, look_up,
         reason=MARKED),
    Kind("refresh token", lambda client: sign_in(client)["refreshToken"], Client.refresh, reason=MARKED),
    Kind("mfaPendingCredential", lambda client: sign_in(client, "grace@example.com")["mfaPendingCredential"], finish,
         reason=MARKED),
    Kind("pending token", pending_token, lambda client, token: by_idp(client, pendingToken=token), reason=MARKED),
    Kind("receipt of an iOS app", ios_receipt, send_by_receipt, reason=MARKED),
    Kind("session of a second factor", sms_session, finish_sms),
    Kind("session of a TOTP enrollment", totp_enrollment, enroll_totp),
    Kind("session of a phone enrollment", phone_enrollment, enroll_phone),
    Kind("session of a phone sign-in", phone_session,
         lambda client, session: by_phone(client, sessionInfo=session, code="123456")),
    Kind("temporary proof", proof,
         lambda client, text: by_phone(client, temporaryProof=text, phoneNumber=OTHER_PHONE)),
    Kind("code to reset a password", lambda client: mailed(client, "PASSWORD_RESET"),
         lambda client, code: client.toolkit("/v1/accounts:resetPassword", {"oobCode": code})),
    Kind("code to verify an address", lambda client: mailed(client, "VERIFY_EMAIL"),
         lambda client, code: client.toolkit("/v1/accounts:update", {"oobCode": code})),
    Kind("code of a sign-in link", lambda client: mailed(client, "EMAIL_SIGNIN"),
         lambda client, code: client.toolkit("/v1/accounts:signInWithEmailLink",
                                             {"oobCode": code, "email": "ada@example.com"})),
    Kind("user id", new_user, look_up_id, lambda answer: "users" in answer.json(), ""),
    Kind("factor id", new_factor, withdraw, reason="factors"),
)  # fmt: skip
