"""Heads of fuzzed requests, which mean the same when they are remembered."""

from typing import Any

from msgspec.structs import asdict
from twins import Sent

from mfa_emulator.serving.app import Application
from mfa_emulator.serving.meanings import Meanings


class RememberedHeads:
    """A memory for the heads of all requests to one emulator."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self._meanings = Meanings(app.understand)

    def keeps(self, sent: Sent) -> bool:
        """Whether its head is remembered, from now on if not before."""
        self._meanings.of(head_of(sent))
        return head_of(sent) in self._meanings

    def differ(self, sent: Sent) -> bool:
        """Whether the memory makes another request of it than one without memories does."""
        head = head_of(sent)
        return told(self._meanings, head) != told(Meanings(self._app.understand), head)


def head_of(sent: Sent) -> bytes:
    """The head as it goes on the wire."""
    target = f"{sent.path}?{sent.query}" if sent.query else sent.path
    lines = [f"{sent.verb} {target} HTTP/1.1", *(f"{name}: {text}" for name, text in sent.headers.items())]
    return "\r\n".join([*lines, f"content-length: {len(sent.body)}", "", ""]).encode("latin-1", "replace")


def told(meanings: Meanings, head: bytes) -> Any:
    """All that is found out by a head."""
    plain = meanings.of(head)
    if plain is None:
        return None
    (*meaning, request), *rest = plain
    return meaning, asdict(request), rest
