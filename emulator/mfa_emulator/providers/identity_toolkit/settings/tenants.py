"""Settings of tenants."""

from typing import Literal

from mfa_emulator.providers.identity_toolkit.settings.second_factors import SecondFactorSettings


class TenantSettings(SecondFactorSettings, frozen=True, kw_only=True):
    """The settings of accounts and their factors, and those of tenants."""

    tenant_ids: Literal["random", "named"] = "random"
    """Ids of new tenants: 28 characters of chance, or the display name, which must be there and fit, and five more.

    The second is production, which answers MISSING_DISPLAY_NAME and INVALID_DISPLAY_NAME.

    Source: recorded, t-k/fireemu
    """

    tenants_inherit: bool = True
    """Whether tenants go by the project's `allowDuplicateEmails` and protection against e-mail enumeration.

    In production nothing is inherited: a new tenant has neither, whatever the project has.

    Source: recorded, t-k/fireemu
    """

    tenant_of_path: Literal["compared", "only"] = "compared"
    """Weight of the tenant in a path: compared with the body's, or the only one that counts, as in production.

    Source: recorded, t-k/fireemu
    """

    project_tokens_at_tenants: Literal["USER_NOT_FOUND", "TENANT_ID_MISMATCH"] = "USER_NOT_FOUND"
    """Refusal of an ID token of the project itself where a tenant is named. Production compares the tenants first.

    Source: recorded, t-k/fireemu
    """

    tenant_hashing_shown: bool = False
    """Whether an administrator who gets a tenant sees `hashConfig`. Production: yes; its key here is plainly fake.

    Source: recorded, t-k/fireemu
    """

    odd_pages: Literal["emulator", "production"] = "emulator"
    """Pages of tenants and configurations whose size or token is none.

    The official emulator takes any text for a place among the ids, 0 for 20, and more than 1000 for 1000. Production
    gives everything for 0, -1 and 1001, and nothing for a token that it never gave.

    Source: recorded, t-k/fireemu
    """
