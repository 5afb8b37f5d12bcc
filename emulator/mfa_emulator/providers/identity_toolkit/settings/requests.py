"""Settings of requests and answers, and of projects and tenants before they are configured."""

from typing import Annotated, Literal

from msgspec import Meta

from mfa_emulator.core.settings import Text
from mfa_emulator.providers.identity_toolkit.protojson.fields import Rules


class RequestSettings(Rules, frozen=True, kw_only=True):
    """The rules of JSON, and what else holds for requests of every kind."""

    # --- Requests and answers, beside the rules of JSON

    v2_error_format: Literal["1", "2"] = "1"
    """Format of the errors of v2 and of the token endpoint: "1" has `errors[]` as in v1, "2" has `status` instead.

    Production has the second.

    Source: recorded, t-k/fireemu
    """

    schema_errors_have_domain: bool = True
    """Whether `errors[]` has a `domain` where a body does not fit the method's message. In production it has none.

    Source: recorded, t-k/fireemu
    """

    key_refusal_for_cookies: Literal["INSUFFICIENT_PERMISSION", "CREDENTIALS_MISSING"] = "INSUFFICIENT_PERMISSION"
    """Refusal of an API key that asks for a session cookie. Production: CREDENTIALS_MISSING, with 401.

    No other method of administrators is opened by a key either; the refusal there is the first in both presets.

    Source: recorded, t-k/fireemu
    """

    api_keys: tuple[Text, ...] = ()
    """The API keys that exist; none listed means that any text will do. Production refuses an unknown one with 400.

    Source: recorded, t-k/fireemu
    """

    project_number: Annotated[str, Meta(pattern=r"^[0-9]{1,20}\Z", description="a text of 1 to 20 digits")] = "12345"
    """The number that is answered as `project_id` in places. The official emulator has one for all projects.

    Source: documented, firebase/firebase-tools src/emulator/auth/operations.ts
    """

    other_projects: bool = True
    """Whether projects other than the world's own may be used. The official emulator has it as single project mode.

    Source: documented, firebase/firebase-tools src/emulator/auth/server.ts
    """

    tenants_on_first_use: bool = True
    """Whether a tenant exists as soon as a call names it. In production it must have been created.

    Source: recorded, t-k/fireemu
    """

    empty_lists_shown: bool = True
    """Whether answers have lists with nothing in them: of an export's accounts, and of the ways in by an address.

    Production leaves them out, by the rules of proto3.

    Source: recorded, t-k/fireemu
    """

    false_booleans_shown: bool = True
    """Whether a configuration shows booleans that are false. Production leaves them out, by the rules of proto3.

    Source: recorded, t-k/fireemu
    """

    empty_is_missing: bool = True
    """Whether an address, password or mailed code that is there and empty counts as one that is not.

    Production judges it as a bad value.

    Source: recorded, t-k/fireemu
    """

    disabled_tenant_refusal: Literal["PROJECT_DISABLED", "TENANT_DISABLED"] = "PROJECT_DISABLED"
    """Refusal of a tenant whose sign-in is switched off. Production: TENANT_DISABLED.

    Source: recorded, t-k/fireemu
    """

    # --- A project as it is before anybody configured it

    new_config_whole: bool = False
    """Whether a new project shows parts of its configuration that say nothing yet, as production does.

    Source: recorded, t-k/fireemu
    """

    email_privacy_at_start: bool = False
    """Whether a new project has protection against e-mail enumeration on. Production: yes.

    Source: recorded, t-k/fireemu
    """

    mfa_at_start: bool = True
    """Whether a new project has second factors on, both kinds. In production they are off until configured.

    The official emulator has SMS on and no TOTP; here TOTP is on as well, so that a newcomer needs no configuration.

    Source: recorded, t-k/fireemu
    """
