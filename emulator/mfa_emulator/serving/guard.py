"""The guard of the emulator: no web page from elsewhere and no rebound DNS name gets in, on any path."""

from collections.abc import Mapping
from hmac import compare_digest

import msgspec

from mfa_emulator.core import identifiers
from mfa_emulator.core.http.messages import Request
from mfa_emulator.core.http.refusal import Refused
from mfa_emulator.core.http.wire import safe_value
from mfa_emulator.core.remembered import Remembered
from mfa_emulator.serving.hosts import Hosts


class Access(msgspec.Struct, frozen=True):
    """Access beside that of this machine. Raises ValueError for a host or an origin that cannot be meant."""

    hosts: tuple[str, ...] = ()
    """Names by which the emulator may be called; ``*.example`` stands for all names below it."""
    origins: tuple[str, ...] = ()
    """Origins of web pages that may call it: ``https://app.example``."""
    token: str = ""
    """The token that control calls carry, for when others can reach the port; empty: they need none."""
    console: bool = True
    """Whether the console's page is served."""

    def __post_init__(self) -> None:
        for field, read in (("hosts", identifiers.host_pattern), ("origins", identifiers.origin)):
            msgspec.structs.force_setattr(self, field, tuple(map(read, getattr(self, field))))


class Guard:
    """Checks Host, Origin and Sec-Fetch-Site before anything else looks at the request."""

    def __init__(self, hosts: Hosts, access: Access) -> None:
        self._access = access
        self._vendors = hosts
        self._is_our_host = Remembered(self._may_be_called)

    def check(self, request: Request) -> list[tuple[bytes, bytes]]:
        """The CORS headers of the answer, to a request whose path is without its world's prefix. Raises `Refused`."""
        headers = request.headers
        host = headers.get("host", "")
        if host and not self._is_our_host[host]:
            raise Refused(403, "forbidden_host", _unknown_host(host))
        origin = headers.get("origin")
        if origin is None:
            if headers.get("sec-fetch-site") == "cross-site" and not _is_link(request):
                raise Refused(403, "forbidden_site", "a page of another site may not call the emulator")
            return []
        if origin not in self._access.origins:
            self._check_origin(origin, host, request)
        return _cors(origin, headers)

    def check_token(self, request: Request) -> None:
        """Require the token of control calls when others than this machine can reach the port. Raises `Refused`."""
        token = self._access.token
        if not token:
            return
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        given = request.headers.get("x-mfa-token") or (bearer if scheme.lower() == "bearer" else "")
        if not compare_digest(given.encode(), token.encode()):
            raise Refused(
                401,
                "token_required",
                "control calls must carry the token printed at the start: in the header X-MFA-Token, or for commands "
                "in --token or MFA_EMULATOR_TOKEN",
            )

    def _may_be_called(self, host: str) -> bool:
        name = identifiers.host_name(host)
        return identifiers.is_near(name) or self._is_vendors(name) or self._is_allowed(name)

    def _is_allowed(self, name: str) -> bool:
        """Whether an option names the host itself, or all names below one that it is below."""
        above = (name[at:] for at, letter in enumerate(name) if letter == ".")
        return bool(name) and any(one in self._access.hosts for one in (name, *(f"*{end}" for end in above)))

    def _is_vendors(self, name: str) -> bool:
        return self._vendors.by_host(name) is not None

    def _check_origin(self, origin: str, host: str, request: Request) -> None:
        """Refuse a page that no option allows, unless it is of this machine, of this host, or a vendor's.

        Anybody can own a tenant below a vendor's domain: pages there get no further than the vendors' own routes. And
        what the browser calls cross-site gets in nowhere, but for pages of this machine on the vendors' routes: to a
        browser a page of ``localhost`` that calls ``127.0.0.1`` is one, and apps of Firebase do that all the time.
        Those routes take no credentials that a browser adds by itself; a page that calls them has those of its app.
        """
        authority = identifiers.authority_of(origin)
        name = identifiers.host_name(authority)
        if not name and origin != "null":
            raise Refused(403, "forbidden_origin", f"Origin {origin!r} is that of no web page")
        allow = f"allow it with --allow-origin {origin}"
        is_local = identifiers.is_loopback(name)
        if self._is_vendors(name):
            if request.is_control:
                raise Refused(403, "forbidden_origin", f"Origin {origin!r} is a vendor's, not of this machine; {allow}")
        elif not is_local and authority.lower() != host.lower():
            raise Refused(403, "forbidden_origin", f"Origin {origin!r} is not of this machine; {allow}")
        elsewhere = request.headers.get("sec-fetch-site") == "cross-site"
        if elsewhere and (request.is_control or not is_local):
            text = f"Origin {origin!r} is of another site than {host}: call the emulator by the page's host, or {allow}"
            raise Refused(403, "forbidden_site", text)


def _unknown_host(host: str) -> str:
    name = identifiers.host_name(host)
    if not name:
        return f"Host {host!r} is no name of a host"
    return f"Host {host!r} is not of this machine and no vendor's; allow it with --allow-host {name}"


def _is_link(request: Request) -> bool:
    """Whether a person followed a link, from a web mailer perhaps: fine for vendors' pages, never for control."""
    return request.method == "GET" and request.headers.get("sec-fetch-mode") == "navigate" and not request.is_control


def _cors(origin: str, headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    answer = [
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"access-control-allow-credentials", b"true"),
        (b"access-control-expose-headers", b"X-MFA-Reason"),
        (b"vary", b"Origin"),
    ]
    asked = headers.get("access-control-request-method")
    if asked is not None:
        answer.append((b"access-control-allow-methods", safe_value(asked)))
        names = headers.get("access-control-request-headers", "")
        answer.append((b"access-control-allow-headers", safe_value(names)))
        answer.append((b"access-control-max-age", b"600"))
        if headers.get("access-control-request-private-network") == "true":
            answer.append((b"access-control-allow-private-network", b"true"))
    return answer
