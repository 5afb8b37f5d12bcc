"""``@pytest.mark.mfa(…)``: the options of a test's world."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mfa_emulator.core.options import Changes

BRIEF = "mfa(**options): how the world of this test begins; `pytest --markers` lists the options."


def description(config: pytest.Config) -> str:
    """The marker's line; with all options only for those who ask for it, as their list costs an import."""
    if not config.getoption("markers", False):
        return BRIEF
    from mfa_emulator.core.options import Options, explained

    values = ", ".join(f"{name}={getattr(Options(), name)!r}" for name in Options.__struct_fields__)
    lines = [f"  {name}: {text}" for name, text in explained().items()]
    return "\n".join(
        [
            f"mfa({values}): how the world of this test begins, if not as the session's emulator says.",
            *lines,
            "The keywords of a function's marker count before those of its class and module.",
        ]
    )


def changes_of(node: pytest.Item) -> Changes:
    """The options that the markers of a test change. Raises ValueError on what is no option."""
    from mfa_emulator.core.descriptions.suggestions import unknown
    from mfa_emulator.core.options import Options, changes_of

    keywords: dict[str, object] = {}
    for marker in reversed(list(node.iter_markers("mfa"))):
        wrong = next((name for name in marker.kwargs if name not in Options.__struct_fields__), None)
        if wrong:
            raise ValueError(unknown("option", wrong, Options.__struct_fields__))
        if marker.args:
            raise ValueError(f"takes keywords only: {', '.join(Options.__struct_fields__)}")
        keywords |= marker.kwargs
    return changes_of(keywords)
