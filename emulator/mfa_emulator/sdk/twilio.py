"""HTTP clients of twilio-python whose requests go to the emulator, whatever Twilio's URLs say.

.. code-block:: python

    from twilio.http.http_client import TwilioHttpClient
    from twilio.rest import Client
    from mfa_emulator.sdk.twilio import redirect

    http = redirect(TwilioHttpClient(), "http://127.0.0.1:9099")
    client = Client(account_sid, auth_token, http_client=http)

In a test, without a socket::

    http = in_process(TwilioHttpClient(), emulator)

twilio-python carries no type information (no ``py.typed``), so nothing here derives from its classes or returns them:
its own client is taken, changed, and given back under the type that the caller's checker knows.
"""

import weakref
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar
from urllib.parse import urlsplit

import httpx2

from mfa_emulator.providers.twilio_verify.simulated_devices.push_device import PushDevice, PushDeviceError
from mfa_emulator.providers.twilio_verify.simulated_devices.virtual_authenticator import VirtualAuthenticator

if TYPE_CHECKING:
    from mfa_emulator.core.world import World
    from mfa_emulator.emulator import Emulator

__all__ = [
    "PushDevice",
    "PushDeviceError",
    "TwilioHttp",
    "VirtualAuthenticator",
    "in_process",
    "redirect",
]


class TwilioHttp(Protocol):
    """The part of Twilio's HTTP clients, synchronous and asynchronous, that is changed here."""

    @property
    def is_async(self) -> bool:
        """Whether `request` gives something to await."""

    @property
    def request(self) -> Callable[..., object]:
        """The function that sends a request, given its method and URL."""


H = TypeVar("H", bound=TwilioHttp)
Plain: TypeAlias = str | int | float | bool | None
Fields: TypeAlias = Mapping[str, Plain | Sequence[Plain]]


def redirect(http: H, url: str) -> H:
    """Send all requests for Twilio's hosts to the emulator at `url`, by the same client, which is given back.

    ``TwilioHttpClient()`` and, within a running loop, ``AsyncTwilioHttpClient()`` are such clients.
    """
    send = http.request

    def request(method: str, uri: str, *arguments: object, **options: object) -> object:
        return send(method, _at(url, uri), *arguments, **options)

    vars(http)["request"] = request
    return http


def in_process(http: H, emulator: "Emulator", world: "World | None" = None) -> H:
    """Let a world of an emulator in this process answer all requests, the default world unless one is given.

    No socket is opened and no server started. The client is given back; of its own options none has an effect any more.
    """
    caller = httpx2.Client(transport=emulator.transport(world=world or emulator.world), trust_env=False)
    weakref.finalize(http, caller.close)
    send = _sender(caller)

    async def request_async(*arguments: object, **options: object) -> object:
        return send(*arguments, **options)

    vars(http)["request"] = request_async if http.is_async else send
    return http


def _at(base: str, url: str) -> str:
    """The same URL at the emulator, if its host is Twilio's; other hosts are left alone, the emulator's own too.

    The host stays as first segment of the path, so that the emulator knows whose API is meant.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host != "twilio.com" and not host.endswith(".twilio.com"):
        return url
    query = f"?{parts.query}" if parts.query else ""
    return f"{base.rstrip('/')}/{host}{parts.path}{query}"


def _sender(http: httpx2.Client) -> Callable[..., object]:
    """Twilio's `request`, sent by another client."""
    from twilio.http.response import Response

    def request(
        method: str,
        uri: str,
        params: Fields | None = None,
        data: Fields | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> object:
        """The answer; as Twilio's own client does it, the body is JSON if the headers say so, else a form."""
        headers = headers or {}
        as_json = headers.get("Content-Type") == "application/json"
        answer = http.request(
            method.upper(),
            uri,
            params=_given(params),
            headers=headers,
            auth=auth,
            json=data if as_json else None,
            data=None if as_json else _given(data),
        )
        return Response(answer.status_code, answer.text, answer.headers)

    return request


def _given(fields: Fields | None) -> Fields | None:
    """Fields as `requests` would send them: what is None is left out."""
    return {name: value for name, value in fields.items() if value is not None} if fields else None
