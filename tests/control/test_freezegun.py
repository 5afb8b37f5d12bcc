"""freezegun stops the process's clocks; it must not stop the live server."""

import pytest
from freezegun import freeze_time
from toy import TOY

from mfa_emulator import Emulator

LONG = 30


@pytest.fixture
def client_of(http_client):
    return lambda emulator: type(http_client)(emulator.host_port)


def test_a_server_starts_answers_and_stops_in_frozen_time(client_of, background):
    def whole_life():
        with freeze_time("2030-01-01"):
            emulator = Emulator(providers=[TOY])
            emulator.start()
            answer = client_of(emulator).get("/clock")
            emulator.stop()
            return answer.data["now"]

    assert background(whole_life).result(LONG) == "2030-01-01T00:00:00Z"


def test_a_running_server_answers_and_stops_in_frozen_time(emulator, http_client, background):
    def rest_of_life():
        with freeze_time("2030-01-01"):
            http_client.enrol("ada")
            now = http_client.get("/clock").data["now"]
            emulator.stop()
            return now

    assert background(rest_of_life).result(LONG) == "2030-01-01T00:00:00Z"


def test_a_parked_reader_is_woken_in_frozen_time(http_client, parked):
    with freeze_time("2030-01-01"):
        future = parked("/messages/latest?wait=300")
        http_client.enrol("ada")
        assert future.result(LONG).data["to"] == "ada"


def test_a_parked_reader_gives_up_after_real_seconds_in_frozen_time(http_client, background):
    with freeze_time("2030-01-01"):
        assert background(lambda: http_client.get("/messages/latest?wait=0.1")).result(LONG).status == 404


def test_a_server_with_a_parked_reader_stops_in_frozen_time(emulator, parked, background):
    with freeze_time("2030-01-01"):
        reader = parked("/messages/latest?wait=300")
        background(emulator.stop).result(LONG)
        assert reader.result(LONG).status == 503


def test_a_server_started_in_frozen_time_goes_on_after_it(client_of, parked, background):
    emulator = Emulator(providers=[TOY], freeze="2026-11-21T10:00:00Z")
    with freeze_time("2030-01-01"):
        emulator.start()
    reader = parked("/messages/latest?wait=300", client_of(emulator))
    client_of(emulator).enrol("ada")
    assert reader.result(LONG).data["created_at"] == "2026-11-21T10:00:00Z"
    background(emulator.stop).result(LONG)
