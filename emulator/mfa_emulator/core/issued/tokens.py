"""Tokens of a world: the one door by which tokens and sealed values leave it and come back."""

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.issued import sealed_values
from mfa_emulator.core.issued.key_pairs import KeyPair
from mfa_emulator.core.issued.marks import Marks
from mfa_emulator.core.tokens import BadToken, Rs256, Unsigned

T = TypeVar("T", bound=msgspec.Struct)

_BY_HAND = "token has no mark of a world: it was made by hand"


class Foreign(BadToken):
    """A token of another world, or of this one before a reset; the message says which."""


class Tokens:
    """Issues JSON Web Tokens and sealed values with the world's mark, and takes those whose mark the world knows."""

    def __init__(self, signer: Rs256 | None, marks: Marks) -> None:
        self._marks = marks
        self._mark = marks.origin.mark
        self._signer = signer
        self._unsigned = Unsigned(self._mark)
        self.signs: bool = signer is not None
        """Whether tokens are signed."""

    def issue(self, claims: Mapping[str, object], *, typ: str | None = "JWT") -> str:
        """The token for `claims`; ``typ=None`` leaves the header's typ out."""
        if self._signer is None:
            return self._unsigned.issue(claims, typ=typ)
        return self._signer.issue(claims, typ=typ, mark=self._mark)

    def read(self, token: str, *, unmarked: bool) -> Mapping[str, Json]:
        """The claims of a token; when it expired is the caller's question.

        A token without a mark was made by hand: `unmarked` says whether it is taken. Raises `BadToken`.
        """
        mark, claims = (self._signer or self._unsigned).read(token)
        if mark not in self._marks and (mark is not None or not unmarked):
            raise Foreign(f"token {self._marks.reason(mark)}" if mark is not None else _BY_HAND)
        return claims

    def seal(self, record: msgspec.Struct) -> str:
        """The record as url-safe text, which `unseal` takes back."""
        return sealed_values.seal(self._mark, record)

    def unseal(self, text: str, record: type[T]) -> T:
        """The record in a sealed value of this world. Raises `BadToken`, whose text goes on after the value's name."""
        mark, found = sealed_values.unseal(text, record)
        if mark not in self._marks:
            raise Foreign(self._marks.reason(mark))
        return found

    def keys(self) -> JsonObject:
        """The published keys as a JSON Web Key Set; none while tokens are unsigned."""
        return (self._signer or self._unsigned).keys()

    def certificates(self) -> dict[str, str]:
        """The published certificates by key id; none while tokens are unsigned."""
        return (self._signer or self._unsigned).certificates()

    def key_pair(self) -> KeyPair | None:
        """The key that signs and its certificate, for what is no token; None while tokens are unsigned."""
        return self._signer.key_pair() if self._signer is not None else None
