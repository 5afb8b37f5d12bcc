"""Handles of the account's people: a user, and a factor with the phone or key behind it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from mfa_emulator.core import handles
from mfa_emulator.core.message import Message
from mfa_emulator.core.otp.authenticator import Authenticator
from mfa_emulator.providers.onelogin import FRONT, seeds
from mfa_emulator.providers.onelogin.context import context_of
from mfa_emulator.providers.onelogin.factors import enrolled_devices, yubikey_codes
from mfa_emulator.providers.onelogin.log_in import session_tokens
from mfa_emulator.providers.onelogin.records import Device, UserRecord
from mfa_emulator.providers.onelogin.seeds import FactorSeed, FactorType
from mfa_emulator.providers.onelogin.state import of_world, settings_of
from mfa_emulator.providers.onelogin.users import locks

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


def people(world: "World") -> "Iterator[User]":
    """All users, oldest first."""
    return (User(world, user.id) for user in of_world(world).users)


class User(handles.Person):
    """A user of the account, with the phones and keys in the user's hand."""

    def __init__(self, world: "World", user_id: int) -> None:
        super().__init__(world)
        self._id = user_id

    @property
    def id(self) -> int:
        """OneLogin's id of the user."""
        return self._id

    @property
    def name(self) -> str:
        """The e-mail address, or else the user name."""
        return self.record.name

    @property
    def record(self) -> UserRecord:
        """The user as the account has it now. Raises LookupError when the user is gone."""
        user = of_world(self._world).users.get(self._id)
        if user is None:
            raise LookupError(f"there is no user {self._id} any more")
        return user

    @property
    def factors(self) -> "list[Factor]":
        """The user's enrolled devices, pending ones too, oldest first."""
        devices = enrolled_devices.of_user(of_world(self._world), self._id)
        return [Factor(self._world, device.id) for device in devices]

    @property
    def disabled(self) -> bool:
        """Whether an administrator has suspended the user."""
        return self.record.status == locks.SUSPENDED

    def disable(self) -> None:
        """Suspend the user, as an administrator would."""
        self._set_status(locks.SUSPENDED)

    def enable(self) -> None:
        """Lift a suspension, as an administrator would: the user is active, or still lacks a password."""
        if self.disabled:
            self._set_status(1 if self.record.password else locks.PASSWORD_PENDING)

    def enroll_totp(self, display_name: str = "", *, secret: str = "", default: bool = False) -> "Factor":
        """An active Authenticator. `secret` is in Base32; by default one is made.

        `default` makes a factor the user's default one, here and below.
        """
        return self._enroll("authenticator", display_name, secret=secret, default=default)

    def enroll_sms(self, number: str = "", display_name: str = "", *, default: bool = False) -> "Factor":
        """An active OneLogin SMS factor, to the user's own phone by default. Raises ValueError without a number."""
        return self._enroll("sms", display_name, to=number, default=default)

    def enroll_voice(self, number: str = "", display_name: str = "", *, default: bool = False) -> "Factor":
        """An active OneLogin Voice factor, to the user's own phone by default. Raises ValueError without a number."""
        return self._enroll("voice", display_name, to=number, default=default)

    def enroll_email(
        self, address: str = "", display_name: str = "", *, factor_id: int | None = None, default: bool = False
    ) -> "Factor":
        """An active OneLogin Email factor, to the user's own address by default. Raises ValueError without one.

        `factor_id` chooses among several e-mail factors of the account.
        """
        return self._enroll("email", display_name, to=address, factor_id=factor_id, default=default)

    def enroll_push(self, display_name: str = "", *, secret: str = "", default: bool = False) -> "Factor":
        """An active OneLogin Protect app, which answers pushes and shows codes of its own."""
        return self._enroll("protect", display_name, secret=secret, default=default)

    def enroll_yubikey(self, display_name: str = "", *, secret: str = "", default: bool = False) -> "Factor":
        """An active YubiKey. `secret` is its public id, private id and AES key in hex, separated by colons."""
        return self._enroll("yubikey", display_name, secret=secret, default=default)

    def enroll_duo(self, display_name: str = "", *, passcodes: Sequence[str] = (), default: bool = False) -> "Factor":
        """An active Duo factor with these bypass codes, each of which counts once."""
        return self._enroll("duo", display_name, passcodes=passcodes, default=default)

    def enroll_security_questions(self, display_name: str = "", *, default: bool = False) -> "Factor":
        """An active factor of security questions, which the API lists and cannot ask."""
        return self._enroll("security_questions", display_name, default=default)

    def sign_in(self) -> str:
        """The session token after a whole log-in, as `/session_via_api_token` takes it.

        Raises ValueError when the user may not log in: locked, suspended, without a password …
        """
        with self._world.lock:
            return session_tokens.sign_in(context_of(self._world), self.record).token

    def _set_status(self, status: int) -> None:
        with self._world.lock:
            now = self._world.clock.micros()
            of_world(self._world).users.put(replace(self.record, status=status, updated_at=now))

    def _enroll(
        self,
        type: FactorType,
        display_name: str,
        *,
        to: str = "",
        secret: str = "",
        factor_id: int | None = None,
        passcodes: Sequence[str] = (),
        default: bool,
    ) -> "Factor":
        factor = FactorSeed(
            type=type,
            name=display_name,
            to=to,
            secret=secret,
            factor_id=factor_id,
            passcodes=tuple(passcodes),
            default=default,
        )
        with self._world.lock:
            return Factor(self._world, seeds.add_device(context_of(self._world), self.record, factor).id)


class Factor(handles.Factor):
    """An enrolled device of a user, and the phone or key that goes with it."""

    provider: str = FRONT.name

    def __init__(self, world: "World", device_id: int) -> None:
        super().__init__(world)
        self._id = device_id

    @property
    def id(self) -> int:
        """OneLogin's id of the device, in both versions of the API."""
        return self._id

    @property
    def record(self) -> Device:
        """The device as the account has it now. Raises LookupError when it is gone."""
        device = of_world(self._world).devices.get(self._id)
        if device is None:
            raise LookupError(f"there is no device {self._id} any more")
        return device

    @property
    def kind(self) -> str:
        """The kind: sms, voice, email, authenticator, protect, yubikey, duo or security_questions."""
        return self.record.factor

    @property
    def status(self) -> str:
        """``active``, or ``pending`` until it has proved itself. Raises LookupError when the device is gone."""
        return "active" if self.record.active else "pending"

    @property
    def to(self) -> str:
        """The phone number or e-mail address that codes go to; empty where none do."""
        record = self.record
        return record.to if enrolled_devices.kind_of(record).proof == "code" else ""

    @property
    def authenticator(self) -> Authenticator:
        """The app that shows this device's codes. Raises LookupError for factors without one."""
        record = self.record
        if enrolled_devices.kind_of(record).proof not in ("totp", "push"):
            return super().authenticator
        return Authenticator(enrolled_devices.totp(record), self._world.clock, record.display_name)

    @property
    def pushes(self) -> list[Message]:
        """The pushes that reached the phone, oldest first."""
        messages = self._world.inbox.messages(channel="push", provider=self.provider)
        return [message for message in messages if self._is_for_this(message)]

    @property
    def waiting(self) -> str | None:
        """The id of the challenge that `approve` and `deny` would answer; None when nothing waits on the phone."""
        found = self._world.providers[self.provider].challenges(self._world)
        return next((one.id for one in found if self._is_asked_by(one.factor, one.status)), None)

    def code(self) -> str:
        """The code that the user would type now.

        That of the authenticator app, the one that arrived last, what a YubiKey types when touched, or the next
        unused Duo passcode. Raises LookupError when there is none.
        """
        record = self.record
        match enrolled_devices.kind_of(record).proof:
            case "code":
                return self._last_sent()
            case "yubikey":
                return self.touch()
            case "passcode":
                return self._next_passcode(record)
            case _:
                return self.authenticator.code()

    def touch(self) -> str:
        """The code that the YubiKey types when it is touched now. Raises LookupError for other factors."""
        record = self.record
        if record.factor != "yubikey":
            raise LookupError(f"a {record.factor} factor cannot be touched, only a yubikey")
        with self._world.lock:
            # One count for all keys: it goes up for each of them, and nothing stays of those that were removed.
            touch = of_world(self._world).next("touch")
            return yubikey_codes.press(yubikey_codes.Key.of(record.secret), touch, self._world.ids.draw(5))

    def remove(self) -> None:
        """Remove the device, as an administrator would. Raises LookupError when it is gone already."""
        with self._world.lock:
            enrolled_devices.remove(of_world(self._world), self.record, settings_of(self._world))

    def _last_sent(self) -> str:
        messages = self._world.inbox.messages(self.to, provider=self.provider)
        sent = next((message.code for message in reversed(messages) if self._is_for_this(message)), None)
        if sent is None:
            raise LookupError(f"no code of this {self.kind} factor has arrived at {self.to}")
        return sent

    def _next_passcode(self, record: Device) -> str:
        if not record.passcodes:
            raise LookupError("this duo factor has no unused passcode")
        return record.passcodes[0]

    def _is_for_this(self, message: Message) -> bool:
        return message.context.get("device_id") == str(self._id)
