"""Documents are written bit by bit, and are the same JSON as if they had been written at once."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.store.json_pieces import PIECE, Part, pieces


class Record(msgspec.Struct, frozen=True):
    id: int
    text: str = ""


PLAIN = st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=5)
VALUES = st.recursive(
    PLAIN | st.builds(Record, st.integers(0, 9), st.text(max_size=5)),
    lambda inner: st.lists(inner, max_size=70) | st.dictionaries(st.text(max_size=3), inner, max_size=3).map(Part),
    max_leaves=20,
)


@given(VALUES)
def test_the_pieces_are_the_document(value):
    assert msgspec.json.decode(b"".join(pieces(value))) == msgspec.to_builtins(value)


def test_a_long_list_comes_in_pieces_of_about_one_size():
    written = list(pieces([Record(number, "x" * 100) for number in range(5000)]))
    assert len(written) > 5
    assert all(PIECE <= len(piece) < 2 * PIECE for piece in written[:-1])


def test_each_item_of_a_list_has_a_line_of_its_own():
    assert b"".join(pieces(Part(rows=[Record(1), Record(2)], count=2))) == (
        b'{"rows":[\n{"id":1,"text":""},\n{"id":2,"text":""}\n],\n"count":2}'
    )
