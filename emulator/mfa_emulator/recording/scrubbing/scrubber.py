"""Scrubbing of whole exchanges: headers, path, query and bodies of request and answer."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote

import msgspec
from msgspec import UNSET, UnsetType

from mfa_emulator.core.http import urlencoded
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.recording.exchange import Exchange, Headers
from mfa_emulator.recording.recorded import Recorded
from mfa_emulator.recording.scrubbing.header_fields import Kept, kept_header
from mfa_emulator.recording.scrubbing.placeholders import Placeholders
from mfa_emulator.recording.scrubbing.values import Values
from mfa_emulator.recording.scrubbing.vocabulary import Vocabulary

_MICROS = 1_000_000


class Scrubbed(NamedTuple):
    """Exchanges without a secret, and all that is known beside them."""

    exchanges: list[Recorded]
    tokens: dict[str, JsonObject]
    left_out: list[str]
    values: dict[str, str]
    """The value of each placeholder: for this process alone."""


def scrubbed(
    exchanges: Sequence[Exchange], vocabularies: Mapping[str, Vocabulary], hosts: frozenset[str] = frozenset()
) -> Scrubbed:
    """The exchanges with placeholders. `hosts` are names of servers that may be kept, the vendors' own.

    They are gone through twice: first to learn what is secret, for a value may be told by its name in one place and
    stand in another without.
    """
    placeholders = Placeholders()
    _Scrubber(vocabularies, placeholders, hosts).all(exchanges)
    placeholders.settle()
    scrubber = _Scrubber(vocabularies, placeholders, hosts)
    done = scrubber.all(exchanges)
    return Scrubbed(done, scrubber.tokens, sorted(scrubber.left_out), placeholders.values())


class _Scrubber:
    def __init__(
        self, vocabularies: Mapping[str, Vocabulary], placeholders: Placeholders, hosts: frozenset[str]
    ) -> None:
        self._values = {name: Values(words, placeholders, hosts) for name, words in vocabularies.items()}
        self._nobodys = Values(Vocabulary(), placeholders, hosts)
        self.left_out: set[str] = set()
        self.tokens: dict[str, JsonObject] = {}

    def all(self, exchanges: Sequence[Exchange]) -> list[Recorded]:
        found, before = [], exchanges[0].at if exchanges else 0
        for exchange in exchanges:
            found.append(self._one(exchange, max(exchange.at - before, 0) / _MICROS))
            before = exchange.at
        return found

    def _one(self, exchange: Exchange, after: float) -> Recorded:
        values = self._values.get(exchange.provider, self._nobodys)
        what = exchange.operation or f"{exchange.method} request"
        asked, answered = f"{what}: request", f"{what}: answer"
        body = self._body(values, exchange.headers, exchange.body, asked, asked=True)
        answer = self._body(values, exchange.answer_headers, exchange.answer, answered, asked=False)
        done = Recorded(
            after=round(after, 3),
            provider=exchange.provider,
            operation=exchange.operation,
            method=exchange.method,
            path=self._path(values, exchange),
            query=values.pairs(urlencoded.pairs(exchange.query), f"{asked} query", asked=True),
            headers=self._headers(values, exchange.headers, asked, asked=True),
            json=body.json,
            form=body.form,
            status=exchange.status,
            answer_headers=self._headers(values, exchange.answer_headers, answered, asked=False),
            answer=answer.json,
        )
        self.left_out |= set(values.told)
        self.tokens |= values.tokens
        return done

    def _path(self, values: Values, exchange: Exchange) -> str:
        """The path, in which values of the route's parameters are always placeholders."""
        segments = exchange.path.split("/")
        route = exchange.route.partition(" ")[2].split("/")
        if len(route) != len(segments):
            return "/".join(values.segment(segment, "", "path") for segment in segments)
        return "/".join(_filled(values, given, own) for given, own in zip(segments, route, strict=True))

    def _headers(self, values: Values, headers: Headers, place: str, *, asked: bool) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, text in headers:
            kept = kept_header(values, name, text, place, asked=asked)
            if kept is Kept.TOLD:
                self.left_out.add(f"{place} header {name}")
            elif isinstance(kept, str):
                found.setdefault(name, kept)
        return found

    def _body(self, values: Values, headers: Headers, body: bytes, place: str, *, asked: bool) -> "_Body":
        if not body:
            return _Body()
        media = next((text for name, text in headers if name == "content-type"), "").partition(";")[0].strip().lower()
        if media != "application/x-www-form-urlencoded":
            try:
                read: Json = msgspec.json.decode(body)
                return _Body(json=values.json(read, "", place, asked=asked))
            except (ValueError, RecursionError):
                pass
        elif asked:
            pairs = urlencoded.pairs(body.decode("utf-8", "replace"))
            return _Body(form=values.pairs(pairs, place, asked=True))
        self.left_out.add(f"{place} body, of {media or 'no media type'}")
        return _Body()


class _Body(NamedTuple):
    json: Json | UnsetType = UNSET
    form: list[tuple[str, Json]] | UnsetType = UNSET


def _filled(values: Values, given: str, own: str) -> str:
    """A segment as its route has it: literal, a parameter, or a parameter with a verb of its own, `{id}:lookup`."""
    if not own.startswith("{"):
        return unquote(given) if unquote(given) == own else values.segment(given, "", "path")
    name, _, verb = own[1:].partition("}")
    value = given.removesuffix(verb) if verb else given
    return f"{values.segment(value, name, 'path')}{verb}"
