"""A forward proxy on loopback for programs whose vendor host is hard-coded: it leads to the emulator, to stand-ins of
the user's, or nowhere."""

import asyncio
from collections.abc import Callable

from mfa_emulator.core.printable import printable
from mfa_emulator.serving.stand_ins import StandIns
from mfa_emulator.serving.tunnel import Entrance, Stream, lead_on

_BAD = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_READY = b"HTTP/1.1 200 Connection established\r\n\r\n"


class Proxy:
    """Takes CONNECT for vendors' hosts and hands the connection to the emulator's TLS port; plain requests for the
    same hosts go to its plain port. Hosts of stand-ins are led to those. Every other host is refused with 403 and never
    contacted.
    """

    def __init__(self, is_ours: Callable[[str], bool], plain_port: int, tls_port: int, stand_ins: StandIns) -> None:
        self._is_ours = is_ours
        self._plain_port = plain_port
        self._tls_port = tls_port
        self._stand_ins = stand_ins
        self._entrance = Entrance(self._serve)

    async def listen(self, host: str, port: int) -> int:
        """Accept connections; the port, which the system chooses for 0. Raises OSError when it is taken."""
        await self._stand_ins.listen()
        try:
            return await self._entrance.listen(host, port)
        except OSError:
            await self._stand_ins.close()
            raise

    async def close(self) -> None:
        """Stop listening and end every tunnel."""
        await self._entrance.close()
        await self._stand_ins.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            writer.write(_BAD)
            return
        method, _, rest = head.partition(b" ")
        target = rest.partition(b" ")[0].decode("latin-1")
        if method == b"CONNECT":
            await self._connect(target.rpartition(":")[0].lower(), (reader, writer))
        elif target.startswith("http://"):
            await self._pass_on(target[7:].partition("/")[0].partition(":")[0].lower(), head, (reader, writer))
        else:
            writer.write(_BAD)

    async def _connect(self, host: str, client: Stream) -> None:
        """Lead a connection, which is to carry TLS, to the port that has a certificate for the host."""
        stand_in = self._stand_ins.find(host)
        if stand_in is None and not self._is_ours(host):
            client[1].write(_refusal(host))
            return
        port = self._tls_port if stand_in is None else self._stand_ins.port(stand_in)
        server = await asyncio.open_connection("127.0.0.1", port)
        client[1].write(_READY)
        await lead_on(client, server)

    async def _pass_on(self, host: str, head: bytes, client: Stream) -> None:
        """Lead a plain request, whose head was read, and what follows."""
        stand_in = self._stand_ins.find(host)
        if stand_in is None and not self._is_ours(host):
            client[1].write(_refusal(host))
            return
        if stand_in is None:
            server = await asyncio.open_connection("127.0.0.1", self._plain_port)
        else:
            try:
                server = await stand_in.connect()
            except OSError as error:
                client[1].write(stand_in.failure(error))
                return
        server[1].write(head)
        await lead_on(client, server)


def _refusal(host: str) -> bytes:
    sentence = f"mfa-emulator's proxy leads only to the vendors it emulates, not to {printable(host)}\n"
    text = sentence.encode("utf-8", "replace")
    head = b"HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
    return head % len(text) + text
