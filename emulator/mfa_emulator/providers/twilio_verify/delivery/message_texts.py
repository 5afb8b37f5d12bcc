"""Message texts: the words around a code, by template, locale and channel.

Twilio's texts are published for a few cases only; the translations are our own wording.
"""

import re
from typing import NamedTuple

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.providers.twilio_verify.context import Call
from mfa_emulator.providers.twilio_verify.delivery import phone_numbers
from mfa_emulator.providers.twilio_verify.errors import InvalidParameter
from mfa_emulator.providers.twilio_verify.records import TemplateRecord
from mfa_emulator.providers.twilio_verify.types.account import Translation
from mfa_emulator.providers.twilio_verify.types.verifications import CreateVerificationParams

_TEXTS = {
    "en": "Your {name} verification code is: {code}",
    "es": "Tu código de verificación de {name} es: {code}",
    "fr": "Votre code de vérification {name} est : {code}",
    "de": "Dein {name}-Bestätigungscode lautet: {code}",
    "it": "Il tuo codice di verifica {name} è: {code}",
    "pt": "O seu código de verificação de {name} é: {code}",
    "nl": "Je verificatiecode voor {name} is: {code}",
    "pl": "Twój kod weryfikacyjny {name}: {code}",
    "sv": "Din verifieringskod för {name} är: {code}",
    "ja": "{name} の確認コード: {code}",
    "zh": "您的 {name} 验证码是:{code}",
    "ru": "Ваш код подтверждения {name}: {code}",
}
# Locales that Verify takes (documented). Those without a text above are answered in English.
LOCALES: frozenset[str] = frozenset(
    re.findall(
        r"\S+",
        "af ar ca zh zh-CN zh-HK hr cs da nl en en-GB et fi fr de el he hi hu id it ja kn "
        "ko lt ms mr nb pl pt-BR pt ro ru sk es sv tl te th tr uk vi",
    )
)
_BY_COUNTRY = {
    **dict.fromkeys(("ES", "MX", "CO", "AR", "CL", "PE", "VE", "EC", "GT", "BO", "UY", "PY", "CR", "PA"), "es"),
    **dict.fromkeys(("FR", "MC"), "fr"),
    **dict.fromkeys(("DE", "AT"), "de"),
    "IT": "it",
    "BR": "pt-BR",
    "PT": "pt",
    "NL": "nl",
    "PL": "pl",
    "SE": "sv",
    "JP": "ja",
    "CN": "zh",
    "RU": "ru",
}
_DO_NOT_SHARE = "Don’t share this code with anyone; our employees will never ask for the code"
_PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}")
AUTOMATIC = frozenset({"friendly_name", "code", "ttl"})
"""Placeholders that need no substitution (documented)."""


class Plan(NamedTuple):
    """Wording of a message, settled before anything changes."""

    locale: str
    template: TemplateRecord | None
    substitutions: JsonObject


def locale_of(call: Call[CreateVerificationParams]) -> str:
    """The locale asked for, else the one of the number's country, else English. Raises InvalidParameter."""
    asked = call.body.locale
    if asked:
        found = next((locale for locale in LOCALES if locale.lower() == asked.lower()), None)
        if found is None:
            raise InvalidParameter.about("Locale", f"{asked!r} is not one of {', '.join(sorted(LOCALES))}")
        return found
    return _BY_COUNTRY.get(phone_numbers.country(call.body.to), "en")


def text(call: Call[CreateVerificationParams], code: str, channel: str, plan: Plan) -> str:
    """The whole message."""
    words = _words(call, code, channel, plan)
    # Android's SMS retriever reads the code of a message that begins and ends so (documented).
    return f"<#> {words} {call.body.app_hash}" if call.body.app_hash and channel == "sms" else words


def _words(call: Call[CreateVerificationParams], code: str, channel: str, plan: Plan) -> str:
    body, service = call.body, call.caller.service
    name = body.custom_friendly_name or service.friendly_name
    if plan.template is not None:
        return _from_template(call, plan.template, plan, {"friendly_name": name, "code": code})
    if body.custom_message:
        return _filled(body.custom_message, {"code": code, "friendly_name": name})
    spoken = " ".join(code) if channel == "call" else code
    wording = _TEXTS.get(plan.locale) or _TEXTS.get(plan.locale.partition("-")[0]) or _TEXTS["en"]
    sentence = wording.format(name=name, code=spoken)
    if service.psd2_enabled:
        sentence += f" to authorize payment of {body.amount} to {body.payee}"
    if channel == "sms" and service.do_not_share_warning_enabled:
        sentence += f". {_DO_NOT_SHARE}"
    return sentence


def translation(template: TemplateRecord, locale: str) -> Translation:
    """The template's translation in that locale, or its default one."""
    found = template.translations.get(locale) or template.translations.get(locale.partition("-")[0])
    if found is not None:
        return found
    every = list(template.translations.values())
    return next((one for one in every if one.is_default_translation), every[0])


def placeholders(text: str) -> set[str]:
    """The names in double braces that a caller must substitute."""
    return set(_PLACEHOLDER.findall(text)) - AUTOMATIC


def _from_template(
    call: Call[CreateVerificationParams], template: TemplateRecord, plan: Plan, own: dict[str, str]
) -> str:
    """The template's text in the plan's locale, or in its default translation."""
    values = {name: str(value) for name, value in plan.substitutions.items()}
    values |= {**own, "ttl": str(call.settings.verification_validity // 60)}
    return _filled(translation(template, plan.locale).text, values)


def _filled(text: str, values: dict[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)
