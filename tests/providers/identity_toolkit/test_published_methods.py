"""The list of published methods is the one in Google's discovery documents."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from mfa_emulator.providers.identity_toolkit.published_methods import published_methods


def discovered(version: str) -> dict[str, str]:
    text = files("googleapiclient.discovery_cache.documents").joinpath(f"identitytoolkit.{version}.json")
    document = json.loads(text.read_text("utf-8"))

    def walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield from node.get("methods", {}).values()
        for below in node.get("resources", {}).values():
            yield from walk(below)

    return {
        method["id"].removeprefix("identitytoolkit."): (
            f"{method['httpMethod']} /{document['servicePath']}{method.get('flatPath', method['path'])}"
        )
        for method in walk(document)
    }


@pytest.mark.parametrize(("version", "count"), [("v1", 41), ("v2", 50), ("v3", 20)])
def test_every_discovered_method_is_listed_with_its_verb_and_path(version: str, count: int) -> None:
    theirs = discovered(version)

    assert len(theirs) == count
    assert theirs.items() <= published_methods().items()


def test_nothing_else_is_listed_and_no_id_is_used_by_two_versions() -> None:
    assert len(published_methods()) == 41 + 50 + 20
