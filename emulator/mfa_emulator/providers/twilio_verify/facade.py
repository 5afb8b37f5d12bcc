"""`world.twilio_verify` of Python tests: the account, its entities with their factors, and the codes it sent."""

from typing import TYPE_CHECKING

from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.providers.twilio_verify.context import context_of
from mfa_emulator.providers.twilio_verify.factors import entities
from mfa_emulator.providers.twilio_verify.handles import Entity, RefusedAsValueError, people
from mfa_emulator.providers.twilio_verify.records import VerificationRecord
from mfa_emulator.providers.twilio_verify.simulated_devices.push_device import Platform, PushDevice, device_of
from mfa_emulator.providers.twilio_verify.simulated_devices.virtual_authenticator import VirtualAuthenticator, page_of
from mfa_emulator.providers.twilio_verify.state import VerifyState, of_world

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


class TwilioVerify:
    """The Twilio account of a world: its credentials, its entities, what was sent, and phones and browsers.

    Where a `service_sid` may be given, the default service is meant without one; LookupError is raised when there is
    no such service.
    """

    def __init__(self, world: "World") -> None:
        self._world = world

    def __repr__(self) -> str:
        return f"<TwilioVerify {self.account_sid}, services: {len(self._state.services)}>"

    # The account

    @property
    def account_sid(self) -> str:
        """The default account."""
        return self._state.default_account

    @property
    def auth_token(self) -> str:
        """The auth token of the default account."""
        account = self._state.accounts.get(self.account_sid)
        return account.auth_token if account else ""

    @property
    def api_key(self) -> str:
        """The SID of the default account's API key."""
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

    # Its users

    @property
    def entities(self) -> list[Entity]:
        """The entities of all services, those of one service together, oldest first."""
        return [*people(self._world)]

    @property
    def users(self) -> list[Entity]:
        """The entities, by the word that all vendors share."""
        return self.entities

    def entity(self, identity: str, *, service_sid: str | None = None) -> Entity:
        """The entity of that identity: made, or found as Twilio would find it.

        Raises ValueError for what cannot be an identity: 8 to 64 letters, digits and dashes.
        """
        with self._world.lock, RefusedAsValueError():
            context = context_of(self._world, service_sid or "")
            found = entities.find(context, identity)
            if found is None:
                entities.check_identity(identity)
                found = entities.make(context, identity)
            return Entity(self._world, context.caller.service.sid, found.sid)

    def user(self, name: str, *, service_sid: str | None = None) -> Entity:
        """The entity of that identity, by the word that all vendors share."""
        return self.entity(name, service_sid=service_sid)

    def find_entity(self, identity: str, *, service_sid: str | None = None) -> Entity:
        """The entity of that identity. Raises LookupError when the service has none."""
        context = context_of(self._world, service_sid or "")
        found = entities.find(context, identity)
        if found is None:
            known = (entity.identity for entity in entities.each(context))
            raise LookupError(unknown("entity", identity, known))
        return Entity(self._world, context.caller.service.sid, found.sid)

    def find_user(self, name: str, *, service_sid: str | None = None) -> Entity:
        """The entity of that identity, by the word that all vendors share. Raises LookupError."""
        return self.find_entity(name, service_sid=service_sid)

    # What was sent

    def verifications(self, to: str | None = None, *, service_sid: str | None = None) -> list[VerificationRecord]:
        """Every verification, ended ones too, oldest first; `to` is the address that it went to."""
        found = context_of(self._world, service_sid or "").caller.data.verifications
        return [verification for verification in found if to in (None, verification.to)]

    # For apps that enroll by themselves

    def phone(self, identity: str, *, service_sid: str | None = None, platform: Platform = "fcm") -> PushDevice:
        """A phone of that user without a factor, in which the app under test creates one by its access token:
        ``phone.enroll(token)``."""
        service = context_of(self._world, service_sid or "").caller.service
        return device_of(self._world, service.sid, identity, platform)

    def browser(self, origin: str = "https://example.com") -> VirtualAuthenticator:
        """A browser on a page of `origin`, whose authenticator holds no passkey yet."""
        return page_of(self._world, origin)

    @property
    def _state(self) -> VerifyState:
        return of_world(self._world)
