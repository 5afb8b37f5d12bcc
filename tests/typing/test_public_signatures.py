"""No public signature has Any in it: free data is `Json`, or object."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = (
    ROOT / "emulator" / "mfa_emulator",
    ROOT / "pytest_plugin" / "pytest_mfa",
    ROOT / "scenarios" / "mfa_scenarios",
    ROOT / "fixtures" / "mfa_fixtures",
)
MODULES = [path for package in PACKAGES for path in sorted(package.rglob("*.py"))]


def annotations(body: list[ast.stmt], inside: str = "") -> Iterator[tuple[str, ast.expr]]:
    """The annotations of public functions, methods and attributes, the bases of classes, and what aliases stand for."""
    for node in body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                if not name.startswith("_") or name == "__init__":
                    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                    rest = [one for one in (node.args.vararg, node.args.kwarg) if one]
                    found = [*(one.annotation for one in (*arguments, *rest)), node.returns]
                    yield from ((f"{inside}{name}", one) for one in found if one is not None)
            case ast.ClassDef(name=name) if not name.startswith("_"):
                yield from ((f"{inside}{name}", base) for base in node.bases)
                yield from annotations(node.body, f"{inside}{name}.")
            case ast.AnnAssign(target=ast.Name(id=name)) if not name.startswith("_"):
                yield f"{inside}{name}", node.annotation
                if "TypeAlias" in names(node.annotation) and node.value is not None:
                    yield f"{inside}{name}", node.value
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                yield from annotations(node.body, inside)


def names(annotation: ast.expr) -> set[str]:
    """The names in an annotation, those within quotes too."""
    found = set()
    for node in ast.walk(annotation):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                found |= names(ast.parse(node.value, mode="eval").body)
            except SyntaxError:
                continue  # the text of a literal, or a description
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_public_signature_has_any(path: Path):
    public = annotations(ast.parse(path.read_text()).body)
    assert [f"{name}: {ast.unparse(one)}" for name, one in public if "Any" in names(one)] == []


def test_it_would_be_noticed():
    source = """
def f(x: "dict[str, Any]", _y: int) -> None: ...
class A:
    b: Any
    def _hidden(self) -> Any: ...
    def shown(self, *, c: Json, **rest: Any) -> list[Any]: ...
class B(dict[str, Any]): ...
C: TypeAlias = Callable[..., Any]
"""
    found = [name for name, one in annotations(ast.parse(source).body) if "Any" in names(one)]
    assert found == ["f", "A.b", "A.shown", "A.shown", "B", "C"]
