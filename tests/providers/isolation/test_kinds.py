"""Everything that a world issues means nothing in another world, nor after a reset; snapshots bring it back."""

from urllib.parse import unquote

import onelogin_kinds
import pytest
import toolkit_kinds
import twilio_kinds

from mfa_emulator import Emulator

KINDS = [
    pytest.param(kind, id=f"{module.__name__.removesuffix('_kinds')}: {kind.name}")
    for module in (toolkit_kinds, onelogin_kinds, twilio_kinds)
    for kind in module.KINDS
]
each_kind = pytest.mark.parametrize("kind", KINDS)


def means_nothing(kind, client, thing):
    answer = kind.use(client, thing)
    assert not kind.worth(answer), answer.text
    assert answer.status_code < 500
    assert kind.reason in unquote(answer.headers.get("x-mfa-reason", "")), answer.headers


@each_kind
def test_it_is_worth_something_where_it_was_issued(kind, client_of):
    client = client_of("default")
    assert kind.worth(kind.use(client, kind.issue(client)))


@each_kind
@pytest.mark.parametrize(("home", "away"), [("a", "b"), ("default", "a")])
def test_it_means_nothing_in_another_world_although_the_same_people_live_there(kind, client_of, home, away):
    there, here = client_of(home), client_of(away)
    own, thing = kind.issue(here), kind.issue(there)
    assert own != thing
    means_nothing(kind, here, thing)
    assert kind.worth(kind.use(here, own))
    assert kind.worth(kind.use(there, thing))


@each_kind
def test_it_means_nothing_after_a_reset_although_the_same_was_done_again(kind, client_of):
    client = client_of("a")
    old = kind.issue(client)
    client.world.reset()
    new = kind.issue(client)
    assert old != new
    means_nothing(kind, client, old)
    assert kind.worth(kind.use(client, new))


@each_kind
def test_a_checkpoint_brings_it_back(kind, client_of):
    client = client_of("a")
    thing, checkpoint = kind.issue(client), client.world.snapshot()
    client.world.reset()
    means_nothing(kind, client, thing)
    client.world.restore(checkpoint)
    assert kind.worth(kind.use(client, thing))


@each_kind
def test_a_snapshot_takes_it_into_another_world_whose_own_is_still_apart(kind, client_of):
    home, away = client_of("a"), client_of("b")
    start = home.world.snapshot().to_json()
    thing = kind.issue(home)
    away.world.restore(home.world.snapshot().to_json())
    assert kind.worth(kind.use(away, thing))
    away.world.restore(start)
    assert kind.issue(away) != thing


@each_kind
def test_a_snapshot_takes_it_into_another_process(kind, client_of, emulator):
    client = client_of("default")
    client.world.reset()
    thing, document = kind.issue(client), client.world.snapshot().to_json()
    restarted = type(client)(again := Emulator(freeze=True, seeds=emulator.options.seeds), again.world)
    restarted.world.restore(document)
    assert kind.worth(kind.use(restarted, thing))


def test_signed_tokens_are_apart_too_although_one_key_signs_them_all(client_of, emulator):
    for name in ("a", "b"):
        emulator.worlds.add(name, signed_tokens=True)
    for kind in toolkit_kinds.KINDS[:3]:
        home, away = client_of("a"), client_of("b")
        thing = kind.issue(home)
        assert kind.worth(kind.use(home, thing))
        means_nothing(kind, away, thing)


@each_kind
def test_it_is_the_same_each_time_in_a_world_of_the_same_name(kind, client_of, emulator):
    first = kind.issue(client_of("a test"))
    client_of("another test").world.inbox.clear()
    emulator.worlds.drop("a test")
    assert kind.issue(client_of("a test")) == first
