"""Names by which a test filters what it reads."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias, get_args

from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.core.message import Channel

if TYPE_CHECKING:
    from mfa_emulator.core.provider import Provider

Known: TypeAlias = "Mapping[str, Provider] | None"
"""The providers there are; None: any name may be that of one."""


def check_names(
    providers: Known,
    provider: str | None = None,
    operation: str | None = None,
    channel: str | None = None,
) -> None:
    """Refuse names that nothing has: an empty list would pass for the news that nothing came. Raises ValueError."""
    if channel is not None and channel not in get_args(Channel):
        raise ValueError(unknown("channel", channel, get_args(Channel)))
    if providers is None:
        return
    if provider is not None and provider not in providers:
        raise ValueError(unknown("provider", provider, providers))
    if operation:
        from mfa_emulator.core.provider import check_operation  # here, as providers are loaded for it

        check_operation(operation, providers, provider or "")
