"""Forms: JSON Schemas of what a push app sends. Production's are unpublished; these say what we check."""

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.providers.twilio_verify import resource_urls
from mfa_emulator.providers.twilio_verify.context import AccountCall
from mfa_emulator.providers.twilio_verify.errors import NotFound
from mfa_emulator.providers.twilio_verify.types.account import Form
from mfa_emulator.providers.twilio_verify.types.base import Nothing

PUSH = "form-push"


def fetch(call: AccountCall[Nothing]) -> Form:
    """The forms of a factor type; there are those of push only."""
    form_type = call.params["FormType"]
    if form_type != PUSH:
        raise NotFound(reason=f"there is no form {form_type!r}, only {PUSH!r}")
    forms: JsonObject = {
        "create_factor": _create_factor(),
        "verify_factor": _schema({"AuthPayload": _text(5456)}, "AuthPayload"),
        "create_challenge": _create_challenge(),
    }
    return Form(PUSH, forms, {}, f"{resource_urls.base(call)}/Forms/{PUSH}")


def _create_factor() -> JsonObject:
    properties: JsonObject = {
        "FriendlyName": _text(64),
        "FactorType": {"const": "push"},
        "Binding.Alg": {"const": "ES256"},
        "Binding.PublicKey": {"type": "string", "contentEncoding": "base64"},
        "Config.AppId": _text(100),
        "Config.NotificationPlatform": {"enum": ["apn", "fcm", "none"]},
        "Config.NotificationToken": {"type": "string", "minLength": 32, "maxLength": 255},
        "Config.SdkVersion": {"type": "string"},
    }
    optional = {"Binding.Alg", "Config.NotificationToken"}
    return _schema(properties, *(name for name in properties if name not in optional))


def _create_challenge() -> JsonObject:
    field = _schema({"label": _text(36), "value": _text(128)}, "label", "value")
    properties: JsonObject = {
        "FactorSid": {"type": "string", "pattern": "^YF[0-9a-fA-F]{32}$"},
        "ExpirationDate": {"type": "string", "format": "date-time"},
        "Details.Message": _text(256),
        "Details.Fields": {"type": "array", "maxItems": 20, "items": field},
        "HiddenDetails": {"type": "string", "maxLength": 1024, "contentMediaType": "application/json"},
    }
    return _schema(properties, "FactorSid", "Details.Message")


def _schema(properties: JsonObject, *required: str) -> JsonObject:
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "properties": properties,
        "required": list(required),
    }


def _text(longest: int) -> JsonObject:
    return {"type": "string", "maxLength": longest}
