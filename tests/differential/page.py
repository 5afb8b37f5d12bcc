"""The table of the manual's page on what differs: ``python tests/differential/page.py`` brings it up to date."""

from pathlib import Path

from differences import REFUSALS, SHAPES, Difference

import mfa_emulator

PAGE = Path(mfa_emulator.__file__).parent / "docs" / "differences.md"
BEGIN, END = "<!-- table -->\n", "<!-- end of table -->\n"


def table() -> str:
    """The rows for people."""
    rows = [f"| {official} | {ours} | {reason} |" for official, ours, reason in map(_row, (*REFUSALS, *SHAPES))]
    return "\n".join(("| the official emulator | here | because |", "|---|---|---|", *rows, ""))


def _row(difference: Difference) -> tuple[str, str, str]:
    return (*difference.told, difference.reason)


def filled(page: str) -> str:
    """The page with the table as it is now."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text()))
