"""The page on adding a vendor shows the code of the vendor that the tests install."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / ".github" / "CONTRIBUTING.md").read_text().split("\n## Add a vendor\n")[1].split("\n## ")[0]
PIECES = re.findall(r"^`(\S+)`:\n\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("file", "piece"), PIECES, ids=lambda value: value if "\n" not in value else "")
def test_each_piece_is_the_vendors_own(file: str, piece: str) -> None:
    assert piece in (ROOT / "tests" / "outside" / "okta" / file).read_text()


def test_every_block_of_the_page_is_a_piece() -> None:
    assert len(PIECES) == PAGE.count("\n```") // 2 > 5
