"""A project of somebody who tests against the toy vendor."""

from collections.abc import Callable
from pathlib import Path

import pytest

TOYS = Path(__file__).parents[1] / "design"

CONFTEST = f"""
import sys
sys.path.insert(0, {str(TOYS)!r})  # workers of pytest-xdist do not share this process's

import pytest
from toy import TOY

@pytest.fixture(scope="session")
def mfa_options():
    return {{"providers": [TOY], "freeze": "2026-11-21T10:00:00Z"}}
"""

Run = Callable[..., pytest.RunResult]


@pytest.fixture
def run(pytester: pytest.Pytester) -> Run:
    """Run pytest on a module of this source, in the same process."""
    pytester.makeconftest(CONFTEST)

    def running(source: str, *arguments: str) -> pytest.RunResult:
        pytester.makepyfile(source)
        # hypothesis would be imported again by every inner run, which takes longer than the rest of it; and tests
        # run in the order of the source, even where a plugin that shuffles them is installed.
        plugins = ("no:cacheprovider", "no:hypothesispytest", "no:randomly", "no:random_order")
        return pytester.runpytest(*(word for plugin in plugins for word in ("-p", plugin)), *arguments)

    return running


@pytest.fixture
def report(run: Run) -> Callable[..., list[str]]:
    """Lines of pytest about the one failing test of a source, from the first section on."""

    def of(source: str, *arguments: str) -> list[str]:
        result = run(source, *arguments)
        lines = result.outlines
        first = next(index for index, line in enumerate(lines) if line.startswith("---") and " mfa " in line)
        last = next(index for index, line in enumerate(lines) if "short test summary" in line)
        return [line.strip("-").strip() if line.startswith("---") else line for line in lines[first:last]]

    return of
