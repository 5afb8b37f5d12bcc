"""The manual's page on what differs."""

from page import PAGE, filled


def test_the_page_has_the_table_of_differences() -> None:
    page = PAGE.read_text()
    assert page == filled(page), "run: python tests/differential/page.py"
