"""TLS and the proxy: unmodified programs reach the emulator by the vendors' own https addresses, and nothing else."""

import asyncio
import gc
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from hostile_texts import TEXTS, raw
from toy import TOY

from mfa_emulator import Emulator
from mfa_emulator.serving.proxy import Proxy
from mfa_emulator.serving.secure import Secure
from mfa_emulator.serving.stand_ins import StandIns
from mfa_emulator.serving.tls import Authority


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(providers=[TOY], freeze=True, secure=Secure(https_proxy=True)) as running:
        yield running


@pytest.fixture
def client(emulator: Emulator) -> Iterator[httpx2.Client]:
    """A program that takes its proxy and its authorities from the variables."""
    env = emulator.env
    trust = ssl.create_default_context(cafile=env["SSL_CERT_FILE"])
    with httpx2.Client(proxy=env["HTTPS_PROXY"], verify=trust, timeout=60) as through:
        yield through


def test_the_vendors_https_address_leads_here(client: httpx2.Client):
    assert client.post("https://api.toy.example/toy/factors", json={"name": "ada"}).status_code == 201
    assert client.get("https://eu.toys.example/toy/factors/ada").json()["name"] == "ada"


def test_the_vendors_plain_address_leads_here_too(client: httpx2.Client):
    assert client.post("http://api.toy.example/toy/factors", json={"name": "ada"}).status_code == 201


def test_every_other_host_is_refused_and_never_contacted(client: httpx2.Client):
    with pytest.raises(httpx2.ProxyError, match="403"):
        client.get("https://example.com/")
    answer = client.get("http://example.com/")
    assert answer.status_code == 403
    assert answer.text == "mfa-emulator's proxy leads only to the vendors it emulates, not to example.com\n"


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("head", [b"CONNECT %s.example:443 HTTP/1.1", b"GET http://%s.example/ HTTP/1.1"])
def test_the_refusal_of_a_host_shows_its_name_and_nothing_that_a_terminal_obeys(
    emulator: Emulator, head: bytes, text: str
):
    host, port = emulator.env["HTTPS_PROXY"].removeprefix("http://").split(":")
    name = text.encode("utf-8", "surrogateescape").replace(b"/", b"").replace(b" ", b"").replace(b":", b"")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(head % name + b"\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(1000), b"")).partition(b"\r\n\r\n")[2].decode()
    assert answer.startswith("mfa-emulator's proxy leads only to the vendors it emulates, not to ")
    assert raw(answer) == []


def test_the_tls_port_serves_loopback_addresses_with_the_vendors_host_in_the_path(emulator: Emulator):
    trust = ssl.create_default_context(cafile=emulator.env["SSL_CERT_FILE"])
    url = f"https://{emulator.env['MFA_EMULATOR_TLS']}/api.toy.example/toy/factors"
    assert httpx2.post(url, json={"name": "ada"}, verify=trust, timeout=60).status_code == 201


def test_who_does_not_trust_this_run_is_not_served(emulator: Emulator):
    with pytest.raises(httpx2.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx2.get(
            f"https://{emulator.env['MFA_EMULATOR_TLS']}/toy/factors", verify=ssl.create_default_context(), timeout=60
        )


def test_a_name_that_is_no_vendors_gets_no_certificate(emulator: Emulator):
    host, port = emulator.env["MFA_EMULATOR_TLS"].split(":")
    trust = ssl.create_default_context(cafile=emulator.env["SSL_CERT_FILE"])
    with socket.create_connection((host, int(port))) as raw, pytest.raises(ssl.SSLError):
        trust.wrap_socket(raw, server_hostname="example.com")


def test_the_file_of_authorities_goes_with_the_emulator(emulator: Emulator):
    file = Path(emulator.env["SSL_CERT_FILE"])
    assert file.read_bytes().startswith(b"-----BEGIN CERTIFICATE-----")
    emulator.stop()
    assert not file.exists()
    assert "SSL_CERT_FILE" not in emulator.worlds.env(emulator.world, "http://127.0.0.1:1")


def test_loopback_is_not_proxied(emulator: Emulator):
    assert emulator.env["NO_PROXY"] == "localhost,127.0.0.1,::1"


def test_without_the_proxy_only_trust_is_set(tmp_path: Path):
    file = tmp_path / "authorities.pem"
    with Emulator(providers=[TOY], secure=Secure(ca_file=str(file))) as emulator:
        assert emulator.env["NODE_EXTRA_CA_CERTS"] == str(file)
        assert not {"HTTPS_PROXY", "HTTP_PROXY"} & set(emulator.env)
    assert file.exists()


@pytest.mark.parametrize("junk", [b"\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"CONNECT\r\n\r\n", b"x" * 40_000])
def test_what_is_no_proxy_request_is_answered_400(emulator: Emulator, junk: bytes):
    host, port = emulator.env["HTTPS_PROXY"].removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(junk)
        assert connection.recv(100).startswith(b"HTTP/1.1 400 ")


def test_who_asks_for_the_connections_end_sees_it(emulator: Emulator):
    host, port = emulator.env["HTTPS_PROXY"].removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        url = b"http://api.toy.example/toy/factors/ada"
        connection.sendall(b"GET %s HTTP/1.1\r\nHost: api.toy.example\r\nConnection: close\r\n\r\n" % url)
        answer = b"".join(iter(lambda: connection.recv(1000), b""))
    assert answer.startswith(b"HTTP/1.1 404 ")


def test_a_proxy_that_was_never_opened_can_be_closed():
    asyncio.run(Proxy(lambda name: True, 1, 2, StandIns({}, Authority())).close())


def test_a_file_that_cannot_be_written_leaves_nothing_open(tmp_path: Path):
    emulator = Emulator(providers=[TOY], secure=Secure(https_proxy=True, ca_file=str(tmp_path / "missing" / "ca.pem")))
    with pytest.raises(FileNotFoundError):
        asyncio.run(emulator.serve())
    gc.collect()  # a socket that is still open would complain now
