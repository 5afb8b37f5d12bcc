"""The secure side of a running emulator: a TLS port, and a proxy that leads hard-coded vendor hosts to it."""

import ssl
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from mfa_emulator.core.provider import Front
from mfa_emulator.serving.hosts import Hosts
from mfa_emulator.serving.proxy import Proxy
from mfa_emulator.serving.tls import Authority

if TYPE_CHECKING:
    from mfa_emulator.serving.server import Server

_TRUST = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")
"""Variables in which OpenSSL and Go, requests, curl and Node look for the authorities to trust."""
_PROXIES = ("HTTPS_PROXY", "HTTP_PROXY")
_NOT_PROXIED = "localhost,127.0.0.1,::1"


class Secure(msgspec.Struct, frozen=True):
    """Ports to open beside the plain one, 0 for any free one. `ca_file`: the file of what clients must trust,
    in a temporary folder by default."""

    https_proxy: bool = False
    tls_port: int = 0
    proxy_port: int = 0
    ca_file: str = ""


class SecureSide:
    """An open TLS port and, if wanted, an open proxy."""

    def __init__(self, tls_port: int, proxy: Proxy | None, proxy_port: int, ca_file: str, pem: bytes) -> None:
        self._proxy = proxy
        self._folder = None if ca_file else tempfile.TemporaryDirectory(prefix="mfa-emulator-")
        self.host_port: str = f"127.0.0.1:{tls_port}"
        """Of the TLS port."""
        self.proxy_url: str = f"http://127.0.0.1:{proxy_port}" if proxy is not None else ""
        """Empty without a proxy."""
        self.ca_file: str = ca_file if self._folder is None else str(Path(self._folder.name, "ca.pem"))
        # The machine's own authorities stay trusted: the variables below replace them in most clients.
        Path(self.ca_file).write_bytes(pem + _system_authorities())

    @classmethod
    async def open(cls, wanted: Secure, fronts: Mapping[str, Front], server: "Server", plain_port: int) -> "SecureSide":
        """Listen, on loopback only, and write the file. Raises `TlsMissing`, or OSError when that cannot be."""
        hosts, authority = Hosts(fronts), Authority()

        def is_ours(name: str) -> bool:
            return hosts.by_host(name) is not None

        proxy, proxy_port = None, 0
        tls_port = await server.listen("127.0.0.1", wanted.tls_port, authority.context(is_ours))
        if wanted.https_proxy:
            proxy = Proxy(is_ours, plain_port, tls_port)
            proxy_port = await proxy.listen("127.0.0.1", wanted.proxy_port)
        try:
            return cls(tls_port, proxy, proxy_port, wanted.ca_file, authority.pem)
        except OSError:
            if proxy is not None:  # the TLS port is the server's to close
                await proxy.close()
            raise

    async def close(self) -> None:
        """Close the proxy and take away the temporary file; the TLS port is the server's to close."""
        if self._proxy is not None:
            await self._proxy.close()
        if self._folder is not None:
            self._folder.cleanup()

    def env(self) -> dict[str, str]:
        """The variables that make programs trust the TLS port, and go through the proxy if there is one."""
        found = {"MFA_EMULATOR_TLS": self.host_port, **dict.fromkeys(_TRUST, self.ca_file)}
        if self.proxy_url:
            found |= {**dict.fromkeys(_PROXIES, self.proxy_url), "NO_PROXY": _NOT_PROXIED}
        return found


def _system_authorities() -> bytes:
    paths = ssl.get_default_verify_paths()
    file = Path(paths.cafile or paths.openssl_cafile)
    return file.read_bytes() if file.is_file() else b""
