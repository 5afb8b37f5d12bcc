"""The JSON Schema of seeds, made from the structs that read them."""

from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from mfa_emulator.core.descriptions.seed_schema import seed_schema
from mfa_emulator.core.providers import Providers
from mfa_emulator.providers import BUILT_IN
from mfa_emulator.testing.seed_documents import read

SCHEMA = seed_schema(Providers(BUILT_IN))
FOLDER = resources.files("mfa_fixtures")


@pytest.mark.parametrize("name", [front.name for front in BUILT_IN])
def test_bundled_seeds_fit_and_name_it(name):
    jsonschema.Draft202012Validator(SCHEMA).validate(read(name, Path(__file__).parent).data)
    first = FOLDER.joinpath(f"{name}.yaml").read_text().splitlines()[0]
    assert first == "# yaml-language-server: $schema=seed.schema.json"


@pytest.mark.parametrize(
    "seed",
    [
        {"onelogn": {}},
        {"onelogin": {"usres": []}},
        {"onelogin": {"users": [{"email": 5}]}},
        {"identity_toolkit": {"users": [{"factors": [{"totp": ""}]}]}},
        {"codes": {"+15555550100": 5}},
    ],
)
def test_a_mistake_is_found(seed):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(seed)


def test_fields_have_the_texts_of_the_structs():
    factor = SCHEMA["$defs"]["mfa_emulator.providers.onelogin.seeds.FactorSeed"]
    assert factor["properties"]["passcodes"]["description"] == "Duo bypass codes."
    assert factor["description"].startswith("An enrolled factor.")
