"""Codes that are sent to users, and the texts around them."""

from typing import TYPE_CHECKING

from mfa_emulator.providers.onelogin.errors import InvalidParameter

if TYPE_CHECKING:
    from mfa_emulator.core.world import World

_DEFAULT = "Your OneLogin verification code is {{otp_code}}. It expires in {{expiration}} minutes."


def numeric(world: "World", to: str, count: int = 6) -> str:
    """A pinned code, or digits that begin with no zero: many SDKs send codes back as numbers."""
    pinned = world.ids.pinned(to, count)
    return pinned or str(world.ids.number(10 ** (count - 1), 10**count - 1))


def alphanumeric(world: "World", to: str) -> str:
    """A pinned code, or a letter and five digits: the default of version 1 SMS, as in its published sample."""
    pinned = world.ids.pinned(to, 6)
    return pinned or chr(world.ids.number(ord("A"), ord("Z"))) + world.ids.digits(5)


def text(template: str | None, code: str, lifetime: int, longest: int) -> str:
    """The message: the caller's template (or ours) with code and minutes put in. Raises `InvalidParameter`.

    `lifetime` is in seconds. v1 writes the minutes as ``{{expiration}}``, v2 as ``{{otp_expiry}}``.
    """
    minutes = str(-(-lifetime // 60))
    filled = template or _DEFAULT
    for name, value in (("otp_code", code), ("expiration", minutes), ("otp_expiry", minutes)):
        filled = filled.replace("{{" + name + "}}", value)
    if len(filled) > longest:
        reason = f"the message has {len(filled)} characters when filled; {longest} are allowed"
        raise InvalidParameter.of("custom_message", reason)
    return filled


def same(given: str | int | None, expected: str) -> bool:
    """Whether a code is the expected one; as a number it has lost its leading zeros."""
    return given is not None and str(given).strip().zfill(len(expected)) == expected
