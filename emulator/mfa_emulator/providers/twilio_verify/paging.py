"""Lists, page by page, as the SDKs follow them: absolute URLs that lead back to where the client reached us.

A page token is a position in the order of creation (`PA` after it, `PB` before it), so that a page begins where the
last one ended even when records were deleted meanwhile (guess: production's tokens are opaque).
"""

from collections.abc import Callable
from operator import attrgetter
from typing import TypeAlias, TypeVar
from urllib.parse import urlencode

from mfa_emulator.core.store import paging
from mfa_emulator.core.store.paging import ListRows, Page, Rows
from mfa_emulator.providers.twilio_verify import resource_urls
from mfa_emulator.providers.twilio_verify.context import AnyCall
from mfa_emulator.providers.twilio_verify.records import Record
from mfa_emulator.providers.twilio_verify.types.base import PageMeta, PageParams

R = TypeVar("R", bound=Record)
Listing: TypeAlias = dict[str, object]
"""The answer to a list: its records under their key, and `meta`."""
_number = attrgetter("number")
_OF_PAGES = ("PageSize", "Page", "PageToken")


def rows_of(rows: list[R], fits: Callable[[R], bool] = lambda row: True, *, descending: bool = False) -> ListRows[R]:
    """The rows of one owner, oldest first unless `descending`."""
    return ListRows(rows, _number, fits, descending=descending)


def answer(call: AnyCall[PageParams], key: str, rows: Rows[R], view: Callable[[R], object]) -> Listing:
    """The page that the request asks for, under `key`, and where the other pages are."""
    params = call.body
    page = _page(params, rows)
    links = _Links(call, params)
    before = f"PB{page.rows[0].number:x}" if page.more_before else None
    after = f"PA{page.rows[-1].number:x}" if page.more_after else None
    return {
        key: [view(row) for row in page.rows],
        "meta": PageMeta(
            page=params.page,
            page_size=params.page_size,
            first_page_url=links.url(0),
            previous_page_url=links.url(max(params.page - 1, 0), before) if before else None,
            url=links.url(params.page, params.page_token),
            next_page_url=links.url(params.page + 1, after) if after else None,
            key=key,
        ),
    }


def _page(params: PageParams, rows: Rows[R]) -> Page[R]:
    size, token = params.page_size, params.page_token or ""
    position = int(token[2:], 16) if token else None
    if token.startswith("PB"):
        return paging.page_before(rows, size, position)
    # Without a token a page number counts from the begin (guess).
    return paging.page(rows, size, after=position, skip=0 if token else params.page * size)


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
