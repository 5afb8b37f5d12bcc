"""The authenticator apps of all users, as their phones would show them."""

from mfa_emulator.control.context import Call
from mfa_emulator.control.endpoint import Nothing
from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.otp import uris
from mfa_emulator.core.otp.authenticator import Authenticator
from mfa_emulator.core.provider import Provider


def find(call: Call[Nothing]) -> JsonObject:
    """Every TOTP factor of every provider, with its code of now."""
    return {
        "authenticators": [
            _view(provider, authenticator)
            for provider in call.world.providers.values()
            for authenticator in provider.authenticators_in(call.world)
        ]
    }


def _view(provider: Provider, authenticator: Authenticator) -> JsonObject:
    return {
        "provider": provider.name,
        "label": authenticator.label,
        "secret": authenticator.secret,
        "uri": uris.written(authenticator.totp, authenticator.label, provider.title),
        "code": authenticator.code(),
        "next_code": authenticator.code(step=1),
        "seconds_left": authenticator.seconds_left(),
    }


OPERATIONS = (Operation("authenticators.list", "GET /_mfa/v1/authenticators", find),)
