"""The JSON Schema of scenario files, made from the types that load them and from vendors' tables, for editors."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.provider import Provider
from mfa_emulator.scenario.model import Scenario
from mfa_emulator.scenario.parts import EXPECTED
from mfa_emulator.scenario.schema_of_vendors import definitions, rules
from mfa_emulator.scenario.steps.registry import STEPS
from mfa_emulator.scenario.steps.seed import Seed
from mfa_emulator.scenario.values.matchers import MATCHERS


def scenario_schema(providers: Mapping[str, Provider]) -> JsonObject:
    """JSON Schema 2020-12 of a `*.mfa.yaml` file that calls these providers."""
    kinds = [kind.type for kind in STEPS.values()]
    _, parts = msgspec.json.schema_components([Scenario, *kinds], ref_template="#/$defs/{name}")
    scenario = parts.pop(Scenario.__name__)
    # Which type a step has depends on its keys, which msgspec's own unions cannot say.
    scenario["properties"]["steps"]["items"] = {"anyOf": [{"$ref": f"#/$defs/{kind.__name__}"} for kind in kinds]}
    scenario["properties"]["provider"]["enum"] = sorted(providers)
    scenario["properties"]["settings"] = {"type": "object", **_settings(providers)}
    parts[Seed.__name__]["properties"]["seed"].update(_seed(providers))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **scenario,
        "title": "MFA scenario",
        "allOf": rules(providers),
        "$defs": {**dict(sorted(parts.items())), EXPECTED: _expected(), **definitions(providers)},
    }


def _settings(providers: Mapping[str, Provider]) -> JsonObject:
    names: JsonObject = {}
    for name, provider in sorted(providers.items()):
        fields = type(provider.presets["emulator"]).__struct_fields__
        names[name] = {"type": "object", "properties": {field: {} for field in fields}, "additionalProperties": False}
    names["limits"] = {"type": "object"}
    return {"properties": names, "additionalProperties": False}


def _seed(providers: Mapping[str, Provider]) -> JsonObject:
    """The names of the parts of a seed. What stands in them may be references, and is told by the loader."""
    parts: JsonObject = {"codes": {"type": "object"}}
    for name, provider in sorted(providers.items()):
        if provider.seed_type is not None:
            fields: JsonObject = {field.encode_name: {} for field in msgspec.structs.fields(provider.seed_type)}
            parts[name] = {"type": "object", "properties": fields, "additionalProperties": False}
        else:
            parts[name] = {}
    return {"properties": parts, "additionalProperties": False}


def _expected() -> JsonObject:
    """An expected value at any depth, and the matchers that may stand in place of one."""
    here: JsonObject = {"$ref": f"#/$defs/{EXPECTED}"}
    matchers: JsonObject = {
        name: {
            "description": f"Takes {matcher.wants}.",
            **(here if matcher.holds_values else _or_reference(matcher.schema)),
        }
        for name, matcher in MATCHERS.items()
    }
    known = "|".join(name.removeprefix("$") for name in MATCHERS)
    return {
        "description": "Given keys must match, others may be there too; lists match element by element",
        "properties": matchers,
        "patternProperties": {rf"^\$(?!({known})$)": False},
        "additionalProperties": here,
        "items": here,
    }


def _or_reference(schema: JsonObject) -> JsonObject:
    """A schema of a value, or of a reference to one."""
    return {"anyOf": [schema, {"type": "string", "pattern": r"\$\{"}]}
