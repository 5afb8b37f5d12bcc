"""A provider is reached by its host as a path segment, by the Host header and by its bare path."""

import pytest

ADA = {"name": "ada"}


@pytest.mark.parametrize(
    ("path", "host"),
    [
        ("/toy/factors", "localhost"),
        ("/toy/factors", "127.0.0.1:9099"),
        ("/api.toy.example/toy/factors", "localhost"),
        ("/any.toys.example/toy/factors", "localhost"),
        ("/API.Toy.Example/toy/factors", "localhost"),
        ("/toy/factors", "api.toy.example"),
        ("/toy/factors", "deep.er.toys.example:443"),
        ("/_world/default/toy/factors", "localhost"),
        ("/_world/default/api.toy.example/toy/factors", "localhost"),
    ],
)
def test_every_way_leads_to_the_same_operation_and_state(client, emulator, path: str, host: str):
    assert client.post(path, json=ADA, headers={"host": host}).status_code == 201
    assert emulator.toy.get("ada") is not None
    assert [exchange.operation for exchange in emulator.requests] == ["factors.create"]


@pytest.mark.parametrize(
    "path", ["/other", "/", "/other.example/toy/factors", "/toys.example/toy", "/toyx/factors", "/toy.example"]
)
def test_what_no_provider_has_is_a_404_of_the_emulators_own(client, emulator, path: str):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json() == {"error": {"code": "unknown_path", "message": f"no provider has a path like {path}"}}
    assert [exchange.provider for exchange in emulator.requests] == [""]


def test_the_host_header_leads_there_even_from_a_path_that_is_no_prefix_of_its(client):
    answer = client.get("/elsewhere", headers={"host": "api.toy.example"})
    assert (answer.status_code, answer.json()["toy"]) == (404, "BROKEN")


def test_parameters_are_decoded_once(client):
    client.post("/toy/factors", json={"name": "a/b c%41é"})
    assert client.get("/toy/factors/a%2Fb%20c%2541%C3%A9").json()["name"] == "a/b c%41é"
