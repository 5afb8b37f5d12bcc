"""Ready-made people and factors: state, handles, facade and seeds of a vendor that declares next to nothing."""

import dataclasses
import json

import pytest
from toy import TOY

from mfa_emulator import Emulator
from mfa_emulator.core.people.records import PeopleState, check_people
from mfa_emulator.core.people.seeds import seed_people
from mfa_emulator.core.people.stored import Directory, StoredFactor, StoredPerson

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


class Player(StoredPerson):
    """A person of the toy."""

    provider = "toy"

    def enroll_totp(self, status: str = "active", *, secret: str = "") -> StoredFactor:
        """Add a TOTP factor."""
        return self._enroll_totp("app", status, secret)


class Players(Directory[Player]):
    """All of them."""

    person = Player


PEOPLED = dataclasses.replace(
    TOY,
    operations=(),
    new_state=lambda world: PeopleState("P", "F", 12),
    api=Players,
    people=lambda world: Players(world).users,
    authenticators=None,
    check=check_people,
    seed=seed_people(Players),
)


@pytest.fixture
def emulator() -> Emulator:
    return Emulator(providers=[PEOPLED], freeze="2026-11-21T10:00:00Z")


@pytest.fixture
def players(emulator) -> Players:
    return Players(emulator.world)


def test_a_person_is_made_or_found_by_name(players):
    ada = players.user("ada")
    assert (ada.name, len(ada.id), ada.id[0]) == ("ada", 12, "P")
    assert players.user("ada").id == players.find_user("ada").id == ada.id
    assert [person.name for person in players.users] == ["ada"]


def test_a_name_that_nobody_has_is_a_lookup_error_with_the_nearest_one(players):
    players.user("ada")
    with pytest.raises(LookupError, match="no user 'adda'; did you mean 'ada'"):
        players.find_user("adda")


def test_a_factor_shows_its_record_and_codes_until_it_is_removed(emulator, players):
    phone = players.user("ada").enroll_totp(secret=SECRET)
    assert (phone.kind, phone.status, phone.to, phone.record.secret) == ("app", "active", "", SECRET)
    assert phone.code() == emulator.world.authenticator(SECRET).code()
    assert phone.authenticator.label == "ada"
    phone.remove()
    assert players.user("ada").factors == []
    with pytest.raises(LookupError, match=r"factor F\w+ does not exist \(any more\)"):
        phone.remove()


def test_handles_say_what_they_are_also_when_it_is_gone(emulator, players):
    ada = players.user("ada")
    phone = ada.enroll_totp()
    assert repr(ada) == "<Player ada, second factors: app>"
    assert repr(phone) == f"<StoredFactor app {phone.id}, active>"
    emulator.world.reset()
    assert repr(ada) == f"<Player {ada.id}, which does not exist (any more)>"
    assert repr(phone) == f"<StoredFactor {phone.id}, which does not exist (any more)>"


def test_a_pending_factor_ends_and_is_on_the_timeline(emulator, players):
    ada, now = players.user("ada"), emulator.clock.micros()
    state = emulator.world.states["toy"]
    pending = state.add_totp(emulator.world, ada.id, "app", "pending", ends_at=now + 60_000_000)
    [ending] = emulator.world.timeline()
    assert (ending.what, ending.provider, ending.subject) == ("pending factor", "toy", ada.id)
    emulator.clock.advance("1m")
    assert state.factors_of(ada.id, emulator.clock.micros()) == ada.factors == []
    assert state.factors.get(pending.id) == pending, "a refusal can still say when it ended"


def test_a_code_that_is_accepted_activates_a_factor_and_is_accepted_once(emulator, players):
    state, now = emulator.world.states["toy"], emulator.clock.micros()
    factor = state.add_totp(emulator.world, players.user("ada").id, "app", "pending", ends_at=now + 60_000_000)
    code = factor.totp.at(now)
    assert state.accept(factor, code, now, 1, "active").step is not None
    active = state.factors.get(factor.id)
    assert (active.status, active.ends_at) == ("active", 0)
    assert "used already" in state.accept(active, code, now, 1, "active").reason


def test_the_authenticators_of_a_world_are_those_of_its_people(emulator, players):
    players.user("ada").enroll_totp(secret=SECRET)
    players.user("bob")
    assert [(app.label, app.secret) for app in emulator.authenticators] == [("ada", SECRET)]


def test_a_seed_makes_people_and_enrolls_factors_in_the_words_of_the_helpers(emulator, players):
    factors = [{"kind": "totp", "secret": SECRET}, {"kind": "totp", "status": "pending"}]
    emulator.world.seed({"toy": {"users": [{"name": "ada", "factors": factors}]}})
    assert [factor.status for factor in players.find_user("ada").factors] == ["active", "pending"]


@pytest.mark.parametrize(
    ("factor", "said"),
    [
        ({"kind": "toto"}, "no kind of factor 'toto'; did you mean 'totp'?"),
        ({}, "a factor needs a `kind`; there are: totp"),
        ({"kind": "totp", "secrets": SECRET}, "no field 'secrets'; did you mean 'secret'?"),
        ({"kind": "totp", "secret": 5}, "secret must be a text, not 5"),
        ({"kind": "totp", "secret": "1"}, "the secret is not Base32"),
    ],
)
def test_a_seed_that_does_not_fit_changes_nothing(emulator, players, factor, said):
    with pytest.raises(ValueError, match=said):
        emulator.world.seed({"toy": {"users": [{"name": "bob", "factors": [factor]}]}})
    assert players.users == []


def test_a_snapshot_keeps_people_and_factors(emulator, players):
    phone = players.user("ada").enroll_totp()
    saved = emulator.snapshot().to_json()
    phone.remove()
    emulator.restore(saved)
    assert [factor.id for factor in players.find_user("ada").factors] == [phone.id]


@pytest.mark.parametrize(("field", "value"), [("secret", "1"), ("person_id", "P00000000000")])
def test_a_snapshot_with_a_factor_that_nobody_could_use_is_refused(emulator, players, field, value):
    phone = players.user("ada").enroll_totp()
    document = json.loads(emulator.snapshot().to_json())
    document["providers"]["toy"]["factors"][0][field] = value
    with pytest.raises(ValueError, match=r"nobody|Base32"):
        emulator.restore(json.dumps(document).encode())
    assert [factor.id for factor in players.find_user("ada").factors] == [phone.id]
