"""Scalars of a scenario file: those that have a type, and those that stay the text that was written."""

import pytest

from mfa_emulator.scenario.yaml_loader import parse


def value(text: str) -> object:
    return parse(f"key: {text}", "f.yaml").data["key"]


@pytest.mark.parametrize(
    "text",
    [
        "+15551234567", "012345", "00", "1:30:00", "off", "on", "yes", "no", "Yes", "True", "NULL", "~",
        "2026-11-21", "2026-11-21T10:00:00Z", "1_000", "0x1F", "0o17", "0b1", "1e5", "1.5e3", ".5", "5.",
        "-.inf", ".nan", "-012", "<<", "=", "1234567890123456789", "31s", "${email}",
    ],
)  # fmt: skip
def test_stays_text(text: str) -> None:
    assert value(text) == text


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("true", True), ("false", False), ("null", None), ("", None), ("0", 0), ("-1", -1), ("200", 200),
        ("123456789012345678", 123456789012345678), ("0.5", 0.5), ("-31.25", -31.25),
    ],
)  # fmt: skip
def test_is_typed(text: str, typed: object) -> None:
    got = value(text)
    assert got == typed
    assert type(got) is type(typed)


@pytest.mark.parametrize("text", ["'200'", '"true"', "'null'", '""'])
def test_quoted_is_always_text(text: str) -> None:
    assert value(text) == text[1:-1]


def test_keys_are_always_text() -> None:
    assert parse("{off: 1, 200: 2, true: 3, 012: 4}", "f.yaml").data == {
        "off": 1,
        "200": 2,
        "true": 3,
        "012": 4,
    }


def test_a_very_long_number_is_text_and_no_error() -> None:
    assert value("9" * 10_000) == "9" * 10_000


def test_plain_yaml_elsewhere_is_as_it_was() -> None:
    import yaml

    assert yaml.safe_load("{a: off, b: 012, c: &x 1, d: *x}") == {"a": False, "b": 10, "c": 1, "d": 1}
