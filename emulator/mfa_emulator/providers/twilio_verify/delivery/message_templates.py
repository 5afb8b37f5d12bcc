"""Message templates: read only; seeds make them."""

from mfa_emulator.core.store.paging import TableRows
from mfa_emulator.providers.twilio_verify import paging
from mfa_emulator.providers.twilio_verify.context import AccountCall
from mfa_emulator.providers.twilio_verify.records import TemplateRecord
from mfa_emulator.providers.twilio_verify.types import account as types


def list_all(call: AccountCall[types.ListVerificationTemplateParams]) -> paging.Listing:
    """The account's templates."""
    name = call.body.friendly_name

    def fits(template: TemplateRecord) -> bool:
        return template.account_sid == call.caller and name in (None, template.friendly_name)

    return paging.answer(call, "templates", TableRows(call.state.templates, fits), view)


def view(template: TemplateRecord) -> types.VerificationTemplate:
    """The template as clients see it."""
    return types.VerificationTemplate(
        sid=template.sid,
        account_sid=template.account_sid,
        friendly_name=template.friendly_name,
        channels=list(template.channels),
        translations=template.translations,
    )
