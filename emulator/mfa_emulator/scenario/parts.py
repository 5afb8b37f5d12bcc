"""Parts that steps of every kind are made of, and the patterns of their texts.

The docstrings and descriptions are what an editor shows while one writes a scenario.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, get_args

from msgspec import UNSET, Meta, Struct, UnsetType, field

from mfa_emulator.core import message
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.scenario.positions import Mistake, Path
from mfa_emulator.scenario.values.references import NAME
from mfa_emulator.scenario.vocabulary import Vocabulary

CHANNELS = get_args(message.Channel)
_NAME = f"^{NAME}$"
_REFERENCE = rf"^\$\{{{NAME}\}}$"
_FIELD_PATH = r"^(\[[0-9]+\]|[^.\[\]]+)(\[[0-9]+\]|\.[^.\[\]]+)*$"
_ALGORITHM = rf"^([Ss][Hh][Aa](1|256|512)|\$\{{{NAME}\}})$"
TAKEN = ("and", "or", "not", "None", "True", "False", "skip", "skipif", "xfail", "parametrize", "usefixtures", "mfa")
"""Words that have a meaning of their own where tests are selected, or as pytest's markers."""
_END = r"(?![\s\S])"
"""The end of a text, for Python and for the editors' JavaScript alike."""
_TAG = rf"^(?!({'|'.join(TAKEN)}){_END}){NAME}{_END}"
_METHOD = rf"^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|\$\{{{NAME}\}})$"
_PATH = r"^(/(?!/)|\$\{)"
_VARIABLE = rf"^[A-Za-z_][A-Za-z0-9_]*{_END}"
_CHANNEL = rf"^({'|'.join(CHANNELS)}|\$\{{{NAME}\}})$"
PATTERNS_IN_WORDS = {
    _NAME: "a name of letters, digits and _",
    _REFERENCE: "a ${name} that is one",
    _FIELD_PATH: "a path such as users[0].localId",
    _ALGORITHM: "SHA1, SHA256 or SHA512",
    _CHANNEL: f"{', '.join(CHANNELS[:-1])} or {CHANNELS[-1]}",
    _TAG: f"a word that is none of {', '.join(TAKEN)}",
    _METHOD: "GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS",
    _PATH: "a path that begins with one /",
    _VARIABLE: "the name of an environment variable",
}

Name = Annotated[str, Meta(pattern=_NAME, description="Later used as ${name}")]
Reference = Annotated[str, Meta(pattern=_REFERENCE)]
FieldPath = Annotated[str, Meta(pattern=_FIELD_PATH, description="Where in the answer it stands: users[0].localId")]
Saves = dict[Name, FieldPath]
Algorithm = Annotated[str, Meta(pattern=_ALGORITHM, description="SHA1, SHA256 or SHA512")]
Text = Annotated[str, Meta(min_length=1)]
Tag = Annotated[str, Meta(pattern=_TAG)]
Variable = Annotated[str, Meta(pattern=_VARIABLE)]
Channel = Annotated[str, Meta(pattern=_CHANNEL, description="sms, call, email, whatsapp or push")]
Method = Annotated[str, Meta(pattern=_METHOD)]
RawPath = Annotated[
    str, Meta(pattern=_PATH, description="A path of the target, with its query: /v2/Services?PageSize=1")
]


EXPECTED = "Expected"
"""Name of the schema of expected values."""
_EXPECTED: JsonObject = {"$ref": f"#/$defs/{EXPECTED}"}


def expected(text: str) -> Meta:
    """The description of an expected value, in which matchers may stand."""
    return Meta(description=text, extra_json_schema=_EXPECTED)


class Part(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Any part of a scenario: unknown keys are refused, so that a misspelt one is never skipped."""


class Step(Part, frozen=True, kw_only=True):
    """One step; its key names its kind."""

    @property
    def saved_names(self) -> Collection[str]:
        """Names that are known after this step."""
        return ()

    @property
    def expectations(self) -> Mapping[Path, object]:
        """Values that may hold matchers, by their place in the step."""
        return {}

    def mistakes(self, names: Vocabulary) -> Iterator[Mistake]:
        """Mistakes beyond its types, which can be seen before it is taken: names that nobody has, unreadable texts."""
        return iter(())


class Expect(Part, frozen=True, kw_only=True):
    """Expected answer. Without a status it must be 2xx."""

    status: Annotated[int, Meta(ge=100, le=599)] | Reference | UnsetType = UNSET
    body: Annotated[
        Json | UnsetType,
        expected(
            "Given keys must match, others may be there too; lists match element by element; "
            "{$any: true}, {$matches: regex} and the other matchers match more freely, {$exact: …} less"
        ),
    ] = UNSET
    headers: Annotated[
        dict[str, str | JsonObject], Meta(description="Header names in any case, with the text expected")
    ] = field(default_factory=dict)


class AnsweredStep(Step, frozen=True, kw_only=True):
    """A step that sends a request."""

    expect: Expect = field(default_factory=Expect)
    save: Saves = field(default_factory=dict)

    @property
    def saved_names(self) -> Collection[str]:
        return self.save

    @property
    def expectations(self) -> Mapping[Path, object]:
        return {("expect", "body"): self.expect.body, ("expect", "headers"): self.expect.headers}


def exactly_one(part: Struct, *fields: str) -> None:
    """Refuse a part that has none or several of these fields. Raises ValueError."""
    if sum(getattr(part, name) is not UNSET for name in fields) != 1:
        raise ValueError(f"exactly one of {', '.join(fields)} is needed")
