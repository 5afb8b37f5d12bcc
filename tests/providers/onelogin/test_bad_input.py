"""Bad input gets the vendor's 4xx, and nothing changes."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mfa_emulator.providers.onelogin.provider import PROVIDER

WRITES = [
    operation
    for operation in PROVIDER.operations
    if operation.route.startswith(("POST", "PUT")) and operation.id != "validate_user"
]
FIELDS = sorted({name for operation in WRITES for name in getattr(operation.body, "__struct_fields__", ())})
BROKEN = [
    b"{",
    b"[]",
    b"1",
    b"null",
    b'"text"',
    b"\xff\xfe",
    b'{"otp": "\\ud800"}',
    b'{"factor_id": 1e999}',
    b"[" * 100_000,
    b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
]
values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(min_value=-(10**30), max_value=10**30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.just("\x00"),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


def dump(client) -> dict:
    state = client.emulator.world.states["onelogin"].dump()
    state.pop("rate")
    return state


@pytest.mark.parametrize("raw", BROKEN, ids=lambda raw: repr(raw[:12]))
@pytest.mark.parametrize("path", ["/api/1/users/{ada}/otp_devices", "/api/2/mfa/users/{ada}/registrations"])
def test_a_body_that_is_no_json_object_is_refused(client, raw, path):
    before = dump(client)
    answer = client.post(path, raw=raw)
    assert answer.status in (400, 422)
    if path.startswith("/api/1/"):
        assert answer.body["status"]["code"] == 400
    else:
        assert answer.body["statusCode"] == answer.status
    assert answer.reason
    assert dump(client) == before


def test_an_oversized_body_is_refused_in_the_words_of_the_version(client):
    huge = b'{"display_name": "' + b"x" * 1_100_000 + b'"}'
    one = client.post("/api/1/users/{ada}/otp_devices", raw=huge)
    two = client.post("/api/2/mfa/users/{ada}/registrations", raw=huge)
    assert (one.status, one.body["status"]["code"]) == (413, 413)
    assert (two.status, two.body["statusCode"]) == (413, 413)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    operation=st.sampled_from(WRITES),
    body=st.dictionaries(st.sampled_from(FIELDS), values, max_size=6),
    user=st.sampled_from(["{ada}", "5", "x", "%00", "%ff", "%ed%a0%80", "1" * 40]),
    other=st.sampled_from(["0", "1", "3920001", "x", "%00", "%F0%9F%98%80", "user_temp_otp_x", "9" * 40]),
)
def test_random_values_never_crash_it_and_a_refusal_changes_nothing(client, operation, body, user, other):
    client.onelogin.user("ada").enroll_sms() if not client.onelogin.user("ada").factors else None
    client.token = client.onelogin.token()
    method, path = operation.route.split(" ")
    path = path.replace("{user_id}", user)
    for name in ("device_id", "registration_id", "verification_id"):
        path = path.replace("{" + name + "}", other)
    before = dump(client)
    answer = client.call(method, path, raw=json.dumps(body).encode())
    assert answer.status < 500
    assert answer.status != 429
    if answer.status >= 400:
        assert answer.reason
        before.pop("counters"), (after := dump(client)).pop("counters")
        assert after == before


@pytest.mark.parametrize("value", ["é", "\u2603", "x" * 10_000, "%", "a&b=c", "\u0000"])
def test_odd_texts_come_back_as_they_went_in(client, value):
    body = {"factor_id": 58959, "display_name": value, "number": "+15555550100", "verified": True}
    answer = client.post("/api/1/users/{ada}/otp_devices", body)
    assert answer.data[0]["user_display_name"] == value.strip()


@pytest.mark.parametrize(
    "query", ["%ff=%fe", "limit=%00", "email=%ff", "a&&==", "user_ids=" + "9" * 50, "email=" + "*" * 60]
)
def test_odd_queries_do_no_harm(client, query):
    assert client.get(f"/api/2/users?{query}").status in (200, 400, 422)


@pytest.mark.parametrize("version", ["1/users/{ada}/otp_devices", "2/mfa/users/{ada}/registrations"])
def test_attributes_of_no_call_are_ignored_and_told(client, version):
    body = {"factor_id": 58959, "display_name": "x", "number": "+15555550100", "user_id": 5, "\x1b[1m": 1}
    answer = client.post(f"/api/{version}", body)
    assert answer.status in (200, 201)
    assert answer.reason.startswith("ignored, since it is no attribute of this call: ")
    assert "'user_id'" in answer.reason
    assert "\x1b" not in answer.reason


def test_of_many_ignored_attributes_some_are_named(client):
    body = {"factor_id": 58959, "display_name": "x", "number": "+15555550100"} | {f"a{n}": n for n in range(7)}
    assert client.post("/api/1/users/{ada}/otp_devices", body).reason.endswith(
        "'a0', 'a1', 'a2', 'a3', 'a4' and 2 more"
    )


def test_a_value_that_does_not_fit_is_told_in_words(client):
    answer = client.post("/api/1/users/1/otp_devices", {"display_name": "phone", "verified": "perhaps"})
    said = 'verified must be true or false or null, not "perhaps"'
    assert (answer.status, answer.body["status"]["message"], answer.reason) == (400, said, said)
