"""The JSON Schema of scenario files, made from the types that load them; editors complete by it."""

from __future__ import annotations

import msgspec

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.scenario.model import Scenario
from mfa_emulator.scenario.steps.registry import STEPS


def scenario_schema() -> JsonObject:
    """JSON Schema 2020-12 of a `*.mfa.yaml` file."""
    kinds = [kind.type for kind in STEPS.values()]
    _, parts = msgspec.json.schema_components([Scenario, *kinds], ref_template="#/$defs/{name}")
    scenario = parts.pop(Scenario.__name__)
    # Which type a step has depends on its keys, which msgspec's own unions cannot say.
    scenario["properties"]["steps"]["items"] = {"anyOf": [{"$ref": f"#/$defs/{kind.__name__}"} for kind in kinds]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **scenario,
        "title": "MFA scenario",
        "$defs": dict(sorted(parts.items())),
    }
