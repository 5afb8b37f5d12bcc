"""GET /timeline: what ends next."""


def test_the_next_end_comes_first_with_the_seconds_that_are_left(http_client):
    http_client.enrol("ada")
    http_client.post("/clock", {"advance": "10s"})
    http_client.enrol("bob")
    found = http_client.get("/timeline").data
    assert found["now"] == "2026-11-21T10:00:10Z"
    assert found["events"] == [
        {"at": "2026-11-21T10:01:00Z", "seconds_left": 50.0, "what": "factor", "provider": "toy", "subject": "ada"},
        {"at": "2026-11-21T10:01:10Z", "seconds_left": 60.0, "what": "factor", "provider": "toy", "subject": "bob"},
    ]


def test_ends_are_listed_until_an_instant_or_for_a_while(http_client):
    http_client.enrol("ada")
    assert len(http_client.get("/timeline?until=%2B1m").data["events"]) == 1
    assert len(http_client.get("/timeline?until=+59s").data["events"]) == 0
    assert len(http_client.get("/timeline?until=2026-11-21T10:00:30Z").data["events"]) == 0
    assert http_client.get("/timeline?until=soon").error == "bad_request"


def test_no_more_are_listed_than_asked_for(http_client):
    for name in ("ada", "bob", "eve"):
        http_client.enrol(name)
    assert len(http_client.get("/timeline?limit=2").data["events"]) == 2
    assert http_client.get("/timeline?limit=0").error == "bad_request"
