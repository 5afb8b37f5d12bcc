"""A vendor is loaded when it is called first, and the requests of others go on meanwhile."""

import builtins
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

import pytest

from mfa_emulator import Emulator
from mfa_emulator.core.provider import Front

MODULE = """
import builtins
import dataclasses

builtins.slow_vendor_begun.set()
assert builtins.slow_vendor_may_go_on.wait(30)

from toy import TOY
from mfa_emulator.core.provider import Front

FRONT = Front(name="toy", title="Slow", hosts=(), prefixes=("/toy",), module=__name__)
PROVIDER = dataclasses.replace(TOY, front=FRONT)
"""


@pytest.fixture
def begun(tmp_path, monkeypatch):
    """Set as soon as the vendor's module is being imported, which then waits for `may_go_on`."""
    (tmp_path / "slow_vendor.py").write_text(MODULE)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(builtins, "slow_vendor_begun", threading.Event(), raising=False)
    monkeypatch.setattr(builtins, "slow_vendor_may_go_on", threading.Event(), raising=False)
    yield builtins.slow_vendor_begun
    sys.modules.pop("slow_vendor", None)


@pytest.fixture
def may_go_on(begun):
    yield builtins.slow_vendor_may_go_on
    builtins.slow_vendor_may_go_on.set()


@pytest.fixture
def emulator():
    front = Front(name="toy", title="Slow", hosts=(), prefixes=("/toy",), module="slow_vendor")
    with Emulator(providers=[front], freeze=True) as running:
        yield running


def status(emulator, path, method="GET"):
    connection = HTTPConnection(emulator.host_port, timeout=60)
    try:
        connection.request(method, path)
        return connection.getresponse().status
    finally:
        connection.close()


CALLS = [
    *("/toy/factors/ada", "/_mfa/v1/people", "/_mfa/v1/people?provider=toy", "/_mfa/v1/authenticators"),
    *("/_mfa/v1/challenges", "/_mfa/v1/operations", "/_mfa/v1/operations?provider=toy", "/_mfa/v1/env"),
]


@pytest.mark.parametrize("path", CALLS)
def test_others_are_served_while_the_first_call_loads_a_vendor(emulator, begun, may_go_on, path):
    with ThreadPoolExecutor() as threads:
        first = threads.submit(status, emulator, path)
        assert begun.wait(30)
        assert status(emulator, "/_mfa/v1/clock") == 200
        assert not first.done()
        may_go_on.set()
        assert first.result(60) == (404 if path.startswith("/toy") else 200)


def test_a_vendor_that_is_loaded_already_needs_no_thread(emulator, may_go_on, monkeypatch):
    may_go_on.set()
    assert status(emulator, "/toy/factors/ada") == 404
    monkeypatch.setattr(emulator.worlds._common.workshop, "outcome", None)
    assert status(emulator, "/toy/factors/ada") == 404
    assert emulator.requests[-1].reason == emulator.requests[-2].reason
