"""Whatever goes wrong is said in the vendor's own shape, and why, beside it."""

from urllib.parse import unquote

import pytest


def refusal(answer) -> tuple[int, str, str]:
    """Status, the vendor's code, the reason."""
    assert answer.headers["content-type"] == "application/json; charset=UTF-8"
    assert set(answer.json()) == {"toy", "text"}
    return answer.status_code, answer.json()["toy"], unquote(answer.headers["x-mfa-reason"])


def test_an_error_of_a_handler(client):
    assert refusal(client.get("/toy/factors/nobody")) == (404, "UNKNOWN", "no factor 'nobody' now")


def test_the_reason_is_never_in_the_vendors_body(client):
    assert client.get("/toy/factors/nobody").json() == {"toy": "UNKNOWN", "text": ""}


def test_a_path_that_it_does_not_have(client):
    assert refusal(client.get("/toy/none")) == (404, "BROKEN", "no operation of Toy has the path /toy/none")


def test_a_verb_that_the_path_does_not_take(client):
    reason = "DELETE is not a verb of /toy/factors: it takes GET, POST"
    assert refusal(client.delete("/toy/factors")) == (405, "BROKEN", reason)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"\xff", b'{"name":5}', b'{"name":"\\ud800"}', b'{"name":NaN}', b"[" * 10_000]
)
def test_a_body_that_cannot_be_read(client, emulator, body: bytes):
    status, code, reason = refusal(client.post("/toy/factors", content=body))
    assert (status, code) == (400, "BROKEN")
    assert reason
    assert len(emulator.toy) == 0


def test_a_body_over_the_limit(client, emulator):
    body = b'{"name":"' + b"x" * 1024 * 1024 + b'"}'
    assert refusal(client.post("/toy/factors", content=body)) == (413, "BROKEN", "the body is over 1048576 bytes")
    assert len(emulator.toy) == 0


def test_a_published_operation_that_is_not_built(client):
    assert refusal(client.get("/toy/factors")) == (501, "BROKEN", "factors.list")


def test_an_error_of_the_emulator_itself(client, emulator):
    assert refusal(client.post("/toy/factors/ada:crash")) == (500, "BROKEN", "RuntimeError: toy broke")
    [crash] = emulator.requests.crashes
    assert crash.traceback.startswith("Traceback (most recent call last):")
    assert crash.traceback.endswith("RuntimeError: toy broke\n")
    assert crash.view()["traceback"] == crash.traceback


def test_nul_bytes_and_lone_bytes_in_a_path_are_names_like_any_other(client):
    for name in ("%00", "%FF", "%ED%A0%80", "a%0D%0Ab", "%E2%82%AC"):
        assert client.get(f"/toy/factors/{name}").status_code == 404


def test_refusals_are_the_same_whatever_was_asked_before(client):
    first = refusal(client.get("/toy/factors/nobody"))
    client.post("/toy/factors/ada:crash")
    client.post("/toy/factors", content=b"{")
    assert refusal(client.get("/toy/factors/nobody")) == first
