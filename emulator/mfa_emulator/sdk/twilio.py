"""HTTP clients for twilio-python: everything meant for Twilio's hosts goes to the emulator.

.. code-block:: python

    from twilio.rest import Client
    from mfa_emulator.sdk.twilio import EmulatorHttpClient

    client = Client(account_sid, auth_token, http_client=EmulatorHttpClient("http://127.0.0.1:9099"))

In a test, without a socket::

    client = in_process_client(emulator)
"""

import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx2
from twilio.http import HttpClient
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from mfa_emulator.providers.twilio_verify.simulated_devices.push_device import PushDevice, PushDeviceError
from mfa_emulator.providers.twilio_verify.simulated_devices.virtual_authenticator import VirtualAuthenticator

if TYPE_CHECKING:
    from mfa_emulator.core.world import World
    from mfa_emulator.emulator import Emulator

__all__ = [
    "AsyncEmulatorHttpClient",
    "EmulatorHttpClient",
    "InProcessHttpClient",
    "PushDevice",
    "PushDeviceError",
    "VirtualAuthenticator",
    "in_process_client",
]


class EmulatorHttpClient(TwilioHttpClient):  # type: ignore[misc]
    """Twilio's own client, with Twilio's hosts replaced by the emulator at `url`; `options` are Twilio's."""

    def __init__(self, url: str, **options: Any) -> None:
        super().__init__(**options)
        self._url = url

    def request(self, method: str, url: str, *arguments: Any, **options: Any) -> Response:
        """Send the request to the emulator, as Twilio's own client would to Twilio."""
        return super().request(method, redirected(url, self._url), *arguments, **options)


class AsyncEmulatorHttpClient(AsyncTwilioHttpClient):  # type: ignore[misc]
    """The same for asyncio. Make it within a running loop, as Twilio's own."""

    def __init__(self, url: str, **options: Any) -> None:
        super().__init__(**options)
        self._url = url

    async def request(self, method: str, url: str, *arguments: Any, **options: Any) -> Response:
        """Send the request to the emulator, as Twilio's own client would to Twilio."""
        return await super().request(method, redirected(url, self._url), *arguments, **options)


class InProcessHttpClient(HttpClient):  # type: ignore[misc]
    """Calls a world of an emulator in this process: no socket, no server."""

    def __init__(self, emulator: "Emulator", world: "World | None" = None) -> None:
        super().__init__(logging.getLogger("twilio.http_client"), False, None)
        self._http = httpx2.Client(
            transport=emulator.transport(),
            headers={"X-MFA-World": (world or emulator.world).name},
            trust_env=False,
        )

    def request(
        self,
        method: str,
        url: str,
        params: Any = None,
        data: Any = None,
        headers: Any = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """Make the call as `TwilioHttpClient` would: JSON if the headers say so, else a form."""
        headers = headers or {}
        as_json = headers.get("Content-Type") == "application/json"
        body = {"json": data} if as_json else {"data": _form(data)}
        answer = self._http.request(method.upper(), url, params=_form(params), headers=headers, auth=auth, **body)
        return Response(answer.status_code, answer.text, answer.headers)

    def close(self) -> None:
        """Give the event loop back."""
        self._http.close()


def in_process_client(emulator: "Emulator", world: "World | None" = None) -> Client:
    """twilio-python's client for the default account of a world, the default one unless given."""
    account = (world or emulator.world).twilio_verify
    return Client(account.account_sid, account.auth_token, http_client=InProcessHttpClient(emulator, world))


def redirected(url: str, base: str) -> str:
    """The same URL at the emulator, if its host is Twilio's; other hosts are left alone, the emulator's own too.

    The host stays as first segment of the path, so that the emulator knows whose API is meant.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host != "twilio.com" and not host.endswith(".twilio.com"):
        return url
    query = f"?{parts.query}" if parts.query else ""
    return f"{base.rstrip('/')}/{host}{parts.path}{query}"


def _form(data: Any) -> Any:
    """Form fields as `requests` would send them: what is None is left out."""
    return {name: value for name, value in data.items() if value is not None} if data else None
