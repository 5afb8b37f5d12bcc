"""Resources of the account, of no service: forms, safe list, templates."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.providers.twilio_verify.types.base import PageParams, PushParams

PhoneNumber = Annotated[str, Meta(pattern=r"^\+[1-9][0-9]{6,14}$", description="a number in E.164 form")]


class Form(msgspec.Struct):
    """verify.v2.form"""

    form_type: str
    forms: JsonObject
    form_meta: JsonObject
    url: str


class CreateSafelistParams(PushParams, frozen=True, kw_only=True):
    """A number to let through."""

    phone_number: PhoneNumber


class Safelist(msgspec.Struct):
    """verify.v2.safelist"""

    sid: str
    phone_number: str
    url: str


class ListVerificationTemplateParams(PageParams, frozen=True, kw_only=True):
    """Templates, by name if one is given."""

    friendly_name: str | None = None


class Translation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text of a template."""

    is_default_translation: bool
    status: Literal["approved", "pending", "rejected", "unapproved"]
    locale: str
    text: str
    date_updated: str
    date_created: str


class VerificationTemplate(msgspec.Struct):
    """verify.v2.verification_template"""

    sid: str
    account_sid: str
    friendly_name: str
    channels: list[str]
    translations: dict[str, Translation]
