"""GET and POST /worlds, DELETE /worlds/{name}."""

import http.client

import pytest

from mfa_emulator import Emulator


def names(client):
    return [world["name"] for world in client.get("/worlds").data["worlds"]]


def port_client(client, world):
    return type(client)(f"127.0.0.1:{world['port']}")


def test_a_world_is_reached_by_header_and_by_path(http_client, emulator):
    answer = http_client.post("/worlds", {"name": "other"})
    assert answer.status == 201
    assert answer.data == {"name": "other", "url": f"{emulator.url}/_world/other", "port": None}
    http_client.enrol("ada", X_MFA_World="other")
    assert http_client.get("//_world/other/toy/factors/ada").status == 200
    assert http_client.get("//toy/factors/ada").status == 404


def test_a_listening_world_has_a_port_of_its_own(http_client, emulator):
    world = http_client.post("/worlds", {"name": "other", "listen": True}).data
    assert world["url"] == f"http://127.0.0.1:{world['port']}"
    its = port_client(http_client, world)
    its.enrol("ada")
    assert its.get("/health").data["world"] == "other"
    assert len(emulator.worlds["other"].toy) == 1
    assert len(emulator.toy) == 0


def test_all_worlds_are_listed(http_client, emulator):
    world = http_client.post("/worlds", {"name": "other", "listen": True}).data
    assert http_client.get("/worlds").data["worlds"] == [
        {"name": "default", "url": emulator.url, "port": None},
        world,
    ]


def test_a_world_may_differ_from_the_emulators_options(http_client, emulator):
    options = {
        "seed": "other",
        "profile": "strict",
        "freeze": "2030-01-01T00:00:00Z",
        "project": "p",
        "signed_tokens": True,
        "settings": {"toy": {"lifetime": 7}},
        "seeds": [{"codes": {"ada": "424242"}}],
        "outbound_hosts": ["hooks.example"],
    }
    http_client.post("/worlds", {"name": "other", **options})
    world = emulator.worlds["other"]
    assert http_client.get("/clock", X_MFA_World="other").data["now"] == "2030-01-01T00:00:00Z"
    assert world.settings["toy"].lifetime == 7
    assert world.tokens.signs
    assert world.options.project == "p"
    assert world.outbound.allows("https://hooks.example/")
    http_client.enrol("ada", X_MFA_World="other")
    assert http_client.get("/messages/latest", X_MFA_World="other").data["code"] == "424242"
    assert http_client.enrol("bob")["secret"] != http_client.enrol("bob", X_MFA_World="other")["secret"]


def test_a_world_takes_what_it_is_not_told_from_the_emulator(http_client, emulator):
    http_client.post("/worlds", {"name": "other"})
    assert emulator.worlds["other"].options == emulator.options


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {"name": "a\nb"},
        {"name": "x" * 501},
        {"name": 7},
        {"name": "other", "profile": "loose"},
        {"name": "other", "project": ""},
        {"name": "other", "project": "a\u0000"},
        {"name": "other", "project": "a/b"},
        {"name": "other", "project": "x" * 101},
        {"name": "other", "outbound_hosts": ["https://hooks.example"]},
        {"name": "other", "outbound_hosts": ["hooks.example:80"]},
        {"name": "other", "outbound_hosts": [""]},
        {"name": "other", "freeze": 1e300},
        {"name": "other", "freeze": -1},
        {"name": "other", "freeze": 10**30},
        {"name": "other", "freeze": "never"},
        {"name": "other", "settings": {"toy": {"lifetim": 1}}},
        {"name": "other", "settings": {"toy": {"lifetime": "long"}}},
        {"name": "other", "settings": {"nobody": {}}},
        {"name": "other", "seeds": [{"toy": {}}]},
        {"name": "other", "limits": {"body": 1}},
        {"name": "other", "listen": "yes"},
    ],
)
def test_a_world_that_cannot_be_is_refused_and_not_there(http_client, body):
    assert http_client.post("/worlds", body).error == "bad_request"
    assert names(http_client) == ["default"]


def test_a_world_may_take_smaller_or_larger_bodies(http_client):
    http_client.post("/worlds", {"name": "small", "settings": {"limits": {"body": 2000}}})
    http_client.post("/worlds", {"name": "large", "settings": {"limits": {"body": 3_000_000}}})
    sizes = (1_900, 2_100, 1_100_000, 3_100_000)
    statuses = {
        name: [http_client.post(f"//_world/{name}/toy/factors", {"name": "x" * size}).status for size in sizes]
        for name in ("small", "default", "large")
    }
    assert statuses == {
        "small": [201, 413, 413, 413],
        "default": [201, 201, 413, 413],
        "large": [201, 201, 201, 413],
    }


def test_a_setting_that_cannot_work_is_told_as_everywhere(http_client):
    answer = http_client.post("/worlds", {"name": "other", "settings": {"toy": {"lifetime": 10**12}}})
    assert answer.status == 400
    assert answer.data["error"] == {
        "code": "bad_request",
        "message": "toy.lifetime must be 1 to 3153600000, not 1000000000000",
    }
    assert names(http_client) == ["default"]


def test_a_name_is_given_once(http_client):
    http_client.post("/worlds", {"name": "other"})
    http_client.enrol("ada", X_MFA_World="other")
    answer = http_client.post("/worlds", {"name": "other"})
    assert (answer.status, answer.error) == (409, "world_exists")
    assert http_client.get("//toy/factors/ada", X_MFA_World="other").status == 200


def test_names_with_odd_characters_work_in_paths(http_client):
    world = http_client.post("/worlds", {"name": "tést [a-1] 100%"}).data
    path = "//" + world["url"].split("/", 3)[3]
    assert http_client.get(f"{path}/_mfa/v1/health").data["world"] == "tést [a-1] 100%"
    assert http_client.delete("/worlds/" + path.rsplit("/", 1)[1]).status == 200
    assert names(http_client) == ["default"]


def test_a_removed_world_is_gone_with_its_port(http_client):
    world = http_client.post("/worlds", {"name": "other", "listen": True}).data
    its = port_client(http_client, world)
    its.get("/health")
    assert http_client.delete("/worlds/other").data == {"deleted": 1}
    assert http_client.delete("/worlds/other").error == "unknown_world"
    assert http_client.get("/health", X_MFA_World="other").status == 404
    with pytest.raises(OSError, match=r"refused|reset|closed|Remote"):
        its.get("/health")


def test_no_port_is_remembered_once_its_world_is_gone(http_client, emulator):
    world = http_client.post("/worlds", {"name": "other", "listen": True}).data
    assert emulator.worlds.port_of(emulator.worlds["other"]) == world["port"]
    http_client.delete("/worlds/other")
    http_client.get("/health")  # one more round of the server's loop
    other = http_client.post("/worlds", {"name": "other"}).data
    assert other["port"] is None
    assert emulator.worlds.port_of(emulator.worlds["other"]) is None


def test_a_connection_to_a_removed_world_does_not_end_up_in_another_one(http_client):
    world = http_client.post("/worlds", {"name": "other", "listen": True}).data
    connection = http.client.HTTPConnection("127.0.0.1", world["port"], timeout=30)
    connection.request("GET", "/_mfa/v1/health")
    connection.getresponse().read()
    kept = connection.sock
    http_client.delete("/worlds/other")
    assert kept.recv(1) == b""
    connection.close()


def test_a_world_can_be_removed_through_its_own_port(http_client):
    world = http_client.post("/worlds", {"name": "other", "listen": True}).data
    assert port_client(http_client, world).delete("/worlds/other").data == {"deleted": 1}
    assert names(http_client) == ["default"]


def test_the_default_world_cannot_be_removed(http_client):
    http_client.enrol("ada")
    assert http_client.delete("/worlds/default").error == "bad_request"
    assert http_client.get("//toy/factors/ada").status == 200


def test_without_a_server_there_is_no_port_and_then_no_world(background):
    import asyncio

    import httpx2
    from toy import TOY

    emulator = Emulator(providers=[TOY])

    async def ask():
        transport = httpx2.ASGITransport(emulator.app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.post("/_mfa/v1/worlds", json={"name": "other", "listen": True})

    answer = asyncio.run(ask())
    assert answer.status_code == 400
    assert "running emulator" in answer.json()["error"]["message"]
    assert list(emulator.worlds) == ["default"]


def test_worlds_are_listed_page_by_page_in_the_order_in_which_they_were_made(http_client, emulator):
    for number in range(120):
        emulator.worlds.add(f"w{number}")
    first = http_client.get("/worlds").data
    assert (len(first["worlds"]), first["more"]) == (100, True)
    emulator.worlds.drop("w98")  # the last one of that page
    emulator.worlds.drop("w99")
    rest = http_client.get(f"/worlds?after={first['cursor']}").data
    assert [world["name"] for world in rest["worlds"]] == [f"w{number}" for number in range(100, 120)]
    assert rest["more"] is False
    assert http_client.get("/worlds?limit=0").error == "bad_request"
