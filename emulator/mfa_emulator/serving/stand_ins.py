"""Stand-ins of the user's: servers that the proxy leads further hosts to, beside those of the vendors."""

import asyncio
import ssl
from collections.abc import Iterator, Mapping
from functools import partial
from urllib.parse import urlsplit

import msgspec

from mfa_emulator.core.provider import Front
from mfa_emulator.serving.hosts import Hosts, by_name
from mfa_emulator.serving.tls import Authority
from mfa_emulator.serving.tunnel import HEAD_LIMIT, Entrance, Stream, lead_on

_BAD_GATEWAY = (
    b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
)
_PORTS = {"http": 80, "https": 443}


class StandIn(msgspec.Struct, frozen=True):
    """A server of the user's. One with `secure` proves who it is to the authorities that this process trusts."""

    host: str
    port: int
    secure: bool

    async def connect(self) -> Stream:
        """A connection to it. Raises OSError, ssl.SSLError among them."""
        context = ssl.create_default_context() if self.secure else None
        return await asyncio.open_connection(self.host, self.port, ssl=context)

    def failure(self, error: OSError) -> bytes:
        """The answer to a client when it cannot be reached."""
        text = f"the stand-in at {self.host}:{self.port} cannot be reached: {error.strerror or error}\n".encode()
        head = (
            b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
        )
        return head % len(text) + text


def read(proxy_map: Mapping[str, str], fronts: Mapping[str, Front]) -> dict[str, StandIn]:
    """The stand-ins by host name, in small letters. Raises ValueError for one that makes no sense."""
    return dict(_read(proxy_map, Hosts(fronts)))


def _read(proxy_map: Mapping[str, str], vendors: Hosts) -> Iterator[tuple[str, StandIn]]:
    for given, url in proxy_map.items():
        host = given.lower()
        vendor = vendors.by_host(host.removeprefix("*."))
        if not host or any(sign in host for sign in " :/@") or "*" in host.removeprefix("*."):
            raise ValueError(f"{given!r} is no host name: write sts.example.com, or *.example.com for all below it")
        if vendor is not None:
            raise ValueError(f"{given} is a host of {vendor.title}: the proxy leads it to the emulator")
        yield host, _stand_in(url)


def _stand_in(url: str) -> StandIn:
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise ValueError(f"{url!r} is no URL of a server: write http://127.0.0.1:4566") from None
    if not parts.hostname or parts.path.strip("/") or parts.query or parts.username:
        raise ValueError(f"{url!r} holds more or less than a server's address: write http://127.0.0.1:4566")
    return StandIn(parts.hostname, port, parts.scheme == "https")


class StandIns:
    """The stand-ins that run, each with a TLS port of ours before it: clients trust the authority of this run alone."""

    def __init__(self, by_host: Mapping[str, StandIn], authority: Authority) -> None:
        self._by_host = by_host
        self._authority = authority
        self._entrances: list[Entrance] = []
        self._ports: dict[StandIn, int] = {}

    def find(self, host: str) -> StandIn | None:
        """The stand-in of a host name, or None."""
        return by_name(self._by_host, host)

    def port(self, stand_in: StandIn) -> int:
        """Its TLS port on loopback."""
        return self._ports[stand_in]

    async def listen(self) -> None:
        """Open the TLS ports."""
        context = self._authority.context(lambda name: self.find(name) is not None)
        for stand_in in set(self._by_host.values()):
            entrance = Entrance(partial(_serve, stand_in))
            self._ports[stand_in] = await entrance.listen("127.0.0.1", 0, context)
            self._entrances.append(entrance)

    async def close(self) -> None:
        """Close the TLS ports."""
        for entrance in self._entrances:
            await entrance.close()


async def _serve(stand_in: StandIn, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        server = await stand_in.connect()
    except OSError as error:
        await reader.read(HEAD_LIMIT)  # a client that is answered before it has spoken may miss the answer
        writer.write(stand_in.failure(error))
        return
    await lead_on((reader, writer), server)
