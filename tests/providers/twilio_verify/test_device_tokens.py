"""Log-ins of phones: access tokens, their own tokens, and how far they reach."""

import httpx2
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from mfa_emulator.core import base64url
from mfa_emulator.providers.twilio_verify.device_tokens import CONTENT_TYPE
from mfa_emulator.providers.twilio_verify.simulated_devices.push_device import PushDeviceError


@pytest.fixture
def token(account):
    """Makes an access token."""
    return lambda **form: account.make(
        f"{account.s}/AccessTokens", {"Identity": "ada-lovelace", "FactorType": "push", **form}
    )


@pytest.fixture
def phone(account):
    """A phone with a verified factor."""
    return account.api.entity("ada-lovelace").enroll_push().device


def test_an_access_token_lets_a_phone_enroll(account, token):
    phone = account.api.phone("ada-lovelace")
    assert phone.enroll(token()["token"])["status"] == "verified"


def test_an_access_token_is_fetched_while_it_lasts(account, token, refused):
    made = token(Ttl=60, FactorFriendlyName="Ada's phone")
    url = f"{account.s}/AccessTokens/{made['sid']}"
    assert account.get(url).json() == made
    assert (made["ttl"], made["factor_friendly_name"]) == (60, "Ada's phone")
    assert ":" not in made["token"]
    account.world.clock.advance("60s")
    assert "expired at 2026-11-21T10:01:00Z" in refused(account.get(url), 404, 20404)


@pytest.mark.parametrize(
    "form",
    [
        {"Identity": None},
        {"FactorType": None},
        {"Identity": "short"},
        {"FactorType": "totp"},
        {"Ttl": "59"},
        {"Ttl": "301"},
        {"FactorFriendlyName": "x" * 65},
    ],
)
def test_a_bad_access_token_request_is_60305(account, refused, form):
    given = {"Identity": "ada-lovelace", "FactorType": "push"} | form
    sent = {name: value for name, value in given.items() if value is not None}
    refused(account.post(f"{account.s}/AccessTokens", sent), 400, 60305)


def test_an_expired_access_token_is_401(account, token, refused):
    phone, text = account.api.phone("ada-lovelace"), token()["token"]
    account.world.clock.advance("60s")
    with pytest.raises(PushDeviceError) as error:
        phone.create(text)
    assert "expired" in refused(error.value.answer, 401, 20003)
    assert "date" in error.value.answer.headers


def test_an_access_token_is_for_one_identity_and_for_push(account, token, refused):
    phone = account.api.phone("grace-hopper")
    made = token()
    with pytest.raises(PushDeviceError) as error:
        phone.create(made["token"])
    refused(error.value.answer, 403, 60313)
    totp = {"FriendlyName": "a", "FactorType": "totp"}
    answer = account.http.post(f"{account.e}/Factors", data=totp, auth=("token", made["token"]))
    refused(answer, 403, 60313)


def test_access_tokens_can_be_of_single_use(account_with, refused):
    account = account_with(access_token_single_use=True)
    form = {"Identity": "ada-lovelace", "FactorType": "push"}
    text = account.make(f"{account.s}/AccessTokens", form)["token"]
    account.api.phone("ada-lovelace").enroll(text)
    with pytest.raises(PushDeviceError) as error:
        account.api.phone("ada-lovelace").create(text)
    assert "used already" in refused(error.value.answer, 401, 20003)


def signed(phone, header, claims):
    """A token of any header and claims; PyJWT, which the phone uses, makes none with a header that is wrong."""
    text = ".".join(base64url.encode(msgspec.json.encode(part)) for part in (header, claims))
    r, s = decode_dss_signature(phone._sign(text.encode()))
    return f"{text}.{base64url.encode(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def login(account, phone, header=None, claims=None):
    now = account.world.clock.micros() // 1_000_000
    head = {"typ": "JWT", "alg": "ES256", "cty": CONTENT_TYPE, "kid": phone.factor["config"]["credential_sid"]}
    body = {"sub": account.api.account_sid, "nbf": now, "exp": now + 600}
    text = signed(phone, {**head, **(header or {})}, {**body, **(claims or {})})
    return account.http.get(f"{account.e}/Factors/{phone.factor['sid']}", auth=("token", text))


def test_a_phone_logs_in_with_a_token_it_signs(account, phone):
    assert login(account, phone).status_code == 200


@pytest.mark.parametrize(
    ("header", "claims", "why"),
    [
        ({"cty": "jwt"}, {}, "cty"),
        ({"kid": "CR" + 32 * "0"}, {}, "credential"),
        ({"kid": 1}, {}, "credential"),
        ({"alg": "none"}, {}, "alg"),
        ({}, {"sub": "AC" + 32 * "0"}, "sub"),
        ({}, {"nbf": "now"}, "whole seconds"),
        ({}, {"exp": None}, "whole seconds"),
        ({}, {"nbf": 0}, "longer than"),
        ({}, {"exp": 1}, "it holds from"),
    ],
)
def test_a_bad_login_is_401_with_a_date(account, phone, refused, header, claims, why):
    answer = login(account, phone, header, claims)
    assert why in refused(answer, 401, 20003)
    assert "date" in answer.headers


@pytest.mark.parametrize("text", ["x", "a.b.c", "e30.e30.", "e30.e30." + 86 * "A"])
def test_what_is_no_token_is_401(account, phone, refused, text):
    answer = account.http.get(f"{account.e}/Factors/{phone.factor['sid']}", auth=("token", text))
    refused(answer, 401, 20003)


def test_a_login_of_another_key_is_401(account, phone, refused):
    stranger = account.api.entity("grace-hopper").enroll_push().device
    stranger.factor = phone.factor
    assert "signature" in refused(login(account, stranger), 401, 20003)


def test_a_login_lasts_ten_minutes(account, phone, refused):
    now = account.world.clock.micros() // 1_000_000
    account.world.clock.advance("10m")
    refused(login(account, phone, claims={"nbf": now, "exp": now + 600}), 401, 20003)


def test_a_phone_whose_clock_is_wrong_sets_it_by_the_servers_date(account, phone):
    phone._clock = None
    phone._offset = 100_000
    assert phone.challenges() == []


def test_a_phone_sees_its_own_factor_and_service_only(account, phone, refused):
    other, totp = account.api.entity("grace-hopper").enroll_push().device, account.totp()
    auth = ("token", phone._login())
    assert account.http.get(account.s, auth=auth).status_code == 200
    refused(account.http.get(f"{account.e}/Factors/{totp['sid']}", auth=auth), 404, 20404)
    theirs = f"{account.s}/Entities/grace-hopper"
    refused(account.http.get(f"{theirs}/Factors/{other.factor['sid']}", auth=auth), 404, 20404)
    refused(account.http.get(f"{theirs}/Challenges", auth=auth), 404, 20404)
    refused(account.http.post(account.s, data={"FriendlyName": "mine"}, auth=auth), 401, 20003)


def test_a_phone_deletes_its_factor_and_does_not_mind_that_it_is_gone(account, phone, refused):
    phone.delete()
    refused(account.get(f"{account.e}/Factors/{phone.factor['sid']}"), 404, 20404)


def test_a_refused_phone_tells_what_twilio_said(account):
    with pytest.raises(PushDeviceError) as error:
        account.api.phone("ada-lovelace").enroll("no token of ours")
    refusal = error.value
    assert (refusal.status, refusal.code) == (401, 20003)
    assert refusal.message in str(refusal)
    assert refusal.reason
    path = f"{account.e}/Factors"
    assert str(refusal).startswith(f"POST {path} was refused with 401, error 20003: {refusal.message} (")


def test_an_answer_that_is_none_of_twilios_is_told_as_it_is():
    request = httpx2.Request("GET", "http://verify.twilio.com/v2/Services")
    refusal = PushDeviceError(httpx2.Response(502, text="bad gateway", request=request))
    assert (refusal.status, refusal.code, refusal.message, refusal.reason) == (502, 0, "bad gateway", "")
    assert str(refusal) == "GET /v2/Services was refused with 502, error 0: bad gateway"
