"""No vendor, not a new one either, can issue anything that means something in another world or after a reset.

Whatever differs by seed was drawn; of that only what programs are configured with may be the same in two worlds. And
tokens leave a world and come back by one door.
"""

import ast
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import httpx2
import mfa_okta
import msgspec
import pytest
from toy import TOY

import mfa_emulator
from mfa_emulator import Emulator, World
from mfa_emulator.providers import BUILT_IN
from mfa_emulator.scenario.emulator_target import EmulatorTarget
from mfa_emulator.scenario.loading import load
from mfa_emulator.scenario.runner import run

PROVIDERS = Path(mfa_emulator.__file__).parent / "providers"
MODULES = sorted([*PROVIDERS.rglob("*.py"), *Path(mfa_okta.__file__).parent.rglob("*.py")])

BY_HAND = {
    "identity_toolkit/sign_in/custom_token_checks.py": "custom tokens are made by developers' servers",
    "identity_toolkit/sign_in/configured_providers.py": "ID tokens of identity providers are made by these",
    "identity_toolkit/sign_in/id_token_signatures.py": "ID tokens of identity providers are made by these",
    "identity_toolkit/sign_in/provider_assertions.py": "ID tokens of identity providers are made by these",
    "twilio_verify/device_tokens.py": "a phone makes the token with the key of its factor",
    "twilio_verify/simulated_devices/push_device.py": "it is the phone that makes the token",
    "twilio_verify/ecdsa_signatures.py": "a phone makes the token with the key of its factor",
}
"""The modules that read or make tokens which no world issues, and who makes these."""

FILES = sorted(Path(str(resources.files("mfa_scenarios"))).rglob("*.mfa.yaml"))


def name_of(path: Path) -> str:
    return str(path.relative_to(PROVIDERS if PROVIDERS in path.parents else Path(mfa_okta.__file__).parent))


def ways_around(path: Path) -> Iterator[str]:
    """What a module does to issue or read tokens, or draw values, past the world."""
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Call(func=ast.Name(id="Ids") | ast.Attribute(attr="Ids")):
                yield "makes a stream of ids: world.ids, world.ids.apart(topic) and world.configured(topic) are there"
            case ast.Attribute(value=ast.Attribute(attr="options"), attr="seed"):
                yield "looks at the seed"
            case ast.ImportFrom(module="mfa_emulator.core.issued.sealed_values"):
                yield "seals past world.tokens"
            case ast.ImportFrom(module="mfa_emulator.core.tokens", names=names):
                for alias in names:
                    if alias.name == "read_unverified" and name_of(path) in BY_HAND:
                        continue
                    if alias.name != "BadToken":
                        yield f"takes {alias.name}: tokens are issued and read by world.tokens"
            case ast.Call(func=ast.Attribute(value=ast.Name(id="jwt"), attr=verb)) if name_of(path) not in BY_HAND:
                yield f"calls jwt.{verb}: tokens are issued and read by world.tokens"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_vendor_issues_and_reads_by_the_one_door(path: Path):
    assert not list(ways_around(path))


def test_those_who_read_foreign_tokens_do_so():
    for name in BY_HAND:
        text = (PROVIDERS / name).read_text()
        assert "read_unverified(" in text or "jwt.encode(" in text


def leaves(operation: str, value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from leaves(operation, item, f"{path}.{name}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from leaves(operation, item, f"{path}[{number}]")
    else:
        yield f"{operation}{path}", value


def answers(world: World) -> dict[str, Any]:
    """Every value of every answer in the world's journal, by operation and place, without what is configured."""
    known = [value for provider in world.providers.values() for value in provider.env(world, "").values()]
    found: dict[str, Any] = {}
    for number, exchange in enumerate(world.journal):
        if exchange.provider in world.providers and isinstance(exchange.response, bytes):
            try:
                body = msgspec.json.decode(exchange.response or b"null")
            except msgspec.DecodeError:
                continue
            for place, value in leaves(f"{number} {exchange.operation}", body):
                for text in filter(None, known):
                    value = value.replace(text, "") if isinstance(value, str) else value
                found[place] = value
    return found


def played(emulator: Emulator, world: World, file: Path) -> dict[str, Any]:
    """The answers to a bundled scenario in a world."""
    scenario = load(file)
    transport, headers = emulator.transport(), {"X-MFA-World": world.name}
    with httpx2.Client(transport=transport, base_url="http://localhost", headers=headers) as client:
        run(scenario, scenario.cases[0], EmulatorTarget(client))
    return answers(world)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}: {file.name}")
def test_all_that_is_drawn_is_the_worlds_own_and_this_resets(file: Path):
    options = load(file).options
    emulator, other_seed = (Emulator(**options, seed=seed, freeze="2026-11-21T10:00:00Z") for seed in (0, 1))
    home = emulator.worlds.add("home")
    here, elsewhere = played(emulator, home, file), played(emulator, emulator.worlds.add("away"), file)
    again = played(emulator, emulator.world, file)
    other = played(other_seed, other_seed.worlds.add("home"), file)
    home.reset()
    later = played(emulator, home, file)
    drawn = {place for place, value in here.items() if other.get(place) != value}
    assert len(drawn) >= 1, "the scenario shows nothing that is drawn"
    for answers_there in (elsewhere, again, later):
        assert not {place: here[place] for place in drawn if answers_there.get(place) == here[place]}


def test_the_same_scenario_in_a_world_of_the_same_name_gets_the_same_answers():
    for file in FILES:
        one, two = (Emulator(**load(file).options, freeze="2026-11-21T10:00:00Z") for _ in range(2))
        assert played(one, one.worlds.add("a"), file) == played(two, two.worlds.add("a"), file)


def test_what_programs_are_configured_with_is_the_same_in_all_worlds_and_stays_over_resets():
    emulator = Emulator()
    worlds = [emulator.world, emulator.worlds.add("a"), emulator.worlds.add("b", seed=7, profile="strict")]
    envs = [emulator.worlds.env(world, "http://localhost:9099") for world in worlds]
    for world in worlds:
        world.reset()
    envs += [emulator.worlds.env(world, "http://localhost:9099") for world in worlds]
    assert all(env == envs[0] for env in envs)
    other = Emulator(seed=7)
    assert other.worlds.env(other.world, "http://localhost:9099") != envs[0]


def test_a_vendor_that_draws_from_the_world_is_apart_by_itself():
    emulator = Emulator(providers=[TOY])
    secrets = set()
    for name in ("a", "b", "a"):
        world = emulator.worlds.get(name) or emulator.worlds.add(name)
        with httpx2.Client(transport=emulator.transport(), base_url="http://localhost") as client:
            answer = client.post("/toy/factors", json={"name": "ada"}, headers={"X-MFA-World": name})
        secrets.add(answer.json()["secret"])
        world.reset()
    assert len(secrets) == 3


def test_there_are_built_in_vendors_to_look_at():
    assert {path.parent.name for path in FILES} == {front.name for front in BUILT_IN}
