"""Ids of configurations of OpenID Connect and SAML, which administrators choose."""

import re

from mfa_emulator.providers.identity_toolkit import errors

_REST = re.compile(r"[a-z][A-Za-z0-9._-]*[A-Za-z0-9]")


def check_id(config_id: str, prefix: str) -> None:
    """Refuse an id without the prefix, or with a bad rest behind it. Raises `InvalidConfigId`."""
    if not config_id.startswith(prefix) or not _REST.fullmatch(config_id.removeprefix(prefix)):
        raise errors.InvalidConfigId(
            reason=f"{config_id!r} is not {prefix!r} with a lower-case letter, letters, digits and '-_.' behind it"
        )
