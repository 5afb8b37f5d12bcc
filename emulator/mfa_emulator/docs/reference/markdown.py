"""Markdown as the reference parts write it."""

import re
from collections.abc import Iterable


def code(text: str) -> str:
    """A text as code, which may hold backticks."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def prose(docstring: str) -> str:
    """A docstring's text as Markdown: double backticks become single ones."""
    return re.sub(r"``(.+?)``", r"`\1`", docstring)


def cell(text: str) -> str:
    """A text that fits into a table's cell."""
    return " ".join(text.split()).replace("|", "\\|")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table with these columns."""
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *([cell(text) for text in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def bullets(items: Iterable[tuple[str, str]]) -> str:
    """A list of terms, each with its explanation, which may be empty."""
    return "".join(f"- {term}{': ' if text else ''}{text}\n" for term, text in items)
