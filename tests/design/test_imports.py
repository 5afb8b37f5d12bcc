"""Imports go one way: from room to room, in a vendor from topic to topic, and never in a circle."""

from collections.abc import Iterator, Mapping

import pytest
from imports import circles, graph, graph_with_vendors, imported, modules

PRODUCT = "mfa_emulator"
VENDORS = f"{PRODUCT}.providers."

ON_TOP = "on top: nothing below knows it"
ROOMS: Mapping[str, Mapping[str, str]] = {
    "version": {},
    "core": {},
    "providers": {"core": "vendors stand on the kernel"},
    "control": {"core": "its calls are about worlds", "version": "it tells its version"},
    "serving": {"core": "requests go down a world's pipeline", "control": "the application routes to its calls"},
    "emulator": {
        "core": "it holds worlds",
        "providers": "it begins with the vendors that are installed",
        "serving": "it starts and stops a server",
    },
    "testing": {
        "core": "a test's world is one",
        "emulator": "it is of an emulator",
        "providers": "bundled seeds go by their vendors' names",
        "scenario": "seeds are YAML as strict as scenarios are",
    },
    "contract": {
        "core": "it is about operations",
        "emulator": "recordings are replayed in one",
        "recording": "and compared with it",
        "scenario": "the answers to bundled ones are compared with descriptions",
        "serving": "hosts tell whose a recording is",
        "version": "its report tells the version",
    },
    "live_runs": {
        "contract": "the file of a vendor's descriptions knows its live servers too",
        "core": "operations and time",
        "recording": "live calls are recorded",
    },
    "recording": {
        "core": "exchanges are of operations, and their words are those of the tables",
        "serving": "a proxy finds the vendor of a request as the application does",
    },
    "scenario": {
        "core": "durations and operations",
        "providers": "a call is looked up among the vendors that are installed",
    },
    "sdk": {
        "providers": "it adds the devices of one vendor's users to that vendor's SDK",
    },
    "docs": dict.fromkeys(("core", "control", "emulator", "scenario"), "the reference is made of what it describes"),
    "cli": dict.fromkeys(
        (
            *("contract", "core", "docs", "emulator", "live_runs"),
            *("providers", "recording", "scenario", "serving", "version"),
        ),
        ON_TOP,
    ),
    "pytest_mfa": dict.fromkeys(("core", "providers", "scenario", "testing", "sdk", "(root)"), ON_TOP),
    "(root)": dict.fromkeys(("core", "emulator", "version"), "public names, each imported when it is asked for"),
}
"""Each room with those that it may import, and why. Every other import between rooms is an error."""


def room(module: str) -> str:
    """The room in which a module is."""
    package, _, rest = module.partition(".")
    return (rest.partition(".")[0] or "(root)") if package == PRODUCT else package


def vendor(module: str) -> str:
    """The vendor to which a module belongs; empty for all others."""
    name = module.removeprefix(VENDORS).partition(".")[0] if module.startswith(VENDORS) else ""
    return name if f"{VENDORS}{name}.provider" in modules() else ""


def edges() -> Iterator[tuple[str, str]]:
    """Every import, as the importing module and the imported one."""
    for module, needed in graph().items():
        for other in sorted(needed):
            yield module, other


def test_no_modules_import_each_other_in_a_circle():
    assert circles(graph_with_vendors()) == []


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_imports_only_those_that_it_may(name: str):
    allowed = {name, *ROOMS[name]}
    crossing = [(one, other) for one, other in edges() if room(one) == name and room(other) not in allowed]
    assert crossing == []


def test_a_room_may_import_no_more_than_it_does():
    used = {(room(one), room(other)) for one, other in edges()}
    assert [(name, other) for name, allowed in ROOMS.items() for other in allowed if (name, other) not in used] == []


def test_every_room_has_its_row():
    assert {room(module) for module in modules()} == set(ROOMS)


def test_the_rows_are_in_no_circle():
    assert circles(ROOMS) == []


def test_nothing_imports_a_vendor_but_itself_the_list_of_vendors_and_its_sdk():
    crossing = [(one, other) for one, other in edges() if vendor(other) not in ("", vendor(one))]
    assert [one for one, _ in crossing if one != f"{PRODUCT}.providers" and room(one) != "sdk"] == []


def test_an_import_is_seen_wherever_it_stands():
    source = """
from typing import TYPE_CHECKING
from a import b, c
if TYPE_CHECKING:
    from a import d
def lazy():
    import a.e
    import_module("a.f")
    import_module(f"{__name__}.{TABLE['g']}")
TABLE = {"g": "h"}
"""
    known = {"a", "a.b", "a.d", "a.e", "a.f", "me.h"}
    assert sorted(imported("me", source, known)) == ["a", "a.b", "a.e", "a.f", "me.h"]


def test_a_circle_is_found_with_all_that_are_in_it():
    assert circles({"a": ["b"], "b": ["c"], "c": ["b", "d"], "d": [], "e": ["a"]}) == [["b", "c"]]
