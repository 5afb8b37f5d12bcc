"""XML signatures, made and checked by signxml, which comes with the extra `saml`."""

from collections.abc import Iterable
from importlib.util import find_spec
from textwrap import wrap
from typing import TYPE_CHECKING

from mfa_emulator.core.issued.key_pairs import KeyPair
from mfa_emulator.providers.identity_toolkit import errors

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
PLACE = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="placeholder"/>'
"""The element in whose place a signature is put."""


def signed(document: str, element_id: str, pair: KeyPair) -> str:
    """The document with a signature over the element of that ID, at the `PLACE` within it."""
    _require_library()
    from lxml import etree
    from signxml.signer import XMLSigner

    signer, uri = XMLSigner(c14n_algorithm=_EXCLUSIVE), f"#{element_id}"
    root = signer.sign(etree.fromstring(document), key=pair.key, cert=pair.certificate, reference_uri=uri)
    text: str = etree.tostring(root, encoding="unicode")
    return text


def signed_part(document: bytes, certificates: Iterable[str]) -> bytes:
    """The element that the key of one of the certificates has signed, in canonical form: nothing else is vouched for.

    When a certificate ended does not count (recorded). Raises `InvalidIdpResponse`.
    """
    _require_library()
    from lxml.etree import LxmlError
    from signxml.exceptions import SignXMLException
    from signxml.verifier import SignatureConfiguration, XMLVerifier

    problem = "none of the provider's idpCertificates is a certificate"
    for certificate in filter(None, map(_certificate, certificates)):
        # A time at which it is good: the library would look at the machine's clock.
        expected = SignatureConfiguration(location=".//", verification_time=certificate.not_valid_before_utc)
        try:
            result = XMLVerifier().verify(document, x509_cert=certificate, expect_config=expected)
        except (SignXMLException, LxmlError, AttributeError, LookupError, TypeError, ValueError) as error:
            problem = f"no key of idpCertificates has signed the SAMLResponse: {error}"
            continue
        # `expect_references` of one: it is no list.
        data = None if isinstance(result, list) else result.signed_data
        if isinstance(data, bytes):
            return data
    raise errors.InvalidIdpResponse(reason=problem)


def _certificate(text: str) -> "Certificate | None":
    """The certificate in PEM or in Base64 alone, as consoles of providers show it; None when it is none."""
    from cryptography.x509 import load_pem_x509_certificate

    if "-----BEGIN" not in text:
        lines = "\n".join(wrap("".join(text.split()), 64))
        text = f"-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n"
    try:
        return load_pem_x509_certificate(text.encode())
    except ValueError:
        return None


def _require_library() -> None:
    if find_spec("signxml") is None:
        text = "XML is signed and verified by a library of an extra: pip install 'mfa-emulator[saml]'"
        raise errors.NotImplementedYet(text, reason=text)
