"""Each setting changes something that a client sees."""

from pathlib import Path

import pytest
from setting_effects import Other, assert_effect, other, settings, turned_in

from mfa_emulator.core import base64url
from mfa_emulator.providers.identity_toolkit.settings import Settings

ADA, PASSWORD, PHONE = "ada@example.com", "secret-1", "+15555550100"
ADMIN = {"admin": True}
CONFIG = "/v2/projects/demo-project/config"


def sign_ups(it):
    for body in (
        {"email": "a@example.com", "password": PASSWORD, "unheardOf": 1},
        {"email": "b@example.com", "password": PASSWORD, "returnSecureToken": "yes"},
        {"email": "", "password": PASSWORD},
        {"email": "c@example.com", "password": ""},
        {"email": "d@d@example.com", "password": PASSWORD},
        {"email": 'e"@example.com', "password": PASSWORD},
        {"email": "f" * 300 + "@example.com", "password": PASSWORD},
        {"email": "g@example.com", "password": "123"},
        {"email": "h@example.com", "password": "p" * 5000},
    ):
        it.call("/v1/accounts:signUp", body)
    it.call("/v1/accounts:lookup", {"email": "a@example.com"}, **ADMIN)
    it.call("/v1/accounts:lookup", {"email": ["a@example.com"]}, **ADMIN)
    it.call("/v1/accounts:lookup", {}, **ADMIN)
    it.call("/v1/accounts:createAuthUri", {"identifier": "nobody@example.com", "continueUri": "http://localhost"})
    it.call("/v1/accounts:createAuthUri", {"identifier": "a@example.com", "continueUri": "http://localhost"})


def made_by_admin(it):
    path = "/v1/projects/demo-project/accounts"
    it.call(path, {"email": "a@example.com", "displayName": "A"}, **ADMIN)
    made = it.call(path, {"phoneNumber": "+1", "localId": "b"}, **ADMIN)
    made = it.call(path, {"email": "c@example.com", "emailVerified": True, "localId": "c"}, **ADMIN)
    it.call("/v1/accounts:update", {"localId": "c", "email": "d@example.com"}, **ADMIN)
    it.call("/v1/accounts:lookup", {"localId": ["a", "b", "c"]}, **ADMIN)
    info = {"phoneInfo": "12", "displayName": "p"}
    it.call("/v1/accounts:update", {"localId": "c", "mfa": {"enrollments": [info]}}, **ADMIN)
    it.call("/v1/projects/demo-project/accounts:batchGet", method="GET", **ADMIN)
    it.call("/v1/projects/demo-project/accounts:batchGet", method="GET", maxResults="0", **ADMIN)
    it.call("/v1/projects/demo-project/accounts:batchGet", method="GET", nextPageToken="zzz", **ADMIN)
    return made


def imports(it):
    path = "/v1/projects/demo-project/accounts:batchCreate"
    users = [{"localId": "a", "email": "a@example.com", "rawPassword": "1"}]
    it.call(path, {"users": users}, **ADMIN)
    it.call(path, {"users": users}, **ADMIN)
    hashed = [{"localId": "b", "email": "b@example.com", "passwordHash": "eA=="}]
    it.call(path, {"users": hashed, "hashAlgorithm": "ROT13"}, **ADMIN)
    it.call("/v1/projects/demo-project/accounts:batchGet", method="GET", **ADMIN)


def imports_again(it):
    path = "/v1/projects/demo-project/accounts:batchCreate"
    for name in ("a", "b"):
        user = {"localId": name, "email": ADA, "phoneNumber": PHONE, "displayName": "", "photoUrl": ""}
        it.call(path, {"users": [user], "allowOverwrite": True}, **ADMIN)
        it.call("/v1/accounts:update", {"localId": name, "password": "123"}, **ADMIN)
        it.call("/v1/accounts:update", {"localId": name, "displayName": ""}, **ADMIN)
    it.call("/v1/accounts:lookup", {"localId": ["a", "b"], "email": [ADA]}, **ADMIN)


def shared_parts(it):
    path = "/v1/projects/demo-project/accounts:batchCreate"
    for part in ({"email": ADA}, {"phoneNumber": PHONE}):
        for name in ("a", "b"):
            it.call(path, {"users": [{"localId": name + next(iter(part)), **part}]}, **ADMIN)


def empty_export(it):
    it.call("/v1/projects/demo-project/accounts:batchGet", method="GET", **ADMIN)


def configurations(it):
    it.call(CONFIG, method="GET", **ADMIN)
    it.call(CONFIG, {"signIn": {"email": {"enabled": True}}}, method="PATCH", updateMask="signIn,mfa", **ADMIN)
    it.call(CONFIG, method="GET", **ADMIN)
    it.call("/v2/recaptchaConfig", method="GET", clientType="CLIENT_TYPE_WEB", version="RECAPTCHA_ENTERPRISE")
    it.call("/v2/recaptchaConfig", method="GET", version="RECAPTCHA_ENTERPRISE")
    it.call("/v2/passwordPolicy", method="GET")
    it.call("/v1/projects", method="GET")
    it.call("/v1/projects/other/accounts:lookup", {"email": [ADA]}, **ADMIN)
    keys = {"recaptchaConfig": {"recaptchaKeys": [{"type": "WEB", "key": "projects/x/keys/k"}]}}
    it.call(CONFIG, keys, method="PATCH", updateMask="recaptchaConfig.recaptchaKeys", **ADMIN)
    it.call("/v2/accounts/mfaSignIn:start", {})


def sessions(it):
    it.user(password=PASSWORD)
    tokens = it.sign_in()
    it.call("/v1/accounts:lookup", {"idToken": tokens["idToken"]})
    it.call("/v1/projects/demo-project:createSessionCookie", {"idToken": tokens["idToken"], "validDuration": "600"})
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refreshToken"]}
    it.call("/v1/token", form)
    it.call("/v1/token", {})
    it.call("/v1/accounts:signInWithPassword", {"email": ADA, "password": PASSWORD})
    for _ in range(3):
        it.call("/v1/accounts:signInWithPassword", {"email": ADA, "password": "wrong"})
    it.call("/v1/accounts:signInWithPassword", {"email": ADA, "password": PASSWORD})
    it.clock.advance("61s")
    it.call("/v1/accounts:signInWithPassword", {"email": ADA, "password": PASSWORD})
    for wait in ("1s", "57m", "4m", "3m", "14d"):
        it.clock.advance(wait)
        it.call("/v1/accounts:lookup", {"idToken": tokens["idToken"]})
    it.call("/v1/accounts:update", {"localId": it.user().id, "validSince": str(it.clock.micros() // 10**6)}, **ADMIN)
    it.call("/v1/token", form)
    it.call("/v1/accounts:delete", {"localId": it.user().id}, **ADMIN)
    it.call("/v1/token", form)


def recent(it):
    it.user(password=PASSWORD)
    token = it.sign_in()["idToken"]
    it.clock.advance("6m")
    it.call("/v1/accounts:update", {"idToken": token, "email": "new@example.com"})
    it.call("/v1/accounts:update", {"idToken": token, "deleteProvider": ["password"]})


def unlinked(it):
    it.user(password=PASSWORD)
    it.call("/v1/accounts:update", {"idToken": it.sign_in()["idToken"], "deleteProvider": ["password"]})
    it.call("/v1/accounts:lookup", {"localId": [it.user().id]}, **ADMIN)


def passkeys(it):
    body = {"idToken": it.user().id_token, "authenticatorRegistrationResponse": {"id": "key-1"}}
    it.call("/v2/accounts/passkeyEnrollment:finalize", body)


def made_by_hand(it):
    """A token without the mark that tokens of this world carry."""
    it.user(password=PASSWORD)
    claims = it.sign_in()["idToken"].split(".")[1]
    header = base64url.encode(b'{"alg":"none"}')
    it.call("/v1/accounts:lookup", {"idToken": f"{header}.{claims}."})


def custom_tokens(it):
    answer = it.call("/v1/accounts:signInWithCustomToken", {"token": '{"uid": "ada"}', "returnSecureToken": True})
    it.call("/v1/accounts:signInWithCustomToken", {"token": it.custom_token("ada"), "returnSecureToken": True})
    return answer


def told_to_functions(it):
    it.world.reset(it.emulator.options.but(functions_host="127.0.0.1:9"))
    it.call("/v1/accounts:signInWithCustomToken", {"token": '{"uid": "ada"}'})
    return [one.event for one in it.emulator.outbound.drain()]


def functions_that_fail(it):
    triggers = {"beforeCreate": {"functionUri": "http://127.0.0.1:9/gate"}}
    it.configure("blockingFunctions", {"blockingFunctions": {"triggers": triggers}})
    it.call("/v1/accounts:signUp", {"email": ADA, "password": PASSWORD})


def providers(it):
    path, uri = "/v1/accounts:signInWithIdp", "http://localhost"
    token = '{"sub":"1","email":"ada@example.com","email_verified":true,"nonce":"n"}'
    bodies = (
        {"postBody": f"providerId=google.com&id_token={token}", "returnRefreshToken": True},
        {"postBody": "providerId=google.com&access_token=ya29"},
        {"postBody": f"providerId=Google.com&id_token={token}&nonce=x"},
        {"postBody": f"providerId=oidc.acme&id_token={token}"},
    )
    for body in bodies:
        first = it.call(path, {"requestUri": uri, "returnSecureToken": True, "returnIdpCredential": True, **body})
    ada = it.user("bob@example.com", password=PASSWORD)
    mine = it.sign_in("bob@example.com")["idToken"]
    for sub in ("7", "8"):
        post = f'providerId=google.com&id_token={{"sub":"{sub}","email":"bob@example.com"}}'
        it.call(path, {"requestUri": uri, "idToken": mine, "postBody": post})
    it.call("/v1/accounts:update", {"localId": ada.id, "linkProviderUserInfo": {"providerId": "google.com"}}, **ADMIN)
    link = {"providerId": "github.com", "rawId": "5"}
    it.call("/v1/accounts:update", {"idToken": mine, "linkProviderUserInfo": link})
    it.call("/v1/accounts:update", {"localId": ada.id, "provider": ["password"]}, **ADMIN)
    it.call("/v1/accounts:lookup", {"email": ["bob@example.com"]}, **ADMIN)
    it.call("/v1/accounts:createAuthUri", {"providerId": "google.com", "continueUri": "http://localhost"})
    return first


def pending_profiles(it):
    path, uri = "/v1/accounts:signInWithIdp", "http://localhost"
    first = it.ok(path, {"requestUri": uri, "postBody": "providerId=google.com&access_token=ya29"})
    it.clock.advance("30m")
    it.call(path, {"requestUri": uri, "pendingToken": first["pendingToken"]})


def mailed(it):
    it.user(password=PASSWORD)
    send = "/v1/accounts:sendOobCode"
    for body in (
        {"requestType": "PASSWORD_RESET", "email": ADA},
        {"requestType": "PASSWORD_RESET", "email": ADA, "continueUrl": "https://evil.example"},
        {"requestType": "PASSWORD_RESET", "email": "nobody@example.com", "continueUrl": "nonsense"},
        {"requestType": "EMAIL_SIGNIN", "email": ADA},
        {"requestType": "PASSWORD_RESET", "email": ""},
    ):
        it.call(send, body)
    codes = [message.code for message in it.inbox.messages(to=ADA)]
    token = it.sign_in()["idToken"]
    it.call("/v1/accounts:resetPassword", {"oobCode": codes[0]})
    it.clock.advance("50m")
    it.call("/v1/accounts:resetPassword", {"oobCode": codes[0]})
    it.call("/v1/accounts:resetPassword", {"oobCode": codes[0], "newPassword": "other-1"})
    it.call("/v1/accounts:lookup", {"idToken": token})


def verified_by_mail(it):
    it.user(password=PASSWORD)
    token = it.sign_in()["idToken"]
    send = "/v1/accounts:sendOobCode"
    it.call(send, {"requestType": "VERIFY_EMAIL", "idToken": token})
    it.clock.advance("1m")
    it.call("/v1/accounts:update", {"oobCode": it.inbox.latest(to=ADA).code})
    it.call("/v1/accounts:lookup", {"idToken": token})
    it.call(send, {"requestType": "VERIFY_AND_CHANGE_EMAIL", "idToken": token, "newEmail": "new@example.com"})
    it.call("/v1/accounts:update", {"localId": it.user().id, "email": "moved@example.com"}, **ADMIN)
    it.call("/v1/accounts:update", {"oobCode": it.inbox.latest(to="new@example.com").code})
    it.clock.advance("50m")
    it.call(send, {"requestType": "VERIFY_EMAIL", "idToken": token})


def links(it):
    made = it.ok("/v1/accounts:signUp", {"email": ADA, "password": PASSWORD})
    it.call(
        "/v1/accounts:sendOobCode", {"requestType": "EMAIL_SIGNIN", "email": ADA, "continueUrl": "http://localhost"}
    )
    code = it.inbox.latest(to=ADA).code
    it.clock.advance("2m")
    it.call("/v1/accounts:signInWithEmailLink", {"email": ADA, "oobCode": code})
    it.call("/v1/accounts:signInWithPassword", {"email": ADA, "password": PASSWORD})
    return made


def hidden_addresses(it):
    it.configure("emailPrivacyConfig", {"emailPrivacyConfig": {"enableImprovedEmailPrivacy": True}})
    it.user(password=PASSWORD)
    it.user("bob@example.com")
    token = it.sign_in()["idToken"]
    body = {"requestType": "VERIFY_AND_CHANGE_EMAIL", "idToken": token, "newEmail": "bob@example.com"}
    it.call("/v1/accounts:sendOobCode", body)
    body = {"requestType": "PASSWORD_RESET", "email": "nobody@example.com", "continueUrl": "nonsense"}
    it.call("/v1/accounts:sendOobCode", body)
    it.call("/v1/accounts:update", {"idToken": token, "email": "new@example.com"})


def phones(it):
    for number in (PHONE, "+1", "+15555550101"):
        it.call("/v1/accounts:sendVerificationCode", {"phoneNumber": number})
    sent = it.ok("/v1/accounts:sendVerificationCode", {"phoneNumber": PHONE})
    body = {"sessionInfo": sent["sessionInfo"], "code": it.sms()}
    for _ in range(2):
        it.call("/v1/accounts:signInWithPhoneNumber", {**body, "code": "000000"})
    it.clock.advance("3m")
    it.call("/v1/accounts:signInWithPhoneNumber", body)
    for _ in range(2):
        sent = it.ok("/v1/accounts:sendVerificationCode", {"phoneNumber": PHONE})
        it.call("/v1/accounts:signInWithPhoneNumber", {"sessionInfo": sent["sessionInfo"], "code": it.sms()})
    it.user(password=PASSWORD)
    sent = it.ok("/v1/accounts:sendVerificationCode", {"phoneNumber": PHONE})
    mine = {"sessionInfo": sent["sessionInfo"], "code": it.sms(), "idToken": it.sign_in()["idToken"]}
    proof = it.ok("/v1/accounts:signInWithPhoneNumber", mine)["temporaryProof"]
    it.clock.advance("30m")
    it.call("/v1/accounts:signInWithPhoneNumber", {"temporaryProof": proof, "phoneNumber": PHONE})


def second_factors(it):
    it.user(password=PASSWORD)
    first = it.sign_in()["idToken"]
    it.call("/v2/accounts/mfaEnrollment:start", {"totpEnrollmentInfo": {}})
    it.call("/v2/accounts/mfaEnrollment:start", {"idToken": first})
    started = it.start_totp(first)
    app = it.authenticator(started["sharedSecretKey"])
    info = {"sessionInfo": started["sessionInfo"], "verificationCode": "000000"}
    for _ in range(2):
        it.call("/v2/accounts/mfaEnrollment:finalize", {"idToken": first, "totpVerificationInfo": info})
    it.clock.advance("3m")
    info["verificationCode"] = app.code()
    body = {"idToken": first, "totpVerificationInfo": info}
    for name in ({}, {"displayName": "app"}):
        answer = it.call("/v2/accounts/mfaEnrollment:finalize", body | name)
        if answer.status == 200:
            break
    token = answer.json["idToken"]
    for number in ("+15555550101", "+15555550102"):
        info = {"sessionInfo": it.start_phone(token, number), "code": it.sms(number)}
        it.clock.advance("1m")
        body = {"idToken": token, "displayName": number, "phoneVerificationInfo": info}
        token = it.call("/v2/accounts/mfaEnrollment:finalize", body).json.get("idToken", token)
        it.call("/v1/accounts:lookup", {"idToken": first})
    it.call("/v1/accounts:lookup", {"idToken": token})
    shown = it.call("/v1/accounts:lookup", {"localId": [it.user().id]}, **ADMIN).json["users"][0]
    it.call("/v1/accounts:update", {"localId": it.user().id, "mfa": {"enrollments": shown["mfaInfo"]}}, **ADMIN)
    pending = it.sign_in()
    start = {"mfaPendingCredential": pending["mfaPendingCredential"]}
    factor = next(one["mfaEnrollmentId"] for one in pending["mfaInfo"] if "phoneInfo" in one)
    it.call("/v2/accounts/mfaSignIn:start", start | {"mfaEnrollmentId": factor})
    it.clock.advance("4m")
    sent = it.call("/v2/accounts/mfaSignIn:start", start | {"mfaEnrollmentId": factor, "phoneSignInInfo": {}})
    info = {"sessionInfo": sent.json["phoneResponseInfo"]["sessionInfo"], "code": it.sms("+15555550101")}
    it.call("/v1/accounts:update", {"localId": it.user().id, "disableUser": True}, **ADMIN)
    it.call("/v2/accounts/mfaSignIn:finalize", start | {"phoneVerificationInfo": info})


def withdrawals(it):
    it.user(password=PASSWORD).enroll_totp()
    it.user().enroll_sms(PHONE)
    token = it.user().sign_in().id_token
    factors = it.call("/v1/accounts:lookup", {"idToken": token}).json["users"][0]["mfaInfo"]
    it.clock.advance("6m")
    it.call("/v2/accounts/mfaEnrollment:withdraw", {"mfaEnrollmentId": factors[0]["mfaEnrollmentId"]})
    for factor in factors:
        body = {"idToken": token, "mfaEnrollmentId": factor["mfaEnrollmentId"]}
        answer = it.call("/v2/accounts/mfaEnrollment:withdraw", body).json
        it.call("/v1/accounts:lookup", {"idToken": token})
        token = answer.get("idToken", token)


def own_factor_withdrawn(it):
    it.user(password=PASSWORD).enroll_totp()
    it.user().enroll_sms(PHONE)
    token = it.user().sign_in().id_token
    for factor in it.call("/v1/accounts:lookup", {"idToken": token}).json["users"][0]["mfaInfo"][::-1]:
        body = {"idToken": token, "mfaEnrollmentId": factor["mfaEnrollmentId"]}
        token = it.call("/v2/accounts/mfaEnrollment:withdraw", body).json.get("idToken", token)


def apps(it):
    app = it.user(password=PASSWORD).enroll_totp()
    for wait in ("30s", "2m", "10s"):
        it.clock.advance(wait)
        pending = it.sign_in()
        body = {"mfaPendingCredential": pending["mfaPendingCredential"]}
        body["mfaEnrollmentId"] = pending["mfaInfo"][0]["mfaEnrollmentId"]
        for _ in range(3):
            info = {"verificationCode": "000000"}
            it.call("/v2/accounts/mfaSignIn:finalize", {**body, "totpVerificationInfo": info})
        it.clock.advance("90s")
        info = {"verificationCode": app.code()}
        it.call("/v2/accounts/mfaSignIn:finalize", {**body, "totpVerificationInfo": info})
    it.call("/v2/accounts/mfaSignIn:finalize", {})


def old_login_enrolls(it):
    it.user(password=PASSWORD)
    token = it.sign_in()["idToken"]
    for wait in ("1s", "2s", "4m", "2m"):
        it.clock.advance(wait)
        it.call("/v2/accounts/mfaEnrollment:start", {"idToken": token, "totpEnrollmentInfo": {}})


def link_with_second_factor(it):
    it.user(password=PASSWORD).enroll_totp()
    it.call(
        "/v1/accounts:sendOobCode", {"requestType": "EMAIL_SIGNIN", "email": ADA, "continueUrl": "http://localhost"}
    )
    it.call("/v1/accounts:signInWithEmailLink", {"email": ADA, "oobCode": it.inbox.latest(to=ADA).code})


def factors_at_sign_up(it):
    info = {"phoneInfo": PHONE, "displayName": "p"}
    it.call("/v1/accounts:signUp", {"email": ADA, "password": PASSWORD, "mfaInfo": [info]})
    it.user("bob@example.com", password=PASSWORD)
    token = it.sign_in("bob@example.com")["idToken"]
    it.call("/v1/accounts:update", {"idToken": token, "mfa": {"enrollments": [info]}})


def tenants(it):
    path = "/v2/projects/demo-project/tenants"
    it.call("/v1/accounts:signUp", {"email": ADA, "password": PASSWORD, "tenantId": "t1"})
    made = it.call(path, {"displayName": "Owls", "allowPasswordSignup": True}, **ADMIN).json
    name = made.get("name", "/x").rsplit("/", 1)[1]
    it.call(f"{path}/{name}", method="GET", **ADMIN)
    it.call(f"{path}/{name}", {"displayName": "Owls"}, method="PATCH", updateMask="displayName,mfaConfig", **ADMIN)
    it.call(path, method="GET", **ADMIN)
    it.call(path, method="GET", pageSize="0", **ADMIN)
    it.call(path, method="GET", pageToken="A", **ADMIN)
    it.call("/v1/accounts:signUp", {"email": ADA, "password": PASSWORD, "tenantId": name})
    it.call(f"{path}/{name}", {"disableAuth": True}, method="PATCH", updateMask="disableAuth", **ADMIN)
    it.call("/v1/accounts:signUp", {"email": "b@example.com", "password": PASSWORD, "tenantId": name})
    body = {"email": "c@example.com", "tenantId": "other"}
    it.call(f"/v1/projects/demo-project/tenants/{name}/accounts", body, **ADMIN)
    it.user(password=PASSWORD)
    it.call("/v1/accounts:lookup", {"idToken": it.sign_in()["idToken"], "tenantId": name})


def tenants_of_a_project(it):
    it.configure("emailPrivacyConfig", {"emailPrivacyConfig": {"enableImprovedEmailPrivacy": True}})
    path = "/v2/projects/demo-project/tenants"
    made = it.call(path, {"displayName": "Owls", "allowPasswordSignup": True}, **ADMIN).json
    body = {"email": ADA, "password": PASSWORD, "tenantId": made["name"].rsplit("/", 1)[1]}
    it.call("/v1/accounts:signInWithPassword", body)


def provider_configurations(it):
    path = "/v2/projects/demo-project/oauthIdpConfigs"
    body = {"clientId": "c", "issuer": "https://issuer.example", "displayName": "x", "enabled": True}
    it.call(path, body, oauthIdpConfigId="oidc.acme", **ADMIN)
    it.call(path, method="GET", **ADMIN)
    it.call(f"{path}/oidc.acme", method="GET", **ADMIN)
    it.call("/v1/accounts:createAuthUri", {"providerId": "oidc.acme", "continueUri": "http://localhost"})
    it.call("/v1/accounts:createAuthUri", {"providerId": "google.com", "continueUri": "http://localhost"})
    token = '{"sub":"1","email":"ada@example.com"}'
    for name in ("oidc.acme", "oidc.other", "OIDC.ACME"):
        body = {"requestUri": "http://localhost", "postBody": f"providerId={name}&id_token={token}"}
        it.call("/v1/accounts:signInWithIdp", body)


def enforced_recaptcha(it):
    enforced = {"recaptchaConfig": {"emailPasswordEnforcementState": "ENFORCE"}}
    it.call(CONFIG, enforced, method="PATCH", updateMask="recaptchaConfig.emailPasswordEnforcementState", **ADMIN)
    it.user(password=PASSWORD)
    body = {"email": ADA, "password": PASSWORD, "captchaResponse": "token", "clientType": "CLIENT_TYPE_WEB"}
    it.call("/v1/accounts:signInWithPassword", body)


SCENES = (
    sign_ups,
    made_by_admin,
    imports,
    imports_again,
    shared_parts,
    empty_export,
    configurations,
    sessions,
    recent,
    unlinked,
    passkeys,
    made_by_hand,
    custom_tokens,
    told_to_functions,
    functions_that_fail,
    providers,
    pending_profiles,
    mailed,
    verified_by_mail,
    links,
    hidden_addresses,
    phones,
    second_factors,
    withdrawals,
    own_factor_withdrawn,
    apps,
    old_login_enrolls,
    link_with_second_factor,
    factors_at_sign_up,
    tenants,
    tenants_of_a_project,
    provider_configurations,
    enforced_recaptcha,
)

OTHERS: dict[str, Other] = {
    "api_keys": other(["other"]),
    "project_number": other("67890"),
    "email_pattern": other(r"[a-z]+@example\.org"),
    "phone_pattern": other(r"\+49[0-9]+"),
    "recaptcha_tokens": other(["other"]),
    "legacy_token_lifetime": other(60, legacy_tokens=True),
    "password_lockout": other(60, password_attempts=2),
}
ELSEWHERE = {
    "blocking_function_timeout": "blocking_functions/test_replies.py",
    "sms_sign_in_type": "blocking_functions/test_messages.py",
    "passkey_site": "passkeys/test_webauthn.py",
    "game_center_key": "sign_in/test_game_center.py",
    "idp_keys": "sign_in/test_configured_providers.py",
}
"""Settings that have a test of their own, in which more is needed than a scene has."""


def test_tests_elsewhere_turn_what_is_theirs():
    assert turned_in(Path(__file__).parent, ELSEWHERE) == []


@pytest.mark.parametrize(("name", "other"), settings(Settings, OTHERS, ELSEWHERE))
def test_it_is_seen_by_a_client(make_it, name, other):
    assert_effect(name, other, SCENES, make_it)
