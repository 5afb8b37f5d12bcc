"""GET /authenticators."""

import pytest
from toy import Factor

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
    assert http_client.get("/authenticators").data == {"authenticators": [], "cursor": "0", "more": False}


@pytest.fixture
def many(emulator):
    for number in range(250):
        emulator.toy.put(Factor(f"user{number}", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", 1 << 50))


def test_without_a_limit_100_are_given_and_the_cursor_leads_to_the_rest(http_client, many):
    labels, cursor, more = [], "0", True
    while more:
        page = http_client.get(f"/authenticators?after={cursor}").data
        cursor, more = page["cursor"], page["more"]
        assert len(page["authenticators"]) <= 100
        labels += [factor["label"] for factor in page["authenticators"]]
    assert labels == [f"user{number}" for number in range(250)]
    assert http_client.get("/authenticators?after=1000").data == {
        "authenticators": [],
        "cursor": "1000",
        "more": False,
    }


def test_factors_are_found_by_their_label_and_provider(http_client, many):
    [found] = http_client.get("/authenticators?label=user249").data["authenticators"]
    assert found["label"] == "user249"
    assert len(http_client.get("/authenticators?provider=toy&limit=null").data["authenticators"]) == 250
    assert http_client.get("/authenticators?label=nobody").data["authenticators"] == []
    assert http_client.get("/authenticators?provider=toi").error == "bad_request"


@pytest.mark.parametrize(
    "source",
    [
        " JBSW Y3DP EHPK 3PXP ",
        "otpauth://totp/Acme:ada?secret=JBSWY3DPEHPK3PXP&issuer=Acme",
        '{"factor": {"secret": "JBSWY3DPEHPK3PXP", "digits": 6}}',
        '[{"binding": {"secret": "JBSWY3DPEHPK3PXP"}}]',
    ],
)
def test_an_app_is_shown_of_whatever_holds_a_secret_and_nothing_is_kept(emulator, http_client, source):
    shown = http_client.post("/authenticators", {"source": source}).data
    app = emulator.world.authenticator("JBSWY3DPEHPK3PXP")
    assert (shown["code"], shown["next_code"]) == (app.code(), app.code(step=1))
    assert shown["label"] == ("ada" if "ada" in source else "authenticator")
    assert http_client.get("/authenticators").data["authenticators"] == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("", "the secret is empty"),
        ("no secret at all!", "Base32"),
        ('{"a":', "it begins as JSON does and is none"),
        ('{"a": 1}', "no TOTP secret and no otpauth:// URI"),
        ("otpauth://hotp/ada?secret=JBSWY3DPEHPK3PXP", "not an otpauth://totp/ URI"),
    ],
)
def test_a_text_that_holds_no_secret_is_refused(http_client, source, text):
    refused = http_client.post("/authenticators", {"source": source})
    assert (refused.status, text in refused.data["error"]["message"]) == (400, True)
