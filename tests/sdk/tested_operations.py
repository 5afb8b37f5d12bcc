"""The list of operations that each SDK calls in these tests, for the report of ``mfa-emulator contract``.

``MFA_SDK_TESTED=1 pytest tests/sdk``, without ``-n``, writes `sdk_tested.json` of each vendor anew. SDKs that
are not installed keep what the list says of them.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec

from mfa_emulator.contract.published import SDK_TESTED
from mfa_emulator.core.journal import Exchange, Journal
from mfa_emulator.core.providers import Providers
from mfa_emulator.providers import BUILT_IN

WANTED = bool(os.environ.get("MFA_SDK_TESTED"))
SDKS = {
    "browser": "Firebase JS (Chromium)",
    "firebase_tools": "firebase-tools",
    "go": "Go",
    "java": "Java",
    "node": "Node",
    "onelogin": "onelogin (Python)",
    "twilio_python": "twilio (Python)",
    "test_firebase_admin": "firebase-admin (Python)",
    "test_google_api": "google-api-python-client",
}
"""Names for people by the beginning of a test's path below this folder."""


def sdk_of(test: str) -> str:
    """The SDK that a test drives, by its node id."""
    place = test.partition("tests/sdk/")[2]
    return next((name for start, name in SDKS.items() if place.startswith(start)), "")


@contextmanager
def watched() -> Iterator[None]:
    """Note every operation that is called and not refused, and write the lists at the end."""
    seen: dict[str, dict[str, set[str]]] = {}
    keep = Journal._keep

    def noting(journal: Journal, exchange: Exchange) -> None:
        sdk = sdk_of(os.environ.get("PYTEST_CURRENT_TEST", ""))
        if sdk and exchange.operation and exchange.status < 400:
            seen.setdefault(exchange.provider, {}).setdefault(sdk, set()).add(exchange.operation)
        keep(journal, exchange)

    with patch.object(Journal, "_keep", noting):
        yield
    for provider, by_sdk in seen.items():
        file = file_of(provider)
        known: dict[str, Any] = msgspec.json.decode(file.read_bytes()) if file.exists() else {}
        merged = known | {sdk: sorted(operations) for sdk, operations in by_sdk.items()}
        file.write_bytes(msgspec.json.format(msgspec.json.encode(dict(sorted(merged.items()))), indent=1) + b"\n")


def file_of(provider: str) -> Path:
    """The vendor's list."""
    published = Providers(BUILT_IN)[provider].published
    assert published is not None
    return published.with_name(SDK_TESTED)
