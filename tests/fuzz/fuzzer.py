"""A fuzz of every operation of every vendor and of the control API: no 5xx, and a refusal changes nothing."""

import asyncio
import json
import re
import traceback
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import wraps
from importlib.resources import files
from inspect import iscoroutinefunction
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote

import httpx2
from known import Known
from remembered_heads import RememberedHeads
from tally import SLOW, Tally
from twins import FORM, JSON, Sent, Twins, form, quoted
from values import Values

from mfa_emulator import Emulator
from mfa_emulator.control import api as control
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.provider import Provider
from mfa_emulator.core.providers import load
from mfa_emulator.providers import BUILT_IN
from mfa_emulator.scenario.emulator_target import EmulatorTarget
from mfa_emulator.scenario.failure import StepFailed
from mfa_emulator.scenario.loading import LoadedScenario
from mfa_emulator.scenario.loading import load as load_scenario
from mfa_emulator.scenario.runner import run as run_scenario

CONTROL = "control"
EPOCH = 250
"""Requests in one emulator, before the next one begins."""
HUNG = 20.0
"""Seconds after which a request is given up."""
START = "2026-11-21T10:00:00Z"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
IDA = {"email": "ida@example.com", "password": "secret-1", "localId": "ida"}
BOB = {
    "username": "bob",
    "password": "secret-1",
    "factors": [{"type": "sms", "to": "+15555550100"}, {"type": "authenticator", "secret": SECRET}],
}
SEED: dict[str, Any] = {
    "identity_toolkit": {
        "users": [
            {**IDA, "factors": [{"phoneNumber": "+15555550101"}]},
            {"email": "bob@example.com", "password": "secret-1", "localId": "bob", "factors": [{"totpSecret": SECRET}]},
        ]
    },
    "twilio_verify": {
        "services": [
            {
                "friendly_name": "Owl Bank",
                "default": True,
                "entities": [{"identity": "ada-lovelace", "factors": [{"friendly_name": "Phone", "secret": SECRET}]}],
            }
        ]
    },
    "onelogin": {"users": [BOB]},
}
FIRST = (
    *(("identity_toolkit", name, "demo-project") for name in ("after:projects", "targetProjectId")),
    *(("twilio_verify", name, "ada-lovelace") for name in ("after:entities", "Identity")),
    *((CONTROL, "after:worlds", name) for name in ("default", "a", "b")),
)
"""Vendor, name and value of what is known before anything was said."""
_ACCOUNTS = "/providers/identity_toolkit/projects/[^/]+/(tenants/[^/]+/)?"
COUNTERS: dict[str, str] = {
    rf"{_ACCOUNTS}\w+_sessions/\d+/(attempts|wrong_codes)": "wrong codes of a session",
    rf"{_ACCOUNTS}totp_failures.*": "wrong TOTP codes of an account",
    rf"{_ACCOUNTS}users/\d+/rare/wrong_passwords.*": "wrong passwords lock an account",
    r"/providers/onelogin/rate/(number|since)": "version 1 counts every call of an hour",
    r"/providers/onelogin/challenges/\d+/attempts": "wrong codes of a challenge",
    r"/providers/onelogin/challenges/gone": "the last wrong code that a challenge bears makes it void",
    r"/providers/onelogin/users/\d+/invalid_login_attempts": "wrong passwords lock an account",
}
"""Paths in a snapshot that a refusal may change, as patterns, each with the reason."""


class Fuzzer:
    """Sends requests, the same on every run with the same seed."""

    def __init__(self, seed: int = 9) -> None:
        self.chance = Random(seed)
        self.tally = Tally()
        self._loop = asyncio.new_event_loop()
        self._reached = False
        self._providers = [self._counted(load(front)) for front in BUILT_IN]
        self._control = tuple(map(self._counting, control.OPERATIONS))
        self._rows = {provider.name: rows(provider.operations) for provider in self._providers}
        self._scenarios = list(scenarios())
        self._epochs = 0
        self._told: set[tuple[str, str]] = set()

    def run(self, requests: int) -> Tally:
        """Send at least so many; the tally of all that were sent."""
        while self.tally.total < requests:
            self._begin()
            self._flow()
            end = self.tally.total + EPOCH
            while self.tally.total < end:
                self._step()
        self._loop.close()
        return self.tally

    # An emulator, and what is known of it

    def _begin(self) -> None:
        profile = ("emulator", "strict")[self._epochs % 2]
        with patch.object(control, "OPERATIONS", self._control):
            self.emulator = Emulator(freeze=START, profile=profile, seeds=(SEED,), providers=self._providers)
            self._heads = RememberedHeads(self.emulator.app)
        self.emulator.worlds.add("a")
        self.world = self.emulator.world
        self._epochs += 1
        self._known = {name: Known(self.chance) for name in (*self._rows, CONTROL)}
        self._values = {name: Values(self.chance, known) for name, known in self._known.items()}
        self._twins = {name: Twins(self.chance, values) for name, values in self._values.items()}
        self._corpus: defaultdict[str, deque[Sent]] = defaultdict(lambda: deque(maxlen=4))
        self._good: dict[str, dict[str, str]] = {}
        self._state: bytes | None = None
        self._since: list[Sent] = []
        self._callers: dict[str, list[dict[str, str]]] = {CONTROL: [{}]}
        for provider in self._providers:
            env = provider.env(self.world, "http://localhost")
            self._callers[provider.name] = [dict(headers) for headers in provider.credentials(env).values()]
        self._callers["onelogin"].append({"authorization": f"bearer:{self.emulator.onelogin.token()}"})
        self._prime()

    def _prime(self) -> None:
        """Take note of what is there from the start."""
        stored = json.loads(self.world.snapshot().to_json())
        for vendor, known in self._known.items():
            known.learn(stored["providers"].get(vendor, {}))
        for vendor, name, value in FIRST:
            self._known[vendor].add(name, value)
        for kind, name in (("VA", "after:services"), ("YF", "after:factors")):
            for sid in re.findall(rf"\b{kind}[0-9a-f]{{32}}\b", json.dumps(stored)):
                self._known["twilio_verify"].add(name, sid)
        for user in stored["providers"]["onelogin"]["users"]:
            self._known["onelogin"].add("after:users", user["id"])

    def _look(self) -> None:
        """Take note of what arrived, and of what the phones show."""
        for message in self.world.inbox.messages()[-3:]:
            self._known[CONTROL].learn(message.view())
            self._known[CONTROL].add("after:messages", message.id)
            for code in re.findall(r"oobCode=([^&\s]+)", str(message.view())):
                self._known["identity_toolkit"].add("oobCode", unquote(code))
            self._learn_code(message.code)
        for app in self.world.authenticators()[-3:]:
            self._learn_code(app.code())

    def _learn_code(self, code: str | None) -> None:
        for name in ("code", "otp", "otp_token", "verificationCode", "authPayload", "pass_code") if code else ():
            for known in self._known.values():
                known.add(name, code)

    # Requests

    def _flow(self) -> None:
        """A whole right flow, each request of it after some of its twins."""
        scenario = self._scenarios[self._epochs % len(self._scenarios)]
        with httpx2.Client(transport=httpx2.MockTransport(self._accompanied), base_url="http://localhost") as client:
            for case in scenario.cases:
                self.tally.flows += 1
                # A twin may have done what the flow was about to do: then it ends there.
                with suppress(StepFailed):
                    run_scenario(scenario, case, EmulatorTarget(client, self.emulator.providers))
                    self.tally.ended += 1

    def _accompanied(self, request: httpx2.Request) -> httpx2.Response:
        headers = {name.decode().lower(): value.decode() for name, value in request.headers.raw}
        path, _, query = request.url.raw_path.decode().partition("?")
        vendor, operation = self._whose(request.method, path)
        sent = Sent(vendor, operation, request.method, path, query, headers, request.read())
        kept = self.world.snapshot()
        for _ in range(self.chance.choice((1, 3, 6))):
            status, _, _ = self.send(self._twins[vendor].of(sent))
            if status < 400 and self.chance.random() < 0.8:
                self.world.restore(kept)
                self._state = None
        status, raw, body = self.send(sent)
        return httpx2.Response(status, headers=raw, content=body)

    def _whose(self, verb: str, path: str) -> tuple[str, str]:
        for provider in self._providers:
            prefix = f"/{provider.front.hosts[0].replace('*', 'example')}"
            if path.startswith(prefix):
                found = provider.routes.find(verb, path.removeprefix(prefix))
                return provider.name, "" if isinstance(found, frozenset) else found[0].id
        return CONTROL, path

    def _step(self) -> None:
        luck = self.chance.random()
        if luck < 0.3:
            self._look()
        if luck < 0.03:
            self.world.clock.advance(self.chance.choice((1, 29, 31, 61, 600)))
            self._state = None
        if self.world.clock.mode == "live":
            self.world.clock.freeze()
        if self.world.faults and self.chance.random() < 0.3:
            self.world.faults.clear()
            self._state = None
        if luck < 0.5 or not self._corpus:
            self.send(self._fresh())
            return
        sent = self.chance.choice(self._corpus[self.chance.choice(list(self._corpus))])
        self.send(sent if luck < 0.58 else self._twins[sent.vendor].of(sent))

    def _fresh(self) -> Sent:
        """A request made from the struct of an operation."""
        vendor = self.chance.choice([*self._rows, *self._rows, CONTROL])
        known = self._rows[vendor] if vendor in self._rows else rows(self._control)
        [operation] = self.chance.choices(known, [weight(one) for one in known])
        verb, template = self.chance.choice(operation.routes).split(" ")
        verb = verb if verb != "ANY" else "POST"
        provider = next((one for one in self._providers if one.name == vendor), None)
        path = self._filled(vendor, template)
        if provider is not None:
            path = f"/{provider.front.hosts[0].replace('*', 'acme')}{path}"
        fields = (
            self._values[vendor].fields(operation.body)
            if operation.body is not None
            else self._document(vendor, operation)
        )
        headers = {"host": "localhost", **self._caller(vendor, operation)}
        if verb in ("GET", "DELETE"):
            return Sent(vendor, operation.id, verb, path, form(fields).decode(), headers, b"")
        forms = provider is not None and provider.forms
        body = form(fields) if forms else json.dumps(fields).encode()
        query = (
            form({name: self._values[vendor].junk() for name in ("key", "alt")}).decode()
            if self.chance.random() < 0.1
            else ""
        )
        return Sent(vendor, operation.id, verb, path, query, {**headers, "content-type": FORM if forms else JSON}, body)

    def _document(self, vendor: str, operation: Operation) -> Any:
        """A body that no struct describes: a seed, a snapshot, or any fields that were seen."""
        if operation.id == "state.seed":
            return SEED
        if operation.id == "state.restore":
            return json.loads(self.world.snapshot().to_json())
        return {
            name: self._values[vendor].junk()
            for name in ("grant_type", "refresh_token", "x")[: self.chance.randrange(4)]
        }

    def _caller(self, vendor: str, operation: Operation) -> dict[str, str]:
        luck = self.chance.random()
        if luck < 0.05:
            return {"authorization": self.chance.choice(("", "Bearer x", "Basic eA==", "Basic !", "bearer:"))}
        if luck < 0.85 and operation.id in self._good:
            return self._good[operation.id]
        return self.chance.choice(self._callers[vendor])

    def _filled(self, vendor: str, path: str) -> str:
        while "{" in path:
            before, _, rest = path.partition("{")
            name, _, after = rest.partition("}")
            previous = before.rstrip("/").rpartition("/")[2].lower()
            value = self._known[vendor].of(f"after:{previous}", name, "id", "sid")
            if value is None or self.chance.random() < 0.05:
                value = self._values[vendor].junk()
            path = f"{before}{quoted(value) or 'x'}{after}"
        return path

    # What comes of them

    def send(self, sent: Sent) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        """Send a request and judge its answer."""
        sent = bounded(sent)
        faulty = any(world.faults for world in self.emulator.worlds.values())
        if faulty:
            self._state = None
        elif self._state is None and self.chance.random() < 0.4:
            self._state, self._since = self._remembered(), []
        self.tally.kept_heads += self._heads.keeps(sent)
        if self._heads.differ(sent):
            self._fail("another meaning of a remembered head", sent, b"")
        self._reached, began = False, perf_counter()
        status, headers, body = self._sent(sent)
        self._note(sent, status, perf_counter() - began)
        if status >= 500 and status != 501 and not faulty and not is_of_a_place(status, body):
            self._fail(f"{status}", sent, body)
        if 0 < status < 400:
            self._state = None
            self._keep(sent, body)
        elif self._state is not None:
            self._since.append(sent)
            if self._reached or self.chance.random() < 0.1:
                self._compare()
        return status, headers, body

    def _sent(self, sent: Sent) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        scope = {
            "type": "http",
            "method": sent.verb,
            "scheme": "http",
            "path": unquote(sent.path),
            "raw_path": sent.path.encode(),
            "query_string": sent.query.encode(),
            "headers": [
                (name.lower().encode(), text.encode("latin-1", "replace")) for name, text in sent.headers.items()
            ],
            "server": ("localhost", 80),
            "client": ("127.0.0.1", 0),
        }
        messages: list[Any] = []
        begun = asyncio.Event()
        parts = [{"type": "http.request", "body": sent.body, "more_body": False}]

        async def receive() -> Any:
            if parts:
                return parts.pop()
            await begun.wait()  # the client of a stream goes away once it has begun
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            messages.append(message)
            begun.set()

        async def answered() -> None:
            await asyncio.wait_for(self.emulator.app(scope, receive, send), HUNG)

        try:
            self._loop.run_until_complete(answered())
        except TimeoutError:
            self._fail("no answer", sent, b"")
        except Exception:
            if not messages and not any(world.faults for world in self.emulator.worlds.values()):
                self._fail(traceback.format_exc(), sent, b"")
        if not messages:
            return 0, [], b""
        return messages[0]["status"], messages[0]["headers"], b"".join(one.get("body", b"") for one in messages)

    def _note(self, sent: Sent, status: int, took: float) -> None:
        tally = self.tally
        tally.sent[sent.vendor] += 1
        tally.reached[sent.vendor] += self._reached
        tally.answered[sent.vendor] += 0 < status < 400
        tally.operations.add(sent.operation)
        tally.slowest = max(tally.slowest, took)
        if took > SLOW:
            tally.slow.append((took, sent))

    def _keep(self, sent: Sent, body: bytes) -> None:
        """Remember what succeeded, and learn from its answer."""
        self.tally.succeeded.add(sent.operation)
        self._corpus[sent.operation].append(sent)
        self._good[sent.operation] = {name: text for name, text in sent.headers.items() if name == "authorization"}
        known = self._known[sent.vendor]
        known.learn_path(sent.path)
        for text in (body, sent.body):
            if len(text) < 20_000:
                with suppress(ValueError, RecursionError):
                    known.learn(json.loads(text))

    def _remembered(self) -> bytes:
        return self.world.snapshot().to_json()

    def _compare(self) -> None:
        self.tally.checked += 1
        before, after = self._state, self._remembered()
        self._state = after
        if after != before:
            sent = self._since[-1]
            changes = [path for path in changed(before, after) if not any(re.fullmatch(one, path) for one in COUNTERS)]
            if changes and (sent.operation, changes[0]) not in self._told:
                self._told.add((sent.operation, changes[0]))
                self._fail(f"a refusal changed {changes[:5]}", sent, b"")
        self._since = []

    def _fail(self, what: str, sent: Sent, body: bytes) -> None:
        traces = [crash.traceback for world in self.emulator.worlds.values() for crash in world.journal.take_crashes()]
        call = f"{sent.operation} {sent.verb} {sent.path}?{sent.query} {sent.headers} {sent.body[:1500]!r}"
        told = f"{what}: {self.emulator.options.profile} {call}"
        self.tally.failures.append("\n".join([told, str(body[:300]), *traces[-1:]]))

    # Handlers that tell that they were called

    def _counted(self, provider: Provider) -> Provider:
        return replace(provider, operations=tuple(map(self._counting, provider.operations)))

    def _counting(self, operation: Operation) -> Operation:
        handler = operation.handler
        if handler is None:
            return operation

        @wraps(handler)
        def called(call: Any) -> Any:
            self._reached = True
            return handler(call)

        @wraps(handler)
        async def awaited(call: Any) -> Any:
            self._reached = True
            return await handler(call)

        return replace(operation, handler=awaited if iscoroutinefunction(handler) else called)


def weight(operation: Operation) -> int:
    """The more fields an operation takes, the more often it is called."""
    return 2 if operation.body is None else 2 + min(len(operation.body.__struct_fields__), 10)


def rows(operations: tuple[Operation, ...]) -> list[Operation]:
    """Those that are built."""
    return [operation for operation in operations if operation.handler is not None]


def scenarios() -> Iterator[LoadedScenario]:
    """The bundled ones that need no settings of their own and no faults: whole right flows."""
    for path in sorted(Path(str(files("mfa_scenarios"))).rglob("*.mfa.yaml")):
        scenario = load_scenario(path)
        if not scenario.options and all(step.kind != "fault" for step in scenario.steps):
            yield scenario


def bounded(sent: Sent) -> Sent:
    """The request without a long poll, and without a fault that waits for a clock that stands still."""
    query = re.sub(r"\bwait=[0-9.e+]+", "wait=0.001", sent.query)
    body = sent.body.replace(b'"delay"', b'"delayed"') if b'"delay"' in sent.body else sent.body
    return sent._replace(query=query, body=body)


def is_of_a_place(status: int, body: bytes) -> bool:
    """Whether it is the refusal of a place that has no world, in the words of whoever made it."""
    return status == 503 and body.startswith(b'{"error":{"code":"no_world",')


def changed(before: bytes, after: bytes) -> list[str]:
    """Paths of what differs between two states."""
    found: list[str] = []
    _changed(json.loads(before), json.loads(after), "", found)
    return found


def _changed(one: Any, other: Any, path: str, found: list[str]) -> None:
    if isinstance(one, dict | None) and isinstance(other, dict | None):
        one, other = one or {}, other or {}
        for key in {*one, *other}:
            _changed(one.get(key), other.get(key), f"{path}/{key}", found)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (a, b) in enumerate(zip(one, other, strict=True)):
            _changed(a, b, f"{path}/{index}", found)
    elif isinstance(one, list) and other in ([*one[:place], *one[place + 1 :]] for place in range(len(one))):
        found.append(f"{path}/gone")
    elif one != other:
        found.append(path)
