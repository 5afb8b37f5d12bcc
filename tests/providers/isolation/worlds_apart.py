"""Clients of several worlds of one emulator, in which the same people live under the same ids."""

from collections.abc import Callable
from typing import Any, NamedTuple

import httpx2

from mfa_emulator import Emulator, World
from mfa_emulator.core.handles import Factor

START = "2026-11-21T10:00:00Z"
PHONE, OTHER_PHONE = "+15555550100", "+15555550199"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SERVICE = "VA" + "1" * 32

PEOPLE = {
    "identity_toolkit": {
        "users": [
            {"localId": "ada-id", "email": "ada@example.com", "password": "secret-1", "phoneNumber": OTHER_PHONE},
            {
                "localId": "grace-id",
                "email": "grace@example.com",
                "password": "secret-1",
                "factors": [
                    {"totpSecret": SECRET, "id": "grace-totp"},
                    {"phoneNumber": PHONE, "id": "grace-phone"},
                ],
            },
        ]
    },
    "onelogin": {
        "users": [
            {"email": "eve@example.com", "id": 4242, "password": "secret-1", "phone": PHONE},
            {"email": "free@example.com", "id": 4243, "password": "secret-1", "phone": PHONE},
        ]
    },
    "twilio_verify": {
        "services": [
            {
                "sid": SERVICE,
                "friendly_name": "Owl Bank",
                "default": True,
                "entities": [
                    {
                        "identity": "ada-lovelace",
                        "factors": [{"sid": "YF" + "1" * 32, "friendly_name": "Ada's phone", "secret": SECRET}],
                    }
                ],
            }
        ]
    },
    "codes": {PHONE: "123456", OTHER_PHONE: "123456"},
}
"""The seed of every world: the ids, names and secrets of some people, and pinned codes."""


class Client:
    """Calls all vendors in one world, as the programs that use them do."""

    def __init__(self, emulator: Emulator, world: World) -> None:
        self.world = world
        self._http = httpx2.Client(
            transport=emulator.transport(), base_url="http://localhost", headers={"X-MFA-World": world.name}
        )

    def close(self) -> None:
        self._http.close()

    def toolkit(self, path: str, body: Any = None, *, admin: bool = False) -> httpx2.Response:
        headers = {"authorization": "Bearer owner"} if admin else {"x-goog-api-key": "any"}
        return self._http.post(f"/identitytoolkit.googleapis.com{path}", json=body or {}, headers=headers)

    def change(self, path: str, body: Any) -> httpx2.Response:
        """A change by an administrator of Identity Toolkit."""
        url = f"/identitytoolkit.googleapis.com{path}"
        return self._http.patch(url, json=body, headers={"authorization": "Bearer owner"})

    def refresh(self, token: str) -> httpx2.Response:
        form = {"grant_type": "refresh_token", "refresh_token": token}
        return self._http.post("/securetoken.googleapis.com/v1/token?key=any", data=form)

    def onelogin(self, method: str, path: str, body: Any = None, token: str | None = None) -> httpx2.Response:
        bearer = self.world.onelogin.token() if token is None else token
        headers = {"authorization": f"bearer:{bearer}"} if bearer else {}
        return self._http.request(method, f"/x.onelogin.com{path}", json=body, headers=headers)

    def twilio(self, method: str, path: str, form: Any = None, auth: Any = None) -> httpx2.Response:
        api = self.world.twilio_verify
        auth = auth or (api.account_sid, api.auth_token)
        return self._http.request(method, f"/verify.twilio.com{path}", data=form, auth=auth)

    def get(self, path: str) -> httpx2.Response:
        return self._http.get(path)

    def code(self, to: str) -> str:
        message = self.world.inbox.latest(to)
        assert message is not None
        return message.code

    def totp(self) -> str:
        return self.world.authenticator(SECRET).code()

    def device(self, user: str, kind: str) -> Factor:
        """An active factor of a OneLogin user."""
        factor: Factor = getattr(self.world.onelogin.user(user), f"enroll_{kind}")()
        return factor


def answered(answer: httpx2.Response) -> bool:
    """Whether a call was answered as wished."""
    return answer.is_success


class Kind(NamedTuple):
    """A kind of thing that a world issues: how it comes by, and what it is good for."""

    name: str
    issue: Callable[[Client], Any]
    use: Callable[[Client, Any], httpx2.Response]
    worth: Callable[[httpx2.Response], bool] = answered
    """Whether the answer to its use shows that it is worth something."""
    reason: str = "not issued by this world since it began"
    """Part of the reason why it is worth nothing elsewhere."""


def found(answer: httpx2.Response) -> Any:
    """The body of an answer that must be a success."""
    assert answer.is_success, (answer.text, answer.headers.get("x-mfa-reason"))
    return answer.json()
