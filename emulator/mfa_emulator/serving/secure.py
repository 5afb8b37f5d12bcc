"""The secure side of a running emulator: a TLS port, and a proxy that leads hard-coded vendor hosts to it."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from mfa_emulator.core.provider import Front
from mfa_emulator.serving import stand_ins
from mfa_emulator.serving.hosts import Hosts
from mfa_emulator.serving.programs import TrustFiles
from mfa_emulator.serving.proxy import Proxy
from mfa_emulator.serving.stand_ins import StandIns
from mfa_emulator.serving.tls import Authority

if TYPE_CHECKING:
    from mfa_emulator.serving.server import Server


class Secure(msgspec.Struct, frozen=True):
    """Ports to open beside the plain one, 0 for any free one. `ca_file`: the file of what clients must trust,
    in a temporary folder by default. `proxy_map`: further hosts that the proxy leads to stand-ins of the user's, each
    with the ``http://`` or ``https://`` URL of one; ``*.example.com`` stands for all names below it."""

    https_proxy: bool = False
    tls_port: int = 0
    proxy_port: int = 0
    ca_file: str = ""
    proxy_map: Mapping[str, str] = MappingProxyType({})


class SecureSide:
    """An open TLS port and, if wanted, an open proxy."""

    def __init__(self, tls_port: int, proxy: Proxy | None, proxy_port: int, ca_file: str, pem: bytes) -> None:
        self._proxy = proxy
        self._folder = tempfile.TemporaryDirectory(prefix="mfa-emulator-")
        self.host_port: str = f"127.0.0.1:{tls_port}"
        """Of the TLS port."""
        self.proxy_url: str = f"http://127.0.0.1:{proxy_port}" if proxy is not None else ""
        """Empty without a proxy."""
        folder = Path(self._folder.name)
        try:
            self._trust = TrustFiles(pem, Path(ca_file).absolute() if ca_file else folder / "ca.pem", folder / "php")
        except OSError as error:
            self._folder.cleanup()
            error.filename = error.filename or ca_file  # a full disk does not say which file it is about
            raise
        self.ca_file: str = str(self._trust.ca_file)

    @classmethod
    async def open(cls, wanted: Secure, fronts: Mapping[str, Front], server: "Server", plain_port: int) -> "SecureSide":
        """Listen, on loopback only, and write the files. Raises `TlsMissing`, OSError when that cannot be,
        or ValueError for a map that makes no sense."""
        hosts, authority = Hosts(fronts), Authority()

        def is_ours(name: str) -> bool:
            return hosts.by_host(name) is not None

        proxy, proxy_port = None, 0
        tls_port = await server.listen("127.0.0.1", wanted.tls_port, authority.context(is_ours))
        if wanted.https_proxy:
            proxy = Proxy(is_ours, plain_port, tls_port, StandIns(stand_ins.read(wanted.proxy_map, fronts), authority))
            proxy_port = await proxy.listen("127.0.0.1", wanted.proxy_port)
        try:
            return cls(tls_port, proxy, proxy_port, wanted.ca_file, authority.pem)
        except OSError:
            if proxy is not None:  # the TLS port is the server's to close
                await proxy.close()
            raise

    async def close(self) -> None:
        """Close the proxy and take away the temporary files; the TLS port is the server's to close."""
        if self._proxy is not None:
            await self._proxy.close()
        self._folder.cleanup()

    def env(self) -> dict[str, str]:
        """The variables that make programs trust the TLS port, and go through the proxy if there is one."""
        return {"MFA_EMULATOR_TLS": self.host_port, **self._trust.env(self.proxy_url.removeprefix("http://"))}
