"""The authenticator apps of all users, as their phones would show them."""

from collections.abc import Iterator
from io import BytesIO

import msgspec

from mfa_emulator.control.context import Call
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.http.pages import Counted, by_place
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.otp import uris
from mfa_emulator.core.otp.authenticator import Authenticator
from mfa_emulator.core.provider import Provider, check_name
from mfa_emulator.core.world import World


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text for a QR code: an authenticator's URI, most often."""

    text: str


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
    return await by_place("authenticators", _all(call.world, call.body), call.body, _view)


def _all(world: World, wanted: Filter) -> Iterator[tuple[Provider, Authenticator]]:
    for name, provider in world.providers.items():
        if wanted.provider in (None, name):
            for app in provider.authenticators_in(world):
                if wanted.label in (None, app.label):
                    yield provider, app


def _view(found: tuple[Provider, Authenticator]) -> JsonObject:
    provider, authenticator = found
    return {
        "provider": provider.name,
        "label": authenticator.label,
        "secret": authenticator.secret,
        "uri": uris.written(authenticator.totp, authenticator.label, provider.title),
        "code": authenticator.code(),
        "next_code": authenticator.code(step=1),
        "seconds_left": authenticator.seconds_left(),
    }


def qr(call: Call[Text]) -> Reply:
    """The QR code of a text as an SVG picture. Raises ValueError for a text that fits into none."""
    import segno

    picture = BytesIO()
    segno.make(call.body.text, micro=False).save(picture, kind="svg", scale=8, border=2, light="white")
    return Reply(200, picture.getvalue(), content_type="image/svg+xml")


OPERATIONS = (
    Operation("authenticators.list", "GET /_mfa/v1/authenticators", find),
    Operation("authenticators.qr", "POST /_mfa/v1/qr", qr),
)
