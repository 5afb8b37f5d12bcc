"""The Go tests of this folder, which use firebase-admin: a module of its own, because it brings much along."""

from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def go_tests(compiled: Callable[[Path], Path]) -> Path:
    """The compiled tests. Skips where Go, or its modules, are out of reach."""
    return compiled(HERE)
