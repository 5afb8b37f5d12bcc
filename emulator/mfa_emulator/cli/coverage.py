"""``mfa-emulator coverage``."""

from collections import Counter
from collections.abc import Mapping

import click
import msgspec

from mfa_emulator.cli import vendors
from mfa_emulator.cli.output import echo
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.provider import Provider


@click.command(short_help="List the published operations: built or not.")
@click.option("--provider", "only", metavar="NAME", help="Only this provider.")
@click.option("--json", "as_json", is_flag=True)
def command(only: str | None, as_json: bool) -> None:
    """List every published operation of every provider: built, partly built, or not; with totals."""
    chosen = vendors.chosen(only)
    if as_json:
        echo(msgspec.json.format(msgspec.json.encode([_data(provider) for provider in chosen])).decode())
    else:
        echo("\n\n".join(_text(provider) for provider in chosen))


def _published(provider: Provider) -> list[Operation]:
    return [operation for operation in provider.operations if operation.published]


def _totals(operations: list[Operation]) -> dict[str, int]:
    counts = Counter(operation.built for operation in operations)
    return {state: counts[state] for state in ("built", "partly", "not")} | {"published": len(operations)}


def _data(provider: Provider) -> dict[str, object]:
    operations = _published(provider)
    return {
        "provider": provider.name,
        "totals": _totals(operations),
        "operations": [
            {
                "id": operation.id,
                "routes": operation.routes,
                "state": operation.built,
                "missing": operation.partly,
            }
            for operation in operations
        ],
        "without_effect": dict(provider.without_effect),
        "passed_over": dict(provider.passed_over),
    }


def _text(provider: Provider) -> str:
    operations = _published(provider)
    totals = _totals(operations)
    width = max((len(operation.id) for operation in operations), default=0)
    head = (
        f"{provider.title}: {totals['built']} of {totals['published']} published operations built, "
        f"{totals['partly']} partly, {totals['not']} not"
    )
    kept = _fields("Kept and shown, without effect here:", provider.without_effect)
    passed_over = _fields("Accepted in requests, without effect here:", provider.passed_over)
    return "\n".join([head, *(_line(operation, width) for operation in operations), *kept, *passed_over])


def _fields(head: str, reasons: Mapping[str, str]) -> list[str]:
    lines = [f"  {name}: {because}" for name, because in reasons.items()]
    return ["", head, *lines] if lines else []


def _line(operation: Operation, width: int) -> str:
    missing = f"  (missing: {operation.partly})" if operation.partly else ""
    return f"  {operation.built:<6}  {operation.id:<{width}}  {operation.route}{missing}"
