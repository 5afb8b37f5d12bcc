"""Patterns of users, in settings and scenarios: matched for a limited time, however they are written."""

import re
from functools import lru_cache
from typing import Protocol

LIMIT = 0.25
"""Real seconds that a pattern may take for one text."""

_PLAIN = re.compile(r"(?:[^*+?|(){}\\]|\\.|\{\d{1,2}\})*", re.DOTALL)
"""Patterns without a choice: every text takes them as many steps as it is long."""


class PatternTooSlow(ValueError):
    """The word that a pattern has taken too long for a text."""


class Pattern(Protocol):
    """A pattern, ready to be used. Raises `PatternTooSlow`."""

    def fits(self, text: str) -> bool:
        """Whether the whole text is as the pattern says."""

    def occurs_in(self, text: str) -> bool:
        """Whether some part of the text is."""


@lru_cache(maxsize=64)
def trusted(pattern: str, flags: int = 0) -> Pattern:
    """A pattern of our own, or a plain one: matched by Python's own library, which knows no limit."""
    return _Trusted(pattern, flags)


@lru_cache(maxsize=64)
def limited(pattern: str, flags: int = 0) -> Pattern:
    """A pattern of a user: one that both libraries take. Raises ValueError when it is none."""
    compiled = _Trusted(pattern, flags)
    return compiled if _PLAIN.fullmatch(pattern) else _Limited(pattern, flags)


class _Trusted:
    def __init__(self, pattern: str, flags: int) -> None:
        try:
            compiled = re.compile(pattern, flags)
        except (re.error, OverflowError, RecursionError, FutureWarning) as error:
            raise ValueError(str(error)) from None
        self._fullmatch = compiled.fullmatch
        self._search = compiled.search

    def fits(self, text: str) -> bool:
        return self._fullmatch(text) is not None

    def occurs_in(self, text: str) -> bool:
        return self._search(text) is not None


class _Limited:
    def __init__(self, pattern: str, flags: int) -> None:
        import regex  # a second library of this kind, which few worlds need

        try:
            self._compiled = regex.compile(pattern, regex.ASCII if flags & re.ASCII else 0)
        except regex.error as error:
            raise ValueError(str(error)) from None

    def fits(self, text: str) -> bool:
        try:
            return self._compiled.fullmatch(text, timeout=LIMIT, concurrent=True) is not None
        except TimeoutError:
            raise self._too_slow(text) from None

    def occurs_in(self, text: str) -> bool:
        try:
            return self._compiled.search(text, timeout=LIMIT, concurrent=True) is not None
        except TimeoutError:
            raise self._too_slow(text) from None

    def _too_slow(self, text: str) -> PatternTooSlow:
        shown = text if len(text) <= 40 else f"{text[:40]}…"
        return PatternTooSlow(f"the pattern {self._compiled.pattern!r} takes more than {LIMIT} s for {shown!r}")
