"""Sign-in by providers of SAML."""

import zlib
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.etree import ElementTree

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml.signer import XMLSigner

from mfa_emulator.providers.identity_toolkit.tokens import xml_signatures

PATH = "/v1/accounts:signInWithIdp"
CONFIGS = "/v2/projects/demo-project/inboundSamlConfigs"
CALLBACK = "https://demo-project.firebaseapp.com/__/auth/handler"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
PLACE = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="placeholder"/>'


class Signer:
    """A key and its certificate, which has ended: production does not mind."""

    def __init__(self):
        self.key = rsa.generate_private_key(65537, 2048)
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "acme")])
        made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(self.key.public_key())
        made = made.serial_number(1).not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        made = made.not_valid_after(datetime(2021, 1, 1, tzinfo=UTC)).sign(self.key, SHA256())
        self.pem = made.public_bytes(Encoding.PEM).decode()

    def sign(self, text, uri="#assertion"):
        signer = XMLSigner(c14n_algorithm=EXCLUSIVE)
        root = signer.sign(etree.fromstring(text), key=self.key, cert=self.pem, reference_uri=uri)
        return etree.tostring(root)


PROVIDER, STRANGER = Signer(), Signer()
IDP = {
    "idpEntityId": "acme",
    "ssoUrl": "https://acme.example/sso",
    "idpCertificates": [{"x509Certificate": "x"}, {"x509Certificate": PROVIDER.pem}],
}
ACME = {"enabled": True, "idpConfig": IDP, "spConfig": {"spEntityId": "my-app", "callbackUri": CALLBACK}}


def xml(**changes):
    """A response in the form in which it is posted, whose assertion the provider has signed."""
    return b64encode(PROVIDER.sign(document(**changes))).decode()


def document(
    *,
    name_id="ada@example.com",
    issuer="acme",
    audience="my-app",
    destination=CALLBACK,
    begin="2026-11-21T09:59:00Z",
    end="2026-11-21T10:05:00Z",
    confirmed="2026-11-21T10:05:00Z",
    request="",
    response_place="",
    signature=PLACE,
):
    return f"""<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
      xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="response"
      Destination="{destination}" InResponseTo="{request}">{response_place}
      <saml:Assertion ID="assertion"><saml:Issuer>{issuer}</saml:Issuer>{signature}
        <saml:Subject><saml:NameID>{name_id}</saml:NameID><saml:SubjectConfirmation>
          <saml:SubjectConfirmationData NotOnOrAfter="{confirmed}" Recipient="https://other.example"/>
        </saml:SubjectConfirmation></saml:Subject>
        <saml:Conditions NotBefore="{begin}" NotOnOrAfter="{end}">
          <saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction>
        </saml:Conditions>
        <saml:AttributeStatement>
          <saml:Attribute Name="team"><saml:AttributeValue>blue</saml:AttributeValue></saml:Attribute>
          <saml:Attribute Name="roles"><saml:AttributeValue>a</saml:AttributeValue>
            <saml:AttributeValue>b</saml:AttributeValue></saml:Attribute>
        </saml:AttributeStatement>
      </saml:Assertion></samlp:Response>"""


def body(response="", provider="saml.acme", id_token="", **more):
    post = {"providerId": provider, "SAMLResponse": response, "id_token": id_token}
    return {"requestUri": "http://localhost", "postBody": urlencode({k: v for k, v in post.items() if v}), **more}


@pytest.fixture
def acme(make_it):
    """Production with one provider configured."""
    client = make_it("strict")
    client.ok(CONFIGS, ACME, admin=True, inboundSamlConfigId="saml.acme")
    return client


def test_a_response_for_this_app_signs_in(acme, claims_of):
    answer = acme.ok(PATH, body(xml(), returnSecureToken=True))
    assert (answer["email"], answer["emailVerified"], answer["context"]) == ("ada@example.com", True, "")
    assert "oauthIdToken" not in answer
    attributes = {"team": "blue", "roles": ["a", "b"]}
    assert claims_of(answer["idToken"])["firebase"]["sign_in_attributes"] == attributes


def test_a_name_that_is_no_address_makes_an_account_without_one(acme):
    answer = acme.ok(PATH, body(xml(name_id="persistent-1")))
    assert "email" not in answer
    assert answer["federatedId"] == "saml.acme/persistent-1"


@pytest.mark.parametrize(
    "wrong",
    [
        {"issuer": "evil"},
        {"audience": "another-app"},
        {"destination": "https://evil.example"},
        {"begin": "2026-11-21T10:00:01Z"},
        {"end": "2026-11-21T10:00:00Z"},
        {"confirmed": "2026-11-21T10:00:00Z"},
        {"end": "tomorrow"},
        {"name_id": ""},
    ],
)
def test_a_response_that_is_not_for_this_app_now_is_refused(acme, wrong):
    assert acme.refused(PATH, body(xml(**wrong))) == "INVALID_IDP_RESPONSE"


def posted(document):
    return b64encode(document if isinstance(document, bytes) else document.encode()).decode()


def test_the_whole_response_may_be_signed_in_place_of_its_assertion(acme):
    whole = PROVIDER.sign(document(response_place=PLACE, signature=""), "#response")
    assert acme.ok(PATH, body(posted(whole)))["email"] == "ada@example.com"


def wrapped(signed):
    """A response in which an assertion that nobody has signed comes before the one that was."""
    evil = document(name_id="eve@example.com", signature="").partition("<saml:Assertion")[2]
    evil = "<saml:Assertion" + evil.rpartition("</samlp:Response>")[0].replace('ID="assertion"', 'ID="evil"')
    return signed.replace(b"<saml:Assertion", evil.encode() + b"<saml:Assertion", 1)


@pytest.mark.parametrize(
    "forge",
    [
        lambda: document(signature=""),
        lambda: document(),
        lambda: STRANGER.sign(document()),
        lambda: PROVIDER.sign(document()).replace(b"ada@", b"eve@"),
        lambda: PROVIDER.sign(document()).replace(b"blue", b"red"),
        lambda: PROVIDER.sign(document(response_place=PLACE, signature=""), "#response").replace(b"ada@", b"eve@"),
        lambda: PROVIDER.sign(document()).replace(b"#assertion", b"#response"),
        lambda: PROVIDER.sign(document()).replace(b"rsa-sha256", b"hmac-sha256"),
        lambda: PROVIDER.sign(document()).replace(b"#assertion", b"http://127.0.0.1:9/"),
        lambda: PROVIDER.sign(document()).replace(b"DigestValue>", b"Digest>"),
        lambda: PROVIDER.sign(document()).replace(EXCLUSIVE.encode(), b"http://www.w3.org/TR/1999/REC-xslt-19991116"),
    ],
)
def test_a_response_that_the_provider_has_not_signed_is_refused(acme, forge):
    before = acme.emulator.snapshot().to_json()
    assert acme.refused(PATH, body(posted(forge()))) == "INVALID_IDP_RESPONSE"
    assert acme.emulator.snapshot().to_json() == before


def test_of_two_assertions_the_signed_one_counts(acme):
    answer = acme.ok(PATH, body(posted(wrapped(PROVIDER.sign(document())))))
    assert answer["email"] == "ada@example.com"


def test_a_comment_splits_no_name(acme):
    odd = document(name_id="ada@example.com<!-- -->.evil.example")
    assert acme.ok(PATH, body(posted(PROVIDER.sign(odd))))["email"] == "ada@example.com.evil.example"


def test_in_production_an_id_token_beside_the_response_tells_nothing(acme):
    answer = acme.ok(PATH, body(xml(), id_token='{"sub":"7","name":"Eve","email":"eve@example.com"}'))
    assert (answer["federatedId"], answer["email"]) == ("saml.acme/ada@example.com", "ada@example.com")
    assert "displayName" not in answer
    assert acme.refused(PATH, body(id_token='{"sub":"7"}')) == "INVALID_IDP_RESPONSE"


@pytest.mark.parametrize("form", ["pem", "lines", "bare"])
def test_a_certificate_may_be_written_in_any_form_that_consoles_show(make_it, form):
    bare = "".join(PROVIDER.pem.split("-----")[2].split())
    text = {"pem": PROVIDER.pem, "lines": PROVIDER.pem.split("-----")[2], "bare": bare}[form]
    strict, idp = make_it("strict"), {**IDP, "idpCertificates": [{"x509Certificate": text}]}
    strict.ok(CONFIGS, {**ACME, "idpConfig": idp}, admin=True, inboundSamlConfigId="saml.acme")
    assert strict.ok(PATH, body(xml()))


def test_without_a_certificate_production_lets_nobody_in_and_says_what_is_missing(make_it):
    strict, idp = make_it("strict"), {**IDP, "idpCertificates": [{"x509Certificate": "x"}]}
    strict.ok(CONFIGS, {**ACME, "idpConfig": idp}, admin=True, inboundSamlConfigId="saml.acme")
    answer = strict.call(PATH, body(xml()))
    assert answer.json["error"]["message"].startswith("INVALID_IDP_RESPONSE")
    assert "idpCertificates" in answer.headers["x-mfa-reason"]


def test_without_the_extra_that_checks_xml_it_says_which_one_is_missing(acme, monkeypatch):
    monkeypatch.setattr(xml_signatures, "find_spec", lambda _: None)
    answer = acme.call(PATH, body(xml()))
    assert answer.status == 501
    assert "mfa-emulator[saml]" in answer.json["error"]["message"]


@pytest.mark.parametrize(
    "text",
    ["", "nonsense", b64encode(b"<a/>").decode(), b64encode(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").decode()],
)
def test_what_is_no_response_is_refused(both, text):
    assert both.refused(PATH, body(text)) == "INVALID_IDP_RESPONSE"


def test_production_takes_no_json(acme):
    text = '{"assertion":{"subject":{"nameId":"ada@example.com"},"attributeStatements":{}}}'
    assert acme.refused(PATH, body(text)) == "INVALID_IDP_RESPONSE"


def test_the_request_leads_to_the_provider_and_its_id_must_come_back(acme):
    ask = {"providerId": "saml.acme", "continueUri": "http://localhost/back", "sessionId": "s1"}
    page = urlsplit(acme.ok("/v1/accounts:createAuthUri", ask)["authUri"])
    query = parse_qs(page.query)
    request = ElementTree.fromstring(zlib.decompress(b64decode(query["SAMLRequest"][0]), -15))
    assert page.netloc == "acme.example"
    assert query["RelayState"] == ["s1"]
    assert request.get("AssertionConsumerServiceURL") == "http://localhost/back"
    assert request.findtext("{urn:oasis:names:tc:SAML:2.0:assertion}Issuer") == "my-app"
    assert "Signature" not in query
    assert acme.refused(PATH, body(xml(), sessionId="s1")) == "INVALID_IDP_RESPONSE"
    assert acme.ok(PATH, body(xml(request=request.get("ID")), sessionId="s1"))


def test_a_request_is_signed_by_the_certificates_key_if_it_is_to_be(acme):
    path = f"{CONFIGS}/saml.acme"
    change = {"idpConfig": {"signRequest": True}}
    config = acme.ok(path, change, method="PATCH", admin=True, updateMask="idpConfig.signRequest")
    pem = config["spConfig"]["spCertificates"][0]["x509Certificate"]
    ask = {"providerId": "saml.acme", "continueUri": "http://localhost/back"}
    query = urlsplit(acme.ok("/v1/accounts:createAuthUri", ask)["authUri"]).query
    signed, _, signature = query.partition("&Signature=")
    key = x509.load_pem_x509_certificate(pem.encode()).public_key()
    key.verify(b64decode(parse_qs(f"s={signature}")["s"][0]), signed.encode())


def test_by_the_official_emulator_an_id_token_stands_in_for_the_response(it):
    answer = it.ok(PATH, body(id_token='{"sub":"7","name":"Ada","email":"ada@example.com"}'))
    assert (answer["displayName"], answer["oauthIdToken"][:8]) == ("Ada", '{"sub":"')


def test_beside_the_response_the_id_token_says_who_and_the_response_the_address(it):
    response = '{"assertion":{"subject":{"nameId":"ada@example.com"}}}'
    answer = it.ok(PATH, body(response, id_token='{"sub":"7","name":"Ada","email":"bob@example.com"}'))
    assert (answer["federatedId"], answer["displayName"]) == ("7", "Ada")
    assert (answer["email"], answer["emailVerified"]) == ("ada@example.com", True)


def test_a_configuration_counts_for_xml_by_the_official_emulator_too(it):
    it.ok(CONFIGS, ACME, admin=True, inboundSamlConfigId="saml.acme")
    unsigned = document(signature="").encode()
    assert it.ok(PATH, body(b64encode(unsigned).decode()))
    assert it.refused(PATH, body(xml(audience="another-app"))) == "INVALID_IDP_RESPONSE"
    it.ok(f"{CONFIGS}/saml.acme", {"enabled": False}, method="PATCH", admin=True, updateMask="enabled")
    assert it.refused(PATH, body(xml())) == "OPERATION_NOT_ALLOWED"
