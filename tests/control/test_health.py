"""GET /health."""

import pytest
from toy import TOY

from mfa_emulator import Emulator, __version__


def test_health_tells_version_providers_and_world(http_client):
    answer = http_client.get("/health")
    assert answer.status == 200
    assert answer.data == {"status": "ok", "version": __version__, "providers": ["toy"], "world": "default"}


def test_health_answers_head_without_a_body(http_client):
    answer = http_client.ask("HEAD", "/health")
    assert (answer.status, answer.body) == (200, b"")


def test_health_names_the_world_that_was_asked(http_client):
    http_client.post("/worlds", {"name": "other"})
    assert http_client.get("/health", X_MFA_World="other").data["world"] == "other"
    assert http_client.get("//_world/other/_mfa/v1/health").data["world"] == "other"
    assert http_client.get("/health", X_MFA_World="third").error == "unknown_world"


def test_an_emulator_whose_seeds_do_not_load_never_comes_up():
    with pytest.raises(ValueError, match="does not fit"):
        Emulator(providers=[TOY], seeds=[{"toy": {}}])
