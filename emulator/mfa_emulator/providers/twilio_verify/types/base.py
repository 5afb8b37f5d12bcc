"""Bases of requests: form parameters, query parameters, JSON bodies, and shapes of values."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, TypeAlias

import msgspec
from msgspec import Meta

from mfa_emulator.core.errors import VendorError
from mfa_emulator.providers.twilio_verify.errors import InvalidParameter, InvalidRequest, MissingParameter, TwilioError
from mfa_emulator.providers.twilio_verify.errors.passkeys import InvalidPasskey

PageToken = Annotated[str, Meta(pattern=r"^P[AB][0-9a-f]{1,16}$", description="a token of a page's URL")]
Causes: TypeAlias = Mapping[str, type[TwilioError]]
"""Errors by the place of what is wrong in a JSON body: ``response.signature``."""


class Nothing(msgspec.Struct, frozen=True):
    """The request of an operation without parameters; whatever is sent is ignored."""


class Params(msgspec.Struct, frozen=True, kw_only=True, rename="pascal"):
    """Form parameters (PascalCase, nested names dotted). Unknown ones are ignored, None means not given."""

    refusal: ClassVar[type[TwilioError]] = InvalidParameter

    @classmethod
    def refuse(cls, name: str, reason: str) -> VendorError:
        """The error for a value of `name` that does not fit."""
        return cls.refusal.about(name, reason)

    @classmethod
    def missing(cls, name: str) -> VendorError:
        """The error for a required parameter that is not there."""
        return MissingParameter.about(name)


class PushParams(Params, frozen=True, kw_only=True):
    """Parameters of entities, factors and challenges, refused with 60306."""

    refusal: ClassVar[type[TwilioError]] = InvalidRequest


class PageParams(PushParams, frozen=True, kw_only=True):
    """The query of every list."""

    page_size: Annotated[int, Meta(ge=1, le=1000)] = 50
    page: Annotated[int, Meta(ge=0, le=10**9)] = 0
    page_token: Annotated[str, Meta(pattern=r"^P[AB][0-9a-f]{1,16}$", description="a token of a page's URL")] | None = (
        None
    )


class JsonBody(msgspec.Struct, frozen=True, kw_only=True):
    """A JSON request: the four passkeys operations. Each part of it has an error of its own."""

    refusal: ClassVar[type[TwilioError]] = InvalidPasskey
    """The error for what none of `causes` is about."""
    causes: ClassVar[Causes] = {}
    """Errors by the place of what does not fit: ``response``, ``response.signature``; the longest counts."""
    lacking: ClassVar[Causes] = {}
    """Errors by the place of what is not there, before those of `causes`."""

    @classmethod
    def refuse(cls, place: str, reason: str, *, missing: bool = False) -> TwilioError:
        """The error for what does not fit at `place`, or is not there."""
        fitting = [part for part in cls.causes if f"{place}.".startswith(f"{part}.")]
        kind = cls.causes[max(fitting, key=len)] if fitting else cls.refusal
        return (cls.lacking.get(place, kind) if missing else kind)(reason=reason)


def sid_of(prefix: str) -> Meta:
    """The shape of a SID parameter."""
    return Meta(pattern=f"^{prefix}[0-9a-fA-F]{{32}}$", description=_sid_words(prefix))


def sid_or_empty(prefix: str) -> Meta:
    """The shape of a SID parameter that an empty text clears (guess)."""
    return Meta(pattern=f"^({prefix}[0-9a-fA-F]{{32}})?$", description=f"{_sid_words(prefix)}, or empty")


def _sid_words(prefix: str) -> str:
    return f"{prefix} and 32 hexadecimal digits"


class PageMeta(msgspec.Struct):
    """The `meta` of a list: where its pages are."""

    page: int
    page_size: int
    first_page_url: str
    previous_page_url: str | None
    url: str
    next_page_url: str | None
    key: str
