"""After a restore everything ends and happens as it would have: the same timeline, and the same state later on."""

import os
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Any

import msgspec
import onelogin_kinds
import pytest
import toolkit_kinds
import twilio_kinds
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds_apart import PEOPLE, START, Client

from mfa_emulator import Emulator, World

KINDS = [*toolkit_kinds.KINDS, *onelogin_kinds.KINDS, *twilio_kinds.KINDS]
CONFIG = "/v2/projects/demo-project/config?updateMask=autodeleteAnonymousUsers"


def delete_anonymous_users(client: Client) -> None:
    answer = client.change(CONFIG, {"autodeleteAnonymousUsers": True})
    assert answer.is_success, answer.text


def delay_a_message(client: Client) -> None:
    client.world.faults.add(messages={"fate": "delayed", "delay": "1h"})


PARTS: list[Callable[[Client], Any]] = [*(kind.issue for kind in KINDS), delete_anonymous_users, delay_a_message]


def new_client() -> Client:
    emulator = Emulator(freeze=START, project="demo-project", seeds=[PEOPLE])
    return Client(emulator, emulator.world)


def everything(world: World) -> Any:
    """What a world holds, but for the place in its ids, which another world has of its own."""
    document = msgspec.json.decode(world.snapshot().to_json())
    return {name: part for name, part in document.items() if name != "ids"}


@settings(max_examples=int(os.environ.get("MFA_WALKS", "50")), deadline=None)
@given(
    parts=st.lists(st.tuples(st.integers(0, len(PARTS) - 1), st.sampled_from(["0s", "20s", "4m"])), max_size=12),
    later=st.sampled_from(["1s", "5m", "1h", "25h", "31d"]),
)
def test_a_restored_world_has_the_timeline_and_the_future_of_the_one_that_was_saved(parts, later):
    with closing(new_client()) as client, closing(new_client()) as elsewhere:
        for number, pause in parts:
            with suppress(AssertionError, LookupError, ValueError):  # what can be done once alone
                PARTS[number](client)
            client.world.clock.advance(pause)
        saved, document = client.world.snapshot(), client.world.snapshot().to_json()
        timeline = client.world.timeline(limit=1000)
        client.world.clock.advance(later)
        future = everything(client.world)
        elsewhere.world.restore(document)
        client.world.restore(saved)
        for world in (client.world, elsewhere.world):
            assert world.timeline(limit=1000) == timeline
            world.clock.advance(later)
            assert everything(world) == future


@pytest.mark.parametrize("way", ["in this process", "as a document"])
def test_an_anonymous_user_is_deleted_in_time_after_a_restore_too(way):
    with closing(new_client()) as client:
        delete_anonymous_users(client)
        local_id = toolkit_kinds.new_user(client)
        saved = client.world.snapshot()
        client.world.reset()
        client.world.restore(saved if way == "in this process" else saved.to_json())
        assert [one.what for one in client.world.timeline() if one.subject == local_id] == ["anonymous account"]
        client.world.clock.advance("30d")
        assert "users" not in toolkit_kinds.look_up_id(client, local_id).json()


def test_anonymous_users_of_seeds_and_imports_and_those_who_lose_their_address_are_deleted_too():
    with closing(new_client()) as client:
        seeded = {"config": {"autodeleteAnonymousUsers": True}, "users": [{"localId": "seeded"}]}
        client.world.seed({"identity_toolkit": seeded})
        rows = {"users": [{"localId": "imported", "createdAt": str(client.world.clock.micros() // 1000)}]}
        assert client.toolkit("/v1/projects/demo-project/accounts:batchCreate", rows, admin=True).is_success
        made = {"localId": "upgraded", "email": "up@example.com"}
        assert client.toolkit("/v1/projects/demo-project/accounts", made, admin=True).is_success
        lost = {"localId": "upgraded", "deleteAttribute": ["EMAIL"]}
        assert client.toolkit("/v1/projects/demo-project/accounts:update", lost, admin=True).is_success
        there = {one.subject for one in client.world.timeline() if one.what == "anonymous account"}
        assert there == {"seeded", "imported", "upgraded"}
        client.world.clock.advance("30d")
        for local_id in there:
            assert "users" not in toolkit_kinds.look_up_id(client, local_id).json()
