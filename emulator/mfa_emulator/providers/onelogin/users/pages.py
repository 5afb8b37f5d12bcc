"""Pages of version 2's and version 1's lists: the one that a query asks for, and its place among all."""

from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote

from mfa_emulator.core.http import json
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.http.messages import Reply
from mfa_emulator.providers.onelogin import wire
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.errors import InvalidParameter
from mfa_emulator.providers.onelogin.types.users import Page


class Place(NamedTuple):
    """The page that a query asks for, by number or by cursor."""

    query: dict[str, str]
    """The query, with the parameters that its cursor stands for."""
    limit: int
    number: int

    @property
    def start(self) -> int:
        """The place of its first row among all."""
        return (self.number - 1) * self.limit

    def page(self, rows: list[JsonObject], total: int, last: int | None = None) -> Page:
        """The page of these rows; with the id of the `last` one the next page is found without counting."""
        pages = -(-total // self.limit)
        return Page(
            rows=rows,
            page=self.number,
            pages=pages,
            total=total,
            before_cursor=_encoded(self.limit, self.number - 1, None) if self.number > 1 else None,
            after_cursor=_encoded(self.limit, self.number + 1, last) if self.number < pages and rows else None,
        )


def asked(call: Call[None]) -> Place:
    """The page that the query asks for. Raises `InvalidParameter`."""
    query = {**call.request.query, **_cursor(call.request.query)}
    most = call.settings.users_per_page
    return Place(query, min(_number(query, "limit", most), most), _number(query, "page", 1))


def with_headers(page: Page) -> Reply:
    """The rows, with the place of the page in headers (version 2)."""
    headers = [
        ("Current-Page", str(page.page)),
        ("Page-Items", str(len(page.rows))),
        ("Total-Pages", str(page.pages)),
        ("Total-Count", str(page.total)),
    ]
    if page.before_cursor:
        headers.append(("Before-Cursor", page.before_cursor))
    if page.after_cursor:  # absent on the last page: clients follow it as long as it is there
        headers.append(("After-Cursor", page.after_cursor))
    return Reply(200, json.encode(page.rows), tuple(headers))


def _number(query: Mapping[str, str], name: str, default: int) -> int:
    text = query.get(name)
    if text is None:
        return default
    number = wire.whole_number(text)
    if not number or number > 10**9:
        raise InvalidParameter.of(name, f"{name} must be a whole number from 1")
    return number


def _encoded(limit: int, page: int, after: int | None) -> str:
    # SDK 2 decodes a cursor and sends the pairs in it again, so they are names that a query may have.
    pairs = f"limit={limit}&page={page}" + (f"&after={after}" if after is not None else "")
    return quote(b64encode(pairs.encode()).decode(), safe="")


def _cursor(query: Mapping[str, str]) -> dict[str, str]:
    text = query.get("cursor") or query.get("after_cursor") or query.get("before_cursor")
    if not text:
        return {}
    try:
        return dict(parse_qsl(b64decode(unquote(text), validate=True).decode()))
    except (BadBase64, ValueError):
        raise InvalidParameter.of("cursor", "the cursor is none that an answer gave") from None
