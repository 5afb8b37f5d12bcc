"""Calls of the control API."""

import inspect
from collections.abc import Iterator

from mfa_emulator.control.api import OPERATIONS
from mfa_emulator.control.endpoint import Nothing
from mfa_emulator.core.descriptions import docstrings
from mfa_emulator.core.operation import Operation
from mfa_emulator.docs.reference import structs
from mfa_emulator.docs.reference.markdown import bullets, code, prose

_PREFIX = "/_mfa/v1"
_IN_QUERY = ("GET", "DELETE")


def control_calls() -> str:
    """A section for each call, with the fields that it takes."""
    return "\n".join(_section(operation) for operation in OPERATIONS)


def _section(operation: Operation) -> str:
    body, verb = operation.body, operation.route.split()[0]
    texts = [inspect.getdoc(operation.handler) or ""]
    listed = ""
    if body is not None and body is not Nothing:
        texts.append(body.__doc__ or "")
        listed = f"\nIn the {'query' if verb in _IN_QUERY else 'JSON body'}:\n\n{bullets(_fields(body))}"
    paragraphs = (prose(part) for text in texts for part in docstrings.paragraphs(text))
    head = f"### {code(operation.route.replace(_PREFIX, ''))}\n\n"
    return head + "\n\n".join(paragraphs) + f"\n{listed}"


def _fields(body: type) -> Iterator[tuple[str, str]]:
    """The fields that a caller gives: ids are the emulator's to choose."""
    return ((field.term, field.text) for field in structs.fields(body) if field.name != "id")
