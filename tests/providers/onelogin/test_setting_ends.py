"""Every number among the settings works at both ends of its range, and pairs of them may not cross."""

import pytest
from setting_ends import LATE, ends

from mfa_emulator.providers.onelogin.settings import Settings

PAIRS = (
    ("state_token_lifetime", "state_token_max"),
    ("verification_min", "verification_lifetime"),
    ("verification_lifetime", "verification_max"),
    ("mfa_token_min_v1", "mfa_token_lifetime"),
    ("mfa_token_min_v2", "mfa_token_lifetime"),
    ("smart_mfa_lifetime", "smart_mfa_max"),
)
LOGIN, VERIFY = "/api/1/login/auth", "/api/1/login/verify_factor"
ADA = {"username_or_email": "ada", "password": "secret-1", "subdomain": "acme"}
ZED = {"user_identifier": "zed", "email": "zed@example.com", "context": {"ip": "192.0.2.1", "user_agent": "test"}}
V1, V2 = "/api/1/users/{ada}", "/api/2/mfa/users/{ada}"


class Story:
    def __init__(self, client):
        self.client = client

    def ok(self, method, path, body=None):
        answer = self.client.call(method, path, body)
        assert answer.status < 300, (answer.status, answer.raw, answer.reason)
        return answer

    def look_around(self):
        self.ok("GET", "/api/2/users")
        self.ok("GET", "/api/1/users?page=2&limit=1000")
        self.ok("GET", "/auth/rate_limit")

    def enroll_sms(self):
        for body in ({"display_name": "x", "number": "+15555550100"}, {"display_name": "y", "number": "15555550100"}):
            (device,) = self.ok("POST", f"{V1}/otp_devices", body).data
        path = f"{V1}/otp_devices/{device['id']}"
        self.ok("POST", f"{path}/verify", {"otp_token": self.client.code(), "state_token": device["state_token"]})
        (begun,) = self.ok("POST", f"{path}/trigger").data
        assert self.client.post(f"{path}/verify", {"otp_token": "0", "state_token": begun["state_token"]}).status >= 400
        self.ok("POST", f"{path}/verify", {"otp_token": self.client.code(), "state_token": begun["state_token"]})

    def register_an_app(self):
        factor = self.client.emulator.world.settings["onelogin"].factor_ids.authenticator
        begun = self.ok("POST", f"{V2}/registrations", {"factor_id": factor, "display_name": "x"}).body
        path = f"{V2}/registrations/{begun['id']}"
        self.app = self.client.emulator.world.authenticator(begun["factor_data"]["totp_url"])
        assert self.client.put(path, {"otp": "000000"}).body.get("status") != "accepted"
        settled = self.ok("PUT", path, {"otp": self.app.code()}).body
        assert settled["status"] == "accepted"
        self.device = int(settled["device_id"])

    def wait(self):
        """Wait until the app shows another code; tokens of a second are over then."""
        self.client.clock.advance("30s")
        self.client.token = self.client.onelogin.token()

    def verify_with_the_app(self):
        self.wait()
        begun = self.ok("POST", f"{V2}/verifications", {"device_id": self.device}).body
        path = f"{V2}/verifications/{begun['id']}"
        self.ok("GET", path)
        self.ok("PUT", path, {"otp": self.app.code(), "device_id": self.device})
        self.ok("GET", path)

    def be_helped(self):
        for path in (f"{V1}/mfa_token", f"{V2}/mfa_token"):
            token = self.ok("POST", path).body["mfa_token"]
            self.ok("POST", f"{V1}/otp_devices/0/verify", {"otp_token": token})

    def log_in(self):
        self.wait()
        (asked,) = self.ok("POST", LOGIN, ADA).data
        body = {"device_id": str(self.device), "state_token": asked["state_token"]}
        self.client.post(VERIFY, {**body, "otp_token": "000000"})
        self.ok("POST", VERIFY, {**body, "otp_token": self.app.code()})

    def be_judged(self):
        sent = self.ok("POST", "/api/2/smart-mfa", ZED).body["mfa"]
        code = self.client.code("zed@example.com")
        self.ok("POST", "/api/2/smart-mfa/verify", {"state_token": sent["state_token"], "otp_token": code})

    def be_locked_out(self):
        assert self.client.post(LOGIN, {**ADA, "password": "x"}).status >= 400
        self.ok("PUT", "/api/1/users/{ada}/lock_user", {"locked_until": 0})
        assert self.client.post(LOGIN, ADA).status >= 400
        self.ok("GET", "/api/2/users/{ada}")

    def go_back(self):
        world = self.client.emulator.world
        world.restore(world.snapshot().to_json())
        self.ok("GET", "/api/2/users")


@pytest.mark.parametrize("end", ends(Settings, *PAIRS, ("verification_min", "verification_max")))
def test_a_number_works_at_both_ends_of_its_range(make_client, end):
    client = make_client(**end.changes)
    client.clock.travel(LATE)
    client.token = client.onelogin.token()
    story = Story(client)
    end.survives(
        (
            story.look_around,
            story.enroll_sms,
            story.register_an_app,
            story.verify_with_the_app,
            story.be_helped,
            story.be_judged,
            story.log_in,
            story.be_locked_out,
            story.go_back,
        )
    )


@pytest.mark.parametrize(("low", "high"), PAIRS)
def test_a_number_may_not_be_over_the_one_that_bounds_it(make_client, low, high):
    highest = getattr(Settings(), high)
    with pytest.raises(ValueError, match=f"^onelogin.{low} must be at most {high}, which is {highest}, not 999999$"):
        make_client(**{low: 999_999})


def test_ids_of_factors_differ(make_client):
    with pytest.raises(ValueError, match=r"^onelogin\.factor_ids must all be different"):
        make_client(factor_ids={"sms": 58957})
    with pytest.raises(ValueError, match=r"^onelogin\.factor_ids must be {authenticator: 1 to 2147483647, "):
        make_client(factor_ids={"sms": 0})


def test_addresses_that_need_no_second_factor_are_addresses(make_client):
    with pytest.raises(
        ValueError, match=r"^onelogin\.allowed_ips must be addresses or networks, not .10\.0\.0\.0/33.$"
    ):
        make_client(allowed_ips=["10.0.0.1", "fe80::/10", "10.0.0.0/33"])
