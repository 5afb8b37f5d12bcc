"""A random walk through enrolling, triggering, verifying, removing and waiting, beside a small model of it all."""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

PHONE = "+15555550100"
KINDS = {58957: "authenticator", 58958: "protect", 58959: "sms", 58960: "voice", 58961: "email"}
SENT = ("sms", "voice", "email")
TO = {"sms": PHONE, "voice": PHONE, "email": "ada@example.com"}


@dataclass
class Challenge:
    id: str
    code: str
    expires_at: int
    status: str = "pending"


@dataclass
class Device:
    kind: str
    active: bool
    default: bool = False
    v1: Challenge | None = None
    """The open verification."""
    registration: Challenge | None = None
    used: set[str] = field(default_factory=set)


@pytest.fixture
def walk(make_client):
    class Walk(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.client = make_client(numeric_sms_otp=True)
            self.now = 0
            self.devices: dict[int, Device] = {}

        @initialize()
        def begin(self) -> None:
            self.v1 = f"/api/1/users/{self.client.ada}/otp_devices"
            self.v2 = f"/api/2/mfa/users/{self.client.ada}"

        # What the user and the administrator do

        @rule(seconds=st.sampled_from([1, 29, 31, 60, 119, 120, 600]))
        def wait(self, seconds) -> None:
            self.client.clock.advance(seconds)
            self.client.token = self.client.onelogin.token()
            self.now += seconds

        @rule(factor_id=st.sampled_from([58959, 58960]), verified=st.booleans())
        def enroll_v1(self, factor_id, verified) -> None:
            kind = KINDS[factor_id]
            body = {"factor_id": factor_id, "display_name": "x", "number": PHONE, "verified": verified}
            answer = self.client.post(self.v1, body)
            if self.has_active(kind):
                assert answer.status == 400
                return
            assert answer.status == 200
            self.drop_pending(kind)
            (item,) = answer.data
            device = self.devices[item["id"]] = self.new(kind)
            if verified:
                self.activate(device)
            else:
                device.v1 = Challenge(item["state_token"], self.client.code(PHONE), self.now + 120)

        @rule(factor_id=st.sampled_from(sorted(KINDS)), verified=st.booleans())
        def register_v2(self, factor_id, verified) -> None:
            kind = KINDS[factor_id]
            body = {"factor_id": factor_id, "display_name": "x", "verified": verified}
            answer = self.client.post(f"{self.v2}/registrations", body)
            if self.has_active(kind) or (verified and kind not in SENT):
                assert answer.status == 422
                return
            assert answer.status == 201
            self.drop_pending(kind)
            newest = self.client.onelogin.user("ada").factors[-1].id
            device = self.devices[newest] = self.new(kind)
            code = self.client.code(TO[kind]) if kind in SENT and not verified else ""
            device.registration = Challenge(answer.body["id"], code, self.now + 120)
            if verified:
                device.registration.status = "accepted"
                self.activate(device)
            assert answer.body.get("device_id") == (str(newest) if verified else None)

        @rule(data=st.data(), right=st.booleans())
        def verify_registration(self, data, right) -> None:
            found = [(n, device) for n, device in self.devices.items() if device.registration]
            if not found:
                return
            number, device = data.draw(st.sampled_from(found))
            challenge = device.registration
            code = self.code(number, device, challenge) if right else "x"
            answer = self.client.put(f"{self.v2}/registrations/{challenge.id}", {"otp": code})
            if challenge.status == "accepted":
                assert answer.status == 403
            elif challenge.status == "rejected" or challenge.expires_at <= self.now:
                assert (answer.status, answer.body["status"]) == (200, "rejected")
            elif not right or self.is_used(device, code):
                assert (answer.status, answer.body["status"]) == (200, "pending")
            else:
                assert (answer.status, answer.body["status"]) == (200, "accepted")
                challenge.status = "accepted"
                self.use(device, code)
                self.activate(device)

        @rule(data=st.data())
        def trigger(self, data) -> None:
            number = data.draw(st.sampled_from([1, *self.devices]))
            answer = self.client.post(f"{self.v1}/{number}/trigger")
            if number not in self.devices:
                assert answer.status == 400
                return
            assert answer.status == 200
            device = self.devices[number]
            code = self.client.code(TO[device.kind]) if device.kind in SENT else ""
            device.v1 = Challenge(answer.data[0]["state_token"], code, self.now + 120)

        @rule(data=st.data(), right=st.booleans(), with_token=st.booleans())
        def verify(self, data, right, with_token) -> None:
            if not self.devices:
                return
            number, device = data.draw(st.sampled_from(list(self.devices.items())))
            challenge = device.v1
            code = self.code(number, device, challenge) if right else "x"
            body = {"otp_token": code}
            if with_token and challenge:
                body["state_token"] = challenge.id
            answer = self.client.post(f"{self.v1}/{number}/verify", body)
            token_good = "state_token" in body and challenge.expires_at > self.now
            if ("state_token" in body and not token_good) or (device.kind in SENT and not token_good):
                assert answer.status == 400
            elif not right or self.is_used(device, code) or (device.kind in SENT and challenge.status != "pending"):
                assert answer.status == 401
            else:
                assert answer.status == 200
                self.use(device, code)
                self.activate(device)
                if "state_token" in body:
                    device.v1 = None

        @rule(data=st.data(), approve=st.booleans())
        def answer_on_the_phone(self, data, approve) -> None:
            found = [(n, d) for n, d in self.devices.items() if d.kind == "protect"]
            if not found:
                return
            number, device = data.draw(st.sampled_from(found))
            waiting = [c for c in (device.v1, device.registration) if c and self.open(c)]
            push = self.client.onelogin.user("ada").factors[list(self.devices).index(number)]
            assert push.waiting == (waiting[0].id if waiting else None)
            if waiting:
                (push.approve if approve else push.deny)()
                waiting[0].status = "accepted" if approve else "rejected"
                if approve:
                    self.activate(device)

        @rule(data=st.data())
        def poll(self, data) -> None:
            found = [(n, d) for n, d in self.devices.items() if d.v1 and d.kind != "sms"]
            if not found:
                return
            number, device = data.draw(st.sampled_from(found))
            answer = self.client.post(f"{self.v1}/{number}/verify", {"state_token": device.v1.id})
            if device.v1.expires_at <= self.now or device.kind == "authenticator":
                assert answer.status == 400
            elif device.v1.status == "rejected":
                assert answer.status == 401
            elif device.v1.status == "pending":
                assert answer.body["status"]["type"] == "pending"
                assert answer.status == (401 if device.kind == "protect" else 200)
            else:
                assert (answer.status, answer.body["type"]) == (200, "success")
                device.v1 = None

        @rule(data=st.data(), version=st.sampled_from([1, 2]))
        def remove(self, data, version) -> None:
            number = data.draw(st.sampled_from([1, *self.devices]))
            path = f"{self.v1}/{number}" if version == 1 else f"{self.v2}/devices/{number}"
            answer = self.client.delete(path)
            if number not in self.devices:
                assert answer.status == (400 if version == 1 else 404)
                return
            assert answer.status == (200 if version == 1 else 204)
            self.drop(number)

        # What must hold

        @invariant()
        def lists_agree_with_the_model(self) -> None:
            if not hasattr(self, "v1"):
                return
            listed = self.client.get(self.v1).data["otp_devices"]
            assert [(item["id"], item["active"], item["default"]) for item in listed] == [
                (number, device.active, device.default) for number, device in self.devices.items()
            ]
            active = self.client.get(f"{self.v2}/devices").body
            assert [int(item["device_id"]) for item in active] == [n for n, d in self.devices.items() if d.active]
            available = {item["factor_id"] for item in self.client.get(f"{self.v2}/factors").body}
            assert available == {number for number, kind in KINDS.items() if not self.has_active(kind)}

        @invariant()
        def nothing_broke(self) -> None:
            assert not self.client.emulator.requests.crashes

        # The model

        def has_active(self, kind) -> bool:
            return any(device.kind == kind and device.active for device in self.devices.values())

        def drop_pending(self, kind) -> None:
            for number in [n for n, d in self.devices.items() if d.kind == kind and not d.active]:
                self.drop(number)

        def drop(self, number) -> None:
            gone = self.devices.pop(number)
            heirs = [device for device in self.devices.values() if device.active]
            if gone.default and heirs:
                heirs[0].default = True

        def new(self, kind) -> Device:
            return Device(kind, False, not any(other.default for other in self.devices.values()))

        def activate(self, device) -> None:
            if not device.active:
                device.active = True
                device.default = device.default or not any(other.default for other in self.devices.values())

        def open(self, challenge) -> bool:
            return challenge.status == "pending" and challenge.expires_at > self.now

        def code(self, number, device, challenge) -> str:
            if device.kind in SENT:
                return (challenge.code if challenge else "") or "none"
            handles = self.client.onelogin.user("ada").factors
            return handles[list(self.devices).index(number)].authenticator.code()

        def is_used(self, device, code) -> bool:
            return code in device.used

        def use(self, device, code) -> None:
            if device.kind not in SENT:
                device.used.add(code)

    return Walk


def test_every_walk_agrees_with_the_model_and_nothing_breaks(walk):
    run_state_machine_as_test(
        walk,
        settings=settings(
            max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
