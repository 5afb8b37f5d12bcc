"""Coverage: every published operation, built or not, and the errors that the vendor documents for it."""

from collections.abc import Mapping

from mfa_emulator.core.operation import Operation
from mfa_emulator.core.provider import Provider
from mfa_emulator.core.providers import Providers
from mfa_emulator.docs.reference.markdown import code, table


def coverage(providers: Providers) -> str:
    """A section for each vendor, with a row for each operation."""
    return "\n".join(_section(provider) for provider in providers.values())


def _section(provider: Provider) -> str:
    published = [operation for operation in provider.operations if operation.published]
    built = sum(operation.built != "not" for operation in published)
    head = f"## {provider.title}\n\n{built} of {len(published)} published operations are built.\n\n"
    rows = [_row(operation) for operation in published]
    columns = 4 if any(operation.errors for operation in published) else 3
    names = ("operation", "route", "built", "documented errors")
    return head + table(names[:columns], (row[:columns] for row in rows)) + _without_effect(provider)


def _without_effect(provider: Provider) -> str:
    """The fields that change nothing, where there are any."""
    parts = {
        "Kept and shown, without effect here:": provider.without_effect,
        "Accepted in requests, without effect here:": provider.passed_over,
    }
    return "".join(_reasons(head, fields) for head, fields in parts.items() if fields)


def _reasons(head: str, fields: Mapping[str, str]) -> str:
    rows = [(code(name), because) for name, because in fields.items()]
    return f"\n{head}\n\n{table(('field', 'because'), rows)}"


def _row(operation: Operation) -> tuple[str, ...]:
    state = {"built": "yes", "partly": f"partly; missing: {operation.partly}", "not": "no: 501"}
    errors = ", ".join(map(code, operation.errors))
    return code(operation.id), code(operation.route), state[operation.built], errors
