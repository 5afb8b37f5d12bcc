"""The safe list: numbers of the account that fraud guard never blocks."""

from mfa_emulator.providers.twilio_verify import resource_urls
from mfa_emulator.providers.twilio_verify.context import AccountCall
from mfa_emulator.providers.twilio_verify.delivery import phone_numbers
from mfa_emulator.providers.twilio_verify.errors import InvalidRequest, NotFound
from mfa_emulator.providers.twilio_verify.errors.verifications import SafelistExists
from mfa_emulator.providers.twilio_verify.records import SafelistRecord
from mfa_emulator.providers.twilio_verify.types import account as types
from mfa_emulator.providers.twilio_verify.types.base import Nothing


def create(call: AccountCall[types.CreateSafelistParams]) -> types.Safelist:
    """Add a number. Raises SafelistExists."""
    number = call.body.phone_number
    if not phone_numbers.is_phone_number(number, strict=call.settings.strict_numbers):
        raise InvalidRequest.about("PhoneNumber", f"no number is like {number}")
    if call.state.safelist.by("number", (call.caller, number)) is not None:
        raise SafelistExists(reason=f"{number} is in the safe list of {call.caller}")
    record = SafelistRecord(
        number=call.state.next_number(),
        sid="GN" + call.world.ids.hex(32),
        account_sid=call.caller,
        phone_number=number,
        created_at=call.now,
        updated_at=call.now,
    )
    return view(call, call.state.safelist.put(record))


def fetch(call: AccountCall[Nothing]) -> types.Safelist:
    """One number."""
    return view(call, require(call))


def delete(call: AccountCall[Nothing]) -> None:
    """Take a number out."""
    call.state.safelist.delete(require(call).number)


def require(call: AccountCall[object]) -> SafelistRecord:
    """The entry that the path names; a plus sign there is one, percent-encoded or not. Raises NotFound."""
    number = call.params["PhoneNumber"]
    record = call.state.safelist.by("number", (call.caller, number))
    if record is None:
        raise NotFound(reason=f"{number} is not in the safe list of {call.caller}")
    return record


def view(call: AccountCall[object], record: SafelistRecord) -> types.Safelist:
    """The entry as clients see it."""
    return types.Safelist(
        record.sid, record.phone_number, f"{resource_urls.base(call)}/SafeList/Numbers/{record.phone_number}"
    )
