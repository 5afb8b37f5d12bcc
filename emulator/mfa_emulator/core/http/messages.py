"""The HTTP request that calls an operation, and the reply to it."""

from collections.abc import Mapping, Sequence
from typing import Self

import msgspec

from mfa_emulator.core.http.urlencoded import pairs


class Request(msgspec.Struct, eq=False, gc=False):
    """An HTTP request, read lazily: most operations look at few of its parts."""

    method: str
    path: str
    """The path for the provider, without the prefixes that selected it and its world."""
    raw_path: str
    """The path with these prefixes."""
    raw_query: bytes
    target: str
    """The path as the client wrote it, with the query."""
    headers: Mapping[str, str]
    """Headers by name, which servers write in lower case; of repeated ones the first."""
    body: bytes = b""
    scheme: str = "http"
    mount: str = ""
    """The host or world prefix by which the client reached this provider."""
    params: Mapping[str, str] = {}
    """Path parameters: the texts in place of the route's braces, percent-decoded."""
    operation: str = ""
    """The id of the operation that verb and path name; empty when there is none."""
    remark: str = ""
    """A remark for people on what was made of it, which the answer carries when it has no reason itself."""
    _query: dict[str, str] | None = None

    @classmethod
    def read(
        cls,
        method: str,
        raw_path: bytes,
        query: bytes,
        headers: list[tuple[bytes, bytes]] | dict[str, str],
        body: bytes = b"",
        scheme: str = "http",
    ) -> Self:
        """The request of which these parts came."""
        path = "/" + raw_path.decode("utf-8", "replace").lstrip("/")
        target = f"{path}?{query.decode('latin-1')}" if query else path
        by_names = headers if isinstance(headers, dict) else by_name(headers)
        return cls(method, path, path, query, target, by_names, body, scheme)

    def note(self, remark: str) -> None:
        """Add a remark for people to what there is."""
        self.remark = f"{self.remark}; {remark}" if self.remark else remark

    @property
    def query_is_unread(self) -> bool:
        """Whether there is a query of which nobody has asked for a parameter."""
        return bool(self.raw_query) and self._query is None

    @property
    def is_control(self) -> bool:
        """Whether the path, without the prefix of a world, is the control API's."""
        return self.path.startswith("/_mfa") and self.path[5:6] in ("", "/")

    @property
    def base_url(self) -> str:
        """The URL of this provider as the client reaches it: scheme, host and prefixes."""
        return f"{self.scheme}://{self.headers.get('host', 'localhost')}{self.mount}"

    @property
    def query(self) -> dict[str, str]:
        """Query parameters; of repeated ones the last."""
        if self._query is None:
            self._query = dict(self.query_pairs)
        return self._query

    @property
    def query_pairs(self) -> list[tuple[str, str]]:
        """Query parameters in their order."""
        return pairs(self.raw_query.decode("latin-1"))


def by_name(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by name; of repeated ones the first."""
    return {name.decode("latin-1"): text.decode("latin-1") for name, text in reversed(headers)}


class Reply(msgspec.Struct, eq=False, gc=False):
    """An answer that is more than a struct of its vendor: another status, headers, or a body that is not JSON."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str | None = None
    """None: the provider's own."""
    reason: str = ""
    traceback: str = ""
    """The traceback where the emulator itself went wrong."""


class LongReply(Reply, kw_only=True, eq=False, gc=False):
    """An answer whose body is sent piece by piece."""

    pieces: Sequence[bytes]
