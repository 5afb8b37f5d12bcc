"""What Python tests use as ``world.onelogin``: users, their factors and their phones."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from mfa_emulator.core.inbox import Message
from mfa_emulator.core.otp.totp import Authenticator
from mfa_emulator.core.provider import Decision
from mfa_emulator.core.time import durations
from mfa_emulator.core.time.durations import SECOND, Duration
from mfa_emulator.providers.onelogin import seeds
from mfa_emulator.providers.onelogin.factors import device_challenges, enrolled_devices, yubikey_codes
from mfa_emulator.providers.onelogin.seeds import FactorSeed, UserSeed
from mfa_emulator.providers.onelogin.state import KEPT, AccessToken, App, Credential, Device, State, User, of_world
from mfa_emulator.providers.onelogin.users import lookup

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


class _Part:
    def __init__(self, world: "World") -> None:
        self._world = world

    @property
    def _state(self) -> State:
        return of_world(self._world)


class Account(_Part):
    """The OneLogin account of one world."""

    @property
    def subdomain(self) -> str:
        """The account's subdomain."""
        return str(self._world.settings["onelogin"].subdomain)

    @property
    def credential(self) -> Credential:
        """The API credential that exists from the start."""
        return next(iter(self._state.credentials))

    @property
    def app(self) -> App:
        """The app that exists from the start."""
        return next(iter(self._state.apps))

    @property
    def users(self) -> "list[UserHandle]":
        """All users."""
        return [UserHandle(self._world, user.id) for user in self._state.users]

    def token(self, scope: str = "Manage All") -> str:
        """A bearer token, of the first credential with this scope; made if there is none."""
        with self._world.lock:
            ids, state = self._world.ids, self._state
            credential = next((known for known in state.credentials if known.scope == scope), None)
            if credential is None:
                credential = state.credentials.put(Credential(ids.hex(64), ids.hex(64), scope))
            now = self._world.clock.micros()
            expires_at = now + self._world.settings["onelogin"].access_token_lifetime * SECOND
            token = AccessToken(ids.hex(64), ids.hex(64), credential.client_id, now, expires_at)
            state.access_tokens.trim(KEPT)
            return state.access_tokens.put(token).token

    def user(self, name: str, password: str = "", **fields: Any) -> "UserHandle":
        """The user of that e-mail address or user name; made, with these fields, if there is none."""
        with self._world.lock:
            known = lookup.by_name(self._state, name)
            if known is None:
                named = {"email": name} if "@" in name else {"username": name}
                given = msgspec.convert({**named, "password": password, **fields}, UserSeed)
                known = seeds.add_user(self._world, given)
            elif password or fields:
                raise ValueError(f"there is a user {name!r} already")
            return UserHandle(self._world, known.id)

    def add_app(self, name: str, **fields: Any) -> App:
        """A further app for SAML assertions."""
        with self._world.lock:
            seeds.seed(self._world, {"apps": [{"name": name, **fields}]})
            return list(self._state.apps)[-1]


class UserHandle(_Part):
    """A user, and what the user holds in the hand."""

    def __init__(self, world: "World", user_id: int) -> None:
        super().__init__(world)
        self.id = user_id

    @property
    def record(self) -> User:
        """The user as the account has it now. Raises LookupError when the user is gone."""
        user = self._state.users.get(self.id)
        if user is None:
            raise LookupError(f"there is no user {self.id} any more")
        return user

    @property
    def devices(self) -> "list[DeviceHandle]":
        """The user's devices, pending ones too."""
        return [DeviceHandle(self._world, device.id) for device in enrolled_devices.of_user(self._state, self.id)]

    def enrol(self, type: str, **fields: Any) -> "DeviceHandle":
        """An active factor: sms, voice, email, authenticator, protect, yubikey, duo or security_questions."""
        with self._world.lock:
            factor = msgspec.convert({"type": type, **fields}, FactorSeed)
            return DeviceHandle(self._world, seeds.add_device(self._world, self.record, factor).id)

    def enrol_sms(self, **fields: Any) -> "DeviceHandle":
        """An active SMS factor, to the user's phone unless `to` says otherwise."""
        return self.enrol("sms", **fields)

    def enrol_totp(self, **fields: Any) -> "DeviceHandle":
        """An active Authenticator."""
        return self.enrol("authenticator", **fields)

    def enrol_protect(self, **fields: Any) -> "PushDevice":
        """An active OneLogin Protect app."""
        return self.enrol("protect", **fields).push


class DeviceHandle(_Part):
    """One enrolled factor."""

    def __init__(self, world: "World", device_id: int) -> None:
        super().__init__(world)
        self.id = device_id

    @property
    def record(self) -> Device:
        """The device as the account has it now. Raises LookupError when it is gone."""
        device = self._state.devices.get(self.id)
        if device is None:
            raise LookupError(f"there is no device {self.id} any more")
        return device

    @property
    def authenticator(self) -> Authenticator:
        """The app that shows this device's codes. Raises ValueError for factors without one."""
        record = self.record
        if enrolled_devices.factor_of(record).proof not in ("totp", "push"):
            raise ValueError(f"a {record.factor} device has no authenticator")
        return Authenticator(enrolled_devices.totp(record), self._world.clock, record.display_name)

    @property
    def push(self) -> "PushDevice":
        """The phone that answers this device's pushes (and calls and links)."""
        return PushDevice(self._world, self.id)

    def touch(self) -> str:
        """The code that the YubiKey types when it is touched now."""
        record = self.record
        if record.factor != "yubikey":
            raise ValueError(f"a {record.factor} device cannot be touched")
        with self._world.lock:
            # One count for all keys: it goes up for each of them, and nothing stays of those that were removed.
            touch = self._state.next("touch")
        return yubikey_codes.press(yubikey_codes.Key.of(record.secret), touch, self._world.ids.draw(5))


class PushDevice(_Part):
    """A phone in the user's hand: shows what waits for an answer, and answers it."""

    def __init__(self, world: "World", device_id: int) -> None:
        super().__init__(world)
        self.id = device_id

    @property
    def authenticator(self) -> Authenticator:
        """The app's own codes, for log-ins without a push."""
        return DeviceHandle(self._world, self.id).authenticator

    @property
    def pushes(self) -> list[Message]:
        """Every push that reached the phone, to be counted."""
        return [
            message
            for message in self._world.inbox.messages(channel="push", provider="onelogin")
            if message.context.get("device_id") == str(self.id)
        ]

    @property
    def pending(self) -> str | None:
        """The id of what waits for an answer now."""
        return next(iter(self._waiting()), None)

    def approve(self, after: Duration = 0) -> None:
        """Accept what waits, now or when so much time has passed. Raises LookupError when nothing waits."""
        self._answer("approve", after)

    def deny(self, after: Duration = 0) -> None:
        """Refuse what waits, now or when so much time has passed. Raises LookupError when nothing waits."""
        self._answer("deny", after)

    def _answer(self, decision: Decision, after: Duration) -> None:
        waiting = self.pending
        if waiting is None:
            raise LookupError("nothing waits for an answer on this device")
        delay = durations.micros(after)
        if not delay:
            device_challenges.decide(self._world, waiting, decision)
            return
        clock = self._world.clock
        clock.call_at(clock.micros() + delay, lambda: _decide_later(self._world, waiting, decision))

    def _waiting(self) -> Iterator[str]:
        now = self._world.clock.micros()
        for slot in ("verification", "registration"):
            challenge = device_challenges.of_device(self._state, self.id, now, slot)
            if challenge is not None and challenge.status == "pending":
                yield challenge.id


def _decide_later(world: "World", challenge_id: str, decision: Decision) -> None:
    device_challenges.decide(world, challenge_id, decision)
