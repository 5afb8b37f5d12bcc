"""Sending of a code: a plan before anything changes, and then the message and its attempt."""

from msgspec.structs import replace

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.providers.twilio_verify.context import Call
from mfa_emulator.providers.twilio_verify.delivery import message_texts, messaging_configurations, verification_attempts
from mfa_emulator.providers.twilio_verify.delivery.message_texts import Plan
from mfa_emulator.providers.twilio_verify.errors import TwilioError
from mfa_emulator.providers.twilio_verify.errors.verifications import (
    MissingSubstitutions,
    NoUsableTemplate,
    TemplateChannelLimited,
    TemplateChannelUnsupported,
    TemplateNotFound,
    UnapprovedTranslation,
)
from mfa_emulator.providers.twilio_verify.records import Send, TemplateRecord, VerificationRecord
from mfa_emulator.providers.twilio_verify.state import NAME
from mfa_emulator.providers.twilio_verify.types.services import Channel
from mfa_emulator.providers.twilio_verify.types.verifications import CreateVerificationParams, TemplateChoice


def plan(call: Call[CreateVerificationParams], channel: Channel) -> Plan:
    """Locale and template of the message. Raises what is wrong with them."""
    locale = message_texts.locale_of(call)
    if call.body.templates is not None:
        return _first_usable(call, call.body.templates, channel, locale)
    template, substitutions = _template(call, channel), call.body.template_custom_substitutions
    if template is not None:
        _check_translation(template, locale, substitutions)
    return Plan(locale, template, substitutions)


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
        sender=_sender(call, verification.channel) or call.caller.service.friendly_name,
        body=message_texts.text(call, verification.code, verification.channel, plan),
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
    """The address or the messaging service that a message comes from; empty: none is configured."""
    service = call.caller.service
    match channel:
        case "email":
            return str(call.body.channel_configuration.get("from") or "verify@emulator.invalid")
        case "whatsapp":
            return service.whatsapp.from_ or service.whatsapp.msg_service_sid or ""
        case "sms":
            return messaging_configurations.sender_to(call, call.body.to)
    return ""


def _context(call: Call[CreateVerificationParams], verification: VerificationRecord, plan: Plan) -> dict[str, str]:
    body, service = call.body, call.caller.service
    is_call = verification.channel == "call"
    found = {
        "verification_sid": verification.sid,
        "service_sid": service.sid,
        "locale": plan.locale,
        "template_sid": plan.template.sid if plan.template else "",
        "send_digits": body.send_digits or "",
        "tts_name": (service.tts_name or "") if is_call else "",
        "dtmf_input_required": "true" if is_call and service.dtmf_input_required else "",
        **{f"tag {name}": value for name, value in body.tags.items()},
    }
    return {name: value for name, value in found.items() if value}


def _template(call: Call[CreateVerificationParams], channel: Channel) -> TemplateRecord | None:
    sid = call.body.template_sid
    if sid is None:
        # The service's default template is of SMS only (documented); one that is not there is passed over (guess).
        default = call.caller.service.default_template_sid if channel == "sms" else None
        found = call.state.templates.by("sid", default) if default else None
        if default and found is None:
            call.reason = f"the standard text: there is no template {default}, the service's default_template_sid"
        return found
    template = _named(call, sid)
    if _fits(template, channel):
        return template
    if call.settings.template_channel == "standard":
        call.reason = f"the standard text: {sid} is for {', '.join(template.channels)}, not {channel}"
        return None
    if call.settings.template_channel == "60408" or channel not in ("sms", "call"):
        raise TemplateChannelLimited(reason=f"a template with the channel {channel}")
    raise TemplateChannelUnsupported(reason=f"{sid} is for {', '.join(template.channels)}, not {channel}")


def _first_usable(
    call: Call[CreateVerificationParams], choices: list[TemplateChoice], channel: Channel, locale: str
) -> Plan:
    """The first of `Templates` that can be sent. Raises NoUsableTemplate with what is wrong with each of them."""
    wrong: list[str] = []
    for choice in choices:
        try:
            template = _named(call, choice.sid)
            if not _fits(template, channel):
                raise TemplateChannelUnsupported(reason=f"{choice.sid} is not for {channel}")
            _check_translation(template, locale, choice.substitutions)
        except TwilioError as error:
            wrong.append(error.reason)
        else:
            return Plan(locale, template, choice.substitutions)
    raise NoUsableTemplate(reason="; ".join(wrong))


def _named(call: Call[CreateVerificationParams], sid: str) -> TemplateRecord:
    template = call.state.templates.by("sid", sid)
    if template is None or template.account_sid != call.caller.account_sid:
        raise TemplateNotFound(reason=f"no template {sid}; there are {len(call.state.templates)}, made by seeds")
    return template


def _fits(template: TemplateRecord, channel: Channel) -> bool:
    # Templates call the channel "voice" (twilio-oai).
    return bool({channel, "voice" if channel == "call" else channel} & set(template.channels))


def _check_translation(template: TemplateRecord, locale: str, substitutions: JsonObject) -> None:
    found = message_texts.translation(template, locale)
    if found.status != "approved":
        raise UnapprovedTranslation(reason=f"{template.sid} in {found.locale} is {found.status}")
    missing = message_texts.placeholders(found.text) - set(substitutions)
    if missing:
        raise MissingSubstitutions(reason=f"{template.sid} needs {', '.join(sorted(missing))}")
