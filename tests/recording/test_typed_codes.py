"""Origins of the codes in a recording: authenticators, messages, or nowhere."""

import json

import pytest

from mfa_emulator.core.otp.totp import Totp
from mfa_emulator.recording import typed_codes
from mfa_emulator.recording.exchange import Exchange
from mfa_emulator.recording.recorded import Code
from mfa_emulator.recording.scrubbing.scrubber import scrubbed
from mfa_emulator.recording.scrubbing.vocabulary import Vocabulary

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
AT = 1_795_000_000_000_000
JSON = (("content-type", "application/json"),)


def exchange(asked: object, answered: object = None, status: int = 200, at: int = AT) -> Exchange:
    return Exchange(
        at=at,
        provider="toy",
        operation="check",
        route="POST /toy/check",
        method="POST",
        path="/toy/check",
        query="",
        headers=JSON,
        body=json.dumps(asked).encode(),
        status=status,
        answer_headers=JSON,
        answer=json.dumps(answered or {}).encode(),
    )


def origins(*exchanges: Exchange) -> list[Code]:
    """The origins of codes in the order in which they were typed."""
    done = scrubbed(exchanges, {"toy": Vocabulary()})
    found = typed_codes.origins(exchanges, done.exchanges, done.values)
    return [found[name] for name in sorted(found)]


@pytest.mark.parametrize("step", [-3, 0, 2])
@pytest.mark.parametrize("given", [SECRET, f"otpauth://totp/a?secret={SECRET}"])
def test_a_code_of_an_authenticator_whose_secret_was_given(step: int, given: str):
    totp = Totp(SECRET)
    code = totp.at_step(totp.step(AT) + step)
    [found] = origins(exchange({}, {"secret": given}), exchange({"code": code}))
    assert (found.source, found.step, found.digits) == ("totp", step, 6)
    assert found.secret == ("<otpauth-1>" if "://" in given else "<secret-1>")


def test_the_parameters_of_a_uri_count():
    totp = Totp(SECRET, 8, 60, "sha256")
    uri = f"otpauth://totp/a?secret={SECRET}&digits=8&period=60&algorithm=SHA256"
    [found] = origins(exchange({}, {"uri": uri}), exchange({"code": totp.at(AT)}))
    assert (found.source, found.digits, found.period, found.algorithm) == ("totp", 8, 60, "sha256")


def test_a_code_that_was_taken_is_of_a_message():
    assert origins(exchange({"code": "123456"}, {"status": "approved"})) == [Code(source="message")]


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ({"status": "pending", "valid": False}, 200),
        ({"success": False}, 200),
        ({"error": {"message": "INVALID_CODE"}}, 400),
        ({"message": "Failed authentication with this factor"}, 401),
    ],
)
def test_a_code_that_was_only_ever_wrong_is_of_nowhere(answer: object, status: int):
    assert origins(exchange({"code": "123456"}, answer, status)) == [Code(source="wrong")]


def test_a_code_that_was_wrong_once_and_taken_later_is_of_a_message():
    wrong = exchange({"code": "123456"}, {"error": {"message": "INVALID_CODE"}}, 400)
    assert origins(wrong, exchange({"code": "123456"}, {"ok": True})) == [Code(source="message")]


def test_a_code_that_came_too_late_is_of_a_message():
    assert origins(exchange({"code": "123456"}, {"error": {"message": "SESSION_EXPIRED"}}, 400)) == [
        Code(source="message")
    ]


def test_a_code_that_an_answer_gave_needs_no_origin():
    assert origins(exchange({}, {"code": "abcdef123456"}), exchange({"code": "abcdef123456"})) == []
