"""GET /deliveries and POST /deliveries/{id}/replay: webhooks."""

import socket

import pytest


@pytest.fixture
def hanging():
    """A socket that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(30)
        yield listener


@pytest.fixture
def send(emulator):
    return lambda url, body=b"hello": emulator.world.outbound.send(
        provider="toy", event="made", url=url, headers={"X-Sign": "s"}, body=body
    )


def test_deliveries_are_listed_once_they_are_done(http_client, receiver, send):
    send(receiver.url)
    [delivery] = http_client.get("/deliveries?wait=10").data["deliveries"]
    assert (delivery["status"], delivery["body"], delivery["url"]) == ("delivered", "hello", receiver.url)
    assert delivery["attempts"][0]["status"] == 200
    assert [body for _, _, body in receiver.received] == [b"hello"]


def test_a_host_that_is_not_allowed_is_listed_with_the_reason(http_client, send):
    send("https://example.com/hook")
    [delivery] = http_client.get("/deliveries?wait=10").data["deliveries"]
    assert delivery["status"] == "refused"
    assert "not loopback" in delivery["reason"]


def test_a_delivery_can_be_repeated(http_client, receiver, send):
    send(receiver.url)
    again = http_client.post("/deliveries/1/replay")
    assert (again.status, again.data["id"]) == (201, 2)
    assert len(http_client.get("/deliveries?wait=10").data["deliveries"]) == 2
    assert [body for _, _, body in receiver.received] == [b"hello", b"hello"]


@pytest.mark.parametrize("number", ["9", "x", "%C2%B2", "9" * 5000])
def test_an_unknown_delivery_is_404(http_client, number):
    assert http_client.post(f"/deliveries/{number}/replay").error == "unknown_delivery"


def test_a_world_without_deliveries_has_an_empty_list(http_client):
    assert http_client.get("/deliveries").data == {"deliveries": [], "cursor": "0", "more": False}
    assert http_client.get("/deliveries?wait=5m").data == {"deliveries": [], "cursor": "0", "more": False}
    assert http_client.get("/deliveries?wait=6m").error == "bad_request"


def test_what_finds_no_room_behind_a_hanging_receiver_is_listed_as_failed(http_client, hanging, send):
    url = f"http://127.0.0.1:{hanging.getsockname()[1]}/"
    for _ in range(501):
        send(url)
    deliveries = http_client.get("/deliveries?limit=1000").data["deliveries"]
    assert [delivery["status"] for delivery in deliveries] == ["queued"] * 500 + ["failed"]
    assert "500 deliveries to it are queued already" in deliveries[-1]["reason"]
    http_client.post("/reset")
    assert http_client.get("/deliveries?wait=10").data == {"deliveries": [], "cursor": "0", "more": False}


def test_the_emulator_stops_at_once_although_a_receiver_hangs_and_somebody_waits_for_it(
    emulator, hanging, send, parked
):
    send(f"http://127.0.0.1:{hanging.getsockname()[1]}/")
    connection, _ = hanging.accept()
    with connection:
        waiting = parked("/deliveries?wait=300")
        emulator.stop()
        assert waiting.result(30).status == 503
        assert [delivery.status for delivery in emulator.world.outbound] == ["queued"]
        emulator.world.outbound.begin()


def test_a_world_that_is_removed_calls_nobody_any_more(emulator, http_client, hanging):
    http_client.post("/worlds", {"name": "other"})
    emulator.worlds["other"].outbound.send(
        provider="toy", event="made", url=f"http://127.0.0.1:{hanging.getsockname()[1]}/", headers={}, body=b""
    )
    connection, _ = hanging.accept()
    with connection:
        connection.settimeout(30)
        http_client.delete("/worlds/other")
        while connection.recv(65536):
            pass


def test_deliveries_are_listed_page_by_page(http_client, emulator):
    for number in range(120):
        emulator.world.outbound.send(
            provider="toy", event="e", url=f"https://elsewhere.example/{number}", headers={}, body=b""
        )
    first = http_client.get("/deliveries").data
    assert (len(first["deliveries"]), first["cursor"], first["more"]) == (100, "100", True)
    rest = http_client.get("/deliveries?after=100").data
    assert [delivery["id"] for delivery in rest["deliveries"]] == list(range(101, 121))
    assert (rest["cursor"], rest["more"]) == ("120", False)
