"""Configurations of providers of SAML."""

import pytest
from cryptography import x509

SAML = "inboundSamlConfigs"
ID = "saml.acme"
IDP = {
    "idpEntityId": "acme",
    "ssoUrl": "https://acme.example/sso",
    "idpCertificates": [{"x509Certificate": "none that could be read"}],
}
SP = {"spEntityId": "my-app", "callbackUri": "https://demo-project.firebaseapp.com/__/auth/handler"}
ACME = {"displayName": "Acme", "enabled": True, "idpConfig": IDP, "spConfig": SP}


def create(parent, config=ACME):
    return parent.create(SAML, config, inboundSamlConfigId=ID)


def test_one_that_was_made_is_read_listed_and_deleted(parent):
    made = create(parent)
    assert made == {**ACME, "name": made["name"]}
    assert parent.get(f"{SAML}/{ID}") == made
    assert parent.get(SAML) == {SAML: [made]}
    assert parent.delete(f"{SAML}/{ID}") == {}
    assert parent.get(SAML) == {}


def test_an_id_is_taken_once_and_has_the_prefix(parent):
    create(parent)
    assert parent.refused(SAML, ACME, inboundSamlConfigId=ID) == "CONFIGURATION_EXISTS"
    assert parent.refused(SAML, ACME, inboundSamlConfigId="oidc.acme") == "INVALID_CONFIG_ID"


@pytest.mark.parametrize(
    "change",
    [
        {"idpConfig": {**IDP, "idpEntityId": ""}},
        {"idpConfig": {**IDP, "ssoUrl": "acme"}},
        {"idpConfig": {**IDP, "idpCertificates": []}},
        {"spConfig": {**SP, "spEntityId": ""}},
        {"spConfig": {**SP, "callbackUri": "/callback"}},
    ],
)
def test_what_could_not_be_obeyed_is_refused(parent, change):
    assert parent.refused(SAML, {**ACME, **change}, inboundSamlConfigId=ID) == "INVALID_CONFIG"
    assert parent.get(SAML) == {}


def test_where_requests_are_signed_there_is_a_certificate_for_five_years(parent):
    made = create(parent, {**ACME, "idpConfig": {**IDP, "signRequest": True}})
    [certificate] = made["spConfig"]["spCertificates"]
    assert certificate["expiresAt"].startswith("2031-11-20T10:00:00")
    read = x509.load_pem_x509_certificate(certificate["x509Certificate"].encode())
    assert read.not_valid_after_utc.year == 2031
    read.verify_directly_issued_by(read)
    assert parent.get(f"{SAML}/{ID}") == made


def test_certificates_of_the_app_are_not_for_writing(parent):
    made = create(parent, {**ACME, "spConfig": {**SP, "spCertificates": [{"x509Certificate": "mine"}]}})
    assert "spCertificates" not in made["spConfig"]


def test_a_change_obeys_its_mask(parent):
    create(parent)
    change = {"idpConfig": {"ssoUrl": "https://new.example/sso"}, "displayName": "New"}
    changed = parent.patch(f"{SAML}/{ID}", change, updateMask="idpConfig.ssoUrl")
    assert changed["idpConfig"] == {**IDP, "ssoUrl": "https://new.example/sso"}
    assert changed["displayName"] == "Acme"


def test_one_that_is_not_there_is_not_found(parent):
    assert parent.refused(f"{SAML}/{ID}", method="GET") == "CONFIGURATION_NOT_FOUND"
