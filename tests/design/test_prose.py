"""Docstrings begin with what a thing is or does, and module names say what is in them."""

import ast
import re
from collections.abc import Iterator

import pytest
from imports import modules

RIDDLE = re.compile(r"(What|Where|Who|Whoever|Which|How|That)\b")
"""The first words of a sentence that makes one guess."""

UNCLEAR = (
    *("opaque", "inputs", "policies", "restored", "start", "shapes", "proofs", "failures", "live", "taps", "shown"),
    *("answers", "challenge", "tallies", "forms", "push_errors", "on_first_use", "chance", "signal", "names", "mfa"),
)
"""Names of modules that do not say what is in them."""


def docstrings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of every docstring of a module: its own, and those of classes, functions and attributes."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else ():
            match statement:
                case ast.Expr(value=ast.Constant(value=str(text)), lineno=line):
                    yield line, text


def riddles(source: str) -> list[str]:
    """Every docstring that begins with one of those words, with its line."""
    found = [(line, text.lstrip().split("\n")[0]) for line, text in docstrings(ast.parse(source))]
    return [f"{line}: {first}" for line, first in sorted(found) if RIDDLE.match(first)]


@pytest.mark.parametrize("module", modules())
def test_docstrings_begin_with_a_noun_or_a_verb(module: str):
    assert [f"{modules()[module]}:{riddle}" for riddle in riddles(modules()[module].read_text())] == []


@pytest.mark.parametrize("module", modules())
def test_a_module_name_says_what_is_in_it(module: str):
    assert module.rpartition(".")[2] not in UNCLEAR


def test_a_riddle_would_be_noticed_wherever_it_stands():
    source = """
'What it is.'
class A:
    'A thing.'
    b: int
    'Where it is.'
    def c(self):
        'How'
"""
    assert riddles(source) == ["2: What it is.", "6: Where it is.", "8: How"]
