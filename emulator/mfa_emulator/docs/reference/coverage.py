"""Coverage: every published operation, built or not."""

from collections.abc import Iterator

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
    return head + table(("operation", "route", "built"), _rows(provider))


def _rows(provider: Provider) -> Iterator[tuple[str, str, str]]:
    for operation in provider.operations:
        if operation.published:
            state = {"built": "yes", "partly": f"partly; missing: {operation.partly}", "not": "no: 501"}
            yield code(operation.id), code(operation.route), state[operation.built]
