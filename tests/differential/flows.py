"""Random flows through the API, the same for any emulator: seeded, mostly valid, with a mistake now and then."""

import json
import random
from collections.abc import Callable
from typing import Any, NamedTuple

PROJECT = "/identitytoolkit.googleapis.com/v1/projects/demo-project"
CLIENT = "/identitytoolkit.googleapis.com/v1/accounts"
SECOND = "/identitytoolkit.googleapis.com/v2/accounts"
HELPERS = "/emulator/v1/projects/demo-project"

EMAILS = ("ada@example.com", "bob@example.com", "eve@example.com")
PASSWORDS = ("secret-1", "secret-2")
NUMBERS = ("+15555550100", "+15555550101", "+15555550102")
UIDS = ("uid-1", "uid-2")
TENANTS = ("", "", "", "acme")


class Ref(NamedTuple):
    """A value that each emulator made itself: the newest of its kind, or an older one."""

    kind: str
    age: int


class Step(NamedTuple):
    """One request. `name` is the operation; `mistake` says what was spoiled in it, if anything."""

    name: str
    path: str
    body: dict[str, Any]
    admin: bool = False
    verb: str = "POST"
    mistake: str = ""


class Flow:
    """A flow of that seed, step by step."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._makers = _MAKERS

    def steps(self, count: int) -> list[Step]:
        return [self._step() for _ in range(count)]

    def _step(self) -> Step:
        step = self._random.choice(self._makers)(self._random)
        return _spoiled(self._random, step) if self._random.random() < 0.15 and step.body else step


def _spoiled(chance: random.Random, step: Step) -> Step:
    """The step with one of its fields missing, empty, of another type or unknown."""
    name = chance.choice(sorted(step.body))
    body = dict(step.body)
    mistake = chance.choice(("missing", "empty", "type", "unknown"))
    if mistake == "missing":
        del body[name]
    elif mistake == "empty":
        body[name] = ""
    elif mistake == "type":
        body[name] = {"no": "such"}
    else:
        body["noSuchField"] = 1
        name = "noSuchField"
    return step._replace(body=body, mistake=f"{mistake} {name}")


def _ref(chance: random.Random, kind: str) -> Ref:
    return Ref(kind, chance.choice((0, 0, 0, 1, 2)))


def _tenant(chance: random.Random) -> dict[str, Any]:
    tenant = chance.choice(TENANTS)
    return {"tenantId": tenant} if tenant else {}


def _some(chance: random.Random, **fields: Any) -> dict[str, Any]:
    """Some of the fields."""
    return {name: value for name, value in fields.items() if chance.random() < 0.5}


def sign_up(chance: random.Random) -> Step:
    body = {"email": chance.choice(EMAILS), "password": chance.choice(PASSWORDS), "returnSecureToken": True}
    body |= _some(chance, displayName="Ada") | _tenant(chance)
    return Step("signUp", f"{CLIENT}:signUp", body)


def sign_up_anonymously(chance: random.Random) -> Step:
    return Step("signUp (anonymous)", f"{CLIENT}:signUp", {"returnSecureToken": True, **_tenant(chance)})


def upgrade(chance: random.Random) -> Step:
    body = {"idToken": _ref(chance, "idToken"), "email": chance.choice(EMAILS), "password": chance.choice(PASSWORDS)}
    return Step("signUp (idToken)", f"{CLIENT}:signUp", body)


def make(chance: random.Random) -> Step:
    body = _some(
        chance,
        localId=chance.choice(UIDS),
        email=chance.choice(EMAILS),
        password=chance.choice(PASSWORDS),
        phoneNumber=chance.choice(NUMBERS),
        displayName="Made",
        emailVerified=True,
        disabled=chance.random() < 0.2,
    )
    return Step("projects.accounts", f"{PROJECT}/accounts", body, admin=True)


def sign_in(chance: random.Random) -> Step:
    body = {"email": chance.choice(EMAILS), "password": chance.choice(PASSWORDS), "returnSecureToken": True}
    return Step("signInWithPassword", f"{CLIENT}:signInWithPassword", body | _tenant(chance))


def look_up(chance: random.Random) -> Step:
    return Step("lookup", f"{CLIENT}:lookup", {"idToken": _ref(chance, "idToken")})


def look_up_any(chance: random.Random) -> Step:
    body = _some(chance, email=[chance.choice(EMAILS)], localId=[_ref(chance, "localId")], phoneNumber=[NUMBERS[0]])
    return Step("projects.accounts.lookup", f"{PROJECT}/accounts:lookup", body, admin=True)


def update(chance: random.Random) -> Step:
    changes = _some(chance, displayName="Changed", photoUrl="http://localhost/a.png", password=chance.choice(PASSWORDS))
    if chance.random() < 0.3:
        changes["email"] = chance.choice(EMAILS)
    if chance.random() < 0.2:
        changes["deleteAttribute"] = [chance.choice(("DISPLAY_NAME", "PHOTO_URL"))]
    body = {"idToken": _ref(chance, "idToken"), "returnSecureToken": True, **changes}
    return Step("update", f"{CLIENT}:update", body)


def update_any(chance: random.Random) -> Step:
    changes = _some(
        chance,
        displayName="By admin",
        emailVerified=chance.random() < 0.7,
        disableUser=chance.random() < 0.2,
        customAttributes='{"a":1}',
    )
    if chance.random() < 0.3:
        changes["phoneNumber"] = chance.choice(NUMBERS)
    if chance.random() < 0.3:
        changes["mfa"] = {"enrollments": [{"mfaEnrollmentId": "f1", "phoneInfo": chance.choice(NUMBERS)}]}
    body = {"localId": _ref(chance, "localId"), **changes}
    return Step("projects.accounts.update", f"{PROJECT}/accounts:update", body, admin=True)


def delete(chance: random.Random) -> Step:
    return Step("delete", f"{CLIENT}:delete", {"idToken": _ref(chance, "idToken")})


def delete_any(chance: random.Random) -> Step:
    body = {"localIds": [_ref(chance, "localId")], "force": chance.random() < 0.5}
    return Step("projects.accounts.batchDelete", f"{PROJECT}/accounts:batchDelete", body, admin=True)


def bring_in(chance: random.Random) -> Step:
    users = [
        {
            "localId": chance.choice(UIDS),
            **_some(chance, email=chance.choice(EMAILS), emailVerified=True, rawPassword=chance.choice(PASSWORDS)),
            **_some(chance, displayName=chance.choice(("", "Brought")), phoneNumber=chance.choice(NUMBERS)),
        }
        for _ in range(chance.choice((1, 1, 2)))
    ]
    body = {"users": users, **_some(chance, allowOverwrite=True)}
    return Step("projects.accounts.batchCreate", f"{PROJECT}/accounts:batchCreate", body, admin=True)


def take_out(chance: random.Random) -> Step:
    path = f"{PROJECT}/accounts:batchGet?maxResults={chance.choice((2, 20, 1000))}"
    return Step("projects.accounts.batchGet", path, {}, admin=True, verb="GET")


def query(chance: random.Random) -> Step:
    return Step("projects.accounts.query", f"{PROJECT}/accounts:query", {}, admin=True)


def send_code(chance: random.Random) -> Step:
    kind = chance.choice(("EMAIL_SIGNIN", "PASSWORD_RESET", "VERIFY_EMAIL", "VERIFY_AND_CHANGE_EMAIL"))
    body: dict[str, Any] = {"requestType": kind}
    if kind in ("EMAIL_SIGNIN", "PASSWORD_RESET"):
        body |= {"email": chance.choice(EMAILS), "continueUrl": "http://localhost/in"}
    else:
        body["idToken"] = _ref(chance, "idToken")
    if kind == "VERIFY_AND_CHANGE_EMAIL":
        body["newEmail"] = chance.choice(EMAILS)
    return Step(f"sendOobCode {kind}", f"{CLIENT}:sendOobCode", body)


def reset_password(chance: random.Random) -> Step:
    body = {"oobCode": _ref(chance, "oobCode"), **_some(chance, newPassword=chance.choice(PASSWORDS))}
    return Step("resetPassword", f"{CLIENT}:resetPassword", body)


def apply_code(chance: random.Random) -> Step:
    return Step("update (oobCode)", f"{CLIENT}:update", {"oobCode": _ref(chance, "oobCode")})


def sign_in_by_link(chance: random.Random) -> Step:
    body = {"email": chance.choice(EMAILS), "oobCode": _ref(chance, "oobCode")}
    return Step("signInWithEmailLink", f"{CLIENT}:signInWithEmailLink", body)


def send_sms(chance: random.Random) -> Step:
    return Step("sendVerificationCode", f"{CLIENT}:sendVerificationCode", {"phoneNumber": chance.choice(NUMBERS)})


def sign_in_by_phone(chance: random.Random) -> Step:
    age = chance.choice((0, 0, 1))
    body: dict[str, Any] = {"sessionInfo": Ref("smsSession", age), "code": Ref("smsCode", age)}
    if chance.random() < 0.2:
        body["idToken"] = _ref(chance, "idToken")
    return Step("signInWithPhoneNumber", f"{CLIENT}:signInWithPhoneNumber", body)


def sign_in_by_provider(chance: random.Random) -> Step:
    claims = {"sub": chance.choice(("7", "8")), **_some(chance, email=chance.choice(EMAILS), name="Provided")}
    claims["email_verified"] = chance.random() < 0.7
    provider = chance.choice(("google.com", "github.com"))
    body: dict[str, Any] = {"postBody": f"providerId={provider}&id_token={json.dumps(claims)}"}
    body |= {"requestUri": "http://localhost", "returnSecureToken": True, "returnIdpCredential": chance.random() < 0.5}
    if chance.random() < 0.2:
        body["idToken"] = _ref(chance, "idToken")
    return Step("signInWithIdp", f"{CLIENT}:signInWithIdp", body)


def sign_in_by_custom_token(chance: random.Random) -> Step:
    token = json.dumps({"uid": chance.choice(UIDS), "claims": {"b": 2}})
    return Step("signInWithCustomToken", f"{CLIENT}:signInWithCustomToken", {"token": token, "returnSecureToken": True})


def ways_in(chance: random.Random) -> Step:
    body = {"identifier": chance.choice(EMAILS), "continueUri": "http://localhost"}
    return Step("createAuthUri", f"{CLIENT}:createAuthUri", body)


def enroll(chance: random.Random) -> Step:
    body = {"idToken": _ref(chance, "idToken"), "phoneEnrollmentInfo": {"phoneNumber": chance.choice(NUMBERS)}}
    return Step("mfaEnrollment.start", f"{SECOND}/mfaEnrollment:start", body)


def enrolled(chance: random.Random) -> Step:
    info = {"sessionInfo": Ref("smsSession", 0), "code": Ref("smsCode", 0)}
    body = {"idToken": _ref(chance, "idToken"), "phoneVerificationInfo": info, "displayName": "phone"}
    return Step("mfaEnrollment.finalize", f"{SECOND}/mfaEnrollment:finalize", body)


def withdraw(chance: random.Random) -> Step:
    body = {"idToken": _ref(chance, "idToken"), "mfaEnrollmentId": _ref(chance, "factor")}
    return Step("mfaEnrollment.withdraw", f"{SECOND}/mfaEnrollment:withdraw", body)


def second_factor(chance: random.Random) -> Step:
    body = {"mfaPendingCredential": Ref("pending", 0), "mfaEnrollmentId": Ref("factor", 0), "phoneSignInInfo": {}}
    return Step("mfaSignIn.start", f"{SECOND}/mfaSignIn:start", body)


def second_factor_shown(chance: random.Random) -> Step:
    info = {"sessionInfo": Ref("smsSession", 0), "code": Ref("smsCode", 0)}
    body = {"mfaPendingCredential": Ref("pending", 0), "phoneVerificationInfo": info}
    return Step("mfaSignIn.finalize", f"{SECOND}/mfaSignIn:finalize", body)


def refresh(chance: random.Random) -> Step:
    body = {"grantType": "refresh_token", "refreshToken": _ref(chance, "refreshToken")}
    return Step("token", "/securetoken.googleapis.com/v1/token", body)


def cookie(chance: random.Random) -> Step:
    body = {"idToken": _ref(chance, "idToken"), **_some(chance, validDuration=chance.choice(("300", "10")))}
    return Step("createSessionCookie", f"{PROJECT}:createSessionCookie", body, admin=True)


def switch(chance: random.Random) -> Step:
    body = {"signIn": {"allowDuplicateEmails": chance.random() < 0.2}}
    if chance.random() < 0.5:
        body = {"emailPrivacyConfig": {"enableImprovedEmailPrivacy": chance.random() < 0.3}}
    return Step("emulator.updateConfig", f"{HELPERS}/config", body, admin=True, verb="PATCH")


_OFTEN = (sign_up, sign_in, look_up, update, update_any, look_up_any, sign_in_by_provider)
_MAKERS: tuple[Callable[[random.Random], Step], ...] = (
    *(_OFTEN * 2),
    *(
        sign_up_anonymously,
        upgrade,
        make,
        delete,
        delete_any,
        bring_in,
        take_out,
        query,
        send_code,
        send_code,
        reset_password,
        apply_code,
    ),
    *(sign_in_by_link, send_sms, send_sms, sign_in_by_phone, sign_in_by_phone, sign_in_by_custom_token, ways_in),
    *(enroll, enrolled, withdraw, second_factor, second_factor_shown, refresh, cookie, switch),
)
