"""Pages of the manual, by topic."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

START = "start"
"""The first page."""

_REGION = re.compile(r"^<!-- made of the code: (\S+) -->\n(.*?)^<!-- end -->\n", re.MULTILINE | re.DOTALL)


@cache
def topics() -> tuple[str, ...]:
    """The topics in the order in which a newcomer needs them: that of the table in the page `start`."""
    return (START, *re.findall(r"\]\(([a-z-]+)\.md\) \|$", _read(START), re.MULTILINE))


def page(topic: str) -> str:
    """A page as it stands in the package. Raises KeyError when there is none."""
    if topic not in topics():
        raise KeyError(topic)
    return _read(topic)


def _read(topic: str) -> str:
    return files(__name__.rpartition(".")[0]).joinpath(f"{topic}.md").read_text(encoding="utf-8")


def title(topic: str) -> str:
    """The heading of a page."""
    return page(topic).partition("\n")[0].lstrip("# ")


def readable(text: str) -> str:
    """A page for people who read it as it is: without the marks of its generated parts."""
    return re.sub(r"^<!-- .*? -->\n", "", text, flags=re.MULTILINE)


def parts_of(text: str) -> list[str]:
    """The names of a page's generated parts."""
    return [name for name, _ in _REGION.findall(text)]


def filled(text: str, parts: Mapping[str, str]) -> str:
    """The page with its generated parts replaced by these. Raises KeyError for a part that is not among them."""
    return _REGION.sub(lambda found: f"<!-- made of the code: {found[1]} -->\n{parts[found[1]]}<!-- end -->\n", text)
