"""Fields of a fault."""

from mfa_emulator.core.faults.rules import NewFault
from mfa_emulator.docs.reference import structs
from mfa_emulator.docs.reference.markdown import bullets


def fault_fields() -> str:
    """A list of the fields that a test or a control call gives."""
    return bullets((field.term, field.text) for field in structs.fields(NewFault))
