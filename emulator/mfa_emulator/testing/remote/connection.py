"""Control calls about one world of a running emulator."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import quote

import httpx2
import msgspec

from mfa_emulator.core.descriptions.misfit_words import Unfit

T = TypeVar("T")

PATIENCE = 30.0
"""Real seconds to wait for an answer, beside those that were asked for."""

KINDS: Mapping[str, type[Exception]] = {
    "attribute_error": AttributeError,
    "lookup_error": LookupError,
    "type_error": TypeError,
    "value_error": ValueError,
}
"""Errors of helpers by the codes of their refusals."""


class NotThere(LookupError):
    """The thing that was asked for is not there (404), or its world has ended."""


class Error(msgspec.Struct, frozen=True):
    """A refusal."""

    code: str = ""
    message: str = ""
    path: tuple[str | int, ...] = ()


class Refused(msgspec.Struct):
    """The body of a refusal."""

    error: Error = Error()


class Connection:
    """Control calls at `url`, which is a server's or that of one of its worlds."""

    def __init__(self, url: str, client: httpx2.Client) -> None:
        self.url: str = url.rstrip("/")
        self._client = client

    @classmethod
    def to(cls, url: str, token: str = "") -> "Connection":
        """A connection to a server, with the token that it asks for if it serves more than this machine."""
        headers = {"X-MFA-Token": token} if token else {}
        # trust_env: a proxy of the environment must not get between.
        return cls(url, httpx2.Client(headers=headers, timeout=PATIENCE, trust_env=False))

    def world(self, name: str) -> "Connection":
        """The same, about the world of that name."""
        return self.at(f"{self.url}/_world/{quote(name, safe='')}")

    def at(self, url: str) -> "Connection":
        """The same, at another address of the server."""
        return Connection(url, self._client)

    def get(self, path: str, kind: type[T], query: Mapping[str, object] = MappingProxyType({}), wait: float = 0) -> T:
        """The answer to a GET, which may take `wait` real seconds more than usual."""
        given = {name: str(value) for name, value in query.items() if value is not None}
        if wait:
            given["wait"] = f"{wait:.6f}"
        return self._read(self.ask("GET", path, query=given, patience=wait), kind)

    def pages(
        self, path: str, name: str, kind: type[T], query: Mapping[str, object] = MappingProxyType({}), wait: float = 0
    ) -> Iterator[T]:
        """The items of a list, page by page; only the first page waits."""
        after = query.get("after") or 0
        while True:
            page = self.get(path, dict[str, msgspec.Raw], {**query, "after": after, "limit": 1000}, wait)
            for item in msgspec.json.decode(page[name], type=list[msgspec.Raw]):
                yield msgspec.json.decode(item, type=kind)
            if not msgspec.json.decode(page["more"], type=bool):
                return
            after, wait = msgspec.json.decode(page["cursor"], type=str), 0

    def post(self, path: str, kind: type[T], fields: object = MappingProxyType({})) -> T:
        """The answer to a POST with these fields in its body."""
        body = msgspec.json.encode(dict(fields) if isinstance(fields, Mapping) else fields)
        return self._read(self.ask("POST", path, body), kind)

    def put(self, path: str, kind: type[T], fields: Mapping[str, object]) -> T:
        """The answer to a PUT with these fields in its body."""
        return self._read(self.ask("PUT", path, msgspec.json.encode(dict(fields))), kind)

    def delete(self, path: str, kind: type[T]) -> T:
        """The answer to a DELETE."""
        return self._read(self.ask("DELETE", path), kind)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        query: Mapping[str, str] = MappingProxyType({}),
        patience: float = 0,
    ) -> bytes:
        """The body of an answer. A refusal is raised as the error that the helper itself would raise here."""
        if self._client.is_closed:
            raise ConnectionError(f"the connection to {self.url} has ended with the session")
        try:
            answer = self._client.request(
                method, f"{self.url}/_mfa/v1{path}", params=dict(query), content=body, timeout=PATIENCE + patience
            )
        except httpx2.TransportError as error:
            raise ConnectionError(f"no emulator answers at {self.url} ({error or type(error).__name__})") from None
        if answer.status_code >= 400:
            raise self._refusal(answer.status_code, answer.content)
        return answer.content

    def close(self) -> None:
        """End the connections."""
        self._client.close()

    def _refusal(self, status: int, body: bytes) -> Exception:
        error = self._read(body, Refused).error
        if error.path:
            return Unfit(error.message, error.path)
        kind = KINDS.get(error.code) or (NotThere if status == 404 or error.code == "no_world" else ValueError)
        return kind(error.message)

    def _read(self, body: bytes, kind: type[T]) -> T:
        try:
            return msgspec.json.decode(body, type=kind)
        except ValueError as error:
            raise ConnectionError(f"what answers at {self.url} is not this version of mfa-emulator: {error}") from None
