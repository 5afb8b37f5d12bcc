"""SAML responses that are issued for an ID token."""

from base64 import b64decode
from xml.etree import ElementTree

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
