"""Scrubbing of values: JSON, texts, sentences and URLs."""

import re
from urllib.parse import unquote, urlsplit

import msgspec

from mfa_emulator.core.http import urlencoded
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.recording.scrubbing import looks
from mfa_emulator.recording.scrubbing.field_names import Kind, is_sentence, kind_of, words_of
from mfa_emulator.recording.scrubbing.placeholders import Placeholders
from mfa_emulator.recording.scrubbing.vocabulary import Vocabulary

_URL = re.compile(r"[a-z][a-z0-9+.-]{1,20}://\S+", re.I)
_CHUNK = re.compile(r"[^\s,;()\[\]{}\"'`<>=|]+")
_EDGES = ".:!?*"
_MARK = re.compile(r"(<[a-z]+-[0-9]+(?: number)?>)")
_SHORTEST_WORD = 3
_DEEPEST = 40


class Values:
    """Scrubs single values. `told` is the list of places whose values nothing is known of."""

    def __init__(self, vocabulary: Vocabulary, placeholders: Placeholders, hosts: frozenset[str]) -> None:
        self._vocabulary, self._placeholders, self._hosts = vocabulary, placeholders, hosts
        self.told: dict[str, None] = {}
        self.tokens: dict[str, JsonObject] = {}
        """Header and claims of each JSON Web Token, scrubbed, by its placeholder."""

    def json(self, value: Json, name: str, place: str, *, asked: bool, depth: int = 0) -> Json:
        """A value of JSON under a name. `asked` is for requests, where codes are people's and never a vendor's."""
        if depth > _DEEPEST:
            return self._unknown("(nested too deep)", place)
        if isinstance(value, dict):
            return {
                self._key(key, place): self.json(item, key, f"{place}.{key}", asked=asked, depth=depth + 1)
                for key, item in value.items()
            }
        if isinstance(value, list):
            return [self.json(item, name, f"{place}[]", asked=asked, depth=depth + 1) for item in value]
        if isinstance(value, str):
            return self.text(value, name, place, asked=asked)
        return value if value is None or isinstance(value, bool) else self._number(value, name, asked=asked)

    def text(self, text: str, name: str, place: str, *, asked: bool) -> str:
        """A text under a name."""
        known = self._placeholders.known(text)
        if known is not None:
            self._look_into(text, known)
            if self._placeholders.kind(text) == "unknown":
                self._tell(place)
            return known
        kind = kind_of(name)
        if not text or (kind is None and looks.is_harmless(text, words_of(name))):
            return text
        if not asked and self._is_vendors(text) and kind not in ("password", "secret", "token"):
            return text
        if kind in ("password", "secret", "token", "code"):
            return self._hidden(text, kind, name)
        if _URL.fullmatch(text):
            return self.url(text, place)
        if is_sentence(name) and not asked:
            return self.sentence(text, place)
        return self._judged(text, kind, name, place)

    def _is_vendors(self, text: str) -> bool:
        return text in self._vocabulary.values or text in self._vocabulary.fields

    def _judged(self, text: str, kind: Kind | None, name: str, place: str) -> str:
        """A text by its look, by its name, or by the words that it is made of."""
        by_look = looks.kind_by_look(text)
        if by_look == "code" and kind is not None:
            by_look = None
        if by_look is None and kind in ("email", "phone"):  # it is none: the refusal of it may be what was recorded
            return self._unknown(text, place)
        found = by_look or kind
        if found is not None:
            return self._hidden(text, found, name)
        if text in self._vocabulary.values or (not re.search(r"\s", text) and self._vocabulary.has_words(text)):
            return text
        return self._unknown(text, place)

    def _hidden(self, text: str, kind: Kind, name: str) -> str:
        if text.startswith(("{", "[")):
            self._look_into_json(text)
        placeholder = self._placeholders.of(text, "otpauth" if text.lower().startswith("otpauth://") else kind)
        self._look_into(text, placeholder)
        return placeholder

    def _unknown(self, text: str, place: str) -> str:
        self._tell(place)
        if text.startswith(("{", "[")):
            self._look_into_json(text)
        return self._placeholders.of(text, "unknown")

    def _tell(self, place: str) -> None:
        self.told[place] = None

    def _look_into(self, text: str, placeholder: str) -> None:
        """Learn what a token or a URI holds, so that it is known wherever it stands alone."""
        parts = looks.parts_of_jwt(text)
        if parts is not None:
            claims = self.json(parts[1], "", "claims of a token", asked=False)
            self.tokens[placeholder] = claims if isinstance(claims, dict) else {}
        elif text.lower().startswith("otpauth://"):
            for name, value in urlencoded.pairs(text.partition("?")[2]):
                if name == "secret":
                    self._placeholders.of(value, "secret")

    def _look_into_json(self, text: str) -> None:
        try:
            value: Json = msgspec.json.decode(text)
        except (ValueError, RecursionError):
            return
        self.json(value, "", "JSON in a text", asked=True)

    def _number(self, number: float, name: str, *, asked: bool) -> Json:
        kind, words = kind_of(name), words_of(name)
        if (kind is None and looks.is_about_time(words)) or words[-1:] in (("in",), ("expires",)):
            return number
        is_known = str(number) in self._vocabulary.values
        if not asked and kind == "code" and (is_known or looks.is_small(number)):
            return number
        if kind is None and (is_known or looks.is_small(number) or not isinstance(number, int)):
            return number
        if words[-1:] and kind is None and words[-1] in ("length", "size", "count", "seconds", "interval", "skew"):
            return number
        return self._placeholders.of(number, kind or "id")

    def _key(self, key: str, place: str) -> str:
        """A name of a field; names that are values, such as a number with its code, are none."""
        if key in self._vocabulary.fields:
            return key
        known = self._placeholders.known(key)
        if known is not None:
            return known
        if looks.kind_by_look(key) is None and self._is_name(key):
            return key
        return self._placeholders.of(key, looks.kind_by_look(key) or "unknown")

    @staticmethod
    def _is_name(key: str) -> bool:
        """Whether a key reads as a name that somebody gave to a field: few words, of letters."""
        words = words_of(key)
        letters = [word for word in words if not word.isdigit()]
        is_plain = re.fullmatch(r"[A-Za-z_$@][A-Za-z0-9_.:/#$-]{0,60}", key) is not None
        has_words = (bool(letters) and sum(map(len, letters)) / len(letters) >= _SHORTEST_WORD) or len(key) < 4
        return is_plain and has_words and all(len(word) < (3 if word.isdigit() else 20) for word in words)

    def sentence(self, text: str, place: str) -> str:
        """A sentence, of which plain words are kept, and the vendor's own."""
        pieces = _MARK.split(self._placeholders.replaced(text))
        pieces[::2] = [_CHUNK.sub(lambda found: self._chunk(found.group(), place), piece) for piece in pieces[::2]]
        return "".join(pieces)

    def _chunk(self, chunk: str, place: str) -> str:
        core = chunk.strip(_EDGES)
        if _URL.fullmatch(core):
            return chunk.replace(core, self.url(core, place))
        if not core or core in self._vocabulary.values or looks.is_harmless(core, ()):
            return chunk
        if self._vocabulary.has_words(core) and looks.kind_by_look(core) is None:
            return chunk
        if "/" in core:
            return chunk.replace(core, "/".join(self.segment(part, "", place) for part in core.split("/")))
        kind = looks.kind_by_look(core)
        hidden = self._hidden(core, kind, "") if kind else self._unknown(core, place)
        return chunk.replace(core, hidden)

    def segment(self, segment: str, name: str, place: str) -> str:
        """A segment of a path. With the name of the parameter that it is the value of, it is always a placeholder."""
        text = unquote(segment)
        known = self._placeholders.known(text)
        if known is not None or not text:
            return known or ""
        if name:
            kind = kind_of(name)
            look = looks.kind_by_look(text)
            return self._placeholders.of(text, look if look and look != "code" else kind or "id")
        if self._vocabulary.has_words(text) and looks.kind_by_look(text) is None:
            return text
        return self._placeholders.of(text, looks.kind_by_look(text) or "id")

    def url(self, text: str, place: str) -> str:
        """A URL: scheme, host and names of its query are kept where they are the vendor's."""
        try:
            parts = urlsplit(text)
            host = parts.hostname or ""
        except ValueError:
            return self._unknown(text, place)
        if parts.scheme.lower() not in ("http", "https"):
            return self._judged_uri(text, place)
        shown = host if host in self._hosts else self._placeholders.of(host, "address")
        path = "/".join(self.segment(part, "", place) for part in parts.path.split("/"))
        query = self.pairs(urlencoded.pairs(parts.query), place, asked=True)
        asked = "?" + "&".join(f"{name}={value}" for name, value in query) if query else ""
        fragment = f"#{self._placeholders.of(parts.fragment, 'unknown')}" if parts.fragment else ""
        user = f"{self._placeholders.of(parts.netloc.rpartition('@')[0], 'secret')}@" if "@" in parts.netloc else ""
        return f"{parts.scheme}://{user}{shown}{path}{asked}{fragment}"

    def _judged_uri(self, text: str, place: str) -> str:
        return self._hidden(text, "otpauth", "") if text.lower().startswith("otpauth:") else self._unknown(text, place)

    def pairs(self, given: list[tuple[str, str]], place: str, *, asked: bool) -> list[tuple[str, Json]]:
        """Pairs of a form or a query. A value that is JSON is scrubbed as such."""
        return [(self._key(name, place), self._pair(name, value, f"{place} {name}", asked)) for name, value in given]

    def _pair(self, name: str, value: str, place: str, asked: bool) -> Json:
        if value.startswith(("{", "[")) and kind_of(name) not in ("password", "secret", "token"):
            try:
                inner: Json = msgspec.json.decode(value)
            except (ValueError, RecursionError):
                return self.text(value, name, place, asked=asked)
            return self.json(inner, name, place, asked=asked)
        return self.text(value, name, place, asked=asked)
