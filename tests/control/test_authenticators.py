"""GET /authenticators."""

from mfa_emulator.core.otp.enrollment_answers import read


def test_every_totp_factor_is_listed_with_its_code_of_now(http_client, emulator):
    secret = http_client.enrol("ada@example.com")["secret"]
    [ada] = http_client.get("/authenticators").data["authenticators"]
    assert ada["uri"].startswith("otpauth://totp/Toy:ada@example.com?secret=")
    totp, _ = read(ada["uri"])
    assert ada == {
        "provider": "toy",
        "label": "ada@example.com",
        "secret": secret,
        "uri": ada["uri"],
        "code": totp.at(emulator.clock.micros()),
        "next_code": totp.at(emulator.clock.micros() + 30_000_000),
        "seconds_left": 30,
    }


def test_codes_follow_the_clock_of_the_world(http_client):
    http_client.enrol("ada")
    before = http_client.get("/authenticators").data["authenticators"][0]
    http_client.post("/clock", {"advance": "31s"})
    after = http_client.get("/authenticators").data["authenticators"][0]
    assert after["code"] != before["code"]
    assert after["seconds_left"] == 29


def test_a_world_without_factors_has_an_empty_list(http_client):
    assert http_client.get("/authenticators").data == {"authenticators": []}
