"""GET /deliveries and POST /deliveries/{id}/replay: webhooks."""

import http.server
import threading

import pytest


@pytest.fixture
def receiver():
    """A webhook receiver: the bodies it got, and its URL."""

    class Receiver(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            server.bodies.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        server.bodies = []
        server.url = f"http://127.0.0.1:{server.server_port}/hook"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()


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
    assert receiver.bodies == [b"hello"]


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
    assert receiver.bodies == [b"hello", b"hello"]


@pytest.mark.parametrize("number", ["9", "x", "%C2%B2", "9" * 5000])
def test_an_unknown_delivery_is_404(http_client, number):
    assert http_client.post(f"/deliveries/{number}/replay").error == "unknown_delivery"


def test_a_world_without_deliveries_has_an_empty_list(http_client):
    assert http_client.get("/deliveries").data == {"deliveries": []}
    assert http_client.get("/deliveries?wait=5m").data == {"deliveries": []}
    assert http_client.get("/deliveries?wait=6m").error == "bad_request"
