"""Lists, page by page, as the SDKs follow them: absolute URLs that lead back to where the client reached us.

A page token is a position in the order of creation (`PA` after it, `PB` before it), so that a page begins where the
last one ended even when records were deleted meanwhile (guess: production's tokens are opaque).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from operator import attrgetter
from typing import Any, Protocol, TypeVar
from urllib.parse import urlencode

from mfa_emulator.core.store.table import Table
from mfa_emulator.providers.twilio_verify import resource_urls
from mfa_emulator.providers.twilio_verify.context import AnyCall
from mfa_emulator.providers.twilio_verify.records import Record
from mfa_emulator.providers.twilio_verify.types.base import PageMeta, PageParams

R = TypeVar("R", bound=Record)
C = TypeVar("C", bound=Record, covariant=True)
_CHUNK = 256
_number = attrgetter("number")
_OF_PAGES = ("PageSize", "Page", "PageToken")


class Rows(Protocol[C]):
    """Records to page through, in both directions from a position; None is the begin, or the end."""

    def after(self, position: int | None) -> Iterable[C]:
        """Those that follow it."""

    def before(self, position: int | None) -> Iterable[C]:
        """Those that precede it, nearest first."""


class TableRows(Rows[R]):
    """Rows of a whole table, read in chunks: a page costs the same however long the table is."""

    def __init__(self, table: Table[R], fits: Callable[[R], bool] = lambda row: True) -> None:
        self._table = table
        self._fits = fits

    def after(self, position: int | None) -> Iterator[R]:
        return filter(self._fits, self._chunks(self._table.page, position))

    def before(self, position: int | None) -> Iterator[R]:
        return filter(self._fits, self._chunks(self._table.page_before, position))

    def _chunks(self, page: Callable[[Any, int], list[R]], position: int | None) -> Iterator[R]:
        while chunk := page(position, _CHUNK):
            yield from chunk
            position = chunk[-1].number


class ListRows(Rows[R]):
    """Rows of one owner in a list, oldest first; `descending` turns the order round. Only those of a page are looked
    at, for one user of a long session may own thousands."""

    def __init__(
        self, rows: list[R], fits: Callable[[R], bool] = lambda row: True, *, descending: bool = False
    ) -> None:
        self._rows = rows
        self._fits = fits
        self._descending = descending

    def after(self, position: int | None) -> Iterator[R]:
        return self._older(position) if self._descending else self._newer(position)

    def before(self, position: int | None) -> Iterator[R]:
        return self._newer(position) if self._descending else self._older(position)

    def _newer(self, position: int | None) -> Iterator[R]:
        first = 0 if position is None else bisect_right(self._rows, position, key=_number)
        return filter(self._fits, map(self._rows.__getitem__, range(first, len(self._rows))))

    def _older(self, position: int | None) -> Iterator[R]:
        end = len(self._rows) if position is None else bisect_left(self._rows, position, key=_number)
        return filter(self._fits, map(self._rows.__getitem__, range(end - 1, -1, -1)))


def answer(call: AnyCall[PageParams], key: str, rows: Rows[R], view: Callable[[R], Any]) -> dict[str, Any]:
    """The page that the request asks for, under `key`, and where the other pages are."""
    params = call.body
    found, more_before, more_after = _page(params, rows)
    links = _Links(call, params)
    return {
        key: [view(row) for row in found],
        "meta": PageMeta(
            page=params.page,
            page_size=params.page_size,
            first_page_url=links.url(0),
            previous_page_url=links.url(max(params.page - 1, 0), f"PB{found[0].number:x}") if more_before else None,
            url=links.url(params.page, params.page_token),
            next_page_url=links.url(params.page + 1, f"PA{found[-1].number:x}") if more_after else None,
            key=key,
        ),
    }


def _page(params: PageParams, rows: Rows[R]) -> tuple[list[R], bool, bool]:
    """The rows of the page, and whether there are rows before it and after it."""
    size, token = params.page_size, params.page_token or ""
    position = int(token[2:], 16) if token else None
    if token.startswith("PB"):
        found = list(islice(rows.before(position), size))[::-1]
    else:
        # Without a token a page number counts from the begin (guess).
        skipped = 0 if token else params.page * size
        found = list(islice(rows.after(position), skipped, skipped + size))
    if not found:
        return [], False, False
    before, after = rows.before(found[0].number), rows.after(found[-1].number)
    return found, next(iter(before), None) is not None, next(iter(after), None) is not None


class _Links:
    def __init__(self, call: AnyCall[object], params: PageParams) -> None:
        self._path = resource_urls.base(call) + call.request.path.removeprefix("/v2")
        self._filters = [pair for pair in call.request.query_pairs if pair[0] not in _OF_PAGES]
        self._size = params.page_size

    def url(self, page: int, token: str | None = None) -> str:
        """The URL of a page, filters kept."""
        query: list[tuple[str, str]] = [*self._filters, ("PageSize", str(self._size)), ("Page", str(page))]
        if token:
            query.append(("PageToken", token))
        return f"{self._path}?{urlencode(query)}"
