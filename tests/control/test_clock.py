"""GET and POST /clock."""

import pytest

from mfa_emulator.core.time import realtime
from mfa_emulator.core.time.durations import SECOND


def now(client):
    return client.get("/clock").data["now"]


def test_the_clock_shows_instant_epoch_mode_and_rate(http_client):
    assert http_client.get("/clock").data == {
        "now": "2026-11-21T10:00:00Z",
        "epoch": 1795255200.0,
        "mode": "frozen",
        "rate": 1.0,
    }


def test_what_has_fallen_due_has_happened_when_the_clock_is_shown(http_client, emulator, monkeypatch):
    walls, happened = [realtime.wall_micros()], []
    monkeypatch.setattr(realtime, "wall_micros", lambda: walls[-1])
    emulator.clock.resume()
    emulator.clock.call_at(emulator.clock.micros() + SECOND, lambda: happened.append("it"))
    assert not happened
    walls.append(walls[0] + SECOND)
    assert now(http_client) == "2026-11-21T10:00:01Z"
    assert happened == ["it"]


@pytest.mark.parametrize("step", ["31s", "PT31S", 31, 31.0, "31"])
def test_advance_takes_durations_as_people_write_them(http_client, step):
    answer = http_client.post("/clock", {"advance": step})
    assert answer.data["now"] == now(http_client) == "2026-11-21T10:00:31Z"


@pytest.mark.parametrize("move", ["travel", "freeze"])
@pytest.mark.parametrize("instant", ["2030-01-01T00:00:00Z", "2030-01-01T01:00:00+01:00", 1893456000])
def test_travel_and_freeze_take_an_instant(http_client, move, instant):
    assert http_client.post("/clock", {move: instant}).data["now"] == "2030-01-01T00:00:00Z"


def test_travel_goes_back_too(http_client):
    assert http_client.post("/clock", {"travel": "2020-01-01T00:00:00Z"}).data["now"] == "2020-01-01T00:00:00Z"


def test_resume_lets_time_pass_and_freeze_stops_it_again(http_client):
    assert http_client.post("/clock", {"resume": True}).data["mode"] == "live"
    stopped = http_client.post("/clock", {"freeze": True}).data
    assert stopped["mode"] == "frozen"
    assert stopped["epoch"] > 1795255200.0
    assert now(http_client) == stopped["now"]


def test_rate_makes_time_pass_faster(http_client):
    http_client.post("/clock", {"rate": 1_000_000})
    http_client.post("/clock", {"resume": True})
    answer = http_client.get("/clock").data
    assert answer["rate"] == 1_000_000.0
    assert answer["epoch"] > 1795255200.0 + 60


def test_advance_answers_after_all_that_fell_due_has_happened(http_client, emulator):
    seen = []
    for seconds in (20, 10):
        emulator.clock.call_at(
            emulator.clock.micros() + seconds * 1_000_000,
            lambda: seen.append(emulator.clock.now().second),
        )
    http_client.post("/clock", {"advance": "30s"})
    assert seen == [10, 20]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"advance": "1s", "travel": 0},
        {"advance": "1s", "freeze": False},
        {"advance": "soon"},
        {"advance": -1},
        {"advance": 10**18},
        {"advance": 10**400},
        {"advance": "9999999d"},
        {"advance": None},
        {"travel": "yesterday"},
        {"travel": 10**18},
        {"freeze": False},
        {"freeze": "never"},
        {"resume": False},
        {"rate": 0},
        {"rate": -1},
        {"rate": 10**9},
        {"rate": "fast"},
        {"rat": 60},
        [],
        "31s",
    ],
)
def test_a_move_that_is_not_exactly_one_good_one_is_refused_and_moves_nothing(http_client, body):
    encoded = body if not isinstance(body, dict) or 10**400 not in body.values() else b'{"advance": 1%s}' % (b"0" * 400)
    assert http_client.post("/clock", encoded).error == "bad_request"
    assert http_client.get("/clock").data["now"] == "2026-11-21T10:00:00Z"
    assert http_client.get("/clock").data["mode"] == "frozen"


def test_worlds_have_clocks_of_their_own(http_client):
    http_client.post("/worlds", {"name": "other"})
    http_client.post("/clock", {"advance": "1h"}, X_MFA_World="other")
    assert http_client.get("/clock", X_MFA_World="other").data["now"] == "2026-11-21T11:00:00Z"
    assert now(http_client) == "2026-11-21T10:00:00Z"
