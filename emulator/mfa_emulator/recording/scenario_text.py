"""Writing of a recording as a scenario, which its user may go on with."""

from collections.abc import Iterator
from typing import TypeAlias

import yaml
from msgspec import UNSET

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.providers import Providers
from mfa_emulator.core.time.durations import for_people
from mfa_emulator.recording.initial_values import initial
from mfa_emulator.recording.recorded import Code, Recorded, Recording
from mfa_emulator.recording.scrubbing import looks
from mfa_emulator.recording.scrubbing.placeholders import PLACEHOLDER, names_in

_SECOND = 1_000_000
_REFUSED = 400
Place: TypeAlias = tuple[str | int, ...]


def scenarios(recording: Recording, title: str, providers: Providers) -> dict[str, str]:
    """The text of a scenario for each vendor that was called, by its name."""
    named = dict.fromkeys(exchange.provider for exchange in recording.exchanges)
    return {name: _Writer(recording, providers).text(name, title) for name in named}


class _Writer:
    def __init__(self, recording: Recording, providers: Providers) -> None:
        self._recording, self._providers = recording, providers
        self._given: set[str] = set()
        self._made_up: set[str] = set()
        self._vars: JsonObject = {}

    def text(self, provider: str, title: str) -> str:
        steps: list[Json] = []
        waited = 0.0
        for number, one in enumerate(self._recording.exchanges):
            waited += one.after
            if one.provider != provider or not one.operation:
                continue
            if waited >= 1 and steps:
                steps.append({"clock": {"advance": for_people(int(waited * _SECOND)).replace(" ", "")}})
            waited = 0.0
            steps += self._codes(one)
            steps.append(self._call(one, number))
        settings = {name: values for name, values in self._recording.settings.items() if name == provider}
        profile = "" if self._recording.profile == "emulator" else self._recording.profile
        world = {"profile": profile, "settings": settings}
        document = {"scenario": title, "provider": provider, **world, "vars": self._vars, "steps": steps}
        document = {key: value for key, value in document.items() if value}
        head = f"# Recorded from {self._recording.target}. Nobody's secrets are in it: check the vars.\n"
        return head + yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=110)

    def _codes(self, one: Recorded) -> Iterator[Json]:
        """Steps that read the codes which the request types."""
        for name in names_in(_asked(one)):
            code = self._recording.codes.get(name)
            if code is not None and code.source != "wrong":
                self._given.add(name)
                yield self._code(code, _variable(name))

    def _code(self, code: Code, name: str) -> Json:
        if code.source == "message":
            return {"message": {"save": {name: "code"}}}
        kind = "uri" if code.secret.startswith("<otpauth-") else "secret"
        app: JsonObject = {kind: self._text(code.secret), "save": name}
        if code.step:
            app["step"] = code.step
        if kind == "secret" and (code.digits, code.period) != (6, 30):
            app |= {"digits": code.digits, "period": code.period}
        return {"authenticator": app}

    def _call(self, one: Recorded, number: int) -> Json:
        step: JsonObject = {"call": one.operation}
        headers = self._headers(one)
        fields = self._fields(one)
        if fields:
            step["with"] = fields
        if one.query and (one.json is not UNSET or one.form is not UNSET):
            step["query"] = self._pairs(one.query)
        step |= headers
        expected: JsonObject = {"status": one.status}
        body = self._expected(one.answer, one.status) if one.answer is not UNSET else None
        if body:
            expected["body"] = body
        step["expect"] = expected
        saved = self._saved(one, number)
        if saved:
            step["save"] = saved
        return step

    def _headers(self, one: Recorded) -> JsonObject:
        """Credentials that an earlier answer gave, or the name of those that a call of the emulator carries."""
        text = one.headers.get("authorization", "")
        names = names_in(text)
        if names and all(name in self._given for name in names):
            return {"headers": {"Authorization": self._text(text)}}
        provider = self._providers[one.provider]
        known = provider.credentials({})
        scheme = text.replace(":", " ").split(" ")[0].lower()
        usual = known.get("", {}).get("Authorization", "").lower()
        if not scheme or usual.startswith(scheme):
            return {}
        for caller, headers in known.items():
            own = next((value for name, value in headers.items() if name.lower() == "authorization"), "")
            if own.replace(":", " ").split(" ")[0].lower() == scheme:
                return {"as": caller}
        return {}

    def _fields(self, one: Recorded) -> JsonObject:
        """Fields of the path and of the body; of the query where there is no body."""
        fields = self._of_path(one)
        if one.form is not UNSET:
            return {**fields, **self._pairs(one.form)}
        if isinstance(one.json, dict):
            return {**fields, **{key: self._filled(value) for key, value in one.json.items()}}
        return {**fields, **self._pairs(one.query)} if one.json is UNSET else fields

    def _of_path(self, one: Recorded) -> JsonObject:
        rows = self._providers[one.provider].operations
        route = next((row.route for row in rows if row.id == one.operation), "").partition(" ")[2].split("/")
        segments = one.path.split("/")
        if len(route) != len(segments):
            return {}
        found: JsonObject = {}
        for own, given in zip(route, segments, strict=True):
            name, _, verb = own.lstrip("{").partition("}")
            if own.startswith("{"):
                found[name] = self._filled(given.removesuffix(verb) if verb else given)
        return found

    def _pairs(self, pairs: list[tuple[str, Json]]) -> JsonObject:
        found: JsonObject = {}
        for name, value in pairs:
            filled, before = self._filled(value), found.get(name)
            many = name in found
            found[name] = [*(before if isinstance(before, list) else [before]), filled] if many else filled
        return found

    def _filled(self, value: Json) -> Json:
        if isinstance(value, dict):
            return {str(self._plain(key)): self._filled(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self._filled(item) for item in value]
        return self._text(value) if isinstance(value, str) else value

    def _plain(self, key: str) -> str:
        return PLACEHOLDER.sub(lambda found: str(initial(found.group())), key)

    def _text(self, text: str) -> str:
        """A text with references in the place of placeholders; those that nothing gives become vars."""

        def reference(name: str) -> str:
            variable = _variable(name)
            if name not in self._given:
                self._vars.setdefault(variable, initial(name))
                self._made_up.add(name)
            return f"${{{variable}}}"

        pieces = text.replace("${", "$${")
        return PLACEHOLDER.sub(lambda found: reference(f"<{found['kind']}-{found['index']}>"), pieces)

    def _expected(self, answer: Json, status: int) -> JsonObject:
        """The plain words of an answer: what is nobody's, and the same in each run."""
        if not isinstance(answer, dict):
            return {}
        found: JsonObject = {}
        for key, value in answer.items():
            if PLACEHOLDER.search(key) or key.startswith("$"):
                continue
            if isinstance(value, dict) and (inner := self._expected(value, status)):
                found[key] = inner
            elif (
                isinstance(value, bool)
                or (status >= _REFUSED and isinstance(value, int))
                or (isinstance(value, str) and _is_plain(value))
            ):
                found[key] = value
        return found

    def _saved(self, one: Recorded, number: int) -> JsonObject:
        """Values of the answer that a later request has."""
        later = {
            name
            for other in self._recording.exchanges[number + 1 :]
            if other.provider == one.provider
            for name in names_in([_asked(other), other.headers.get("authorization")])
        }
        later |= {code.secret for code in self._recording.codes.values()}
        found: JsonObject = {}
        for name, place in _places(one.answer if one.answer is not UNSET else None, ()):
            if name in later and name not in self._given | self._made_up:
                self._given.add(name)
                found[_variable(name)] = _path(place)
        return found


def _asked(one: Recorded) -> Json:
    """All of a request that may hold placeholders."""
    pairs = [value for _, value in (*one.query, *(one.form or ()))]
    return [one.path, *pairs, one.json if one.json is not UNSET else None]


def _is_plain(text: str) -> bool:
    """Whether a text is of the vendor's own words, and no instant."""
    marks = ("://", "${")
    return bool(text) and not (
        PLACEHOLDER.search(text) or looks.is_harmless(text, ("at",)) or any(mark in text for mark in marks)
    )


def _variable(placeholder: str) -> str:
    return placeholder.strip("<>").partition(" ")[0].replace("-", "_")


def _places(value: Json, place: Place) -> Iterator[tuple[str, Place]]:
    """Placeholders that are whole values, and where they stand."""
    if isinstance(value, dict):
        for key, item in value.items():
            if not set(key) & set(".[]") and not PLACEHOLDER.search(key):
                yield from _places(item, (*place, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _places(item, (*place, index))
    elif isinstance(value, str) and (found := PLACEHOLDER.fullmatch(value)):
        yield f"<{found['kind']}-{found['index']}>", place


def _path(place: Place) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).removeprefix(".")
