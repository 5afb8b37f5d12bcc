"""The guard of the emulator: no web page from elsewhere and no rebound DNS name gets in, on any path."""

from functools import lru_cache
from hmac import compare_digest
from urllib.parse import urlsplit

import msgspec

from mfa_emulator.core.http.messages import Request
from mfa_emulator.core.http.refusal import Refused
from mfa_emulator.core.identifiers import is_loopback
from mfa_emulator.serving.hosts import Hosts


class Access(msgspec.Struct, frozen=True):
    """Access beside loopback. `token` is carried by control calls when others can reach the port."""

    any_host: bool = False
    origins: tuple[str, ...] = ()
    token: str = ""


class Guard:
    """Checks Host, Origin and Sec-Fetch-Site before anything else looks at the request."""

    def __init__(self, hosts: Hosts, access: Access) -> None:
        self._access = access
        self._is_ours = lru_cache(maxsize=512)(lambda name: is_loopback(name) or hosts.by_host(name) is not None)
        self._is_our_host = lru_cache(maxsize=512)(lambda host: self._is_ours(_name(host)))

    def check(self, request: Request) -> list[tuple[bytes, bytes]]:
        """The CORS headers of the answer. Raises `Refused`."""
        headers = request.headers
        host = headers.get("host", "")
        if host and not self._access.any_host and not self._is_our_host(host):
            raise Refused(
                403,
                "forbidden_host",
                f"Host {host!r} is neither loopback nor a vendor's; start with --host to serve other names",
            )
        origin = headers.get("origin")
        if origin is not None:
            if not self._allows(origin, host):
                raise Refused(403, "forbidden_origin", f"Origin {origin!r} is not local; allow it with --allow-origin")
            return _cors(origin, headers)
        if headers.get("sec-fetch-site") == "cross-site" and not _is_link(request):
            raise Refused(403, "forbidden_site", "a page of another site may not call the emulator")
        return []

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

    def _allows(self, origin: str, host: str) -> bool:
        try:
            parts = urlsplit(origin)
            name = parts.hostname or ""
        except ValueError:
            return False
        return self._is_ours(name) or parts.netloc == host or origin in self._access.origins


def _name(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()


def _is_link(request: Request) -> bool:
    """Whether a person followed a link, from a web mailer perhaps: fine for vendors' pages, never for control."""
    mode = request.headers.get("sec-fetch-mode")
    return request.method == "GET" and mode == "navigate" and not request.path.startswith("/_mfa")


def _cors(origin: str, headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    answer = [
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"access-control-allow-credentials", b"true"),
        (b"access-control-expose-headers", b"X-MFA-Reason"),
        (b"vary", b"Origin"),
    ]
    asked = headers.get("access-control-request-method")
    if asked is not None:
        answer.append((b"access-control-allow-methods", asked.encode("latin-1")))
        names = headers.get("access-control-request-headers", "")
        answer.append((b"access-control-allow-headers", names.encode("latin-1")))
        answer.append((b"access-control-max-age", b"600"))
        if headers.get("access-control-request-private-network") == "true":
            answer.append((b"access-control-allow-private-network", b"true"))
    return answer
