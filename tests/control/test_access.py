"""Access to the control API: the token."""

from contextlib import contextmanager

import pytest
from toy import TOY

from mfa_emulator import Emulator
from mfa_emulator.serving.guard import Access


@pytest.fixture
def shared(http_client):
    """A client of an emulator that others can reach, and its token."""

    @contextmanager
    def serving(token):
        with Emulator(providers=[TOY], access=Access(("anything.example",), token=token)) as emulator:
            yield type(http_client)(emulator.host_port)

    return serving


def test_with_a_token_control_calls_must_carry_it(shared):
    with shared("open sesame") as client:
        assert client.get("/health").error == "token_required"
        assert client.get("/health", X_MFA_Token="wrong").status == 401
        assert client.get("/health", X_MFA_Token="open sesame").status == 200
        assert client.get("/health", Authorization="Bearer open sesame").status == 200


def test_with_a_token_vendors_calls_need_none(shared):
    with shared("open sesame") as client:
        assert client.post("//toy/factors", {"name": "ada"}, Host="anything.example").status == 201


def test_a_page_of_another_site_cannot_use_the_control_api(http_client):
    assert http_client.post("/reset", {}, Origin="https://evil.example").error == "forbidden_origin"
    assert http_client.get("/health", Host="evil.example").error == "forbidden_host"
    assert http_client.get("/health", Sec_Fetch_Site="cross-site").error == "forbidden_site"


def test_a_local_page_can(http_client):
    answer = http_client.get("/health", Origin="http://localhost:5173")
    assert answer.headers["access-control-allow-origin"] == "http://localhost:5173"


def test_more_than_loopback_is_not_served_without_a_token():
    with pytest.raises(ValueError, match="token"):
        Emulator(providers=[TOY]).start("0.0.0.0")
