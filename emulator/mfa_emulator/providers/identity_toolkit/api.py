"""The table: every published method of Identity Toolkit, and what the official emulator has beside them."""

from collections.abc import Callable
from typing import Any

from mfa_emulator.core.operation import Operation
from mfa_emulator.providers.identity_toolkit import keys, readiness
from mfa_emulator.providers.identity_toolkit.published import published_methods

_METHODS = published_methods()
_V3 = "/identitytoolkit/v3/"


def _built(
    method: str, handler: Callable[..., Any], auth: Callable[..., Any], cap: str = "body", partly: str = ""
) -> Operation:
    route = _METHODS[method]
    path = route.split(" ")[1]
    # The official emulator takes any verb on v3 paths, which have one method each.
    also = (f"ANY {path}",) if path.startswith(_V3) else ()
    return Operation(method, route, handler, auth, cap=cap, partly=partly, also=also)


def _own(name: str, route: str, handler: Callable[..., Any]) -> Operation:
    """A helper of the official emulator or of Google's other hosts: no credentials, not in the published list."""
    return Operation(name, route, handler, published=False)


_BUILT: tuple[Operation, ...] = ()

_HELPERS: tuple[Operation, ...] = (
    _own("emulator.ready", "GET /", readiness.ready),
    _own("keys.x509", f"GET {keys.X509}", keys.certificates),
    _own("keys.jwk", f"GET {keys.JWK}", keys.jwks),
    _own("keys.openidConfiguration", "GET /{project}/.well-known/openid-configuration", keys.openid_configuration),
)


def _all() -> tuple[Operation, ...]:
    """Every row; published methods without a handler answer 501."""
    built = {operation.id: operation for operation in _BUILT}
    published = tuple(built.get(method) or Operation(method, route, None) for method, route in _METHODS.items())
    return published + _HELPERS


OPERATIONS = _all()
