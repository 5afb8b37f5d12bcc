"""What Python tests use as ``world.twilio_verify``."""

from typing import TYPE_CHECKING, Literal

from mfa_emulator.core.otp.authenticator import Authenticator
from mfa_emulator.providers.twilio_verify import phone
from mfa_emulator.providers.twilio_verify.factors import totp_factors
from mfa_emulator.providers.twilio_verify.records import FactorRecord, VerificationRecord
from mfa_emulator.providers.twilio_verify.simulated_devices.push_device import PushDevice, accepted
from mfa_emulator.providers.twilio_verify.simulated_devices.virtual_authenticator import VirtualAuthenticator
from mfa_emulator.providers.twilio_verify.state import NAME, ServiceData, VerifyState, of_world

if TYPE_CHECKING:
    import httpx2

    from mfa_emulator.core.world import World


class TwilioVerify:
    """The Twilio account of a world: its credentials, what was sent, and the phones of its users."""

    def __init__(self, world: "World") -> None:
        self._world = world

    @property
    def account_sid(self) -> str:
        """The default account."""
        return self._state.default_account

    @property
    def auth_token(self) -> str:
        """Its auth token."""
        account = self._state.accounts.get(self.account_sid)
        return account.auth_token if account else ""

    @property
    def api_key(self) -> str:
        """Its API key."""
        return self._state.default_key

    @property
    def api_secret(self) -> str:
        """The secret of the API key."""
        key = self._state.api_keys.get(self.api_key)
        return key.secret if key else ""

    @property
    def service_sid(self) -> str:
        """The default service."""
        return self._state.default_service

    def verifications(self, to: str | None = None, service_sid: str | None = None) -> list[VerificationRecord]:
        """Every verification, ended ones too, oldest first."""
        found = self._data(service_sid).verifications
        return [verification for verification in found if to in (None, verification.to)]

    def factors(self, identity: str | None = None, service_sid: str | None = None) -> list[FactorRecord]:
        """Every factor, oldest first."""
        return [factor for factor in self._data(service_sid).factors if identity in (None, factor.identity)]

    def authenticator(self, factor_sid: str, service_sid: str | None = None) -> Authenticator:
        """The app that holds a TOTP factor's secret. Raises ValueError when there is no such factor."""
        factor = self._data(service_sid).factors.by("sid", factor_sid)
        if factor is None or factor.config is None:
            raise ValueError(f"no TOTP factor {factor_sid}")
        return Authenticator(totp_factors.of(factor), self._world.clock, factor.friendly_name)

    def push_device(
        self,
        identity: str,
        *,
        service_sid: str | None = None,
        platform: Literal["apn", "fcm", "none"] = "fcm",
        enrol: bool = True,
    ) -> PushDevice:
        """A phone of that user; its push factor is created and verified by the mobile SDKs' protocol.

        Raises `PushDeviceError`, with HTTP's status and Twilio's code and message, when Twilio refuses any of that:
        an identity that cannot be one, a factor too many, a fault.
        """
        from cryptography.hazmat.primitives.asymmetric import ec

        world, sid = self._world, service_sid or self.service_sid
        number = world.ids.number(1, 2**256 - 2**225)  # below the order of the curve
        device = PushDevice(
            self.client(),
            sid,
            identity,
            key=ec.derive_private_key(number, ec.SECP256R1()),
            clock=world.clock,
            platform=platform,
        )
        if enrol:
            form = {"Identity": identity, "FactorType": "push"}
            answer = device.client.post(
                f"/v2/Services/{sid}/AccessTokens", data=form, auth=(self.account_sid, self.auth_token)
            )
            device.enrol(accepted(answer)["token"])
        return device

    def virtual_authenticator(self, origin: str = "https://example.com") -> VirtualAuthenticator:
        """A browser with a passkeys authenticator, on a page of `origin`."""
        return VirtualAuthenticator(self._world.ids.draw, origin)

    def approve(self, challenge_sid: str) -> None:
        """Tap on yes for a push challenge, whoever holds its phone. Raises ValueError when there is none."""
        self._decide(challenge_sid, "approve")

    def deny(self, challenge_sid: str) -> None:
        """Tap on no for a push challenge. Raises ValueError when there is none."""
        self._decide(challenge_sid, "deny")

    def client(self) -> "httpx2.Client":
        """An httpx2 client that calls this world without a socket."""
        from mfa_emulator.serving.inprocess import vendor_client

        return vendor_client(self._world, NAME)

    @property
    def _state(self) -> VerifyState:
        return of_world(self._world)

    def _data(self, service_sid: str | None) -> ServiceData:
        sid = service_sid or self.service_sid
        if self._state.services.by("sid", sid) is None:
            raise ValueError(f"no service {sid}")
        data: ServiceData = self._state.data[sid]
        return data

    def _decide(self, challenge_sid: str, decision: Literal["approve", "deny"]) -> None:
        with self._world.lock:
            if not phone.decide(self._world, challenge_sid, decision):
                raise ValueError(f"no push challenge {challenge_sid}")
