"""Sign-in by providers of SAML."""

import zlib
from base64 import b64decode, b64encode
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.etree import ElementTree

import pytest
from cryptography import x509

PATH = "/v1/accounts:signInWithIdp"
CONFIGS = "/v2/projects/demo-project/inboundSamlConfigs"
CALLBACK = "https://demo-project.firebaseapp.com/__/auth/handler"
IDP = {"idpEntityId": "acme", "ssoUrl": "https://acme.example/sso", "idpCertificates": [{"x509Certificate": "x"}]}
ACME = {"enabled": True, "idpConfig": IDP, "spConfig": {"spEntityId": "my-app", "callbackUri": CALLBACK}}

SIGNATURE = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'


def xml(
    *,
    name_id="ada@example.com",
    issuer="acme",
    audience="my-app",
    destination=CALLBACK,
    begin="2026-11-21T09:59:00Z",
    end="2026-11-21T10:05:00Z",
    confirmed="2026-11-21T10:05:00Z",
    request="",
    signature=SIGNATURE,
):
    text = f"""<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
      xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" Destination="{destination}" InResponseTo="{request}">
      <saml:Assertion><saml:Issuer>{issuer}</saml:Issuer>{signature}
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
    return b64encode(text.encode()).decode()


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
        {"signature": ""},
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
    assert it.ok(PATH, body(xml(signature="")))
    assert it.refused(PATH, body(xml(audience="another-app"))) == "INVALID_IDP_RESPONSE"
    it.ok(f"{CONFIGS}/saml.acme", {"enabled": False}, method="PATCH", admin=True, updateMask="enabled")
    assert it.refused(PATH, body(xml())) == "OPERATION_NOT_ALLOWED"
