"""Which vendor is meant, by host name or by the beginning of a path."""

from typing import Any

import pytest

from mfa_emulator.core.provider import Front
from mfa_emulator.serving.hosts import Hosts

TOY = Front(name="toy", title="Toy", hosts=("api.toy.example", "*.toys.example"), prefixes=("/v2", "/toy"))
DOLL = Front(name="doll", title="Doll", hosts=("doll.example",), prefixes=("/v2/Dolls",))


@pytest.fixture
def hosts() -> Hosts:
    return Hosts({"toy": TOY, "doll": DOLL})


@pytest.mark.parametrize(
    ("host", "meant"),
    [
        ("api.toy.example", TOY),
        ("API.Toy.example:443", TOY),
        ("eu.toys.example", TOY),
        ("a.b.toys.example", TOY),
        ("doll.example", DOLL),
        ("toys.example", None),
        ("x.doll.example", None),
        ("toy.example", None),
        ("", None),
    ],
)
def test_a_host_is_its_vendors_with_or_without_a_port_in_any_case(hosts, host: str, meant: Any):
    assert hosts.by_host(host) is meant


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/toy/factors", TOY),
        ("/toy", TOY),
        ("/v2/factors", TOY),
        ("/v2", TOY),
        ("/v2/Dolls", DOLL),
        ("/v2/Dolls/7/hats", DOLL),
        ("/v2/Dollsy", TOY),
        ("/toys", None),
        ("/", None),
    ],
)
def test_of_two_beginnings_of_a_path_the_longer_one_counts(hosts, path: str, meant: Any):
    assert hosts.by_path(path) is meant
