"""Names of things outside: Google projects and tenants, hosts; each with the texts that it may be."""

import re
from ipaddress import ip_address
from typing import Annotated, TypeAlias

import msgspec

_ID = r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}\Z"

ProjectId: TypeAlias = Annotated[str, msgspec.Meta(pattern=_ID, description="1 to 100 letters, digits and ._:-")]

TenantId: TypeAlias = ProjectId

Host: TypeAlias = Annotated[
    str,
    msgspec.Meta(pattern=r"^([^\s/:@?#\[\]]{1,253}|[0-9A-Fa-f:.]{2,45})\Z", description="the name of a host, no URL"),
]

_MATCH_ID = re.compile(_ID).match


def is_id(text: str) -> bool:
    """Whether a text can be the id of a project or a tenant."""
    return _MATCH_ID(text) is not None


def is_loopback(host: str) -> bool:
    """Whether a host name (in lower case) or address can only mean this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
