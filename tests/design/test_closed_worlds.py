"""The place of a world that was closed: its port and its name lead to nobody else, and requests there are counted."""

import http.client
import threading
from contextlib import closing

import pytest

from mfa_emulator.core.http.vacancy import Vacancy

ADA = b'{"name":"ada"}'


@pytest.fixture
def other(emulator):
    return emulator.worlds.add("tests/test_a.py::test_b[c]")


def test_any_node_id_is_a_name_that_a_path_and_a_header_can_carry(client, emulator, other):
    assert client.post("/_world/tests%2Ftest_a.py::test_b[c]/toy/factors", content=ADA).status_code == 201
    assert client.get("/toy/factors/ada", headers={"X-MFA-World": other.name}).status_code == 200
    assert client.delete("/_mfa/v1/worlds/tests%2Ftest_a.py::test_b[c]").json() == {"deleted": 1}


def test_requests_that_name_it_are_refused_with_its_text_and_counted(client, emulator, other):
    vacancy = emulator.worlds.close(other.name, "test b has ended")
    answer = client.get("/toy/factors/ada", headers={"X-MFA-World": other.name})
    assert (answer.status_code, answer.json()) == (
        503,
        {"error": {"code": "no_world", "message": "test b has ended"}},
    )
    assert answer.headers["x-mfa-reason"] == "test b has ended"
    assert (vacancy.came, list(vacancy.last)) == (1, ["GET /toy/factors/ada"])
    assert other.name not in emulator.worlds


def test_its_port_stays_bound_and_leads_to_no_other_world(emulator, other):
    with emulator:
        port = emulator.open_port(other)
        with closing(http.client.HTTPConnection("127.0.0.1", port)) as kept:
            kept.request("POST", "/toy/factors", ADA)
            assert kept.getresponse().read()
            vacancy = emulator.worlds.close(other.name, "gone")
            kept.sock.settimeout(30)
            assert kept.sock.recv(1) == b"", "the connection was ended"
        with closing(http.client.HTTPConnection("127.0.0.1", port)) as late:
            late.request("GET", "/_mfa/v1/health")
            assert late.getresponse().status == 503
        assert vacancy.came == 1
        emulator.worlds.places.forget(vacancy)
        assert emulator.open_port(emulator.worlds.add("new")) != port
    assert len(emulator.toy) == 0


def test_what_waited_there_is_given_up(emulator, other):
    other.faults.add(delay="1h")
    answers = []

    def call(port: int) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            connection.request("POST", "/toy/factors", ADA)
            try:
                answers.append(connection.getresponse().status)
            except OSError as error:
                answers.append(type(error).__name__)

    with emulator:
        caller = threading.Thread(target=call, args=(emulator.open_port(other),))
        seen = other.clock.changed.rings
        caller.start()
        while not other.faults.list()[0]["met"]:
            other.clock.changed.wait(seen, 0.01)
        emulator.worlds.close(other.name, "gone")
        caller.join(30)
    assert answers == ["RemoteDisconnected"]


def test_a_new_world_of_that_name_takes_the_place(client, emulator, other):
    emulator.worlds.close(other.name, "gone")
    emulator.worlds.add(other.name)
    assert client.get("/toy/factors/ada", headers={"X-MFA-World": other.name}).status_code == 404


def test_the_front_may_lead_elsewhere_or_nowhere(client, emulator, other):
    emulator.worlds.front = other
    assert client.post("/toy/factors", content=ADA).status_code == 201
    assert (len(emulator.toy), len(other.toy)) == (0, 1)
    emulator.worlds.front = Vacancy("nobody is here", awaits=True)
    assert client.post("/toy/factors", content=ADA).status_code == 503
    assert client.post("/_mfa/v1/seed", json={}).json()["error"]["message"] == "nobody is here"
    assert client.get("/_mfa/v1/health").json()["world"] == "default", "a call of no world"
