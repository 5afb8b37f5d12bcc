"""Endings that lie ahead: what ends, when and for whom."""

LOGIN = {"username_or_email": "ada", "password": "secret-1", "subdomain": "acme"}
SMART = {"user_identifier": "ada", "email": "ada@example.com", "context": {"ip": "192.0.2.1", "user_agent": "test"}}


def test_codes_tokens_and_log_ins_are_listed_until_they_end(client, enrolled):
    device, ada = enrolled("sms").id, client.ada
    client.post("/api/2/mfa/users/{ada}/verifications", {"device_id": device})
    client.post("/api/1/login/auth", LOGIN)
    client.post("/api/2/smart-mfa", SMART)
    client.post("/api/1/users/{ada}/mfa_token")
    endings = client.emulator.world.timeline()
    assert [(ending.what, ending.provider) for ending in endings] == [
        ("challenge", "onelogin"),
        ("log-in state token", "onelogin"),
        ("Smart MFA state token", "onelogin"),
        ("access token", "onelogin"),
        ("temporary MFA token", "onelogin"),
    ]
    assert {ending.subject for ending in endings} == {str(ada), client.onelogin.credential.client_id}
    client.clock.advance("8m")
    assert [ending.what for ending in client.emulator.world.timeline()] == ["access token", "temporary MFA token"]
