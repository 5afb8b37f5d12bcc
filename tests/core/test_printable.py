"""Texts of users' reach no terminal raw, by whatever way they go out."""

import json
import sys

import pytest
from hostile_texts import TEXTS, raw

from mfa_emulator.core.printable import in_a_line, printable


def test_every_character_that_a_terminal_obeys_is_shown_instead():
    obeyed = raw("".join(map(chr, range(sys.maxunicode + 1))))
    assert len(obeyed) > 2000  # half characters are most of them
    assert [letter for letter in obeyed if printable(letter) != f"\\u{ord(letter):04x}"] == []


def test_every_other_character_is_left_as_it_is():
    obeyed = set(raw("".join(map(chr, range(sys.maxunicode + 1)))))
    others = "".join(letter for letter in map(chr, range(sys.maxunicode + 1)) if letter not in obeyed)
    assert printable(others) == others


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_hostile_text_is_shown(text):
    assert raw(text)
    assert raw(printable(text)) == []


def test_texts_of_people_are_left_as_they_are():
    text = "Grüße an Žofie, 李雷: ±1 €\n\t👩\u200d💻 نص"
    assert printable(text) == text


def test_in_a_line_there_is_one_line():
    assert in_a_line("a\nb\tc\rd") == "a b c\\u000dd"


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_json_stays_what_it_was_to_programs(text):
    shown = printable(json.dumps({"name": text}, ensure_ascii=False))
    assert raw(shown) == []
    assert json.loads(shown) == {"name": text}
