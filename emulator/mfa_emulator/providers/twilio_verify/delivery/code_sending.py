"""Sending of a code: a plan before anything changes, and then the message and its attempt."""

from typing import NamedTuple

from msgspec.structs import replace

from mfa_emulator.providers.twilio_verify.context import Call
from mfa_emulator.providers.twilio_verify.delivery import message_texts, verification_attempts
from mfa_emulator.providers.twilio_verify.records import Send, TemplateRecord, VerificationRecord
from mfa_emulator.providers.twilio_verify.state import NAME
from mfa_emulator.providers.twilio_verify.types.verifications import Channel, CreateVerificationParams
from mfa_emulator.providers.twilio_verify.verification_errors import (
    MissingSubstitutions,
    TemplateChannelLimited,
    TemplateChannelUnsupported,
    TemplateNotFound,
    UnapprovedTranslation,
)


class Plan(NamedTuple):
    """Wording of a message, settled before anything changes."""

    locale: str
    template: TemplateRecord | None


def plan(call: Call[CreateVerificationParams], channel: Channel) -> Plan:
    """Locale and template of the message. Raises what is wrong with them."""
    locale = message_texts.locale_of(call)
    template = _template(call, channel)
    if template is not None:
        _check_translation(call, template, locale)
    return Plan(locale, template)


def send(call: Call[CreateVerificationParams], verification: VerificationRecord, plan: Plan) -> VerificationRecord:
    """Send the code; the verification as it is afterwards."""
    sent = Send(call.now, verification.channel, verification_attempts.record(call, verification, plan.locale))
    verification = replace(verification, sends=(*verification.sends, sent))
    if verification.channel == "sna":
        return _offer_sna(call, verification)
    call.world.inbox.send(
        provider=NAME,
        channel=verification.channel,
        to=verification.to,
        sender=_sender(call, verification.channel),
        body=message_texts.text(call, verification.code, verification.channel, plan.locale, plan.template),
        code=verification.code,
        context=_context(call, verification, plan),
    )
    return verification


def _offer_sna(call: Call[CreateVerificationParams], verification: VerificationRecord) -> VerificationRecord:
    """Silent network authentication sends nothing: the phone opens a URL over the carrier's network."""
    return replace(
        verification,
        sna_token=call.world.ids.alphanumeric(40),
        sna_client_token=call.world.ids.alphanumeric(40) if call.body.enable_sna_client_token else "",
        sna_visited=False,
    )


def _sender(call: Call[CreateVerificationParams], channel: Channel) -> str:
    if channel == "email":
        return str(call.body.channel_configuration.get("from") or "verify@emulator.invalid")
    if channel == "whatsapp" and call.caller.service.whatsapp.from_:
        return str(call.caller.service.whatsapp.from_)
    return str(call.caller.service.friendly_name)


def _context(call: Call[CreateVerificationParams], verification: VerificationRecord, plan: Plan) -> dict[str, str]:
    body = call.body
    found = {
        "verification_sid": verification.sid,
        "service_sid": call.caller.service.sid,
        "locale": plan.locale,
        "template_sid": plan.template.sid if plan.template else "",
        "send_digits": body.send_digits or "",
        **{f"tag {name}": value for name, value in body.tags.items()},
    }
    return {name: value for name, value in found.items() if value}


def _template(call: Call[CreateVerificationParams], channel: Channel) -> TemplateRecord | None:
    sid = call.body.template_sid
    if sid is None:
        # The service's default template is of SMS only (documented); one that is not there is passed over (guess).
        default = call.caller.service.default_template_sid
        return call.state.templates.by("sid", default) if default and channel == "sms" else None
    template = call.state.templates.by("sid", sid)
    if template is None or template.account_sid != call.caller.account_sid:
        raise TemplateNotFound(reason=f"no template {sid}; there are {len(call.state.templates)}, made by seeds")
    if channel not in ("sms", "call"):
        raise TemplateChannelLimited(reason=f"a template with the channel {channel}")
    # Templates call the channel "voice" (twilio-oai).
    if not {channel, "voice" if channel == "call" else channel} & set(template.channels):
        raise TemplateChannelUnsupported(reason=f"{sid} is for {', '.join(template.channels)}, not {channel}")
    return template


def _check_translation(call: Call[CreateVerificationParams], template: TemplateRecord, locale: str) -> None:
    found = message_texts.translation(template, locale)
    if found.status != "approved":
        raise UnapprovedTranslation(reason=f"{template.sid} in {found.locale} is {found.status}")
    missing = message_texts.placeholders(found.text) - set(call.body.template_custom_substitutions)
    if missing:
        raise MissingSubstitutions(reason=f"{template.sid} needs {', '.join(sorted(missing))}")
