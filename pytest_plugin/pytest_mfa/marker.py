"""``@pytest.mark.mfa(…)``: how a test's world begins."""

from __future__ import annotations

from typing import Any

import pytest

KEYWORDS = ("seed", "freeze", "profile", "signed_tokens", "settings")

DESCRIPTION = (
    "mfa(seed=0, freeze=True, profile='emulator', signed_tokens=False, settings={}): how the world of this test "
    "begins. freeze: an instant, True for now, False for a live clock; settings: {provider: {setting: value}}. "
    "The keywords of a function's marker count before those of its class and module."
)


def changes_of(node: pytest.Item) -> dict[str, Any]:
    """The options that the markers of a test change. Raises ValueError on what is no keyword of theirs."""
    changes: dict[str, Any] = {}
    for marker in reversed(list(node.iter_markers("mfa"))):
        unknown = next((name for name in marker.kwargs if name not in KEYWORDS), None)
        if unknown:
            raise ValueError(f"no keyword {unknown!r}; there are: {', '.join(KEYWORDS)}")
        if marker.args:
            raise ValueError(f"takes keywords only: {', '.join(KEYWORDS)}")
        changes |= marker.kwargs
    return changes
