"""Formats of names from outside: Google projects and tenants, hosts, web origins."""

import re
from ipaddress import ip_address
from typing import Annotated, TypeAlias

import msgspec

_ID = r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}\Z"

ProjectId: TypeAlias = Annotated[str, msgspec.Meta(pattern=_ID, description="1 to 100 letters, digits and ._:-")]

TenantId: TypeAlias = ProjectId

Host: TypeAlias = Annotated[
    str,
    msgspec.Meta(pattern=r"^([\w.-]{1,253}|[0-9A-Fa-f:.]{2,45})\Z", description="the name of a host, no URL"),
]

HostPort: TypeAlias = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^(([^\s/:@?#\[\]]{1,253}|\[[0-9A-Fa-f:.]{2,45}\]):[0-9]{1,5})?\Z",
        description="a host and its port, 127.0.0.1:5001",
    ),
]

_MATCH_ID = re.compile(_ID).match
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*", re.IGNORECASE)
_AUTHORITY = re.compile(r"(?:\[(?P<address>[0-9a-f:.]{2,45})\]|(?P<name>[a-z0-9_.-]{1,254}))(?::[0-9]{1,5})?", re.I)
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]{0,30}://(?P<authority>[^/?#@\s]{1,300})", re.IGNORECASE)
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}

_CONTAINERS_HOSTS = frozenset(("host.docker.internal", "gateway.docker.internal", "host.containers.internal"))
"""Names by which a container reaches the machine that it runs on: Docker's and Podman's."""


def is_id(text: str) -> bool:
    """Whether a text can be the id of a project or a tenant."""
    return _MATCH_ID(text) is not None


def host_name(authority: str) -> str:
    """The name or address in a Host header, in lower case without port and closing dot; empty if it is none."""
    found = _AUTHORITY.fullmatch(authority)
    if found is None:
        return ""
    if found["address"] is not None:
        return found["address"].lower() if _is_address(found["address"]) else ""
    name = found["name"].lower().removesuffix(".")
    return name if _NAME.fullmatch(name) else ""


def authority_of(origin: str) -> str:
    """Host and port of a web page's origin, as they stand there; empty for ``null`` and what is no origin."""
    found = _ORIGIN.fullmatch(origin)
    return found["authority"] if found else ""


def is_loopback(host: str) -> bool:
    """Whether a host name (in lower case) or address can only mean this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_near(host: str) -> bool:
    """Whether a host name (in lower case) can be had by nobody who owns a domain: no DNS name is rebound to it.

    Loopback, addresses, names without a dot (of a machine or a container), and containers' names of their host.
    """
    return bool(host) and ("." not in host or is_loopback(host) or host in _CONTAINERS_HOSTS or _is_address(host))


def host_pattern(text: str) -> str:
    """A host name to allow, in lower case; ``*.`` in front stands for all names below it. Raises ValueError."""
    pattern = text.lower()
    if _is_address(pattern) or _NAME.fullmatch(pattern.removeprefix("*.")):
        return pattern
    raise ValueError("write the name of a host, emulator.example, or *.example for all names below it")


def origin(text: str) -> str:
    """A web page's origin as browsers send it: in lower case, without the scheme's own port. Raises ValueError.

    ``null`` is a page from a file.
    """
    if text == "null":
        return text
    authority = authority_of(text)
    if not host_name(authority):
        patterns = "; patterns are not taken" if "*" in text else ""
        raise ValueError(f"write https://app.example, with a :port if need be{patterns}")
    scheme = text.partition(":")[0].lower()
    return f"{scheme}://{authority.lower().removesuffix(_DEFAULT_PORTS.get(scheme, '/'))}"


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
