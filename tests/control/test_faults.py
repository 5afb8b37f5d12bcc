"""GET, POST and DELETE /faults."""

import pytest


def test_a_fault_hits_the_calls_it_names_and_is_counted(http_client):
    added = http_client.post("/faults", {"operation": "factors.create", "status": 503, "skip": 1})
    assert added.status == 201
    assert added.data["id"] == "fault-1"
    statuses = [http_client.post("//toy/factors", {"name": name}).status for name in "abc"]
    assert statuses == [201, 503, 201]
    [rule] = http_client.get("/faults").data["faults"]
    assert (rule["id"], rule["met"]) == ("fault-1", 3)


def test_a_vendors_error_can_be_asked_for_by_name(http_client):
    http_client.post("/faults", {"provider": "toy", "error": "UNKNOWN", "message": "so there"})
    answer = http_client.post("//toy/factors", {"name": "ada"})
    assert (answer.status, answer.data) == (404, {"toy": "UNKNOWN", "text": "so there"})


def test_one_fault_or_all_can_be_taken_away(http_client):
    for _ in range(3):
        http_client.post("/faults", {"status": 500})
    assert http_client.delete("/faults/fault-2").data == {"deleted": 1}
    assert [rule["id"] for rule in http_client.get("/faults").data["faults"]] == ["fault-1", "fault-3"]
    assert http_client.delete("/faults/fault-2").error == "unknown_fault"
    assert http_client.delete("/faults").data == {"deleted": 2}
    assert http_client.get("/faults").data == {"faults": []}
    assert http_client.post("//toy/factors", {"name": "ada"}).status == 201


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"operation": "factors.create"},
        {"operation": "factors.creat", "status": 500},
        {"provider": "nobody", "status": 500},
        {"error": "NO_SUCH"},
        {"status": 200},
        {"status": "500"},
        {"status": 500, "times": -1},
        {"status": 500, "oops": 1},
        {"delay": "soon"},
        {"messages": {"fate": "eaten"}},
        {"messages": {"fate": "delayed", "delay": "x"}},
    ],
)
def test_a_fault_that_could_do_nothing_sensible_is_refused(http_client, rule):
    assert http_client.post("/faults", rule).error == "bad_request"
    assert http_client.get("/faults").data == {"faults": []}
