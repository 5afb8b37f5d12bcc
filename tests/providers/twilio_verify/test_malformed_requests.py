"""Junk: whatever is sent, never a 5xx and never a changed record."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mfa_emulator.providers.twilio_verify.api import OPERATIONS

POSTS = [operation for operation in OPERATIONS if operation.route.startswith("POST")]
NAMES = [
    *("To", "Channel", "Code", "FriendlyName", "FactorType", "Binding.Secret", "Binding.PublicKey", "AuthPayload"),
    *("Config.TimeStep", "Config.NotificationPlatform", "FactorSid", "Details.Fields", "Details.Message", "Metadata"),
    *("HiddenDetails", "RateLimits", "Tags", "ExpirationDate", "Identity", "UniqueName", "Max", "Interval", "Locale"),
    *("WebhookUrl", "EventTypes", "PhoneNumber", "Status", "VerificationSid"),
]
TEXTS = st.text(max_size=40) | st.sampled_from(
    [
        "",
        "null",
        "true",
        "0",
        "-1",
        "9" * 400,
        "{}",
        "[]",
        '"x"',
        "\ufffd",
        "🦉",
        "+1",
        "sms",
        "totp",
        "push",
        "http://[",
    ]
)


@pytest.mark.parametrize("operation", POSTS, ids=[operation.id for operation in POSTS])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(form=st.dictionaries(st.sampled_from(NAMES), TEXTS, max_size=6), body=st.binary(max_size=60), raw=st.booleans())
def test_junk_gets_a_refusal_in_the_envelope_and_changes_nothing(account, operation, form, body, raw):
    account.totp() if not account.api.entity("ada-lovelace").factors else None
    path = operation.route.split(" ")[1]
    sids = {
        "ServiceSid": account.api.service_sid,
        "Identity": "ada-lovelace",
        "Sid": account.api.service_sid if path.endswith("Services/{Sid}") else "YF" + 32 * "0",
        "ChallengeSid": "YC" + 32 * "0",
        "RateLimitSid": "RK" + 32 * "0",
        "Country": "US",
    }
    path = path.format(**sids)
    before = account.world.snapshot().to_json()
    answer = account.http.post(path, content=body) if raw else account.http.post(path, data=form)
    assert answer.status_code < 500
    if answer.status_code >= 400:
        assert set(json.loads(answer.content)) == {"code", "message", "more_info", "status"}
        assert answer.headers["x-mfa-reason"]
        assert account.world.snapshot().to_json() == before


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.dictionaries(st.sampled_from(["PageSize", "Page", "PageToken", "Status", "Order"]), TEXTS, max_size=4))
def test_junk_in_a_query_is_refused_or_ignored(account, query):
    assert account.http.get("/v2/Services", params=query).status_code in (200, 400)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(segments=st.lists(st.text(max_size=12), max_size=5))
def test_junk_in_a_path_is_never_a_crash(account, segments):
    from urllib.parse import quote

    path = "/".join(quote(segment, safe="") for segment in ["v2", "Services", account.api.service_sid, *segments])
    assert account.http.get(f"/{path}").status_code in (200, 404, 405)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(header=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=80))
def test_junk_in_the_authorization_header_is_401(account, header):
    account.http.auth = None
    for scheme in ("", "Basic ", "Bearer "):
        answer = account.http.get("/v2/Services", headers={"Authorization": scheme + header})
        assert answer.status_code == 401
