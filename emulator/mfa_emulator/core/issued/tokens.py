"""Tokens of a world: the one door by which tokens and sealed values leave it and come back."""

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.issued import sealed_values
from mfa_emulator.core.issued.marks import Marks
from mfa_emulator.core.tokens import BadToken, Rs256, Unsigned

T = TypeVar("T", bound=msgspec.Struct)


class Foreign(BadToken):
    """A token of another world, or of this one before a reset; the message says which."""


class Tokens:
    """Issues JSON Web Tokens and sealed values with the world's mark, and takes those whose mark the world knows."""

    def __init__(self, format: Rs256 | Unsigned, marks: Marks) -> None:
        self._format = format
        self._marks = marks
        self._mark = marks.origin.mark
        self.signs: bool = format.signs
        """Whether tokens are signed."""

    def issue(self, claims: Mapping[str, object], *, typ: str | None = "JWT") -> str:
        """The token for `claims`; ``typ=None`` leaves the header's typ out."""
        return self._format.issue(claims, typ=typ, mark=self._mark)

    def read(self, token: str, *, unmarked: bool) -> Mapping[str, Json]:
        """The claims of a token; when it expired is the caller's question.

        A token without a mark was made by hand: `unmarked` says whether it is taken. Raises `BadToken`.
        """
        mark, claims = self._format.read(token)
        if mark not in self._marks and (mark is not None or not unmarked):
            raise self._foreign("token", mark)
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
        return self._format.keys()

    def certificates(self) -> dict[str, str]:
        """The published certificates by key id; none while tokens are unsigned."""
        return self._format.certificates()

    def _foreign(self, what: str, mark: str | None) -> Foreign:
        if mark is None:
            return Foreign(f"{what} has no mark of a world: it was made by hand")
        return Foreign(f"{what} {self._marks.reason(mark)}")
