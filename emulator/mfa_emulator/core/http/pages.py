"""Pages of lists in which there may be much: the first items, and a cursor that leads to the rest."""

from asyncio import sleep
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from typing import Annotated, Protocol, TypeAlias, TypeVar

import msgspec

from mfa_emulator.core.http.json import Json, JsonObject

T = TypeVar("T")

USUAL = 100
"""Items of a page, unless a call says otherwise."""
MOST = 1000
LARGEST = 2 * 2**20
"""Items of a page and bytes of memory that they take, at most, whatever a call says: nobody is held up by a list."""

_TURN = 50
"""Items after which others have their turn."""

Cursor: TypeAlias = Annotated[int, msgspec.Meta(ge=0)]
Limit: TypeAlias = Annotated[int, msgspec.Meta(ge=1)]


class Counted(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """At most `limit` items, and never more than 1000, from a cursor of an earlier answer on.

    As long as an answer says that there are `more`, its `cursor` as the next `after` leads to them.
    """

    after: Cursor = 0
    limit: Limit | None = USUAL


class Placed(Protocol):
    """Fields of a call that say which page is wanted."""

    @property
    def after(self) -> int: ...
    @property
    def limit(self) -> int | None: ...


def most(limit: int | None) -> int:
    """The number of items that a page with that limit may have."""
    return MOST if limit is None else min(limit, MOST)


def answer(name: str, items: Sequence[Json], cursor: int, *, more: bool) -> JsonObject:
    """A page under the name of its list."""
    return {name: [*items], "cursor": str(cursor), "more": more}


def fitting(found: Iterable[T], count: int, size: Callable[[T], int]) -> list[T]:
    """The first of the items, as many as a page may have; one at least, however large it is."""
    page: list[T] = []
    total = 0
    for item in found:
        total += size(item)
        if page and (len(page) >= count or total > LARGEST):
            break
        page.append(item)
    return page


async def by_place(
    name: str,
    items: Iterable[T],
    wanted: Placed,
    view: Callable[[T], JsonObject],
    fits: Callable[[T], bool] = lambda item: True,
) -> JsonObject:
    """A page of those items of a list that fit. Its cursor is the place in the list of all.

    Others have their turn also while items are passed over, however many these are.
    """
    found: list[JsonObject] = []
    place, count = 0, most(wanted.limit)
    async for place, item in in_turns(enumerate(items, 1)):
        if place <= wanted.after or not fits(item):
            continue
        if len(found) == count:
            return answer(name, found, place - 1, more=True)
        found.append(view(item))
    return answer(name, found, max(place, wanted.after), more=False)


async def in_turns(items: Iterable[T], each: int = _TURN) -> AsyncIterator[T]:
    """The items, with a turn for others now and then."""
    for number, item in enumerate(items, 1):
        yield item
        if number % each == 0:
            await sleep(0)
