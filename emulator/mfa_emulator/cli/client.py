"""Client of a running emulator."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias, TypeVar
from urllib.parse import SplitResult, urlencode, urlsplit

import click
import msgspec

from mfa_emulator.cli.control_answers import Page
from mfa_emulator.cli.failure import BadInput, Failed, Unreachable

if TYPE_CHECKING:
    from http.client import HTTPResponse

T = TypeVar("T")
PageT = TypeVar("PageT", bound=Page)
Query: TypeAlias = Mapping[str, str | float | None]
Headers: TypeAlias = Mapping[str, str | None]

URL = "http://127.0.0.1:9099"
PATIENCE = 10.0
"""Real seconds to wait for an answer, beside those that were asked for."""
LONG_PATIENCE = 600.0
"""The same for a whole world, which may be large."""


class Refusal(Failed):
    """The emulator said no; `http_status` is what it said it with, `path` leads to the refused value of the body."""

    def __init__(self, http_status: int, message: str, path: tuple[str | int, ...] = ()) -> None:
        super().__init__(message)
        self.http_status = http_status
        self.path = path


class _Error(msgspec.Struct):
    message: str
    path: tuple[str | int, ...] = ()


class _Refused(msgspec.Struct):
    error: _Error


class Client:
    """Control calls to one world of the emulator at `url`."""

    def __init__(self, url: str = URL, world: str | None = None, token: str | None = None) -> None:
        self.url: str = (url if "://" in url else f"http://{url}").rstrip("/")
        self._parts = _parts(self.url)
        self._headers = {"X-MFA-World": world or None, "X-MFA-Token": token or None}

    def get(self, path: str, kind: type[T], query: Query | None = None, patience: float = 0) -> T:
        """The answer; `patience` is how many real seconds longer than usual it may take."""
        return self._read(self.ask("GET", path, query, patience=patience), kind)

    def pages(self, path: str, kind: type[PageT], query: Query, patience: float = 0) -> Iterator[PageT]:
        """The pages of a list, one after the other; only the first waits for `patience`."""
        wanted: dict[str, str | float | None] = {**query, "limit": 1000}
        while True:
            page = self.get(path, kind, wanted, patience)
            yield page
            if not page.more:
                return
            wanted, patience = {**wanted, "wait": None, "after": page.cursor}, 0

    def post(self, path: str, kind: type[T], fields: Mapping[str, object] = MappingProxyType({})) -> T:
        """The answer to a POST with these fields in its body."""
        return self._read(self.ask("POST", path, body=msgspec.json.encode(dict(fields))), kind)

    def ask(self, method: str, path: str, query: Query | None = None, body: bytes = b"", patience: float = 0) -> bytes:
        """The answer's body. Raises `Refusal`, or `Unreachable` when there is no answer."""
        with self._reached(), self._opened(method, path, query or {}, body, PATIENCE + patience) as response:
            status, answer = response.status, response.read()
        if status >= 400:
            raise self._refusal(status, answer)
        return answer

    def lines(self, path: str, query: Query, headers: Headers, silence: float) -> Iterator[str]:
        """The lines of an answer without an end, as they come, while none is longer than `silence` in coming.

        Raises `Refusal`, or `Unreachable` when there is no answer or it is cut off.
        """
        with self._reached(), self._opened("GET", path, query, b"", silence, headers) as response:
            if response.status < 400:
                yield from (line.decode(errors="replace").rstrip("\r\n") for line in response)
                return
            status, answer = response.status, response.read()
        raise self._refusal(status, answer)

    @contextmanager
    def _reached(self) -> Iterator[None]:
        from http.client import HTTPException

        try:
            yield
        except (OSError, HTTPException, ValueError) as error:
            text = getattr(error, "strerror", None) or str(error) or type(error).__name__
            hint = "start an emulator with `mfa-emulator`, or give its --url"
            raise Unreachable(f"no emulator answers at {self.url} ({text}): {hint}") from None

    @contextmanager
    def _opened(
        self, method: str, path: str, query: Query, body: bytes, timeout: float, headers: Headers = MappingProxyType({})
    ) -> "Iterator[HTTPResponse]":
        from http.client import HTTPConnection, HTTPSConnection

        given = {name: value for name, value in query.items() if value is not None}
        target = f"{self._parts.path}/_mfa/v1{path}?{urlencode(given)}".rstrip("?")
        kind = HTTPSConnection if self._parts.scheme == "https" else HTTPConnection
        connection = kind(self._parts.netloc.rpartition("@")[2], timeout=timeout)
        try:
            sent = {**self._headers, **headers}
            connection.request(method, target, body, {name: value for name, value in sent.items() if value is not None})
            yield connection.getresponse()
        finally:
            connection.close()

    def _read(self, answer: bytes, kind: type[T], status: int = 200) -> T:
        try:
            return msgspec.json.decode(answer, type=kind)
        except ValueError:
            raise Unreachable(f"what answers at {self.url} is not mfa-emulator (HTTP {status})") from None

    def _refusal(self, status: int, answer: bytes) -> Failed:
        error = self._read(answer, _Refused, status).error
        return Refusal(status, error.message, error.path)


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname and parts.port != 0:
            return parts
    except ValueError:
        pass
    raise BadInput(f"--url {url}: an emulator's URL looks like {URL}")


def with_client(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say which emulator, and as first argument a `Client` made from them."""

    @click.option("--url", envvar="MFA_EMULATOR_URL", default=URL, show_default=True, help="Where the emulator runs.")
    @click.option("--world", help="One of its worlds; else the one that the URL means.")
    @click.option("--token", envvar="MFA_EMULATOR_TOKEN", help="What it printed at its start, if it serves others too.")
    @wraps(function)
    def command(*, url: str, world: str | None, token: str | None, **options: object) -> None:
        function(Client(url, world, token), **options)

    return command
