"""Arguments of helpers are held against annotations of plain types; all others are taken for right."""

from typing import TYPE_CHECKING, Literal

import pytest

from mfa_emulator.core.helping.arguments import misfit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mfa_emulator.core.time.clock import Clock


class Helper:
    def call(
        self,
        text: str = "",
        number: int = 0,
        seconds: float = 0.0,
        maybe: "str | None" = None,
        word: "Literal['sms', 'call'] | None" = None,
        switch: bool = False,
        others: "Sequence[Clock]" = (),
    ) -> None: ...


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"text": 5}, "Helper.call: text must be a text, not 5"),
        ({"text": None}, "Helper.call: text must be a text, not None"),
        ({"number": "two"}, "Helper.call: number must be a whole number, not 'two'"),
        ({"number": True}, "Helper.call: number must be a whole number, not True"),
        ({"number": 1.5}, "Helper.call: number must be a whole number, not 1.5"),
        ({"seconds": "5s"}, "Helper.call: seconds must be a number, not '5s'"),
        ({"maybe": 5}, "Helper.call: maybe must be a text or None, not 5"),
        ({"word": "smss"}, "Helper.call: word must be 'sms' or 'call' or None, not 'smss'"),
        ({"switch": 1}, "Helper.call: switch must be True or False, not 1"),
    ],
)
def test_the_first_that_does_not_fit_is_told(given, told):
    assert misfit(Helper.call, given) == told


@pytest.mark.parametrize(
    "given",
    [
        {"text": "a", "number": 1, "seconds": 1, "maybe": None, "word": "sms", "switch": True},
        {"seconds": 1.5, "maybe": "a", "word": None},
        {"others": 5, "self": 5},  # types that are not looked at
    ],
)
def test_what_fits_is_not(given):
    assert misfit(Helper.call, given) == ""
