"""SAML responses that are issued for an ID token."""

from base64 import b64decode
from xml.etree import ElementTree

import pytest
from cryptography.x509 import load_pem_x509_certificate
from signxml.exceptions import InvalidSignature
from signxml.verifier import XMLVerifier

from mfa_emulator.providers.identity_toolkit.tokens import xml_signatures

PATH = "/v1/accounts:issueSamlResponse"
SAML = "{urn:oasis:names:tc:SAML:2.0:assertion}"


def test_the_response_names_user_audience_and_time(both):
    ada = both.user("ada@example.com", display_name="Ada Lovelace")
    answer = both.ok(PATH, {"idToken": ada.id_token, "rpId": "google.com/a/example.com"})
    assert (answer["email"], answer["firstName"], answer["lastName"]) == ("ada@example.com", "Ada", "Lovelace")
    assert answer["acsEndpoint"] == "https://www.google.com/a/example.com/acs"
    assert answer["isNewUser"] is False
    assert "relayState" not in answer
    response = ElementTree.fromstring(b64decode(answer["samlResponse"]))
    assertion = response.find(f"{SAML}Assertion")
    assert assertion.findtext(f"{SAML}Subject/{SAML}NameID") == "ada@example.com"
    assert assertion.findtext(f".//{SAML}Audience") == "google.com/a/example.com"
    assert assertion.find(f"{SAML}Conditions").get("NotOnOrAfter") == "2026-11-21T10:05:00Z"


def test_an_app_beside_google_workspace_gets_a_relay_state(both):
    body = {"idToken": both.user().id_token, "rpId": "rp", "samlAppEntityId": "app"}
    assert both.ok(PATH, body)["relayState"]


def test_names_cannot_break_out_of_the_response(both):
    answer = both.ok(PATH, {"idToken": both.user().id_token, "rpId": '<a b="&'})
    response = ElementTree.fromstring(b64decode(answer["samlResponse"]))
    assert response.findtext(f".//{SAML}Audience") == '<a b="&'


def test_what_is_missing_is_refused(both):
    assert both.refused(PATH, {"rpId": "rp"}) == "MISSING_ID_TOKEN"
    assert both.refused(PATH, {"idToken": both.user().id_token}) == "Request contains an invalid argument."
    nameless = both.ok("/v1/accounts:signUp", {"returnSecureToken": True})["idToken"]
    assert both.refused(PATH, {"idToken": nameless, "rpId": "rp"}) == "MISSING_EMAIL"


CERTIFICATES = "/robot/v1/metadata/x509/securetoken@system.gserviceaccount.com"


@pytest.fixture
def signing(make_it):
    return make_it(signed_tokens=True)


def test_where_tokens_are_signed_the_assertion_is_by_the_same_key(signing):
    answer = signing.ok(PATH, {"idToken": signing.user().id_token, "rpId": "rp"})
    document = b64decode(answer["samlResponse"])
    (pem,) = signing.ok(CERTIFICATES, method="GET").values()
    certificate = load_pem_x509_certificate(pem.encode())
    signed = XMLVerifier().verify(document, x509_cert=certificate).signed_xml
    assert (signed.tag, signed.findtext(f".//{SAML}Audience")) == (f"{SAML}Assertion", "rp")
    # The order that SAML's schema wants.
    assert [child.tag.rpartition("}")[2] for child in signed] == ["Issuer", "Subject", "Conditions"]
    assertion = ElementTree.fromstring(document).find(f"{SAML}Assertion")
    assert [child.tag.rpartition("}")[2] for child in assertion][:3] == ["Issuer", "Signature", "Subject"]
    with pytest.raises(InvalidSignature):
        XMLVerifier().verify(document.replace(b">rp<", b">another<"), x509_cert=certificate)


def test_without_the_extra_no_response_goes_out_unsigned(signing, monkeypatch):
    ada = signing.user()
    monkeypatch.setattr(xml_signatures, "find_spec", lambda _: None)
    answer = signing.call(PATH, {"idToken": ada.id_token, "rpId": "rp"})
    assert answer.status == 501
    assert "mfa-emulator[saml]" in answer.json["error"]["message"]


def test_where_tokens_are_unsigned_the_response_has_no_signature(both):
    answer = both.ok(PATH, {"idToken": both.user().id_token, "rpId": "rp"})
    assert b"Signature" not in b64decode(answer["samlResponse"])


@pytest.mark.parametrize("text", ["\x00", "a\x1b", "\ufffe"])
def test_what_xml_has_no_place_for_is_refused(signing, both, text):
    for client in (signing, both):
        body = {"idToken": client.user().id_token, "rpId": text}
        assert client.refused(PATH, body) == "Request contains an invalid argument."
