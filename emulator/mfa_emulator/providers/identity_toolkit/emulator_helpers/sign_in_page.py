"""Sign-in page for pop-ups and redirects: the stand-in for the pages of identity providers, and the frame beside it."""

from importlib.resources import files

import msgspec

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.http.messages import Reply
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.records import Link
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import tenant_of
from mfa_emulator.providers.identity_toolkit.wire import encode

_HTML = "text/html; charset=utf-8"
_PAGES = files(__package__)

# Nothing is loaded from anywhere, and nobody may put the page into a frame to have somebody click in it.
_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; frame-ancestors 'none'"

_PEOPLE = ("Ada", "Bruno", "Chen", "Dilara", "Emeka", "Freya", "Goran", "Hana", "Ines", "Jonas")


def show(call: Call[None]) -> Reply:
    """The page, with the accounts that the provider is known to have; 400 for a link without a key or a provider."""
    query = call.request.query
    provider_id, tenant_id = query.get("providerId", ""), query.get("tid") or query.get("tenantId", "")
    if not query.get("apiKey") or not provider_id:
        text = "missing apiKey or providerId query parameters"
        return Reply(400, encode({"authEmulator": {"error": text}}), reason=text)
    project = call.state.projects[call.world.options.project]
    scope: Scope = tenant_of(call, project, tenant_id) if tenant_id else project
    data = {
        "providerId": provider_id,
        "accounts": [_profile(link) for link in _links(scope, provider_id)],
        "suggestion": _suggestion(call),
    }
    # In a script element only "<" could mean something else than JSON.
    text = msgspec.json.encode(data).decode().replace("<", "\\u003c")
    page = _PAGES.joinpath("sign_in_page.html").read_text("utf-8").replace("DATA", text, 1)
    return Reply(200, page.encode(), (("Content-Security-Policy", _POLICY),), _HTML)


def relay(call: Call[None]) -> Reply:
    """The frame that the Firebase JS SDK opens and listens to."""
    return Reply(200, _PAGES.joinpath("relay.html").read_bytes(), content_type=_HTML)


def _links(scope: Scope, provider_id: str) -> list[Link]:
    return [link for user in scope.users for link in user.links if link.provider_id == provider_id]


def _profile(link: Link) -> JsonObject:
    profile: dict[str, Json] = {
        "sub": link.raw_id,
        "email": link.email,
        "name": link.display_name,
        "screenName": link.screen_name,
        "picture": link.photo_url,
    }
    return profile


def _suggestion(call: Call[object]) -> JsonObject:
    """A person for the form, and the id that a new account gets: of the world's seed, as all that is made up."""
    ids = call.world.ids
    first, last = _PEOPLE[ids.number(0, 9)], _PEOPLE[ids.number(0, 9)]
    handle = f"{first}.{last}.{ids.digits(3)}".lower()
    return {
        "sub": ids.digits(40),
        "email": f"{handle}@example.com",
        "name": f"{first} {last}",
        "screenName": handle.replace(".", "_"),
    }
