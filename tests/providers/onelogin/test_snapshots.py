"""A snapshot that somebody edited is refused whole when it holds what no call could have led to."""

import msgspec
import pytest

WRONG = [
    (("devices", 0, "factor"), "carrier pigeon"),
    (("devices", 0, "user_id"), 1),
    (("devices", 0, "secret"), "!"),
    (("devices", 1, "secret"), "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"),
    (("challenges", 0, "expires_at"), -1),
    (("users", 0, "created_at"), 10**30),
    (("factors", 0, "kind"), "carrier pigeon"),
    (("counters", "challenge"), "many"),
    (("devices",), {}),
]


@pytest.mark.parametrize(("path", "wrong"), WRONG)
def test_an_edited_snapshot_is_refused_and_changes_nothing(client, enrolled, path, wrong):
    device = enrolled("authenticator")
    enrolled("yubikey")
    client.onelogin.name_factor("sms", "Text me")
    assert client.post("/api/2/mfa/users/{ada}/verifications", {"device_id": str(device.id)}).status == 201
    before = client.emulator.snapshot().to_json()
    document = msgspec.json.decode(before)
    part = document["providers"]["onelogin"]
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = wrong
    with pytest.raises(ValueError, match=r"."):
        client.emulator.restore(msgspec.json.encode(document))
    assert client.emulator.snapshot().to_json() == before
