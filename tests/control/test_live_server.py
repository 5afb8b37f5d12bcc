"""The live server of an Emulator: starting, stopping, ports."""

import asyncio
import socket
import threading
from contextlib import closing, suppress

import pytest
from toy import TOY

from mfa_emulator import Emulator


def test_it_starts_and_stops_any_number_of_times(http_client):
    emulator = Emulator(providers=[TOY])
    for _ in range(3):
        emulator.start()
        assert type(http_client)(emulator.host_port).get("/health").status == 200
        emulator.stop()
    with pytest.raises(ValueError, match="not started"):
        _ = emulator.url


def test_state_outlives_a_stop(http_client):
    emulator = Emulator(providers=[TOY])
    emulator.start()
    type(http_client)(emulator.host_port).enrol("ada")
    emulator.stop()
    assert emulator.toy.get("ada") is not None


def test_a_started_emulator_is_left_as_it_is(emulator):
    assert emulator.start() == emulator.url


def test_a_taken_port_is_an_os_error_and_leaves_no_thread(emulator):
    before = set(threading.enumerate())
    port = int(emulator.host_port.split(":")[1])
    with pytest.raises(OSError, match="address already in use"):
        Emulator(providers=[TOY]).start(port=port)
    assert set(threading.enumerate()) <= before


def test_localhost_is_served_on_one_port_by_both_of_its_addresses(http_client, monkeypatch):
    families = {"127.0.0.1": socket.AF_INET, "::1": socket.AF_INET6}
    found = socket.getaddrinfo

    def both(host, port, *args, **more):
        if host != "localhost":
            return found(host, port, *args, **more)
        return [(family, socket.SOCK_STREAM, 6, "", (name, port)) for name, family in families.items()]

    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    monkeypatch.setattr(socket, "getaddrinfo", both)
    emulator = Emulator(providers=[TOY])
    port = emulator.start("localhost").rpartition(":")[2]
    for host in ("127.0.0.1", "[::1]"):
        assert type(http_client)(f"{host}:{port}").get("/health").status == 200
    emulator.stop()


def test_two_emulators_in_one_process_share_nothing(http_client):
    with Emulator(providers=[TOY]) as one, Emulator(providers=[TOY]) as two:
        type(http_client)(one.host_port).enrol("ada")
        assert len(two.toy) == 0


def test_python_code_opens_a_port_for_a_world(http_client, emulator):
    world = emulator.worlds.add("other")
    port = emulator.open_port(world)
    assert emulator.open_port(world) == port
    assert type(http_client)(f"127.0.0.1:{port}").get("/health").data["world"] == "other"
    emulator.worlds.drop("other")
    http_client.settle()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_worlds_ports_close_with_the_server(emulator):
    port = emulator.open_port(emulator.worlds.add("other"))
    emulator.stop()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
    with pytest.raises(ValueError, match="started"):
        emulator.open_port(emulator.worlds["other"])


def test_it_serves_on_the_callers_own_loop(http_client, background):
    async def serve_and_ask():
        emulator = Emulator(providers=[TOY])
        await emulator.serve()
        with pytest.raises(ValueError, match="serves already"):
            await emulator.serve()
        client = type(http_client)(emulator.host_port)
        ask = asyncio.get_running_loop().run_in_executor
        world = (await ask(None, lambda: client.post("/worlds", {"name": "other", "listen": True}))).data
        its = type(http_client)(f"127.0.0.1:{world['port']}")
        answer = await ask(None, lambda: its.get("/health"))
        await emulator.close()
        return answer.data["world"]

    assert background(lambda: asyncio.run(serve_and_ask())).result(30) == "other"


def test_code_on_the_servers_own_thread_is_refused_rather_than_deadlocked(emulator, background):
    caught = []

    def effect():
        try:
            emulator.open_port(emulator.world)
        except RuntimeError as error:
            caught.append(str(error))

    emulator.clock.call_at(emulator.clock.micros() + 1_000_000, effect)
    host, port = emulator.host_port.split(":")
    body = b'{"advance": 1}'
    with closing(socket.create_connection((host, int(port)), timeout=30)) as connection:
        connection.sendall(
            b"POST /_mfa/v1/clock HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
    assert "cannot wait for itself" in caught[0]


def test_a_connection_that_never_ends_its_request_does_not_hold_up_the_stop(emulator, background):
    host, port = emulator.host_port.split(":")
    with closing(socket.create_connection((host, int(port)))) as connection:
        connection.sendall(b"POST /_mfa/v1/clock HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
        background(emulator.stop).result(30)


def test_a_connection_that_comes_as_the_server_stops_is_closed():
    emulator = Emulator(providers=[TOY])
    for _ in range(20):
        emulator.start()
        host, port = emulator.host_port.split(":")
        with closing(socket.create_connection((host, int(port)), timeout=30)) as connection:
            emulator.stop()
            with suppress(ConnectionResetError):
                assert connection.recv(1) == b""


def test_the_address_of_a_server_for_everybody_is_one_that_can_be_reached():
    from mfa_emulator.serving.guard import Access

    emulator = Emulator(providers=[TOY], access=Access(token="t"))
    url = emulator.start("0.0.0.0")
    emulator.stop()
    assert url.startswith("http://127.0.0.1:")


def test_what_a_reset_drops_is_freed_by_the_server_bit_by_bit(http_client, emulator):
    for name in range(20):
        http_client.enrol(str(name))
    dropped = emulator.world.states["toy"].factors
    http_client.post("/reset")
    http_client.settle()
    assert len(dropped) == 0
