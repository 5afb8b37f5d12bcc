"""A phone with the Verify Push SDK in it: a P-256 key, and the protocol that the mobile SDKs speak."""

from base64 import b64encode
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote

import msgspec

from mfa_emulator.core import base64url
from mfa_emulator.core.time import realtime
from mfa_emulator.core.time.clock import Clock
from mfa_emulator.core.time.durations import SECOND

if TYPE_CHECKING:
    import httpx2
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

# As the mobile SDKs spell them: a phone shares no code with the server.
SIGNED_FIELDS = "Twilio-Verify-Signature-Fields"
CONTENT_TYPE = "twilio-pba;v=1"
LIFETIME = 600  # seconds, as the mobile SDKs sign their logins


class PushDeviceError(Exception):
    """Twilio refused what the phone asked.

    `status` is that of HTTP, `code` and `message` are Twilio's own (0 and the whole body when the answer is none of
    Twilio's errors), `reason` says more when the emulator answered, and `answer` is the whole response.
    """

    def __init__(self, answer: "httpx2.Response") -> None:
        try:
            told = msgspec.json.decode(answer.content, type=_Told)
        except ValueError:
            told = _Told(message=answer.text)
        self.answer = answer
        self.status = answer.status_code
        self.code = told.code
        self.message = told.message
        self.reason = unquote(answer.headers.get("x-mfa-reason", ""))
        asked = f"{answer.request.method} {answer.request.url.path}"
        why = f" ({self.reason})" if self.reason else ""
        super().__init__(f"{asked} was refused with {self.status}, error {self.code}: {self.message}{why}")


class _Told(msgspec.Struct):
    """What of an error's body is read."""

    code: int = 0
    message: str = ""


def accepted(answer: "httpx2.Response") -> dict[str, Any]:
    """The body of an answer that is no refusal. Raises `PushDeviceError`."""
    if not answer.is_success:
        raise PushDeviceError(answer)
    found: dict[str, Any] = answer.json()
    return found


class PushDevice:
    """One phone, with one factor once it is enrolled.

    `client` is any httpx2 client whose base URL is the emulator's. `key` is made unless given; `clock` is the
    phone's own time, by default the machine's, and is set by the server's Date header when a login is refused.
    Whatever the server refuses raises `PushDeviceError`.
    """

    def __init__(
        self,
        client: "httpx2.Client",
        service_sid: str,
        identity: str,
        *,
        key: "EllipticCurvePrivateKey | None" = None,
        clock: Clock | None = None,
        platform: Literal["apn", "fcm", "none"] = "fcm",
    ) -> None:
        from cryptography.hazmat.primitives.asymmetric import ec

        self.service_sid = service_sid
        self.identity = identity
        self.factor: dict[str, Any] = {}
        """The factor as the server answered last."""
        self.client = client
        self._key = key or ec.generate_private_key(ec.SECP256R1())
        self._clock = clock
        self._offset = 0
        self._platform = platform

    @property
    def public_key(self) -> str:
        """Base64 DER, as Binding.PublicKey takes it."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        der = self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return b64encode(der).decode()

    def enrol(self, access_token: str, friendly_name: str = "Phone") -> dict[str, Any]:
        """Create the factor with an access token, and verify it."""
        self.create(access_token, friendly_name)
        return self.verify()

    def create(self, access_token: str, friendly_name: str = "Phone") -> dict[str, Any]:
        """Create the factor, still unverified."""
        form = {
            "FriendlyName": friendly_name,
            "FactorType": "push",
            "Binding.PublicKey": self.public_key,
            "Binding.Alg": "ES256",
            "Config.SdkVersion": "1.3.0",
            "Config.AppId": "com.example.app",
            "Config.NotificationPlatform": self._platform,
            "Metadata": '{"os":"Emulator"}',
        }
        if self._platform != "none":
            form["Config.NotificationToken"] = "device-token-of-" + self.identity.ljust(32, "-")
        answer = self.client.post(f"{self._entity}/Factors", data=form, auth=("token", access_token))
        self.factor = accepted(answer)
        return self.factor

    def verify(self) -> dict[str, Any]:
        """Prove that this phone holds the key: sign the factor's SID."""
        payload = b64encode(self._sign(self.factor["sid"].encode())).decode()
        self.factor = accepted(self._call("POST", self._own, {"AuthPayload": payload}))
        return self.factor

    def challenges(self, status: str = "pending") -> list[dict[str, Any]]:
        """What waits for an answer."""
        query = {"FactorSid": self.factor["sid"], "Status": status}
        answer = self._call("GET", f"{self._entity}/Challenges", query=query)
        found: list[dict[str, Any]] = accepted(answer)["challenges"]
        return found

    def approve(self, challenge_sid: str | None = None) -> dict[str, Any]:
        """Tap on yes; without a SID, for the newest challenge."""
        return self._answer(challenge_sid, "approved")

    def deny(self, challenge_sid: str | None = None) -> dict[str, Any]:
        """Tap on no; without a SID, for the newest challenge."""
        return self._answer(challenge_sid, "denied")

    def delete(self) -> None:
        """Remove the factor; one that is gone already is no problem, as in the mobile SDKs."""
        answer = self._call("DELETE", self._own)
        if answer.status_code not in (204, 404):
            raise PushDeviceError(answer)

    def payload(self, challenge: dict[str, Any], fields: str, status: str) -> str:
        """The signed answer to a challenge: the fields that were named, as they were sent, with the new status."""
        claims = {name: challenge[name] for name in fields.split(",") if name in challenge}
        return self._token({"typ": "JWT", "alg": "ES256"}, {**claims, "status": status})

    @property
    def _entity(self) -> str:
        return f"/v2/Services/{self.service_sid}/Entities/{self.identity}"

    @property
    def _own(self) -> str:
        return f"{self._entity}/Factors/{self.factor['sid']}"

    def _answer(self, challenge_sid: str | None, status: str) -> dict[str, Any]:
        if challenge_sid is None:
            waiting = self.challenges()
            if not waiting:
                raise ValueError(f"no challenge waits for {self.identity}")
            challenge_sid = waiting[-1]["sid"]
        url = f"{self._entity}/Challenges/{challenge_sid}"
        answer = self._call("GET", url)
        challenge = accepted(answer)
        # The header comes while the challenge is pending; afterwards it is the server's to say that it is too late.
        fields = answer.headers.get(SIGNED_FIELDS, ",".join(challenge))
        accepted(self._call("POST", url, {"AuthPayload": self.payload(challenge, fields, status)}))
        return accepted(self._call("GET", url))

    def _call(
        self, method: str, url: str, form: dict[str, str] | None = None, query: dict[str, str] | None = None
    ) -> "httpx2.Response":
        answer = self.client.request(method, url, data=form, params=query, auth=("token", self._login()))
        if answer.status_code == 401 and "date" in answer.headers:
            there = datetime.strptime(answer.headers["date"], "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
            self._offset = int(there.timestamp()) - self._now()
            answer = self.client.request(method, url, data=form, params=query, auth=("token", self._login()))
        return answer

    def _login(self) -> str:
        now = self._now() + self._offset
        header = {
            "typ": "JWT",
            "alg": "ES256",
            "cty": CONTENT_TYPE,
            "kid": self.factor["config"]["credential_sid"],
        }
        return self._token(header, {"sub": self.factor["account_sid"], "nbf": now, "exp": now + LIFETIME})

    def _now(self) -> int:
        return (self._clock.micros() if self._clock else realtime.wall_micros()) // SECOND

    def _token(self, header: dict[str, Any], claims: dict[str, Any]) -> str:
        from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

        text = f"{base64url.encode(msgspec.json.encode(header))}.{base64url.encode(msgspec.json.encode(claims))}"
        r, s = decode_dss_signature(self._sign(text.encode()))
        return f"{text}.{base64url.encode(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"

    def _sign(self, data: bytes) -> bytes:
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.hashes import SHA256

        return self._key.sign(data, ec.ECDSA(SHA256()))
