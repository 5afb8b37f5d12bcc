"""A uvicorn whose inside is not as known: requests go the plain ASGI way, and the log says why."""

import asyncio
import logging
from typing import Any

import httpx2
import pytest
import uvicorn
from toy import TOY
from uvicorn.protocols.http import httptools_impl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from mfa_emulator import Emulator
from mfa_emulator.serving import protocol, uvicorn_inside


def difference() -> str:
    async def look() -> str:
        config = uvicorn.Config(TOY, ws="none", log_config=None, lifespan="off")
        config.load()
        return uvicorn_inside.difference(config)

    return asyncio.run(look())


def test_the_uvicorn_that_is_installed_is_as_known():
    assert difference() == ""


def test_a_method_that_is_gone(monkeypatch):
    monkeypatch.delattr(HttpToolsProtocol, "_should_upgrade")
    assert difference() == "HttpToolsProtocol has no _should_upgrade"


@pytest.mark.parametrize(
    ("method", "takes"),
    [
        (lambda self, data, stream_id: None, "data, stream_id"),
        (lambda self: None, "nothing"),
        (lambda self, chunk: None, "chunk"),
    ],
)
def test_a_method_with_other_parameters(monkeypatch, method: Any, takes: str):
    monkeypatch.setattr(HttpToolsProtocol, "data_received", method)
    assert difference() == f"HttpToolsProtocol.data_received takes {takes}"


def test_further_parameters_with_defaults_do_no_harm(monkeypatch):
    monkeypatch.setattr(HttpToolsProtocol, "data_received", lambda self, data, more=None: None)
    assert difference() == ""


def test_an_attribute_that_a_connection_lacks(monkeypatch):
    usual = HttpToolsProtocol.__init__

    def without(self: Any, config: Any, server_state: Any, app_state: Any, _loop: Any = None) -> None:
        usual(self, config, server_state, app_state)
        del self.cycle

    monkeypatch.setattr(HttpToolsProtocol, "__init__", without)
    assert difference() == "a HttpToolsProtocol has no cycle"


def test_a_connection_that_cannot_be_made(monkeypatch):
    def broken(self: Any, config: Any, server_state: Any, app_state: Any, _loop: Any = None) -> None:
        raise KeyError("state")

    monkeypatch.setattr(HttpToolsProtocol, "__init__", broken)
    assert difference() == "no HttpToolsProtocol can be made: KeyError('state')"


def test_a_class_that_the_module_lacks(monkeypatch):
    monkeypatch.delattr(httptools_impl, "HttpToolsProtocol")
    assert difference() == "uvicorn.protocols.http.httptools_impl has no HttpToolsProtocol"


def test_a_module_that_is_gone(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "uvicorn.protocols.http.httptools_impl", None)
    assert difference() == "uvicorn.protocols.http.httptools_impl cannot be imported"


@pytest.fixture
def other_uvicorn(monkeypatch, caplog) -> None:
    """A uvicorn whose connection has no `send_400_response`, and of which our protocol must not be made."""
    monkeypatch.delattr(HttpToolsProtocol, "send_400_response")
    monkeypatch.setattr(protocol.Protocol, "__init__", None)
    caplog.set_level(logging.WARNING, logger="uvicorn")


@pytest.mark.usefixtures("other_uvicorn")
def test_everything_works_with_another_uvicorn_and_the_log_says_so(caplog):
    with Emulator(providers=[TOY], freeze=True) as emulator:
        with httpx2.Client(base_url=emulator.url, trust_env=False, timeout=60) as client:
            for name in ("ada", "bob"):
                assert client.post("/toy/factors", json={"name": name}).json()["name"] == name
            assert client.get("/toy/factors/eve").headers["x-mfa-reason"] == "no factor 'eve' now"
            assert client.get("/_mfa/v1/clock").status_code == 200
            emulator.faults.add(operation="factors.get", drop=True)
            with pytest.raises(httpx2.RemoteProtocolError):
                client.get("/toy/factors/ada")
        assert [exchange.operation for exchange in emulator.requests][:2] == ["factors.create", "factors.create"]
        made = httpx2.post(
            f"{emulator.url}/_mfa/v1/worlds", json={"name": "second", "listen": True}, trust_env=False, timeout=60
        )
        url = made.json()["url"]
        assert httpx2.get(f"{url}/toy/factors/ada", trust_env=False, timeout=60).status_code == 404
        httpx2.delete(f"{emulator.url}/_mfa/v1/worlds/second", trust_env=False, timeout=60)
        with pytest.raises(httpx2.ConnectError):
            httpx2.get(f"{url}/toy/factors/ada", trust_env=False, timeout=60)
    [record] = [record for record in caplog.records if record.name == "uvicorn.mfa_emulator"]
    assert record.getMessage() == (
        f"uvicorn {uvicorn.__version__} is not as known here (HttpToolsProtocol has no send_400_response): "
        "requests go the plain ASGI way, which is slower"
    )


def test_nothing_is_logged_where_all_is_as_known(caplog):
    with Emulator(providers=[TOY], freeze=True) as emulator:
        assert httpx2.get(f"{emulator.url}/toy/factors/eve", trust_env=False, timeout=60).status_code == 404
    assert caplog.records == []
