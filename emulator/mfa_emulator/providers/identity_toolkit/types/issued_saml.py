"""SAML responses of the emulated service's own, for apps that trust it."""

from mfa_emulator.providers.identity_toolkit.types.base import Body


class IssueSamlResponseRequest(Body):
    """Turn an ID token into a response for a relying party."""

    id_token: str | None = None
    rp_id: str = ""
    saml_app_entity_id: str = ""


class IssueSamlResponseResponse(Body):
    """The response in Base64, and the endpoint that takes it."""

    acs_endpoint: str | None = None
    email: str | None = None
    first_name: str | None = None
    is_new_user: bool | None = None
    last_name: str | None = None
    relay_state: str | None = None
    saml_response: str | None = None
