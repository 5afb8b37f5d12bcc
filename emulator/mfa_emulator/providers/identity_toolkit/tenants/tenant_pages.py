"""Pages of tenants and of configurations, by their ids."""

from collections.abc import Collection, Sequence

from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.types.configuration.query_parameters import ListRequest

_USUAL, _LONGEST = 20, 1000
"""Rows of a page: where none are asked for, and at most (documented)."""


def page_of(call: Call[ListRequest], names: Sequence[str], known: Collection[str]) -> tuple[Sequence[str], str | None]:
    """The names of the page, which are sorted, and the token of the next one.

    In production a size that is none gives everything, and a token that never was an id gives nothing (recorded).
    """
    token, size = call.body.page_token, call.body.page_size
    strict = call.settings.odd_pages == "production"
    if strict and token and token not in known:
        return (), None
    rest = [name for name in names if name > token] if token else names
    limit = _limit(_USUAL if size is None else size, strict, len(rest))
    page = rest[:limit]
    more = len(rest) > len(page) if strict else bool(page) and 0 < len(page) == limit
    return page, page[-1] if more else None


def _limit(size: int, strict: bool, everything: int) -> int:
    if strict:
        return size if 0 < size <= _LONGEST else everything
    # As for accounts, the official emulator gives everything for a negative size.
    return everything + 1 if size < 0 else min(size or _USUAL, _LONGEST)
