"""The console's page at ``/_mfa/``, and the manual that it shows: static files of the package."""

from collections.abc import Sequence
from os import PathLike, stat_result

from starlette.requests import Request as StarletteRequest
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Match, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from mfa_emulator.core.http.refusal import Refused

PATH = "/_mfa"

_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' blob:",  # QR codes
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)


def has(path: str) -> bool:
    """Whether it is a path of the console, whose files hold no secrets and need no token."""
    return path.startswith(PATH) and not path.startswith(f"{PATH}/v1")


def not_found(request: StarletteRequest, error: Exception) -> Response:
    """The answer for a file that is none: as for any other path that the control API does not have."""
    reply = Refused(404, "unknown_path", f"the control API has no {request.url.path}").reply()
    return Response(reply.body, reply.status, media_type="application/json")


def routes() -> Sequence[BaseRoute]:
    """The routes of the page, for a router that answers all else of the control API behind them."""
    files = _Files(packages=[("mfa_emulator", "console")], html=True)
    return [
        Route(PATH, lambda request: RedirectResponse("_mfa/"), methods=["GET"]),
        _BesideApi(f"{PATH}/manual", _Manual(packages=[("mfa_emulator", "docs")])),
        _BesideApi(PATH, files),
    ]


class _BesideApi(Mount):
    """A mount that leaves the API's own paths to the API."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return super().matches(scope) if has(scope["path"]) else (Match.NONE, {})


class _Files(StaticFiles):
    """Files that a browser asks for again each time, for the next start may bring another version."""

    def file_response(
        self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["content-security-policy"] = _POLICY
        response.headers["cache-control"] = "no-cache"
        response.headers["x-content-type-options"] = "nosniff"
        response.headers["referrer-policy"] = "no-referrer"
        return response


class _Manual(_Files):
    """The pages of the manual, and nothing else that lies beside them."""

    def lookup_path(self, path: str) -> tuple[str, stat_result | None]:
        return super().lookup_path(path) if path.endswith(".md") else ("", None)
