"""Programs of every runtime: the files and variables that make them use the proxy and trust the authority of a run."""

import os
import re
import ssl
import warnings
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography import x509

_TRUST = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "AWS_CA_BUNDLE")
"""Variables in which OpenSSL (Ruby's too) and Go, requests, curl, Node and the SDKs of AWS, to which programs go on
from a OneLogin log-in, look for the authorities to trust."""
_PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy")
"""curl reads the last in small letters alone; most programs read small letters first, if somebody has set them."""
_NOT_PROXIED = "localhost,127.0.0.1,::1"
_NOT_PROXIED_BY_JAVA = "localhost|127.*|[::1]"
_PASSWORD = "mfa-emulator"
"""A password that is no secret: Java skips the certificates of a PKCS12 store that has none."""
_ADDED = {"JAVA_TOOL_OPTIONS": " ", "PHP_INI_SCAN_DIR": ""}
"""Variables that hold a list, each with the separator of its items; PHP's value brings its own."""
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


def merged(present: Mapping[str, str], env: Mapping[str, str]) -> dict[str, str]:
    """`env`, its lists added to those that are present; what stands there already is not added twice."""
    return {name: _joined(present.get(name, ""), value, _ADDED.get(name)) for name, value in env.items()}


def _joined(there: str, value: str, separator: str | None) -> str:
    if separator is None or not there:
        return value
    return there if value in there else f"{there}{separator}{value}"


class TrustFiles:
    """The authorities that clients must trust, in a form for each runtime: PEM, a trust store for Java beside it, and
    settings for PHP in a folder of their own.

    The machine's own authorities stay trusted, for most clients read one file and no other. Raises OSError.
    """

    def __init__(self, pem: bytes, ca_file: Path, php_folder: Path) -> None:
        self.ca_file = ca_file
        self.java_store: Path = ca_file.with_name(f"{ca_file.name}.p12")
        self.php_folder = php_folder
        every = pem + _system_authorities()
        ca_file.write_bytes(every)
        self.java_store.write_bytes(_java_store(every))
        php_folder.mkdir(exist_ok=True)
        settings = "".join(f'{name}="{ca_file}"\n' for name in ("curl.cainfo", "openssl.cafile"))
        (php_folder / "mfa-emulator.ini").write_text(settings)

    def env(self, proxy_host_port: str) -> dict[str, str]:
        """The variables that make programs trust the authorities and use the proxy at ``127.0.0.1:port``, if any."""
        found = dict.fromkeys(_TRUST, str(self.ca_file))
        found["PHP_INI_SCAN_DIR"] = f"{os.pathsep}{self.php_folder}"  # before the separator stands PHP's own folder
        found["JAVA_TOOL_OPTIONS"] = " ".join(self._java_options(proxy_host_port))
        if proxy_host_port:
            found |= dict.fromkeys(_PROXIES, f"http://{proxy_host_port}")
            found |= {"NO_PROXY": _NOT_PROXIED, "no_proxy": _NOT_PROXIED, "NODE_USE_ENV_PROXY": "1"}
        return found

    def _java_options(self, proxy_host_port: str) -> Iterator[str]:
        store = f"-Djavax.net.ssl.trustStore={self.java_store}"
        yield f'"{store}"' if " " in store else store
        yield "-Djavax.net.ssl.trustStoreType=PKCS12"
        yield f"-Djavax.net.ssl.trustStorePassword={_PASSWORD}"
        if proxy_host_port:
            host, _, port = proxy_host_port.rpartition(":")
            for scheme in ("http", "https"):
                yield f"-D{scheme}.proxyHost={host}"
                yield f"-D{scheme}.proxyPort={port}"
            yield f"-Dhttp.nonProxyHosts={_NOT_PROXIED_BY_JAVA}"


def _java_store(pem: bytes) -> bytes:
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

    trusted = [pkcs12.PKCS12Certificate(certificate, None) for certificate in _certificates(pem)]
    return pkcs12.serialize_java_truststore(trusted, BestAvailableEncryption(_PASSWORD.encode()))


def _certificates(pem: bytes) -> "list[x509.Certificate]":
    """Every certificate that can be read: machines hold old ones that break the rules."""
    from cryptography import x509

    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for match in _PEM.finditer(pem):
            with suppress(ValueError):
                found.append(x509.load_pem_x509_certificate(match[0]))
    return found


def _system_authorities() -> bytes:
    paths = ssl.get_default_verify_paths()
    file = Path(paths.cafile or paths.openssl_cafile)
    return file.read_bytes() if file.is_file() else b""
