"""Signatures of providers' ID tokens, by keys that the world is told."""

from collections.abc import Sequence

from mfa_emulator.core.http.json import JsonObject
from mfa_emulator.core.tokens import read_unverified
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.settings import Settings


def are_wanted(settings: Settings, provider_id: str) -> bool:
    """Whether the provider's word counts only with its signature: its keys are known, or production's checks are on."""
    return settings.idp_tokens_checked or _keys(settings, provider_id) is not None


def check(context: Context, provider_id: str, token: str) -> None:
    """Refuse a token that no key of the provider has signed.

    Production fetches the keys of the issuer, and nobody else signs with those. Here the test is the issuer: it makes a
    key, signs with it, and tells the emulator the public half by the setting `idp_keys`. Raises `InvalidIdpResponse`.
    """
    keys = _keys(context.settings, provider_id)
    if keys is None:
        raise errors.InvalidIdpResponse(reason=f"no key of {provider_id} is known here: the setting idp_keys has them")
    from jwt import PyJWK, PyJWS, PyJWTError

    kid = read_unverified(token)[0].get("kid")
    # A key set of one needs no name (OpenID Connect Core, 10.1); what production makes of it is a guess.
    fitting = [key for key in keys if key.get("kid") == kid or (kid is None and len(keys) == 1)]
    if not fitting:
        raise errors.InvalidIdpResponse(reason=f"the id_token is of the key {kid!r}, which idp_keys has not")
    try:
        PyJWS(options={"enforce_minimum_key_length": True}).decode(token, PyJWK(fitting[0]))
    except (PyJWTError, ValueError) as error:
        reason = f"the key {kid!r} of {provider_id} has not signed the id_token: {error}"
        raise errors.InvalidIdpResponse(reason=reason) from None


def _keys(settings: Settings, provider_id: str) -> Sequence[JsonObject] | None:
    """The provider's keys, by its id as the profile compares ids."""
    for name, key_set in settings.idp_keys.items():
        if name == provider_id or (settings.idp_ids == "lowered" and name.lower() == provider_id):
            return key_set.keys
    return None
