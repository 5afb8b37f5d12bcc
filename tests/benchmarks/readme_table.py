"""The README's table of figures, made of those of a run."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

README = Path(__file__).parents[2] / "README.md"
BEGIN = "<!-- figures: see tests/benchmarks/README.md -->\n"
END = " <!-- end of the figures -->\n"
_COLUMNS = {
    "sign-in": ("identity_toolkit", "signInWithPassword"),
    "look-up": ("identity_toolkit", "lookup"),
    "token": ("identity_toolkit", "token (refresh)"),
    "sign-up": ("identity_toolkit", "signUp"),
    "sign-in by SMS": ("identity_toolkit", "phone sign-in (3 requests)"),
    "Twilio: code and check": ("twilio_verify", "verification + check (2 requests)"),
    "new factor": ("twilio_verify", "factor create, verify (2 requests)"),
    "challenge": ("twilio_verify", "challenge approve (2 requests)"),
    "OneLogin: SMS and check": ("onelogin", "SMS verification (2 requests)"),
    "log-in with TOTP": ("onelogin", "log-in with TOTP (2 requests)"),
}
"""Columns, with the suite and the case that each is of."""
_BESIDE = {"sign-in by SMS": "phone sign-in (4 requests)"}
"""Cases beside the official emulator that are called otherwise."""


def table(found: Mapping[str, Any]) -> str:
    """The table as Markdown, and a line on what it is of."""
    figures = {
        (suite["name"], figure["name"]): figure["of_cpu"]
        for suite in found["suites"]
        if suite["users"] == 0
        for figure in suite["figures"]
    }
    bare = [_spread(figures.get(key, {}).get("bare ASGI"), 2) for key in _COLUMNS.values()]
    peer = [
        _spread(figures.get(("official", _BESIDE.get(name, key[1])), {}).get("official"), 0)
        for name, key in _COLUMNS.items()
    ]
    rows = [
        ["CPU of … ÷ ours", *_COLUMNS],
        ["---"] * (len(_COLUMNS) + 1),
        ["a bare ASGI answer", *bare],
        ["the official emulator", *peer],
    ]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows) + f"\n{_of(found)}"


def write(found: Mapping[str, Any], readme: Path = README) -> None:
    """Put the table into the README. Raises ValueError when its place is not marked there."""
    text = readme.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{readme} has no place for the figures: {BEGIN.strip()} to {END.strip()}")
    readme.write_text(f"{before}{BEGIN}{table(found)}{END}{after}", encoding="utf-8")


def _spread(figure: Mapping[str, float] | None, digits: int) -> str:
    if figure is None:
        return ""
    return f"{figure['median']:.{digits}f} ({figure['low']:.{digits}f}–{figure['high']:.{digits}f})"


def _of(found: Mapping[str, Any]) -> str:
    machine = found["machine"]
    return (
        f"Medians of {found['rounds']} rounds with the lowest and the highest, on {machine['processor']} with "
        f"{machine['cores']} cores (load {machine['load']}), Python {machine['python']}; "
        "[the benchmarks](tests/benchmarks/README.md) say how, and measure yours."
    )


if __name__ == "__main__":
    write(json.loads(Path(sys.argv[1]).read_text()))
