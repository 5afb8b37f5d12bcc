"""TOTP factors: secrets, configuration, limits, ageing."""

from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest


def create(account, **form):
    return account.post(f"{account.e}/Factors", {"FriendlyName": "phone", "FactorType": "totp", **form})


def test_a_new_factor_tells_its_secret_once(account):
    factor = account.totp(verified=False)
    assert len(factor["binding"]["secret"]) == 32
    assert factor["status"] == "unverified"
    assert factor["options"] is None
    assert factor["config"] == {"alg": "sha1", "skew": 1, "code_length": 6, "time_step": 30}
    fetched = account.get(f"{account.e}/Factors/{factor['sid']}").json()
    assert {**factor, **fetched} == factor
    assert set(factor) - set(fetched) == {"binding", "options"}


def test_the_uri_has_its_parts_in_the_published_order(account):
    s = account.service(**{"Totp.Issuer": "test-issuer"})
    e = f"{s}/Entities/ada-lovelace"
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    form = {"FriendlyName": "John’s Account Name", "FactorType": "totp", "Binding.Secret": secret}
    factor = account.make(f"{e}/Factors", form)
    assert factor["binding"]["uri"] == (
        "otpauth://totp/test-issuer:John%E2%80%99s%20Account%20Name?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        "&issuer=test-issuer&algorithm=SHA1&digits=6&period=30"
    )


def test_without_an_issuer_the_uri_names_the_service(account):
    factor = account.totp(verified=False)
    query = parse_qs(urlsplit(factor["binding"]["uri"]).query)
    assert query["issuer"] == ["Emulator"]


@pytest.mark.parametrize(("alg", "digits", "step"), [("sha1", 6, 30), ("sha256", 8, 60), ("sha512", 7, 20)])
def test_an_authenticator_app_that_scans_the_uri_shows_the_right_code(account, alg, digits, step):
    config = {"Config.Alg": alg, "Config.CodeLength": digits, "Config.TimeStep": step}
    factor = account.totp(verified=False, **config)
    app = pyotp.parse_uri(factor["binding"]["uri"])
    code = app.at(account.world.clock.now())
    verified = account.make(f"{account.e}/Factors/{factor['sid']}", {"AuthPayload": code}, 200)
    assert verified["status"] == "verified"
    assert verified["config"] == {"alg": alg, "skew": 1, "code_length": digits, "time_step": step}


def test_the_services_configuration_is_the_default(account):
    s = account.service(**{"Totp.TimeStep": 60, "Totp.Skew": 0, "Totp.CodeLength": 8})
    factor = account.totp(verified=False, path=f"{s}/Entities/ada-lovelace")
    assert factor["config"] == {"alg": "sha1", "skew": 0, "code_length": 8, "time_step": 60}
    own = account.totp(verified=False, path=f"{s}/Entities/ada-lovelace", **{"Config.Skew": 2})
    assert own["config"]["skew"] == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Binding.Secret", "short"),
        ("Binding.Secret", "1" * 32),
        ("Binding.Secret", "GEZDGNBVGY3TQOJQ===="),
        ("Binding.Secret", "GEZD GNBV GY3T QOJQ"),
        ("Config.TimeStep", "19"),
        ("Config.TimeStep", "61"),
        ("Config.Skew", "3"),
        ("Config.CodeLength", "2"),
        ("Config.CodeLength", "9"),
        ("Config.Alg", "md5"),
        ("FriendlyName", "x" * 65),
        ("FactorType", "sms"),
        ("FactorType", "passkeys"),
        ("Metadata", "[1]"),
        ("Metadata", '{"os":1}'),
        ("Metadata", "{"),
        ("Metadata", '{"os":"' + "x" * 1024 + '"}'),
    ],
)
def test_a_bad_parameter_is_60306_and_makes_nothing(account, refused, name, value):
    assert name in refused(create(account, **{name: value}), 400, 60306, f"Invalid Request: {name}")
    refused(account.get(account.e), 404, 20404)


@pytest.mark.parametrize("name", ["FriendlyName", "FactorType"])
def test_what_is_required_is_named(account, refused, name):
    form = {"FriendlyName": "phone", "FactorType": "totp"}
    del form[name]
    refused(account.post(f"{account.e}/Factors", form), 400, 20001)


def test_a_secret_may_be_brought_along_but_only_once_in_an_entity(account, refused):
    secret = "gezdgnbvgy3tqojq"
    factor = account.totp(**{"Binding.Secret": secret})
    assert factor["binding"]["secret"] == secret.upper()
    refused(create(account, **{"Binding.Secret": secret.upper()}), 409, 60317)
    account.totp(path=f"{account.s}/Entities/grace-hopper", **{"Binding.Secret": secret})


def test_a_hundred_factors_are_the_most_of_an_entity(account_with, refused):
    account = account_with(totp_factors_per_entity=3)
    for _ in range(3):
        account.totp(verified=False)
    assert "3 totp factors" in refused(create(account), 400, 60315)


def test_so_many_factors_can_be_created_in_a_day(account_with, refused):
    account = account_with(factor_creations_per_day=2)
    for _ in range(2):
        sid = account.totp(verified=False)["sid"]
        account.delete(f"{account.e}/Factors/{sid}")
    refused(create(account), 429, 60326)
    account.world.clock.advance("24h")
    assert create(account).status_code == 201


def test_an_unverified_factor_is_purged_after_a_day(account, refused):
    lost, kept = account.totp(verified=False), account.totp()
    account.world.clock.advance("23h59m59s")
    assert account.get(f"{account.e}/Factors/{lost['sid']}").status_code == 200
    account.world.clock.advance("1s")
    assert "purged at 2026-11-22T10:00:00Z" in refused(account.get(f"{account.e}/Factors/{lost['sid']}"), 404, 20404)
    assert [factor["sid"] for factor in account.get(f"{account.e}/Factors").json()["factors"]] == [kept["sid"]]


def test_a_factor_of_somebody_else_is_not_found(account, refused):
    factor = account.totp()
    account.make(f"{account.s}/Entities", {"Identity": "grace-hopper"})
    answer = account.get(f"{account.s}/Entities/grace-hopper/Factors/{factor['sid']}")
    assert "'ada-lovelace'" in refused(answer, 404, 20404)


def test_a_factor_can_be_renamed_and_reconfigured(account):
    factor = account.totp()
    form = {"FriendlyName": "new phone", "Config.CodeLength": 8, "Config.Skew": 0}
    updated = account.make(f"{account.e}/Factors/{factor['sid']}", form, 200)
    assert updated["friendly_name"] == "new phone"
    assert updated["config"] == {"alg": "sha1", "skew": 0, "code_length": 8, "time_step": 30}
    assert updated["status"] == "verified"
    assert len(account.code(factor)) == 8


def test_a_deleted_factor_takes_its_challenges_along(account, refused):
    factor = account.totp()
    challenge = account.challenge(factor)
    assert account.delete(f"{account.e}/Factors/{factor['sid']}").status_code == 204
    refused(account.delete(f"{account.e}/Factors/{factor['sid']}"), 404, 20404)
    refused(account.get(f"{account.e}/Challenges/{challenge['sid']}"), 404, 20404)


def test_every_totp_factor_is_an_authenticator_of_the_world(account):
    factor = account.totp()
    (authenticator,) = account.world.providers["twilio_verify"].authenticators(account.world)
    assert (authenticator.secret, authenticator.code()) == (factor["binding"]["secret"], account.code(factor))
    assert authenticator.label == "ada-lovelace: Ada's phone"
