"""Vendors are built alike: one file name for one role in each, and topics that import downwards only."""

import inspect
from collections.abc import Coroutine, Iterator
from typing import get_args, get_origin, get_type_hints

import pytest
from imports import circles, graph, modules

from mfa_emulator.core.operation import Operation
from mfa_emulator.core.providers import load
from mfa_emulator.providers import BUILT_IN

ROOF = {
    "api": "the table of operations",
    "facade": "helpers of Python tests",
    "handles": "people and factors as a test holds them",
    "phone": "authenticators of its users, and the answers to their pushes",
    "provider": "all that stands behind the front",
    "seeds": "its part of a seed document",
    "snapshots": "checks of a restored state",
}
"""Roles that stand on the topics: no topic imports them."""

FOUNDATION = {
    "auth": "credentials of callers",
    "context": "its own kinds of context and call",
    "errors": "refusals and how they are sent",
    "records": "what its tables hold",
    "settings": "settings and their presets",
    "state": "tables of records",
    "wire": "bodies that are read and written",
}
"""Roles that the topics stand on: they import no topic."""

LANGUAGE = {
    "types": "request and response structs, named as in the published API",
    "protojson": "Google's rules of JSON",
}
"""Folders that are no topics: anything may import them."""

FURTHER_ROOF = {
    "identity_toolkit": {
        "documented_errors": "the errors of every operation, for the table",
        "relyingparty": "version 3 of the whole API, whose calls are those of the topics",
        "published_methods": "methods of the published description that are not built",
    },
}
FURTHER_FOUNDATION = {
    "identity_toolkit": {
        "front_end_errors": "refusals that come before any method runs, of which errors would get too long",
        "initial_config": "the configuration of a project that nobody has changed",
        "input_formats": "formats of addresses, numbers and ids, for all topics",
        "tenancy": "the tenant that a call is about, for all topics",
        "ways_in": "the ways in to an account, for answers, blocking functions and user events",
    },
    "onelogin": {
        "envelopes": "the shapes of both versions' answers, for the table",
        "factor_settings": "settings of second factors, of which there are too many for one module",
        "idle_attributes": "the attributes and queries that change nothing, for the topics",
        "rate_limit": "the count of version 1's calls, which stands in all of its answers",
        "refusal": "the refusal that all others are kinds of, and its two envelopes",
        "sdk_dialects": "differences between the SDKs' expectations",
    },
    "twilio_verify": {
        "control_characters": "the refusal of control characters in any parameter, for wire",
        "dates": "the formats of instants in answers and queries",
        "device_tokens": "JWTs by which phones call, for auth and the topics",
        "ecdsa_signatures": "signatures of phones and passkeys",
        "idle_parameters": "the parameters that change nothing, for the topics",
        "other_forms": "forms as no SDK of Twilio's sends them, for wire",
        "paging": "pages of every list",
        "resource_urls": "the URLs of every resource",
    },
}
"""Modules beside the roles, and why they belong to no topic."""

VENDORS = [front.name for front in BUILT_IN]


def place(vendor: str, module: str) -> str:
    """The first name of a module below its vendor's package: a role, a topic or a further module."""
    return module.removeprefix(f"mfa_emulator.providers.{vendor}.").partition(".")[0]


def of_vendor(vendor: str) -> list[str]:
    """The modules below a vendor's package."""
    return [module for module in modules() if module.startswith(f"mfa_emulator.providers.{vendor}.")]


def roof(vendor: str) -> set[str]:
    """The names in the vendor's root that stand on the topics."""
    return {*ROOF, *FURTHER_ROOF.get(vendor, ())}


def foundation(vendor: str) -> set[str]:
    """The names in the vendor's root that the topics stand on."""
    return {*FOUNDATION, *FURTHER_FOUNDATION.get(vendor, ())}


def topics(vendor: str) -> set[str]:
    """The folders that are topics."""
    folders = {place(vendor, module) for module in of_vendor(vendor) if modules()[module].name == "__init__.py"}
    return folders - roof(vendor) - foundation(vendor) - set(LANGUAGE)


def crossings(vendor: str) -> Iterator[tuple[str, str]]:
    """Imports from one place of a vendor to another."""
    for module in of_vendor(vendor):
        for other in graph()[module]:
            if other in of_vendor(vendor) and place(vendor, other) != place(vendor, module):
                yield module, other


def between(vendor: str, ones: set[str], others: set[str]) -> list[tuple[str, str]]:
    """Imports from one of these places to one of those."""
    return [(a, b) for a, b in crossings(vendor) if place(vendor, a) in ones and place(vendor, b) in others]


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_root_holds_roles_topics_and_a_declared_few(vendor: str):
    known = roof(vendor) | foundation(vendor) | topics(vendor) | set(LANGUAGE)
    assert {place(vendor, module) for module in of_vendor(vendor)} <= known


@pytest.mark.parametrize("vendor", VENDORS)
def test_the_declared_few_are_there(vendor: str):
    further = {*FURTHER_ROOF.get(vendor, ()), *FURTHER_FOUNDATION.get(vendor, ())}
    assert further <= {place(vendor, module) for module in of_vendor(vendor)}


@pytest.mark.parametrize("vendor", VENDORS)
def test_what_topics_stand_on_imports_none(vendor: str):
    assert between(vendor, foundation(vendor), topics(vendor) | roof(vendor)) == []


@pytest.mark.parametrize("vendor", VENDORS)
def test_no_topic_imports_what_stands_on_topics(vendor: str):
    assert between(vendor, topics(vendor) | set(LANGUAGE), roof(vendor)) == []


@pytest.mark.parametrize("vendor", VENDORS)
def test_topics_import_downwards_only(vendor: str):
    edges: dict[str, set[str]] = {topic: set() for topic in topics(vendor)}
    for one, two in crossings(vendor):
        if {place(vendor, one), place(vendor, two)} <= set(edges):
            edges[place(vendor, one)].add(place(vendor, two))
    assert circles(edges) == []


def may_call_out(operation: Operation) -> bool:
    """Whether the handler is annotated to answer later, or a coroutine."""
    handler = operation.handler
    if handler is None:
        return False
    hint = get_type_hints(inspect.unwrap(handler))["return"]
    return any(get_origin(arm) is Coroutine for arm in get_args(hint)) or inspect.iscoroutinefunction(handler)


@pytest.mark.parametrize("front", BUILT_IN, ids=lambda front: front.name)
def test_a_row_whose_handler_may_answer_later_says_so(front):
    operations = load(front).operations
    assert [one.id for one in operations if may_call_out(one) and one.is_slow is None] == []
    assert [one.id for one in operations if one.calls_out is not None and not may_call_out(one)] == []
