"""``world.onelogin`` in Python tests."""

import pytest


def test_users_are_made_or_found(client):
    made = client.onelogin.user("new@example.com", "pw", phone="+15555550144")
    assert client.onelogin.user("new@example.com").id == made.id
    assert made.record.phone == "+15555550144"
    with pytest.raises(ValueError, match="already"):
        client.onelogin.user("new@example.com", "other")


def test_handles_of_what_is_gone_say_so(client):
    user = client.onelogin.user("ada")
    device = user.enrol_sms()
    client.delete(f"/api/2/users/{user.id}")
    with pytest.raises(LookupError, match="no user"):
        _ = user.record
    with pytest.raises(LookupError, match="no device"):
        _ = device.record


def test_only_factors_with_codes_have_an_authenticator(enrolled):
    with pytest.raises(ValueError, match="sms device has no authenticator"):
        _ = enrolled("sms").authenticator
    with pytest.raises(ValueError, match="cannot be touched"):
        enrolled("sms").touch()


def test_a_token_has_the_scope_that_is_asked_for(client):
    client.token = client.onelogin.token("Read Users")
    assert client.get("/api/2/users").status == 200
    assert client.delete(f"/api/2/users/{client.ada}").status == 403


def test_a_scope_has_one_credential_however_many_tokens(client, enrolled):
    tokens = {client.onelogin.token("Read Users") for _ in range(3)}
    assert len(tokens) == 3
    for client.token in tokens:
        assert client.get("/api/2/users").status == 200
    dump = client.emulator.world.states["onelogin"].dump()
    assert [credential["scope"] for credential in dump["credentials"]] == ["Manage All", "Read Users"]


def test_nothing_stays_of_a_yubikey_that_was_removed(client, enrolled):
    for _ in range(3):
        key = enrolled("yubikey")
        body = {"otp_token": key.touch()}
        assert client.post(f"/api/1/users/{{ada}}/otp_devices/{key.id}/verify", body).status == 200
        client.delete(f"/api/1/users/{{ada}}/otp_devices/{key.id}")
    counters = client.emulator.world.states["onelogin"].counters
    assert not any(str(key.id) in name for name in counters)


def test_the_account_tells_its_subdomain(make_client):
    assert make_client(subdomain="globex").onelogin.subdomain == "globex"
