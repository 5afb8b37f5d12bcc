"""Mutated twins of a request: the same but for one thing."""

import json
from random import Random
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, urlencode

from values import Values

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
BODIES = (
    b"",
    b"{",
    b"[]",
    b"null",
    b"0",
    b'"x"',
    b"\xff\xfe",
    b"a=b&c",
    b"[" * 3000,
    b'{"a":' * 3000,
    b"{}{}",
    b"\x00",
)
VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "BREW")


class Sent(NamedTuple):
    """A request as it goes out, and whose it is."""

    vendor: str
    operation: str
    verb: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


class Twins:
    """Makes twins, the same on every run."""

    def __init__(self, chance: Random, values: Values) -> None:
        self._chance, self._values = chance, values

    def of(self, sent: Sent) -> Sent:
        """A twin: mostly another value in the body."""
        luck = self._chance.random()
        if luck < 0.65 and (twin := self._body(sent)) is not None:
            return twin
        return self._chance.choice((self._query, self._headers, self._verb, self._path, self._path, self._broken))(sent)

    def _body(self, sent: Sent) -> Sent | None:
        if not sent.body:
            return None
        if FORM in sent.headers.get("content-type", ""):
            fields = dict(parse_qsl(sent.body.decode("utf-8", "replace"), keep_blank_values=True))
            self._change(fields)
            return sent._replace(body=form(fields))
        try:
            document = json.loads(sent.body)
        except (ValueError, RecursionError):
            return None
        self._change(document)
        return sent._replace(body=json.dumps(document).encode())

    def _change(self, document: Any) -> None:
        """Change one value at some depth: away, another, doubled, or another name for it."""
        while isinstance(document, dict | list) and document:
            key = self._chance.choice(list(document) if isinstance(document, dict) else range(len(document)))
            inner = document[key]
            if isinstance(inner, dict | list) and inner and self._chance.random() < 0.7:
                document = inner
                continue
            luck = self._chance.random()
            if luck < 0.25:
                del document[key]
            elif luck < 0.75 or isinstance(document, list):
                document[key] = self._values.junk()
            elif luck < 0.9 and isinstance(inner, str):
                document[key] = self._near(inner)
            else:
                document[f"{key}x"] = document.pop(key)
            return

    def _near(self, text: str) -> str:
        return self._chance.choice((text[:-1], f"{text}x", text.upper(), f" {text}", text[::-1], f"{text}\n", text * 2))

    def _query(self, sent: Sent) -> Sent:
        fields = dict(parse_qsl(sent.query, keep_blank_values=True))
        if not fields or self._chance.random() < 0.3:
            fields[self._chance.choice(("key", "alt", "PageSize", "limit", "after", "x", "Status"))] = ""
        self._change(fields)
        return sent._replace(query=form(fields).decode())

    def _headers(self, sent: Sent) -> Sent:
        headers = dict(sent.headers)
        name = self._chance.choice([*headers, "authorization", "content-type", "x-mfa-world", "accept-language"])
        headers.pop(name, None)
        if self._chance.random() < 0.7:
            text = str(self._values.junk()).encode("ascii", "ignore").decode()
            headers[name] = "".join(letter for letter in text if letter.isprintable())[:200]
        return sent._replace(headers=headers)

    def _verb(self, sent: Sent) -> Sent:
        return sent._replace(verb=self._chance.choice(VERBS))

    def _path(self, sent: Sent) -> Sent:
        parts = sent.path.split("/")
        at = self._chance.randrange(1, len(parts))
        others = (quoted(self._values.junk()), self._near(parts[at]), "", "..", "%2F", f"{parts[at]}/")
        parts[at] = self._chance.choice(others)
        path = "/".join(parts)
        return sent._replace(path=path.encode("ascii", "ignore").decode().replace("\n", "").replace(" ", "") or "/")

    def _broken(self, sent: Sent) -> Sent:
        body = self._chance.choice(BODIES) if self._chance.random() < 0.6 else sent.body[: len(sent.body) // 2]
        return sent._replace(body=body)


def form(fields: dict[str, Any]) -> bytes:
    """Fields as a form or a query; what is no text is written as JSON."""
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}
    return urlencode(texts, errors="replace").encode()


def quoted(value: Any) -> str:
    """A value as a segment of a path."""
    return quote(str(value)[:300], safe="", errors="replace")
