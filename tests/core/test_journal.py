"""The last exchanges, for people to read: secrets masked, reasons kept."""

from typing import Any

import msgspec
import pytest

from mfa_emulator.core.http.messages import Reply, Request
from mfa_emulator.core.journal import LONGEST_BODY, Exchange, Journal


def add(
    journal: Journal,
    *,
    provider: str = "toy",
    operation: str = "get",
    target: str = "/toy",
    request: bytes = b"",
    status: int = 200,
    response: bytes = b"",
    reason: str = "",
    traceback: str = "",
    secrets: frozenset[str] | None = None,
) -> Exchange:
    path, _, query = target.partition("?")
    asked = Request.read("GET", path.encode(), query.encode(), [], request)
    asked.operation = operation
    reply = Reply(status, response, reason=reason)
    reply.traceback = traceback
    journal.add(1_500_000, provider, asked, reply, 7, secrets)
    return list(journal)[-1]


def shown(**changes: Any) -> dict[str, Any]:
    return add(Journal(), **changes).view()


def test_an_exchange_as_people_see_it():
    assert shown(request=b'{"name":"ada"}', response=b'{"ok":true}', status=404, reason="not here") == {
        "number": 1,
        "at": "1970-01-01T00:00:01.500Z",
        "provider": "toy",
        "operation": "get",
        "method": "GET",
        "path": "/toy",
        "request": {"name": "ada"},
        "status": 404,
        "response": {"ok": True},
        "reason": "not here",
        "took_us": 7,
    }


@pytest.mark.parametrize(
    "name",
    [
        *("password", "idToken", "refresh_token", "sharedSecretKey", "mfaPendingCredential", "code", "otp_token"),
        *("AuthPayload.Signature", "apiKey", "key", "passwordHash", "salt", "client_secret", "answer", "Code"),
    ],
)
def test_what_sounds_secret_is_masked_at_any_depth(name: str):
    secret = b"s3cret"
    body = msgspec.json.encode({"a": [{name: "s3cret", "kept": "yes"}], name: {"deep": "no secret", name: ["s3cret"]}})
    masked = shown(request=body, response=body)
    for side in ("request", "response"):
        assert secret not in msgspec.json.encode(masked[side])
        assert masked[side]["a"] == [{name: "***", "kept": "yes"}]
        assert masked[side][name]["deep"] == "no secret"


def test_numbers_are_masked_too_but_no_flags_no_empty_ones_and_no_error_codes():
    body = b'{"otp":123456,"returnSecureToken":true,"idToken":"","token":null,"error":{"code":400}}'
    assert shown(request=body)["request"] == {
        "otp": "***",
        "returnSecureToken": True,
        "idToken": "",
        "token": None,
        "error": {"code": 400},
    }


def test_a_form_is_masked_like_json():
    body = b"To=%2B15555550100&Code=123456&Empty="
    assert shown(request=body)["request"] == {"To": "+15555550100", "Code": "***", "Empty": ""}


def test_secrets_in_the_query_are_masked():
    target = "/toy?page=2&oobCode=abc%20d&a=1&access_token=x#y"
    assert shown(target=target)["path"] == "/toy?page=2&oobCode=***&a=1&access_token=***"


def test_of_a_vendor_that_names_its_secrets_everything_else_can_be_read():
    body = b'{"statusCode":401,"code_length":6,"passwordPolicy":"strict","otp":123456,"deep":{"otp":"000000"}}'
    exchange = shown(request=body, target="/toy?keys=1&otp%20=1&otp=2&otp", secrets=frozenset({"otp"}))
    assert exchange["request"] == {
        "statusCode": 401,
        "code_length": 6,
        "passwordPolicy": "strict",
        "otp": "***",
        "deep": {"otp": "***"},
    }
    assert exchange["path"] == "/toy?keys=1&otp%20=1&otp=***&otp"


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"<a href='x?code=1'>", b"just text", b"[" * 5000, b'{"a":'])
def test_what_is_neither_json_nor_a_form_is_only_measured(body: bytes):
    assert shown(response=body)["response"] == f"({len(body)} bytes)"


def test_no_body_is_none():
    assert shown()["request"] is None


def test_a_long_body_is_only_measured_and_not_kept():
    journal = Journal()
    exchange = add(journal, request=b"x" * (LONGEST_BODY + 1), response=b"y" * LONGEST_BODY)
    assert exchange.request == LONGEST_BODY + 1
    assert exchange.view()["request"] == f"({LONGEST_BODY + 1} bytes)"
    assert exchange.response == b"y" * LONGEST_BODY


def test_the_oldest_make_room_and_numbers_go_on():
    journal = Journal(capacity=3)
    for _ in range(5):
        add(journal)
    assert [exchange.number for exchange in journal] == [3, 4, 5]
    assert (len(journal), journal.cursor) == (3, 5)


def test_exchanges_are_found_by_their_parts():
    journal = Journal()
    add(journal, operation="a", status=200)
    add(journal, operation="b", status=404)
    add(journal, operation="a", status=404, provider="other")

    def numbers(**filters: Any) -> list[int]:
        return [exchange.number for exchange in journal.find(**filters)]

    assert numbers() == [1, 2, 3]
    assert numbers(operation="a") == [1, 3]
    assert numbers(status=404) == [2, 3]
    assert numbers(provider="toy", status=404) == [2]
    assert numbers(after=1) == [2, 3]
    assert numbers(limit=1) == [3]
    assert numbers(limit=0) == []


def test_crashes_are_kept_apart_even_when_the_ring_has_forgotten_them():
    journal = Journal(capacity=1)
    add(journal, traceback="Traceback: boom", status=500)
    add(journal)
    assert [crash.traceback for crash in journal.crashes] == ["Traceback: boom"]
    assert journal.crashes[0].view()["traceback"] == "Traceback: boom"
    journal.begin()
    assert (len(journal), len(journal.crashes), journal.cursor) == (0, 0, 0)


def test_the_newest_exchanges_after_a_number_are_found_with_those_of_strangers():
    journal = Journal(capacity=5)
    for number in range(1, 9):
        if number in (3, 7):
            journal.add_stranger(0, "", Request.read("GET", b"/nowhere", b"", [], b""), Reply(404, b""))
        else:
            add(journal)
    assert [one.number for one in journal.since(0, 100)] == [2, 3, 4, 5, 6, 7, 8]
    assert [one.number for one in journal.since(5, 100)] == [6, 7, 8]
    assert [one.number for one in journal.since(0, 2)] == [7, 8]
    assert journal.since(8, 100) == journal.since(9, 100) == []
