"""Seeds: the account of the start, and what seed documents add."""

from importlib import resources

import pytest

from mfa_emulator import Emulator
from mfa_emulator.providers.onelogin.provider import PROVIDER

SEED = {
    "onelogin": {
        "credentials": [{"client_id": "id", "client_secret": "secret", "scope": "Read Users"}],
        "apps": [{"name": "AWS", "id": 77}],
        "users": [
            {
                "email": "eve@example.com",
                "password": "pw",
                "phone": "+15555550166",
                "factors": [
                    {"type": "sms", "name": "Phone"},
                    {"type": "authenticator", "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "default": True},
                    {"type": "email", "active": False},
                    {"type": "duo", "passcodes": ["1234567"]},
                ],
            }
        ],
    }
}


def emulator(**options):
    return Emulator(providers=[PROVIDER], freeze="2026-11-21T10:00:00Z", **options)


def test_the_same_seed_gives_the_same_account_and_another_gives_another():
    first, again, other = (emulator(seed=seed).onelogin.credential for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_the_environment_names_credential_subdomain_and_address():
    instance = emulator()
    credential = instance.onelogin.credential
    assert PROVIDER.env(instance.world, "http://127.0.0.1:9099") == {
        "ONELOGIN_CLIENT_ID": credential.client_id,
        "ONELOGIN_CLIENT_SECRET": credential.client_secret,
        "ONELOGIN_SUBDOMAIN": "acme",
        "ONELOGIN_APP_ID": str(instance.onelogin.app.id),
        "ONELOGIN_BASE_URL": "http://127.0.0.1:9099",
    }


def test_a_seed_adds_users_with_factors(make_client):
    client = make_client(seeds=[SEED])
    eve = client.onelogin.user("eve@example.com")
    assert [(d.record.factor, d.record.active, d.record.default) for d in eve.factors] == [
        ("sms", True, False),
        ("authenticator", True, True),
        ("email", False, False),
        ("duo", True, False),
    ]
    body = {"username_or_email": "eve@example.com", "password": "pw", "subdomain": "acme"}
    (data,) = client.post("/api/1/login/auth", body).data
    assert len(data["devices"]) == 3
    assert client.post("/api/2/saml_assertion", {**body, "app_id": "77"}).body["state_token"]


def test_a_seed_adds_credentials(make_client):
    client = make_client(seeds=[SEED])
    headers = {"authorization": "client_id:id, client_secret:secret"}
    token = client.post("/auth/oauth2/v2/token", {"grant_type": "client_credentials"}, headers=headers).body
    client.token = token["access_token"]
    assert client.get("/api/2/users").status == 200
    assert client.post("/api/2/users", {"username": "x"}).status == 403


@pytest.mark.parametrize(
    "part",
    [
        {"users": [{"email": "x@y.z", "nonsense": 1}]},
        {"users": [{}]},
        {"users": [{"email": "ada@example.com"}]},
        {"users": [{"email": "x@y.z", "id": 4242}, {"email": "z@y.z", "id": 4242}]},
        {"users": [{"email": "x@y.z", "factors": [{"type": "sms"}]}]},
        {"users": [{"email": "x@y.z", "factors": [{"type": "fax"}]}]},
        {"users": [{"email": "x@y.z", "factors": [{"type": "authenticator", "secret": "1"}]}]},
        {"users": [{"email": "x@y.z", "factors": [{"type": "yubikey", "secret": "1"}]}]},
        {"credentials": [{"client_id": "x", "client_secret": "y", "scope": "All"}]},
        {"apps": [{}]},
        {"nonsense": []},
        [],
        "x",
    ],
)
def test_a_seed_that_does_not_fit_changes_nothing(part):
    instance = emulator()
    before = instance.snapshot().to_json()
    with pytest.raises(ValueError):
        instance.world.seed({"onelogin": {"users": [{"email": "first@example.com"}]}} | {"onelogin": part})
    assert instance.snapshot().to_json() == before


def test_a_snapshot_goes_back_to_just_what_there_was(client, enrolled):
    enrolled("authenticator")
    client.delete(f"/api/2/users/{client.onelogin.user('grace').id}")
    taken = client.emulator.snapshot().to_json()
    client.post("/api/2/users", {"username": "later"})
    client.emulator.restore(taken)
    assert [user.record.username for user in client.onelogin.users] == ["ada"]
    assert client.emulator.snapshot().to_json() == taken


def test_a_reset_gives_the_account_of_the_start(client, enrolled):
    before = client.emulator.onelogin.credential
    enrolled("sms")
    client.emulator.reset()
    assert client.emulator.onelogin.credential == before
    assert client.emulator.onelogin.user("ada").factors == []


def test_two_worlds_share_nothing():
    instance = emulator()
    other = instance.worlds.add("other", seed=5)
    instance.onelogin.user("new", password="x")
    assert len(other.onelogin.users) == 2
    assert not {user.id for user in other.onelogin.users} & {user.id for user in instance.onelogin.users}


def test_programs_are_configured_alike_for_all_worlds_of_an_emulator():
    instance = emulator()
    other = instance.worlds.add("other", seed=5)
    assert other.onelogin.credential == instance.onelogin.credential
    assert other.onelogin.app.id == instance.onelogin.app.id
    assert Emulator(seed=5).onelogin.credential != instance.onelogin.credential


def test_unknown_settings_are_refused():
    with pytest.raises(ValueError, match="no setting"):
        emulator(settings={"onelogin": {"nonsense": 1}})
    with pytest.raises(ValueError, match="policy"):
        emulator(settings={"onelogin": {"policy": ["fax"]}})


def test_a_fault_speaks_in_the_vendors_words(client):
    from mfa_emulator.core.faults.rules import FaultRule

    client.emulator.faults.keep(FaultRule(operation="get_authentication_devices", error="InvalidCredentials"))
    client.emulator.faults.keep(FaultRule(operation="get_enrolled_factors", status=503))
    two = client.get("/api/2/mfa/users/{ada}/devices")
    one = client.get("/api/1/users/{ada}/otp_devices")
    assert (two.status, two.body["name"]) == (401, "InvalidCredentials")
    assert (one.status, one.body["status"]["code"]) == (503, 503)
    assert client.get("/api/2/mfa/users/{ada}/devices").status == 200


def test_the_bundled_seed_has_somebody_for_each_situation(make_client):
    import yaml

    text = (resources.files("mfa_fixtures") / "onelogin.yaml").read_text()
    client = make_client(seeds=[yaml.safe_load(text)])
    login = "/api/1/login/auth"

    def log_in(name):
        body = {"username_or_email": f"{name}@example.com", "password": "secret-1", "subdomain": "acme"}
        return client.post(login, body)

    (data,) = log_in("everything").data
    assert len(data["devices"]) == 8
    assert log_in("totp").message == "MFA is required for this user"
    assert log_in("nofactor").data[0]["status"] == "Authenticated"
    assert log_in("mustenroll").message == "MFA is required but the user has not set up any factors"
    assert [log_in(name).status for name in ("suspended", "locked", "nopassword")] == [401] * 3
