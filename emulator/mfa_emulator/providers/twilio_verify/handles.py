"""Entities and their factors as a test holds them, with the phones and keys that go with these."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from mfa_emulator.core import handles
from mfa_emulator.core.otp.authenticator import Authenticator
from mfa_emulator.core.provider import Decision
from mfa_emulator.core.time import durations
from mfa_emulator.core.time.durations import Duration
from mfa_emulator.providers.twilio_verify import phone
from mfa_emulator.providers.twilio_verify.context import ServiceContext, context_of
from mfa_emulator.providers.twilio_verify.errors import TwilioError
from mfa_emulator.providers.twilio_verify.factors import access_tokens, entity_factors
from mfa_emulator.providers.twilio_verify.passkeys import passkey_challenges, passkey_factors
from mfa_emulator.providers.twilio_verify.records import ChallengeRecord, EntityRecord, FactorRecord
from mfa_emulator.providers.twilio_verify.simulated_devices.push_device import Platform, PushDevice, device_of
from mfa_emulator.providers.twilio_verify.simulated_devices.virtual_authenticator import VirtualAuthenticator, page_of
from mfa_emulator.providers.twilio_verify.state import NAME, of_world
from mfa_emulator.providers.twilio_verify.types import passkeys as types
from mfa_emulator.providers.twilio_verify.types.factors import CreateNewFactorParams, FactorType

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


def people(world: "World") -> "Iterator[Entity]":
    """The entities of all services, those of one service together, oldest first."""
    now = world.clock.micros()
    return (
        Entity(world, service_sid, entity.sid)
        for service_sid, data in list(of_world(world).data.items())
        for entity in data.entities
        if data.entities.is_live(entity, now)
    )


class RefusedAsValueError:
    """Within it a refusal of Twilio's is a ValueError that says why.

    A class, for the lines of contextlib would stand in a test's report.
    """

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, TwilioError):
            raise ValueError(error.reason or error.message) from None


class OfService(handles.Stored):
    """A handle on a record of a service."""

    def __init__(self, world: "World", service_sid: str, sid: str) -> None:
        super().__init__(world)
        self.service_sid = service_sid
        """The service that it belongs to."""
        self._sid = sid

    @property
    def id(self) -> str:
        """The SID: YE… of an entity, YF… of a factor."""
        return self._sid

    @property
    def _context(self) -> ServiceContext:
        return context_of(self._world, self.service_sid)


class Entity(OfService, handles.Person):
    """An entity, Twilio's word for a user of a service, and the phones and keys in the user's hands."""

    @property
    def name(self) -> str:
        """The identity. Raises LookupError when the entity is gone."""
        return self.record.identity

    @property
    def identity(self) -> str:
        """The identity, the customer's own name for the user. Raises LookupError when the entity is gone."""
        return self.record.identity

    @property
    def record(self) -> EntityRecord:
        """The entity as it is stored now. Raises LookupError when it is gone."""
        context = self._context
        record = context.caller.data.entities.live_by("sid", self._sid, context.now)
        if record is None:
            raise LookupError(f"entity {self._sid} does not exist (any more)")
        return record

    @property
    def factors(self) -> Sequence["EntityFactor"]:
        """The factors, oldest first, unverified ones too until they age away."""
        context, entity = self._context, self.record
        factors = context.caller.data.factors
        found = factors.group("entity", entity.sid)
        return [self._factor(factor) for factor in found if factors.is_live(factor, context.now)]

    def enroll_totp(self, friendly_name: str = "Authenticator", secret: str | None = None) -> "TotpFactor":
        """A verified TOTP factor with its authenticator app; `secret` is Base32, drawn unless it is given.

        Code length, time step and window are those of the service. Raises ValueError for what Twilio would refuse:
        a secret that is too short or taken, a factor too many.
        """
        wanted = CreateNewFactorParams(friendly_name=friendly_name, factor_type="totp", secret=secret)
        with self._world.lock, RefusedAsValueError():
            context = self._context
            factor = entity_factors.activate(context, entity_factors.enroll(context, self.identity, wanted))
        return TotpFactor(self._world, self.service_sid, factor.sid)

    def enroll_push(self, platform: Platform = "fcm", friendly_name: str = "Phone") -> "PushFactor":
        """A verified push factor, made by its phone (`device`), which speaks the mobile SDKs' protocol.

        Its calls are in the journal, and meet faults, as those of a real phone. Raises `PushDeviceError`, a
        ValueError with Twilio's code and message, when Twilio refuses one.
        """
        device = device_of(self._world, self.service_sid, self.identity, platform)
        with self._world.lock:
            token = access_tokens.issue(self._context, self.identity).token
        factor = device.enroll(token, friendly_name)
        return PushFactor(self._world, self.service_sid, str(factor["sid"]), device)

    def enroll_passkey(self, origin: str = "https://example.com", friendly_name: str = "Passkey") -> "PasskeyFactor":
        """A verified passkey, registered by a browser on a page of `origin` (`browser`).

        The relying party is the service's, or the page's host when the service has none. Raises ValueError for what
        Twilio would refuse: an origin that is not the relying party's, a creation too many.
        """
        browser = page_of(self._world, origin)
        with self._world.lock, RefusedAsValueError():
            context = self._context
            asked = _config(context, browser)
            factor = passkey_factors.enroll(context, self.identity, friendly_name, asked)
            answer = browser.create(passkey_factors.options(context, factor))
            try:
                passkey_factors.register(context, msgspec.convert(answer, types.VerifyPasskeysFactorRequest))
            except TwilioError:
                entity_factors.remove(context, factor)
                raise
        return PasskeyFactor(self._world, self.service_sid, factor.sid, browser)

    def _factor(self, factor: FactorRecord) -> "EntityFactor":
        kind = _HANDLES[factor.factor_type]
        return kind(self._world, self.service_sid, factor.sid)


def _config(context: ServiceContext, browser: VirtualAuthenticator) -> types.PasskeysConfigRequest:
    """The criteria to ask for: none that the service names itself."""
    own = context.caller.service.passkeys
    party = types.RelyingPartyRequest(id=browser.host, origins=[browser.origin])
    return types.PasskeysConfigRequest(
        relying_party=None if own.relying_party.id else party,
        authenticator_attachment=None if own.authenticator_attachment else "platform",
        discoverable_credentials=None if own.discoverable_credentials else "preferred",
        user_verification=None if own.user_verification else "preferred",
    )


class EntityFactor(OfService, handles.Factor):
    """A factor of an entity."""

    provider = NAME

    @property
    def kind(self) -> FactorType:
        """The kind: ``totp``, ``push`` or ``passkeys``."""
        return self.record.factor_type

    @property
    def status(self) -> str:
        """The status: ``verified`` or ``unverified``. Raises LookupError when the factor is gone."""
        return self.record.status

    @property
    def record(self) -> FactorRecord:
        """The factor as it is stored now. Raises LookupError when it is gone."""
        context = self._context
        record = context.caller.data.factors.live_by("sid", self._sid, context.now)
        if record is None:
            raise LookupError(f"factor {self._sid} does not exist (any more)")
        return record

    def remove(self) -> None:
        """Remove the factor with its challenges, as the account would. Raises LookupError when it is gone already."""
        with self._world.lock:
            entity_factors.remove(self._context, self.record)


class TotpFactor(EntityFactor):
    """A TOTP factor; its `authenticator` shows the codes."""

    @property
    def authenticator(self) -> Authenticator:
        """The authenticator app that holds this factor's secret. Raises LookupError when the factor is gone."""
        return phone.authenticator_of(self._world, self.record)


class PushFactor(EntityFactor):
    """A push factor. `approve` and `deny` are the taps of its user on what waits.

    They are signed by the phone's key when the factor was enrolled by `Entity.enroll_push`, whose answer this is.
    Otherwise, or later (`after`), the tap counts without the key. Approving an unverified factor stands for the
    app that proves its key.
    """

    def __init__(self, world: "World", service_sid: str, sid: str, device: PushDevice | None = None) -> None:
        super().__init__(world, service_sid, sid)
        self._device = device

    @property
    def device(self) -> PushDevice:
        """The phone. Raises LookupError for a factor that was not enrolled here: its key is in the app's hands."""
        if self._device is None:
            raise LookupError(f"the key of factor {self.id} is not in a phone that was enrolled by enroll_push")
        return self._device

    def _waiting(self) -> str:
        return self.id if self.status == "unverified" else super()._waiting()

    def _decide(self, decision: Decision, after: Duration) -> None:
        # A tap that comes later happens within the clock's move, where no request is answered: the world is locked.
        if self._device is None or self.status == "unverified" or durations.micros(after):
            super()._decide(decision, after)
        elif decision == "approve":
            self._device.approve(self._waiting())
        else:
            self._device.deny(self._waiting())


class PasskeyFactor(EntityFactor):
    """A passkey. `approve` answers the oldest challenge that waits for it with an assertion of its `browser`."""

    def __init__(self, world: "World", service_sid: str, sid: str, browser: VirtualAuthenticator | None = None) -> None:
        super().__init__(world, service_sid, sid)
        self._browser = browser

    @property
    def browser(self) -> VirtualAuthenticator:
        """The browser whose authenticator holds the key. Raises LookupError for a factor that was not enrolled here."""
        if self._browser is None:
            raise LookupError(f"the key of factor {self.id} is not in a browser that was used by enroll_passkey")
        return self._browser

    def _waiting(self) -> str:
        context, factor = self._context, self.record

        def fits(challenge: ChallengeRecord) -> bool:
            return (
                challenge.factor_type == "passkeys"
                and challenge.status_at(context.now) == "pending"
                and challenge.factor_sid in ("", factor.sid)
                and challenge.entity_sid in ("", factor.entity_sid)
            )

        waiting = next(filter(fits, context.caller.data.challenges), None)
        if waiting is None:
            raise LookupError(f"no passkeys challenge waits for {self!r}")
        return waiting.sid

    def _decide(self, decision: Decision, after: Duration) -> None:
        browser, sid, world = self.browser, self._waiting(), self._world
        if decision == "deny":
            raise LookupError("a passkey cannot deny: its browser sends nothing, and the challenge expires")
        delay = durations.micros(after)
        if delay:
            world.clock.call_at(world.clock.micros() + delay, lambda: self._assert(browser, sid))
        else:
            self._assert(browser, sid)

    def _assert(self, browser: VirtualAuthenticator, challenge_sid: str) -> None:
        with self._world.lock, RefusedAsValueError():
            context = self._context
            challenge = context.caller.data.challenges.by("sid", challenge_sid)
            if challenge is not None:
                answer = browser.get(passkey_challenges.options_of(context, challenge))
                passkey_challenges.judge(context, msgspec.convert(answer, types.ApprovePasskeysChallengeRequest))


_HANDLES: dict[FactorType, type[EntityFactor]] = {"totp": TotpFactor, "push": PushFactor, "passkeys": PasskeyFactor}
