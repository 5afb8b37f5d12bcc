"""Requests to an emulator that a scenario's steps become."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest

from mfa_emulator.core.operation import Operation
from mfa_emulator.scenario.emulator_target import EmulatorTarget
from mfa_emulator.scenario.target import Request, TargetError

VENDOR: Any = SimpleNamespace(
    name="toy",
    front=SimpleNamespace(hosts=("*.toys.example", "api.toy.example")),
    operations=(
        Operation("factors.create", "POST /v2/users/{user}/factors:new", None),
        Operation("factors.list", "GET /v2/users/{user}/factors", None),
        Operation("factors.update", "PATCH /v2/factors/{id}", None),
    ),
    credentials=lambda env: {"": {"x-api-key": env["TOY_KEY"]}, "admin": {"authorization": "Bearer owner"}},
    forms=False,
)


@pytest.fixture
def sent() -> list[httpx2.Request]:
    return []


@pytest.fixture
def reply() -> SimpleNamespace:
    return SimpleNamespace(response=httpx2.Response(200, json={}))


@pytest.fixture
def target(sent: list[httpx2.Request], reply: SimpleNamespace) -> EmulatorTarget:
    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/_mfa/v1/env":
            return httpx2.Response(200, json={"TOY_KEY": "k"})
        sent.append(request)
        if isinstance(reply.response, Exception):
            raise reply.response
        return reply.response

    client = httpx2.Client(transport=httpx2.MockTransport(answer), base_url="http://emulator")
    return EmulatorTarget(client, {"toy": VENDOR})


def ask(operation: str, credential: str = "", query: dict[str, Any] | None = None, **fields: Any) -> Request:
    return Request(operation, fields, query or {}, credential)


def test_path_fields_go_into_the_path_and_the_rest_into_the_body(
    target: EmulatorTarget, sent: list[httpx2.Request]
) -> None:
    target.call("toy", ask("factors.create", user="a/b c", phone="+15555550100", deep={"x": [1]}))
    assert sent[0].method == "POST"
    assert sent[0].url.raw_path == b"/example.toys.example/v2/users/a%2Fb%20c/factors:new"
    assert json.loads(sent[0].content) == {"phone": "+15555550100", "deep": {"x": [1]}}


def test_without_fields_the_body_is_an_empty_object(target: EmulatorTarget, sent: list[httpx2.Request]) -> None:
    target.call("toy", ask("factors.create", user="u"))
    assert sent[0].content == b"{}"


def test_a_get_has_its_fields_in_the_query(target: EmulatorTarget, sent: list[httpx2.Request]) -> None:
    target.call("toy", ask("factors.list", user="u", pageSize=2, active=True, to="+1"))
    assert sent[0].url.query == b"pageSize=2&active=true&to=%2B1"
    assert sent[0].content == b""


def test_a_query_beside_a_body(target: EmulatorTarget, sent: list[httpx2.Request]) -> None:
    target.call("toy", ask("factors.update", id="f", name="n", query={"updateMask": "name"}))
    assert sent[0].url.query == b"updateMask=name"
    assert json.loads(sent[0].content) == {"name": "n"}


def test_an_ordinary_client_sends_the_vendors_usual_headers(target: EmulatorTarget, sent: list[httpx2.Request]) -> None:
    target.call("toy", ask("factors.list", user="u"))
    assert sent[0].headers["x-api-key"] == "k"
    assert "authorization" not in sent[0].headers


def test_as_sends_the_credential_of_that_name(target: EmulatorTarget, sent: list[httpx2.Request]) -> None:
    target.call("toy", ask("factors.list", "admin", user="u"))
    assert sent[0].headers["authorization"] == "Bearer owner"


def test_the_answer_has_status_headers_and_body(target: EmulatorTarget, reply: SimpleNamespace) -> None:
    reply.response = httpx2.Response(400, json={"a": 1}, headers={"X-MFA-Reason": "because"})
    answer = target.call("toy", ask("factors.list", user="u"))
    assert (answer.status, answer.body, answer.headers["x-mfa-reason"]) == (400, {"a": 1}, "because")


def test_a_body_that_is_not_json_is_its_text(target: EmulatorTarget, reply: SimpleNamespace) -> None:
    reply.response = httpx2.Response(502, text="<html>")
    assert target.call("toy", ask("factors.list", user="u")).body == "<html>"


@pytest.mark.parametrize(
    ("provider", "request_", "said"),
    [
        ("toi", ask("factors.list"), "no provider 'toi'; did you mean 'toy'?"),
        ("toy", ask("factors.lst"), "toy: no operation 'factors.lst'; did you mean 'factors.list'?"),
        ("toy", ask("factors.list", "boss", user="u"), "toy: no credential 'boss'; there are: admin"),
        ("toy", ask("factors.list"), "factors.list needs `user` in `with`: its path is /v2/users/{user}/factors"),
    ],
)
def test_what_cannot_be_asked_is_explained(target: EmulatorTarget, provider: str, request_: Request, said: str) -> None:
    with pytest.raises(TargetError) as error:
        target.call(provider, request_)
    assert str(error.value) == said


@pytest.mark.parametrize(
    ("move", "body"),
    [
        (lambda target: target.advance("31s"), {"advance": "31s"}),
        (lambda target: target.advance(0.5), {"advance": 0.5}),
        (lambda target: target.travel("2026-11-21T10:00:00Z"), {"travel": "2026-11-21T10:00:00Z"}),
        (lambda target: target.freeze(None), {"freeze": True}),
        (lambda target: target.freeze("2026-11-21T10:00:00Z"), {"freeze": "2026-11-21T10:00:00Z"}),
    ],
)
def test_the_clock_is_moved_by_the_control_api(
    target: EmulatorTarget, sent: list[httpx2.Request], move: Callable[[EmulatorTarget], None], body: dict[str, Any]
) -> None:
    move(target)
    assert (sent[0].method, sent[0].url.path) == ("POST", "/_mfa/v1/clock")
    assert json.loads(sent[0].content) == body


def test_the_time_is_that_of_the_control_api(target: EmulatorTarget, reply: SimpleNamespace) -> None:
    reply.response = httpx2.Response(200, json={"now": "2026-11-21T10:00:00Z", "mode": "frozen"})
    assert target.now() == "2026-11-21T10:00:00Z"


def test_the_latest_message_is_asked_for_by_its_fields(
    target: EmulatorTarget, sent: list[httpx2.Request], reply: SimpleNamespace
) -> None:
    reply.response = httpx2.Response(200, json={"code": "123456"})
    assert target.latest_message(to="+1", channel="sms") == {"code": "123456"}
    assert sent[0].url.raw_path == b"/_mfa/v1/messages/latest?to=%2B1&channel=sms"


def test_no_message_is_none(target: EmulatorTarget, reply: SimpleNamespace) -> None:
    reply.response = httpx2.Response(404, json={"error": {"code": "no_message", "message": "none fits"}})
    assert target.latest_message() is None


def test_a_refusal_of_the_control_api_is_passed_on(target: EmulatorTarget, reply: SimpleNamespace) -> None:
    reply.response = httpx2.Response(400, json={"error": {"code": "bad", "message": "not a duration: 'x'"}})
    with pytest.raises(TargetError) as error:
        target.advance("x")
    assert str(error.value) == "POST http://emulator/_mfa/v1/clock: 400 not a duration: 'x'"


def test_a_server_that_is_gone_is_explained(target: EmulatorTarget, reply: SimpleNamespace) -> None:
    reply.response = httpx2.ConnectError("connection refused")
    with pytest.raises(TargetError, match=r"^GET /_mfa/v1/clock: connection refused$"):
        target.now()


def test_further_headers_are_sent_and_win_over_the_usual_ones(
    target: EmulatorTarget, sent: list[httpx2.Request]
) -> None:
    target.call("toy", ask("factors.list", user="u")._replace(headers={"x-api-key": "mine", "x-more": "1"}))
    assert (sent[0].headers["x-api-key"], sent[0].headers["x-more"]) == ("mine", "1")


def test_a_vendor_of_forms_gets_a_form(sent: list[httpx2.Request], target: EmulatorTarget) -> None:
    vendor = SimpleNamespace(**{**vars(VENDOR), "forms": True})
    target = EmulatorTarget(target._client, {"toy": vendor})
    target.call("toy", ask("factors.create", user="u", To="+1", Tags=["a", "b"], Flag=True, Data={"k": 1}))
    assert sent[0].content == b"To=%2B1&Tags=a&Tags=b&Flag=true&Data=%7B%22k%22%3A1%7D"


def test_a_decision_goes_to_the_control_api(target: EmulatorTarget, sent: list[httpx2.Request]) -> None:
    target.decide("YC1", "deny")
    assert (sent[0].method, sent[0].url.path) == ("POST", "/_mfa/v1/challenges/YC1")
    assert json.loads(sent[0].content) == {"action": "deny"}
