"""Sizes: folders that are taken in at a glance, modules read at a sitting, functions of a few lines."""

import ast
from collections import Counter
from pathlib import Path
from statistics import median

import pytest
from imports import modules

LONGEST_MODULE = 300
FULLEST_FOLDER = 22
SOURCES = modules()


def lengths() -> list[tuple[int, str]]:
    """The lines of every function, with its name."""
    return sorted(
        (node.end_lineno - node.lineno + 1, f"{module}.{node.name}")
        for module, path in SOURCES.items()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    )


@pytest.mark.parametrize("module", SOURCES)
def test_a_module_is_under_300_lines(module: str):
    assert len(SOURCES[module].read_text().splitlines()) < LONGEST_MODULE


def test_a_folder_holds_at_most_22_modules():
    held: Counter[Path] = Counter(path.parent for path in SOURCES.values() if path.name != "__init__.py")
    full = {folder.name for folder, count in held.items() if count > FULLEST_FOLDER}
    # The command line has one module for each command.
    assert full - {"cli"} == set()


def test_functions_are_short():
    found = lengths()
    assert median(length for length, _ in found) <= 6
    assert found[len(found) * 9 // 10][0] <= 16
    assert found[-1][0] <= 64, found[-3:]
