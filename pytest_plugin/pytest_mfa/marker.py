"""``@pytest.mark.mfa(…)``: how a test's world begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from mfa_emulator.world import Options

KEYWORDS = ("seed", "freeze", "profile", "signed_tokens", "settings")

DESCRIPTION = (
    "mfa(seed=0, freeze=True, profile='emulator', signed_tokens=False, settings={}): how the world of this test "
    "begins. freeze: an instant, True for now, False for a live clock; settings: {provider: {setting: value}}. "
    "The keywords of a function's marker count before those of its class and module."
)


def options_of(node: pytest.Item, usual: Options) -> Options:
    """The usual options with what the markers of a test change. Fails the test on a marker that cannot hold."""
    changes: dict[str, Any] = {}
    for marker in reversed(list(node.iter_markers("mfa"))):
        unknown = next((name for name in marker.kwargs if name not in KEYWORDS), None)
        if marker.args or unknown:
            what = f"has no keyword {unknown!r}" if unknown else "takes no positional arguments"
            pytest.fail(f"@pytest.mark.mfa {what}; its keywords are: {', '.join(KEYWORDS)}", pytrace=False)
        changes |= marker.kwargs
    try:
        return usual.but(**changes) if changes else usual
    except ValueError as error:
        pytest.fail(f"@pytest.mark.mfa: {error}", pytrace=False)
