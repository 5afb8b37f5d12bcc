"""Cases that the official emulator of Firebase Auth and ours both answer; codes come by the helpers that both have."""

from collections.abc import Callable, Iterator
from itertools import count, cycle

from identity_toolkit import KEY, OWNER, PROJECT
from measure import Case
from servers import Served
from wire import Connection, encode

OPTIONS = ("--project", PROJECT)
V1 = "/identitytoolkit.googleapis.com/v1"
V2 = "/identitytoolkit.googleapis.com/v2"
PASSWORD = {"password": "secret-1", "returnSecureToken": True}
NUMBER = "+15555550100"
IMPORTED = 500
"""Users of one batch."""
PENDING = 1000
"""Codes that have been sent and not been used."""


def cases(server: Served) -> list[Case]:
    """The cases against one of them."""
    setup = server.connect()
    numbers, batches = count(), count()
    ada = setup.call("POST", f"{V1}/accounts:signUp{KEY}", {"email": "ada@example.com", **PASSWORD})

    def sign_ups() -> Iterator[bytes]:
        for n in numbers:
            yield encode("POST", f"{V1}/accounts:signUp{KEY}", {"email": f"new{n}@example.com", **PASSWORD})

    def imports() -> Iterator[bytes]:
        for batch in batches:
            rows = [
                {"localId": f"b{batch}n{n}", "email": f"b{batch}n{n}@example.com", "displayName": "Ada"}
                for n in range(IMPORTED)
            ]
            yield encode("POST", f"{V1}/projects/{PROJECT}/accounts:batchCreate", {"users": rows}, OWNER)

    fixed = {
        "signInWithPassword": encode(
            "POST", f"{V1}/accounts:signInWithPassword{KEY}", {"email": "ada@example.com", **PASSWORD}
        ),
        "lookup": encode("POST", f"{V1}/accounts:lookup{KEY}", {"idToken": ada["idToken"]}),
        "token (refresh)": encode(
            "POST",
            f"/securetoken.googleapis.com/v1/token{KEY}",
            f"grant_type=refresh_token&refresh_token={ada['refreshToken']}",
        ),
    }
    return [
        Case("signUp", sign_ups),
        *(Case(name, lambda request=request: cycle([request])) for name, request in fixed.items()),
        Case("phone sign-in (4 requests)", flow=_phone(setup), steps=4),
        Case(f"batchCreate, {IMPORTED} users", flow=_each(imports())),
        Case(f"verificationCodes, {PENDING} of them", flow=_pending_codes()),
    ]


def signed(server: Served) -> list[Case]:
    """A sign-in against ours with signed tokens."""
    (case,) = (case for case in cases(server) if case.name == "signInWithPassword")
    return [Case(f"{case.name}, RS256", case.requests)]


def _each(requests: Iterator[bytes]) -> Callable[[Connection], None]:
    """One of the requests a time, on one connection."""

    def once(connection: Connection) -> None:
        connection.send(next(requests))
        status, answer = connection.receive()
        assert status == 200, answer[:300]

    return once


def _pending_codes() -> Callable[[Connection], None]:
    sent = 0

    def once(connection: Connection) -> None:
        nonlocal sent
        while sent < PENDING:  # not sooner: the list is read by the other flows too
            body = {"phoneNumber": f"+1501{sent:07d}", "recaptchaToken": "any"}
            connection.call("POST", f"{V1}/accounts:sendVerificationCode{KEY}", body)
            sent += 1
        listed = connection.call("GET", f"/emulator/v1/projects/{PROJECT}/verificationCodes")["verificationCodes"]
        assert len(listed) >= PENDING

    return once


def _phone(setup: Connection) -> Callable[[Connection], None]:
    user = setup.call("POST", f"{V1}/accounts:signUp{KEY}", {"email": "phone@example.com", **PASSWORD})
    change = {"localId": user["localId"], "emailVerified": True}
    setup.call("POST", f"{V1}/projects/{PROJECT}/accounts:update", change, OWNER)
    wanted = {"idToken": user["idToken"], "phoneEnrollmentInfo": {"phoneNumber": NUMBER}}
    session = setup.call("POST", f"{V2}/accounts/mfaEnrollment:start{KEY}", wanted)["phoneSessionInfo"]["sessionInfo"]
    setup.call(
        "POST",
        f"{V2}/accounts/mfaEnrollment:finalize{KEY}",
        {"idToken": user["idToken"], "phoneVerificationInfo": {"sessionInfo": session, "code": _code(setup, session)}},
    )

    def once(connection: Connection) -> None:
        login = {"email": "phone@example.com", **PASSWORD}
        first = connection.call("POST", f"{V1}/accounts:signInWithPassword{KEY}", login)
        credential = {"mfaPendingCredential": first["mfaPendingCredential"]}
        wanted = {**credential, "mfaEnrollmentId": first["mfaInfo"][0]["mfaEnrollmentId"], "phoneSignInInfo": {}}
        started = connection.call("POST", f"{V2}/accounts/mfaSignIn:start{KEY}", wanted)["phoneResponseInfo"]
        proof = {"sessionInfo": started["sessionInfo"], "code": _code(connection, started["sessionInfo"])}
        connection.call(
            "POST", f"{V2}/accounts/mfaSignIn:finalize{KEY}", {**credential, "phoneVerificationInfo": proof}
        )

    return once


def _code(connection: Connection, session: str) -> str:
    codes = connection.call("GET", f"/emulator/v1/projects/{PROJECT}/verificationCodes")["verificationCodes"]
    found: str = next(code["code"] for code in codes if code["sessionInfo"] == session)
    return found
