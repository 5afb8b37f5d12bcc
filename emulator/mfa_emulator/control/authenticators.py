"""The authenticator apps of all users, as their phones would show them."""

from collections.abc import Iterator
from functools import partial
from io import BytesIO

import msgspec

from mfa_emulator.control.context import Call
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.http.pages import Counted, by_place
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.otp import uris
from mfa_emulator.core.otp.authenticator import Authenticator
from mfa_emulator.core.provider import Provider, check_name
from mfa_emulator.core.world import World

_UNKNOWN = "mfa-emulator"
"""The issuer in the URI of an app of which nothing is known but its secret."""
_NAMELESS = "authenticator"


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text for a QR code: an authenticator's URI, most often."""

    text: str


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A Base32 secret, an ``otpauth://`` URI, or a vendor's answer to an enrollment in JSON, which holds either."""

    source: str


class Filter(Counted, frozen=True, kw_only=True):
    """At most `limit` factors, and never more than 1000; of one provider, of one label: of all unless given.

    As long as an answer says that there are `more`, its `cursor` as the next `after` leads to them.
    """

    provider: str | None = None
    label: str | None = None


async def find(call: Call[Filter]) -> JsonObject:
    """TOTP factors of every provider, with their codes of now."""
    if call.body.provider is not None:
        check_name(call.body.provider, call.world.providers)
    await call.state.load(*([] if call.body.provider is None else [call.body.provider]))
    label = call.body.label
    found = _of(call.world, call.body.provider)
    return await by_place("authenticators", found, call.body, _of_a_user, lambda one: label in (None, one[1].label))


def show(call: Call[Source]) -> JsonObject:
    """The authenticator app that somebody would have who scanned it, enrolled or not; nothing of it is kept."""
    source = call.body.source.strip()
    app = call.world.authenticator({"answer": _json(source)} if source.startswith(("{", "[")) else source)
    issuer, _, account = app.label.rpartition(":")
    return _view(app, "", issuer.partition(":")[0] or _UNKNOWN, account.strip() or _NAMELESS)


def _json(text: str) -> Json:
    try:
        decoded: Json = msgspec.json.decode(text)
    except ValueError as error:
        raise ValueError(f"it begins as JSON does and is none: {error}") from None
    return decoded


def _of(world: World, wanted: str | None) -> Iterator[tuple[Provider, Authenticator]]:
    for name, provider in world.providers.items():
        if wanted in (None, name):
            yield from ((provider, app) for app in provider.authenticators_in(world))


def _of_a_user(found: tuple[Provider, Authenticator]) -> JsonObject:
    provider, app = found
    return _view(app, provider.name, provider.title, app.label)


def _view(authenticator: Authenticator, provider: str, issuer: str, label: str) -> JsonObject:
    return {
        "provider": provider,
        "label": label,
        "secret": authenticator.secret,
        "uri": uris.written(authenticator.totp, label, issuer),
        "code": authenticator.code(),
        "next_code": authenticator.code(step=1),
        "seconds_left": authenticator.seconds_left(),
    }


async def qr(call: Call[Text]) -> Reply:
    """The QR code of a text as an SVG picture. Raises ValueError for a text that fits into none.

    It is drawn in a thread: a long text takes a tenth of a second.
    """
    picture = await call.world.workshop.outcome(partial(_drawn, call.body.text))
    return Reply(200, picture, content_type="image/svg+xml")


def _drawn(text: str) -> bytes:
    import segno

    picture = BytesIO()
    segno.make(text, micro=False).save(picture, kind="svg", scale=8, border=2, light="white")
    return picture.getvalue()


OPERATIONS = (
    Operation("authenticators.show", "POST /_mfa/v1/authenticators", show),
    Operation("authenticators.list", "GET /_mfa/v1/authenticators", find),
    Operation("authenticators.qr", "POST /_mfa/v1/qr", qr),
)
