"""TLS for SDKs that cannot speak plain HTTP: a certificate authority made for the run, with the extra ``[tls]``."""

import ssl
from collections.abc import Callable
from functools import cached_property, lru_cache

_LOCAL = ("localhost", "127.0.0.1", "::1")


class TlsMissing(Exception):
    """A lack of the extra that TLS needs."""

    def __init__(self) -> None:
        super().__init__("TLS needs one more library: pip install 'mfa-emulator[tls]'")


class Authority:
    """Signs a certificate for every host name that the emulator stands in for, when a client asks for it by SNI.

    Its key exists in this process only: what trusts it trusts this run and nothing else. Raises `TlsMissing`.
    """

    def __init__(self) -> None:
        try:
            import trustme
        except ImportError:
            raise TlsMissing from None
        self._authority = trustme.CA(organization_name="mfa-emulator")
        self._of_host = lru_cache(maxsize=256)(self._issue)

    @cached_property
    def pem(self) -> bytes:
        """The authority's certificate."""
        return self._authority.cert_pem.bytes()

    def context(self, is_ours: Callable[[str], bool]) -> ssl.SSLContext:
        """A server's context: loopback by default, and any name that `is_ours` accepts."""
        context = self._issue(*_LOCAL)

        def choose(connection: ssl.SSLObject | ssl.SSLSocket, name: str | None, _: ssl.SSLContext) -> int | None:
            if name is None or name in _LOCAL:
                return None
            if not is_ours(name):
                return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
            connection.context = self._of_host(name)
            return None

        context.sni_callback = choose
        return context

    def _issue(self, *names: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_alpn_protocols(["http/1.1"])
        self._authority.issue_cert(*names).configure_cert(context)
        return context
