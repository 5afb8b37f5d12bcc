"""Kinds of settings, each with the values that work; and settings with some of them changed.

A provider declares its settings as a struct of these (and of booleans and literals), so that a value which could only
lead to trouble later, a lifetime beyond all calendars for instance, is refused when a world is made.
"""

from collections.abc import Mapping
from typing import Annotated, TypeAlias, TypeVar

import msgspec
from msgspec import Meta

from mfa_emulator.core.descriptions.misfit_words import explained
from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.core.http.json import Misfit

S = TypeVar("S", bound=msgspec.Struct)

CENTURY = 100 * 365 * 86_400
"""In seconds. A span that long from any instant still ends in a year that a date can show."""

Lifetime: TypeAlias = Annotated[int, Meta(ge=1, le=CENTURY)]
"""Seconds after which something ends."""

Span: TypeAlias = Annotated[int, Meta(ge=0, le=CENTURY)]
"""The same where 0 has a meaning too: none, or for ever."""

Count: TypeAlias = Annotated[int, Meta(ge=1, le=1_000_000)]
"""A number of things, at most."""

Limit: TypeAlias = Annotated[int, Meta(ge=0, le=1_000_000)]
"""The same where 0 has a meaning too: none, or any number."""

Rate: TypeAlias = Annotated[int, Meta(ge=0, le=10_000)]
"""Events in a sliding window, at most; 0 for any number. Their instants are kept one by one."""

Id: TypeAlias = Annotated[int, Meta(ge=1, le=2**31 - 1)]
"""A number that names something; clients read it into 32 bits."""

ErrorStatus: TypeAlias = Annotated[int, Meta(ge=400, le=599)]
"""The HTTP status of a refusal."""

Text: TypeAlias = Annotated[str, Meta(min_length=1, max_length=1000, description="a text of 1 to 1000 characters")]
"""Words for people."""

BaseUrl: TypeAlias = Annotated[
    str, Meta(pattern=r"^(https?://[^\s/?#]+(/[^\s/?#]+)*/?)?\Z", description="an http(s) URL without query, or empty")
]
"""The begin of other URLs; empty: as the client called."""


def changed(settings: S, changes: Mapping[str, object], prefix: str = "") -> S:
    """The settings with some of them changed; for people their names begin with `prefix`, as in ``onelogin.``.

    Raises ValueError, in one line that names the setting, what it may be and what was given.
    """
    if not changes:
        return settings
    kind = type(settings)
    wrong = set(changes) - set(kind.__struct_fields__)
    if wrong:
        raise ValueError(unknown("setting", min(wrong), kind.__struct_fields__, prefix.rstrip(".")))
    values = {**msgspec.structs.asdict(settings), **changes}
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        raise ValueError(prefix + explained(Misfit.of(error), kind, values)) from None


def check_order(settings: msgspec.Struct, low: str, high: str) -> None:
    """Refuse a setting that is over another one, for a struct's `__post_init__`. Raises ValueError."""
    least, most = getattr(settings, low), getattr(settings, high)
    if least > most:
        raise ValueError(f"{low} must be at most {high}, which is {most}, not {least}")
