"""Refusals of the control API: paths it does not know, bodies it cannot read."""

import pytest

from mfa_emulator.control.api import OPERATIONS

WRITES = sorted(
    route.split(" ")[1].removeprefix("/_mfa/v1").replace("{id}", "x")
    for operation in OPERATIONS
    for route in operation.routes
    if route.startswith("POST")
)
GARBAGE = {
    "no JSON": b"{",
    "not UTF-8": b'"\xff"',
    "NUL": b"\x00",
    "NUL in a text": b'{"a\x00": 1}',
    "half a surrogate": b'{"\\ud800": 1}',
    "a list": b"[1, 2]",
    "a number": b"7",
    "null": b"null",
    "an unknown field": b'{"no_such_field": 1}',
    "deep": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "a huge number": b'{"advance": 1' + b"0" * 5000 + b"}",
}


@pytest.mark.parametrize("path", ["", "/", "/nothing", "/clock/", "/clock/now", "//_mfa/nothing", "//_mfa/v2/clock"])
def test_an_unknown_path_is_404_in_the_control_shape(http_client, path):
    answer = http_client.get(path)
    assert (answer.status, answer.error) == (404, "unknown_path")


@pytest.mark.parametrize("path", ["/%0A", "/clock%2Fnow", "/%00", "/%ff", "/worlds/%2F"])
def test_odd_characters_in_a_path_are_a_404_or_405_like_any_other(http_client, path):
    assert http_client.delete(path).error in ("unknown_path", "unknown_world")


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_a_wrong_verb_is_405_and_told_what_is_right(http_client, operation):
    verb, path = operation.route.replace("{id}", "x").replace("{name}", "x").split(" ")
    answer = http_client.ask("PATCH", f"/{path}")
    assert (answer.status, answer.error) == (405, "wrong_verb")
    assert verb in answer.headers["allow"].split(", ")


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize("body", GARBAGE.values(), ids=GARBAGE)
def test_a_body_that_makes_no_sense_is_4xx_and_changes_nothing(http_client, emulator, path, body):
    http_client.enrol("ada")
    before = emulator.snapshot().to_json()
    assert http_client.post(path, body).error
    assert emulator.snapshot().to_json() == before
    assert list(emulator.worlds) == ["default"]


@pytest.mark.parametrize("path", [path for path in WRITES if path != "/seed"])
def test_a_body_over_a_mebibyte_is_413(http_client, path):
    answer = http_client.post(path, b" " * (1024 * 1024 + 1))
    assert (answer.status, answer.error) == (413, "too_large")


@pytest.mark.parametrize("path", WRITES)
def test_fields_of_a_post_in_its_query_are_not_passed_over(http_client, emulator, path):
    before = emulator.snapshot().to_json()
    assert http_client.post(f"{path}?advance=1s").error == "bad_request"
    assert emulator.snapshot().to_json() == before


def test_the_text_of_a_refusal_is_in_the_reason_header_too(http_client):
    answer = http_client.post("/clock", {})
    assert answer.headers["x-mfa-reason"] == answer.data["error"]["message"]
