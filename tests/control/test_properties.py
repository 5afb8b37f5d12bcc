"""The control API never breaks, by no request, and what it has taken it can show."""

from copy import deepcopy

import httpx2
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from push_toy import PUSH_TOY

from mfa_emulator import Emulator
from mfa_emulator.control.api import OPERATIONS

READS = ("clock", "messages", "messages/undelivered", "authenticators", "challenges", "requests", "faults", "snapshot")
WRITES = sorted(
    operation.route.replace("{id}", "x")
    for operation in OPERATIONS
    if operation.route.startswith(("POST", "PUT")) and operation.id != "worlds.add"
)
FIELDS = st.sampled_from(
    sorted(
        {name for operation in OPERATIONS for name in getattr(operation.body, "__struct_fields__", ("codes", "toy"))}
    )
)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([10**18, 2**63, -1, 1e300])
SCALARS = st.none() | st.booleans() | NUMBERS | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=3), max_leaves=6
)


@pytest.fixture(scope="module")
def client():
    emulator = Emulator(providers=[PUSH_TOY], freeze="2026-11-21T10:00:00Z")
    with httpx2.Client(transport=emulator.transport(), base_url="http://localhost", trust_env=False) as client:
        yield client


def send(client, route, value):
    method, path = route.split(" ")
    return client.request(method, path, content=msgspec.json.encode(value))


def check_that_it_works(client):
    for read in READS:
        assert client.get(f"/_mfa/v1/{read}").status_code == 200
    assert client.post("/toy/factors", json={"name": "bob"}).status_code == 201


@given(route=st.sampled_from(WRITES), value=VALUES)
@settings(max_examples=200, deadline=None)
def test_no_body_breaks_a_call(client, route, value):
    answer = send(client, route, value)
    assert answer.status_code < 500
    assert answer.status_code < 300 or answer.json()["error"]["message"]
    check_that_it_works(client)
    client.post("/_mfa/v1/reset")


def places(value, path=()):
    """The paths to all parts of a document."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*path, key))


def spoilt(document, path, value):
    if not path:
        return value
    document = deepcopy(document)
    holder = document
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return document


@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_a_spoilt_snapshot_is_refused_whole_or_taken_and_shown(client, data):
    client.post("/_mfa/v1/reset")
    client.post("/toy/factors", json={"name": "ada"})
    client.post("/_mfa/v1/faults", json={"operation": "factors.get", "status": 503, "skip": 2})
    before = client.get("/_mfa/v1/snapshot").json()
    # What a vendor's record may hold beyond its types is for that vendor to say: the toy takes any secret.
    parts = [path for path in places(before) if path[:4] != ("providers", "toy", "factors", 0)]
    path = data.draw(st.sampled_from(parts))
    answer = send(client, "PUT /_mfa/v1/snapshot", spoilt(before, path, data.draw(VALUES)))
    assert answer.status_code in (200, 400)
    if answer.status_code == 400:
        assert client.get("/_mfa/v1/snapshot").json() == before
    check_that_it_works(client)


@given(query=st.dictionaries(st.sampled_from(["to", "after", "limit", "channel", "status", "format", "x"]), SCALARS))
@settings(max_examples=200, deadline=None)
def test_no_query_breaks_a_call(client, query):
    for read in ("messages", "messages/latest", "messages/undelivered", "requests", "env", "clock"):
        assert client.get(f"/_mfa/v1/{read}", params=query).status_code in (200, 400, 404)
