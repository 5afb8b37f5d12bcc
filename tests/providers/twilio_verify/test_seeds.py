"""Seed documents, snapshots, resets and the Python API."""

from importlib import resources

import pytest
import yaml

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
SERVICE = "VA" + 32 * "5"
SEED = {
    "accounts": [
        {
            "sid": "AC" + 32 * "1",
            "auth_token": "secret1",
            "api_keys": [{"sid": "SK" + 32 * "1", "secret": "keysecret1"}],
            "default": True,
        }
    ],
    "services": [
        {
            "sid": SERVICE,
            "friendly_name": "Owl Bank",
            "default": True,
            "code_length": 8,
            "totp": {"issuer": "Owl"},
            "entities": [
                {
                    "identity": "ada-lovelace",
                    "factors": [{"friendly_name": "phone", "secret": SECRET, "code_length": 8}],
                }
            ],
            "rate_limits": [{"unique_name": "ip", "buckets": [{"max": 1, "interval": 60}]}],
            "webhooks": [{"friendly_name": "all", "webhook_url": "http://127.0.0.1:9/"}],
        }
    ],
    "safelist": ["+18001234567"],
}


def test_a_seed_makes_everything_and_chooses_the_defaults(account_with):
    account = account_with(seeds=[{"twilio_verify": SEED}])
    assert (account.api.account_sid, account.api.auth_token) == ("AC" + 32 * "1", "secret1")
    assert (account.api.api_key, account.api.api_secret) == ("SK" + 32 * "1", "keysecret1")
    service = account.get(f"/v2/Services/{SERVICE}").json()
    assert (service["code_length"], service["totp"]["issuer"]) == (8, "Owl")
    (factor,) = account.get(f"{account.e}/Factors").json()["factors"]
    assert factor["status"] == "verified"
    assert account.challenge(factor, AuthPayload=account.code(factor))["status"] == "approved"
    assert account.get(f"{account.s}/RateLimits").json()["rate_limits"][0]["unique_name"] == "ip"
    assert account.get(f"{account.s}/Webhooks").json()["webhooks"][0]["event_types"] == ["*"]
    assert account.get("/v2/SafeList/Numbers/+18001234567").status_code == 200


@pytest.mark.parametrize(
    "part",
    [
        {"service": []},
        {"services": [{}]},
        {"services": [{"friendly_name": "a", "colour": "red"}]},
        {"services": [{"friendly_name": "a", "code_length": 99}]},
        {"services": [{"friendly_name": "a", "account_sid": "AC" + 32 * "9"}]},
        {"services": [{"friendly_name": "a", "sid": "VA1"}]},
        {
            "services": [
                {
                    "friendly_name": "a",
                    "entities": [{"identity": "ada-lovelace", "factors": [{"friendly_name": "a", "secret": "1"}]}],
                }
            ]
        },
        {"accounts": [{"sid": "AC" + 32 * "1", "auth_token": "under_score"}]},
        {"services": [{"friendly_name": "a", "sid": SERVICE}, {"friendly_name": "b", "sid": SERVICE}]},
        [],
        None,
    ],
)
def test_a_seed_that_does_not_fit_changes_nothing(account, part):
    before = account.world.snapshot().to_json()
    with pytest.raises(ValueError):
        account.world.seed({"twilio_verify": part})
    assert account.world.snapshot().to_json() == before


def test_the_bundled_seed_has_a_service_for_each_situation(account_with):
    text = (resources.files("mfa_fixtures") / "twilio_verify.yaml").read_text()
    account = account_with(seeds=[yaml.safe_load(text)])
    (factor,) = account.get(f"{account.e}/Factors").json()["factors"]
    assert account.challenge(factor, AuthPayload=account.code(factor))["status"] == "approved"
    sms = {"To": "+15017122661", "Channel": "sms"}
    account.make(f"{account.s}/Verifications", {**sms, "TemplateSid": "HJ" + 32 * "1"})
    assert account.emulator.inbox.latest().body.endswith("It is good for 10 minutes.")
    assert account.post(f"/v2/Services/VA{32 * '2'}/Verifications", sms).json()["code"] == 60206
    assert account.make(f"/v2/Services/VA{32 * '3'}/Verifications", sms)["lookup"]


def test_a_snapshot_brings_everything_back(account, account_with):
    factor = account.totp()
    phone = account.api.entity("ada-lovelace").enroll_push().device
    challenge = account.challenge(
        phone.factor, **{"Details.Message": "?", "Details.Fields": '{"label":"a","value":"b"}'}
    )
    account.make(f"{account.s}/Verifications", {"To": "+15017122661", "Channel": "sms"})
    code = account.sent()
    snapshot = account.world.snapshot().to_json()
    other = account_with()
    other.world.restore(snapshot)
    assert other.world.snapshot().to_json() == snapshot
    assert other.make(f"{other.s}/VerificationCheck", {"To": "+15017122661", "Code": code}, 200)["valid"] is True
    assert other.get(f"{other.e}/Challenges/{challenge['sid']}").json()["details"] == challenge["details"]
    assert other.challenge(factor, AuthPayload=other.code(factor))["status"] == "approved"
    account.delete(account.e)
    account.world.restore(snapshot)
    assert phone.approve()["status"] == "approved"


def test_a_reset_begins_again_with_the_same_account(account):
    sid = account.api.account_sid
    account.totp()
    account.emulator.reset()
    assert account.api.account_sid == sid
    assert account.get(f"{account.s}/Entities").json()["entities"] == []


def test_two_worlds_of_one_seed_do_the_same(account, account_with):
    other = account_with()
    assert account.totp(verified=False) == other.totp(verified=False)
    form = {"To": "+15017122661", "Channel": "sms"}
    assert account.make(f"{account.s}/Verifications", form) == other.make(f"{other.s}/Verifications", form)
    assert account.sent() == other.sent()
    phones = [one.api.entity("ada-lovelace").enroll_push().device for one in (account, other)]
    assert phones[0].public_key == phones[1].public_key


def test_the_variables_point_the_sdks_here(account):
    env = account.emulator.worlds.env(account.world, "http://127.0.0.1:9099")
    assert env["TWILIO_ACCOUNT_SID"] == account.api.account_sid
    assert env["TWILIO_AUTH_TOKEN"] == account.api.auth_token
    assert env["TWILIO_VERIFY_SERVICE_SID"] == account.api.service_sid
    assert env["TWILIO_API_KEY"] == account.api.api_key
    assert env["TWILIO_API_SECRET"] == account.api.api_secret
    assert env["TWILIO_VERIFY_BASE_URL"] == "http://127.0.0.1:9099"
