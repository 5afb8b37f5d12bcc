"""Heads of fuzzed requests, which mean the same when they are remembered."""

from typing import Any

from msgspec.structs import asdict
from twins import Sent

from mfa_emulator.core.http.messages import Request
from mfa_emulator.serving.app import Application
from mfa_emulator.serving.meanings import Meaning, Meanings, Plain


class RememberedHeads:
    """A memory for the heads of all requests to one emulator."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self._meanings = Meanings(app.destination)

    def keeps(self, sent: Sent) -> bool:
        """Whether its head is remembered, from now on if not before."""
        self._meanings.of(head_of(sent))
        return head_of(sent) in self._meanings

    def differ(self, sent: Sent) -> bool:
        """Whether the memory makes another request of it than one without memories does, or than its whole path."""
        head = head_of(sent)
        plain = self._meanings.of(head)
        if told(plain) != told(Meanings(self._app.destination).of(head)):
            return True
        return plain is not None and parts(plain[0]) != self._by_its_whole_path(plain[0].request)

    def _by_its_whole_path(self, asked: Request) -> Any:
        headers = dict(asked.headers)
        request = Request.read(asked.method, asked.raw_path.encode(), asked.raw_query, headers)
        destination = self._app.destination(request)
        return destination and parts(destination.meaning(request))


def head_of(sent: Sent) -> bytes:
    """The head as it goes on the wire."""
    target = f"{sent.path}?{sent.query}" if sent.query else sent.path
    lines = [f"{sent.verb} {target} HTTP/1.1", *(f"{name}: {text}" for name, text in sent.headers.items())]
    return "\r\n".join([*lines, f"content-length: {len(sent.body)}", "", ""]).encode("latin-1", "replace")


def told(plain: Plain | None) -> Any:
    """All that is found out by a head."""
    return plain and (parts(plain[0]), *plain[1:])


def parts(meaning: Meaning) -> Any:
    """The parts of a meaning, to be compared."""
    return {**asdict(meaning), "request": asdict(meaning.request)}
