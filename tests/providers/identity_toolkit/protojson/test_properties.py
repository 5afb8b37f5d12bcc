"""Whatever is sent, reading gives a valid message or BadBody; and both ways of reading agree."""

import json
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import fields

from mfa_emulator.providers.identity_toolkit.protojson.decoding import BadBody, Rules, decode, from_mapping
from mfa_emulator.providers.identity_toolkit.types.account_batches import UploadAccountRequest
from mfa_emulator.providers.identity_toolkit.types.accounts import SetAccountInfoRequest
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import Config
from mfa_emulator.providers.identity_toolkit.types.mailed_codes import GetOobCodeRequest
from mfa_emulator.providers.identity_toolkit.types.second_factors import FinalizeMfaEnrollmentRequest
from mfa_emulator.providers.identity_toolkit.types.sign_up import SignUpRequest

TYPES: list[type[msgspec.Struct]] = [
    Config,
    FinalizeMfaEnrollmentRequest,
    GetOobCodeRequest,
    SetAccountInfoRequest,
    SignUpRequest,
    UploadAccountRequest,
]
NAMES = sorted({info.encode_name for type_ in TYPES for info in fields(type_)} | {"shoeSize", "enrollments"})

types = st.sampled_from(TYPES)
rules = st.builds(
    Rules, unknown_fields=st.sampled_from(["ignore", "refuse"]), wrong_booleans=st.sampled_from(["refuse", "true"])
)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3)
)
bodies = st.dictionaries(st.sampled_from(NAMES) | st.text(), values, max_size=5)

# The same examples in every run, however busy the machine.
steady = settings(deadline=None, derandomize=True, database=None)


def read(raw: bytes, type_: type[msgspec.Struct], rule: Rules) -> msgspec.Struct | None:
    """The message, or None where it was refused."""
    try:
        return decode(raw, type_, rule)
    except BadBody as bad:
        refusal = bad
    assert json.loads(msgspec.json.encode([refusal.message, refusal.field_violations]))[0]
    return None


def assert_valid(message: msgspec.Struct, type_: type[msgspec.Struct]) -> None:
    """The message is of its type through and through, and can be written and read again."""
    assert msgspec.json.Decoder(type_).decode(msgspec.json.encode(message)) == message


@steady
@given(st.binary(), types, rules)
def test_any_bytes_give_a_message_or_a_refusal(raw: bytes, type_: Any, rule: Rules) -> None:
    message = read(raw, type_, rule)
    assert message is None or isinstance(message, type_)


@steady
@given(bodies, types, rules)
def test_any_object_gives_a_valid_message_or_a_refusal(body: dict[str, Any], type_: Any, rule: Rules) -> None:
    message = read(json.dumps(body).encode(), type_, rule)
    if message is not None:
        assert_valid(message, type_)


@steady
@given(st.text(), st.booleans())
def test_text_arrives_unchanged_whether_escaped_or_not(text: str, escaped: bool) -> None:
    raw = json.dumps({"email": text}, ensure_ascii=escaped).encode()
    assert decode(raw, SignUpRequest).email == text


@steady
@given(st.text(), st.characters(categories=["Cs"]), st.text(), st.booleans())
def test_half_a_character_is_refused_wherever_it_stands(before: str, half: str, after: str, escaped: bool) -> None:
    raw = json.dumps({"email": before + half + after}, ensure_ascii=escaped).encode("utf-8", "surrogatepass")
    assert read(raw, SignUpRequest, Rules()) is None


@steady
@given(st.data(), types)
def test_snake_case_reads_as_the_published_names_do(data: st.DataObject, type_: Any) -> None:
    infos = data.draw(st.lists(st.sampled_from(fields(type_)), unique_by=lambda info: info.name))
    body: dict[str, Any] = {
        info.encode_name: data.draw(st.text(max_size=3) | st.just({}) | st.just([])) for info in infos
    }
    snake = {info.name: body[info.encode_name] for info in infos}
    assert read(json.dumps(body).encode(), type_, Rules()) == read(json.dumps(snake).encode(), type_, Rules())


@steady
@given(bodies, types)
def test_a_null_more_changes_nothing(body: dict[str, Any], type_: Any) -> None:
    absent = [info.encode_name for info in fields(type_) if info.encode_name not in body]
    nulls = dict.fromkeys(absent, None)
    assert read(json.dumps(body | nulls).encode(), type_, Rules()) == read(json.dumps(body).encode(), type_, Rules())


@steady
@given(st.dictionaries(st.sampled_from(NAMES) | st.text(), st.text() | st.lists(st.text())), types, rules)
def test_any_query_gives_a_valid_message_or_a_refusal(query: dict[str, Any], type_: Any, rule: Rules) -> None:
    try:
        message = from_mapping(query, type_, rule)
    except BadBody:
        return
    assert_valid(message, type_)
