"""A phone with the Verify Push SDK in it: a P-256 key, and the protocol that the mobile SDKs speak."""

from base64 import b64encode
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import unquote

import msgspec

from mfa_emulator.core.handles import Helper
from mfa_emulator.core.http import json
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.time import realtime
from mfa_emulator.core.time.clock import Clock
from mfa_emulator.core.time.durations import SECOND
from mfa_emulator.providers.twilio_verify.simulated_devices.loopback import HttpAnswer, HttpClient, Loopback
from mfa_emulator.providers.twilio_verify.state import NAME

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

    from mfa_emulator.core.world import World

Platform: TypeAlias = Literal["apn", "fcm", "none"]
"""The service that delivers a phone's notifications; ``none`` for a phone without."""

# As the mobile SDKs spell them: a phone shares no code with the server.
SIGNED_FIELDS = "Twilio-Verify-Signature-Fields"
CONTENT_TYPE = "twilio-pba;v=1"
LIFETIME = 600  # seconds, as the mobile SDKs sign their logins


class PushDeviceError(ValueError):
    """Refusal of what the phone asked.

    `status` is that of HTTP, `code` and `message` are Twilio's own (0 and the whole body when the answer is none of
    Twilio's errors), `reason` says more when the emulator answered, and `answer` is the whole response.
    """

    def __init__(self, answer: HttpAnswer) -> None:
        try:
            said = msgspec.json.decode(answer.content, type=_Told)
        except ValueError:
            said = _Told(message=answer.text)
        self.answer = answer
        self.status: int = answer.status_code
        self.code: int = said.code
        self.message: str = said.message
        self.reason: str = unquote(answer.headers.get("x-mfa-reason", ""))
        asked = f"{answer.request.method} {answer.request.url.path}"
        why = f" ({self.reason})" if self.reason else ""
        super().__init__(f"{asked} was refused with {self.status}, error {self.code}: {self.message}{why}")


class _Told(msgspec.Struct):
    """The part of an error's body that is read."""

    code: int = 0
    message: str = ""


class _Config(msgspec.Struct):
    credential_sid: str


class _Factor(msgspec.Struct):
    """The part of the factor by which the phone calls."""

    sid: str
    account_sid: str
    config: _Config


class _Challenges(msgspec.Struct):
    challenges: list[JsonObject]


def accepted(answer: HttpAnswer) -> JsonObject:
    """The body of an answer that is no refusal. Raises `PushDeviceError`."""
    if not 200 <= answer.status_code < 300:
        raise PushDeviceError(answer)
    return json.read_object(answer.content)


class PushDevice(Helper):
    """One phone, with one factor once it is enrolled.

    `client` is any client of httpx or httpx2 whose base URL is the emulator's. `key` is made unless given; `clock`
    is the phone's own time, by default the machine's, and is set by the server's Date header when a login is refused.
    Whatever the server refuses raises `PushDeviceError`.
    """

    def __init__(
        self,
        client: HttpClient,
        service_sid: str,
        identity: str,
        *,
        key: "EllipticCurvePrivateKey | None" = None,
        clock: Clock | None = None,
        platform: Platform = "fcm",
    ) -> None:
        from cryptography.hazmat.primitives.asymmetric import ec

        self.service_sid = service_sid
        self.identity = identity
        self.factor: JsonObject = {}
        """The factor as the server answered last."""
        self.client = client
        self._key = key or ec.generate_private_key(ec.SECP256R1())
        self._clock = clock
        self._offset = 0
        self._platform = platform

    def __repr__(self) -> str:
        return f"<PushDevice of {self.identity}, factor: {self.factor.get('sid', 'none')}>"

    @property
    def public_key(self) -> str:
        """Base64 DER, as Binding.PublicKey takes it."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        der = self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return b64encode(der).decode()

    def enroll(self, access_token: str, friendly_name: str = "Phone") -> JsonObject:
        """Create the factor with an access token, and verify it."""
        self.create(access_token, friendly_name)
        return self.verify()

    def create(self, access_token: str, friendly_name: str = "Phone") -> JsonObject:
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
        answer = self.client.request("POST", f"{self._entity}/Factors", data=form, auth=("token", access_token))
        self.factor = accepted(answer)
        return self.factor

    def verify(self) -> JsonObject:
        """Prove that this phone holds the key: sign the factor's SID."""
        payload = b64encode(self._sign(self._known.sid.encode())).decode()
        self.factor = accepted(self._call("POST", self._own, {"AuthPayload": payload}))
        return self.factor

    def challenges(self, status: str = "pending") -> list[JsonObject]:
        """The challenges of this factor, by default those that wait for an answer, oldest first."""
        query = {"FactorSid": self._known.sid, "Status": status}
        answer = self._call("GET", f"{self._entity}/Challenges", query=query)
        return msgspec.convert(accepted(answer), _Challenges).challenges

    def approve(self, challenge_sid: str | None = None) -> JsonObject:
        """Tap on yes; without a SID, for the newest challenge."""
        return self._answer(challenge_sid, "approved")

    def deny(self, challenge_sid: str | None = None) -> JsonObject:
        """Tap on no; without a SID, for the newest challenge."""
        return self._answer(challenge_sid, "denied")

    def delete(self) -> None:
        """Remove the factor; one that is gone already is no problem, as in the mobile SDKs."""
        answer = self._call("DELETE", self._own)
        if answer.status_code not in (204, 404):
            raise PushDeviceError(answer)

    def payload(self, challenge: JsonObject, fields: str, status: str) -> str:
        """The signed answer to a challenge: the fields that were named, as they were sent, with the new status."""
        claims = {name: challenge[name] for name in fields.split(",") if name in challenge}
        return self._token({"typ": "JWT", "alg": "ES256"}, {**claims, "status": status})

    @property
    def _known(self) -> "_Factor":
        return msgspec.convert(self.factor, _Factor)

    @property
    def _entity(self) -> str:
        return f"/v2/Services/{self.service_sid}/Entities/{self.identity}"

    @property
    def _own(self) -> str:
        return f"{self._entity}/Factors/{self._known.sid}"

    def _answer(self, challenge_sid: str | None, status: str) -> JsonObject:
        if challenge_sid is None:
            waiting = self.challenges()
            if not waiting:
                raise ValueError(f"no challenge waits for {self.identity}")
            challenge_sid = str(waiting[-1]["sid"])
        url = f"{self._entity}/Challenges/{challenge_sid}"
        answer = self._call("GET", url)
        challenge = accepted(answer)
        # The header comes while the challenge is pending; afterwards it is the server's to say that it is too late.
        fields = answer.headers.get(SIGNED_FIELDS, ",".join(challenge))
        accepted(self._call("POST", url, {"AuthPayload": self.payload(challenge, fields, status)}))
        return accepted(self._call("GET", url))

    def _call(
        self, method: str, url: str, form: dict[str, str] | None = None, query: dict[str, str] | None = None
    ) -> HttpAnswer:
        answer = self.client.request(method, url, data=form, params=query, auth=("token", self._login()))
        if answer.status_code == 401 and "date" in answer.headers:
            there = datetime.strptime(answer.headers["date"], "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
            self._offset = int(there.timestamp()) - self._now()
            answer = self.client.request(method, url, data=form, params=query, auth=("token", self._login()))
        return answer

    def _login(self) -> str:
        now = self._now() + self._offset
        header: JsonObject = {
            "typ": "JWT",
            "alg": "ES256",
            "cty": CONTENT_TYPE,
            "kid": self._known.config.credential_sid,
        }
        return self._token(header, {"sub": self._known.account_sid, "nbf": now, "exp": now + LIFETIME})

    def _now(self) -> int:
        return (self._clock.micros() if self._clock else realtime.wall_micros()) // SECOND

    def _token(self, header: JsonObject, claims: JsonObject) -> str:
        import jwt

        return jwt.encode(claims, self._key, "ES256", header)

    def _sign(self, data: bytes) -> bytes:
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.hashes import SHA256

        return self._key.sign(data, ec.ECDSA(SHA256()))


def device_of(world: "World", service_sid: str, identity: str, platform: Platform) -> PushDevice:
    """A phone of a world, without a factor: its key is drawn from the world's ids, its clock is the world's."""
    from cryptography.hazmat.primitives.asymmetric import ec

    number = world.ids.number(1, 2**256 - 2**225)  # below the order of the curve
    key = ec.derive_private_key(number, ec.SECP256R1())
    return PushDevice(Loopback(world, NAME), service_sid, identity, key=key, clock=world.clock, platform=platform)
