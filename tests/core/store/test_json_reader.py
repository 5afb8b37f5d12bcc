"""Documents are read bit by bit, whoever wrote them, and refused where a whole reading would refuse them."""

import json
from itertools import chain

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.store import json_reader
from mfa_emulator.core.store.json_pieces import Part, pieces
from mfa_emulator.core.store.json_reader import Reader
from mfa_emulator.core.store.slices import at_once


class Record(msgspec.Struct, frozen=True):
    id: int
    text: str = ""
    more: list[dict[str, str]] = []


TEXTS = st.text(max_size=8) | st.sampled_from(['"', "\\", ",\n", "\n]", "]", "}", "[{", '\\"', ""])
RECORDS = st.lists(
    st.builds(Record, st.integers(0, 99), TEXTS, st.lists(st.dictionaries(TEXTS, TEXTS, max_size=2), max_size=2)),
    max_size=30,
)
WRITERS = [
    lambda value: b"".join(pieces(value)),
    msgspec.json.encode,
    lambda value: json.dumps(msgspec.to_builtins(value)).encode(),
    lambda value: json.dumps(msgspec.to_builtins(value), indent=1, ensure_ascii=False).encode(),
    lambda value: json.dumps(msgspec.to_builtins(value), indent=1).replace("\n", " \r\n\t").encode(),
]


@pytest.fixture(autouse=True)
def small_windows(monkeypatch):
    """Windows of a few records."""
    monkeypatch.setattr(json_reader, "_WINDOW", 100)


def whole(text, kind=Record):
    """The fields of a document: `rows` as records, all else as it stands."""
    reader, found = Reader(text), {}
    for name in reader.fields():
        found[name] = list(chain(*reader.batches(kind))) if name == "rows" else reader.value(object)
    reader.end()
    return found


@pytest.mark.parametrize("kind", [bytes, bytearray])
@pytest.mark.parametrize("write", WRITERS)
@given(records=RECORDS, note=TEXTS)
def test_what_is_read_is_what_was_written(write, kind, records, note):
    text = kind(write(Part({"first": [note], note: {note: 1.5}, "rows": records, "last": None})))
    assert whole(text)["rows"] == records
    assert whole(text) == {"first": [note], note: {note: 1.5}, "rows": records, "last": None}


@given(text=st.binary(max_size=30) | st.text('[]{},:"\\ \n1anullx', max_size=30).map(str.encode))
def test_what_is_no_json_is_refused_and_what_is_json_is_read(text):
    document = b'{"rows":' + text + b"}"
    try:
        wanted = msgspec.json.decode(document)
        rows = msgspec.convert(wanted["rows"], list[object])
    except (ValueError, KeyError):
        with pytest.raises(ValueError):
            whole(document, object)
    else:
        assert whole(document, object) == {**wanted, "rows": rows}


@pytest.mark.parametrize(
    "text",
    [
        *(b"", b" ", b"[]", b"null", b'{"a"', b'{"a":', b'{"a":1', b'{"a":1,', b'{"a":1,}', b'{"a":1}x', b'{"a":"x}'),
        *(b'{"a" 1}', b"{a:1}", b'{"rows":1}', b'{"rows":[1}', b'{"rows":[', b'{"rows":[{}', b'{"rows":[{"id":1},]}'),
        *(b'{"rows":[,\n{"id":1}\n]}', b'{"rows":[\n{"id":1}\n{"id":2}\n]}', b'{"rows":[{"id":1}{"id":2}]}'),
        *(b'{"rows":[\n{"id":1},\n\n]}', b'{"a":]}', b'{"a":"\\"}', b'{"a":' + b"[" * 100_000, b'{"a":\xff}'),
    ],
)
def test_a_broken_document_is_refused(text):
    with pytest.raises(ValueError):
        whole(text)


def test_nesting_without_end_is_refused():
    with pytest.raises((ValueError, RecursionError)):
        whole(b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}")


@pytest.mark.parametrize("write", WRITERS)
def test_a_record_that_does_not_fit_is_told_by_its_place_in_the_whole_list(write):
    rows = [{"id": number} for number in range(50)] + [{"id": "x"}]
    with pytest.raises(ValueError, match=r"\$\[50\]\.id"):
        whole(write({"rows": rows}))


def test_no_call_decodes_more_than_a_window(monkeypatch):
    decoded = []

    class Decoder:
        def __init__(self, kind, make=msgspec.json.Decoder):
            self._decode = make(kind).decode

        def decode(self, text):
            decoded.append(len(text))
            return self._decode(text)

    monkeypatch.setattr(msgspec.json, "Decoder", Decoder)
    records = [Record(number, "x" * 20) for number in range(100)]
    for write in WRITERS:
        assert whole(write(Part(rows=records)))["rows"] == records
    assert max(decoded) < 300


def plain(text):
    return at_once(json_reader.reading(text))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | TEXTS,
    lambda inner: st.lists(inner, max_size=12) | st.dictionaries(TEXTS, inner, max_size=12),
    max_leaves=60,
)


@pytest.mark.parametrize("write", WRITERS)
@given(value=VALUES)
def test_plain_data_is_what_was_written(write, value):
    assert plain(write(value)) == value


@given(text=st.binary(max_size=30) | st.text('[]{},:"\\ \n1anullx', max_size=200).map(str.encode))
def test_a_text_is_read_as_plain_data_where_it_is_json_and_refused_where_not(text):
    try:
        wanted = msgspec.json.decode(text)
    except ValueError:
        with pytest.raises(ValueError):
            plain(text)
    else:
        assert plain(text) == wanted


@pytest.mark.parametrize("text", [b"[" * 100_000 + b"]" * 100_000, b'{"a":' * 100_000 + b"1" + b"}" * 100_000])
def test_plain_data_nested_without_end_is_refused(text):
    with pytest.raises((ValueError, RecursionError)):
        plain(text)


@pytest.mark.parametrize("write", WRITERS[:4])
def test_long_plain_data_is_read_in_many_slices(write):
    rows = [{"id": number, "more": [{"a": "},{"}]} for number in range(200)]
    for value in (rows, {"a": {"b": rows}}, [[1, 2]] * 200, {str(n): n for n in range(200)}):
        text = write(value)
        reading = json_reader.reading(text)
        assert sum(1 for _ in reading) > len(text) / 500
        assert plain(text) == value
