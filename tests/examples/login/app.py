"""A log-in with a second factor: a password first, then the code of an authenticator app or of a text message.

Accounts live in Firebase Auth, which it calls over HTTP. Nothing in it knows of an emulator but the one variable that
Firebase's own SDKs read too.
"""

import os
from datetime import UTC, datetime, timedelta

import httpx2
import jwt
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

KEY = os.environ.get("SESSION_KEY", "a key of at least thirty-two bytes")
HOUR = timedelta(hours=1)


async def google(call: str, **body):
    """Call Identity Toolkit: at Google, or where the variable says that an emulator is."""
    emulator = os.environ.get("FIREBASE_AUTH_EMULATOR_HOST")
    base = f"http://{emulator}/identitytoolkit.googleapis.com" if emulator else "https://identitytoolkit.googleapis.com"
    async with httpx2.AsyncClient(trust_env=not emulator) as client:
        answer = await client.post(f"{base}/{call}", params={"key": os.environ.get("API_KEY", "any")}, json=body)
    if answer.status_code >= 500:
        raise HTTPException(503, "try again later")
    if answer.is_error:
        raise HTTPException(401, answer.json()["error"]["message"])
    return answer.json()


def logged_in(answer):
    """An answer with the cookie of a session of an hour."""
    claims = {"google": answer["idToken"], "exp": datetime.now(UTC) + HOUR}
    response = JSONResponse({"logged_in": True})
    response.set_cookie("session", jwt.encode(claims, KEY), httponly=True, samesite="strict")
    return response


def session(request: Request):
    """Google's token of who is logged in."""
    try:
        return jwt.decode(request.cookies.get("session", ""), KEY, algorithms=["HS256"])["google"]
    except jwt.InvalidTokenError as error:
        raise HTTPException(401, "log in first") from error


async def log_in(request: Request):
    """The password: a session for those who have no second factor, else the factors to choose from."""
    sent = await request.json()
    answer = await google("v1/accounts:signInWithPassword", **sent, returnSecureToken=True)
    if "mfaInfo" not in answer:
        return logged_in(answer)
    factors = [
        {"id": factor["mfaEnrollmentId"], "kind": "sms" if "phoneInfo" in factor else "totp"}
        for factor in answer["mfaInfo"]
    ]
    return JSONResponse({"pending": answer["mfaPendingCredential"], "factors": factors})


async def send_code(request: Request):
    """A text message to the phone of a factor."""
    sent = await request.json()
    factor = {"mfaPendingCredential": sent["pending"], "mfaEnrollmentId": sent["factor"]}
    answer = await google("v2/accounts/mfaSignIn:start", **factor, phoneSignInInfo={})
    return JSONResponse({"sms": answer["phoneResponseInfo"]["sessionInfo"]})


async def second_factor(request: Request):
    """The code: of the text message that `send_code` sent, else of the authenticator app."""
    sent = await request.json()
    factor = {"mfaPendingCredential": sent["pending"], "mfaEnrollmentId": sent["factor"]}
    if "sms" in sent:
        proof = {"phoneVerificationInfo": {"sessionInfo": sent["sms"], "code": sent["code"]}}
    else:
        proof = {"totpVerificationInfo": {"verificationCode": sent["code"]}}
    return logged_in(await google("v2/accounts/mfaSignIn:finalize", **factor, **proof))


async def start_totp(request: Request):
    """The secret for the user's authenticator app."""
    answer = await google("v2/accounts/mfaEnrollment:start", idToken=session(request), totpEnrollmentInfo={})
    info = answer["totpSessionInfo"]
    return JSONResponse({"secret": info["sharedSecretKey"], "session": info["sessionInfo"]})


async def finish_totp(request: Request):
    """The first code of the app: from now on it is asked for."""
    sent = await request.json()
    proof = {"sessionInfo": sent["session"], "verificationCode": sent["code"]}
    enrolled = {"idToken": session(request), "displayName": "authenticator", "totpVerificationInfo": proof}
    return logged_in(await google("v2/accounts/mfaEnrollment:finalize", **enrolled))


async def me(request: Request):
    """The account of who is logged in."""
    answer = await google("v1/accounts:lookup", idToken=session(request))
    return JSONResponse({"email": answer["users"][0]["email"]})


async def refuse(request: Request, error: HTTPException):
    return JSONResponse({"error": error.detail}, error.status_code)


app = Starlette(
    routes=[
        Route("/login", log_in, methods=["POST"]),
        Route("/login/sms", send_code, methods=["POST"]),
        Route("/login/code", second_factor, methods=["POST"]),
        Route("/totp", start_totp, methods=["POST"]),
        Route("/totp/code", finish_totp, methods=["POST"]),
        Route("/me", me),
    ],
    exception_handlers={HTTPException: refuse},
)
