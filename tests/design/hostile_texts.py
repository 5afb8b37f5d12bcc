"""Texts that a terminal would obey, and a judge of what reaches one: `from hostile_texts import TEXTS, raw`."""

import unicodedata

TEXTS = {
    "a colour": "\x1b[31mred\x1b[0m",
    "a cleared screen": "\x1b[2J\x1b[H",
    "a title": "\x1b]0;owned\x07",
    "a link": "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "a clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "a report of the terminal": "\x1b[6n\x1b[c\x1b[>q",
    "keys to be sent": "\x1bP+q544e\x1b\\",
    "an escape of one byte": "\x9b2J\x9d0;owned\x9c\x90q\x9c",
    "a bell and back": "abc\x07\x08\x08\x08xyz",
    "a return to the line's begin": "harmless\rowned\x0b\x0cowned",
    "a nul and a delete": "a\x00b\x7fc",
    "text turned round": "invoice\u202egpj.exe\u202c",
    "embedding and isolates": "\u202aa\u202bb\u202dc\u2066d\u2067e\u2068f\u2069",
    "marks of direction": "a\u200eb\u200fc\u061cd",
    "further ends of a line": "one\u2028two\u2029three\x85four",
    "half a character": "a\udcffb",
}
"""What it does -> the text."""

_MARKS = ["LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"]


def raw(text: str) -> list[str]:
    """The characters of a text that a terminal obeys: all controls but tab and line feed, and what turns text round."""
    return [letter for letter in text if _is_obeyed(letter)]


def _is_obeyed(letter: str) -> bool:
    category, direction = unicodedata.category(letter), unicodedata.bidirectional(letter)
    if letter in "\n\t":
        return False
    return category in ("Cc", "Cs", "Zl", "Zp") or direction in _MARKS or letter in "\u200e\u200f\u061c"
