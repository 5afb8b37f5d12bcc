"""accounts.createAuthUri."""

from urllib.parse import parse_qs, urlsplit

import pytest

PATH = "/v1/accounts:createAuthUri"
ASK = {"identifier": "Ada@example.com", "continueUri": "https://app.example.com"}


def test_an_address_with_a_password_is_registered(it):
    it.user("ada@example.com")
    answer = it.ok(PATH, ASK)
    assert answer["kind"] == "identitytoolkit#CreateAuthUriResponse"
    assert answer["registered"] is True
    assert answer["allProviders"] == answer["signinMethods"] == ["password"]
    assert len(answer["sessionId"]) == 27


def test_an_unknown_address_is_not(it):
    answer = it.ok(PATH, {**ASK, "sessionId": "mine"})
    assert answer["registered"] is False
    assert answer["sessionId"] == "mine"
    assert answer["signinMethods"] == answer["allProviders"] == []


def test_in_production_lists_of_nothing_are_left_out(make_it):
    answer = make_it("strict", email_privacy_at_start=False).ok(PATH, ASK)
    assert answer.keys().isdisjoint({"signinMethods", "allProviders"})


def test_an_account_is_found_by_the_address_at_its_provider_too(it):
    ada = it.user("ada@elsewhere.example")
    link = {"providerId": "github.com", "rawId": "42", "email": ASK["identifier"]}
    it.ok("/v1/accounts:update", {"localId": ada.local_id, "linkProviderUserInfo": link}, admin=True)
    assert "github.com" in it.ok(PATH, ASK)["signinMethods"]


def test_all_ways_are_listed_but_phone(it):
    ada = it.user("ada@example.com", phone_number="+15555550100")
    link = {"providerId": "github.com", "rawId": "42"}
    it.ok("/v1/accounts:update", {"localId": ada.local_id, "linkProviderUserInfo": link}, admin=True)
    it.ok("/v1/accounts:sendOobCode", {"requestType": "EMAIL_SIGNIN", "email": "ada@example.com"})
    code = it.inbox.latest(to="ada@example.com").code
    it.ok("/v1/accounts:signInWithEmailLink", {"email": "ada@example.com", "oobCode": code})
    answer = it.ok(PATH, ASK)
    assert answer["signinMethods"] == ["password", "emailLink", "github.com"]
    assert answer["allProviders"] == ["password", "github.com"]


def test_where_addresses_need_not_be_unique_providers_are_left_out(it):
    ada = it.user("ada@example.com")
    link = {"providerId": "github.com", "rawId": "42"}
    it.ok("/v1/accounts:update", {"localId": ada.local_id, "linkProviderUserInfo": link}, admin=True)
    it.configure("signIn.allowDuplicateEmails", {"signIn": {"allowDuplicateEmails": True}})
    assert it.ok(PATH, ASK)["signinMethods"] == ["password"]


def test_enumeration_protection_hides_everything(strict):
    strict.user("ada@example.com")
    assert strict.ok(PATH, ASK).keys() == {"kind", "sessionId"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "MISSING_IDENTIFIER"),
        ({"identifier": "a@b.co"}, "MISSING_CONTINUE_URI"),
        ({**ASK, "identifier": "nonsense"}, "INVALID_IDENTIFIER"),
        ({**ASK, "continueUri": "nonsense"}, "INVALID_CONTINUE_URI"),
        ({"providerId": "google.com"}, "MISSING_CONTINUE_URI"),
        ({"providerId": "google.com", "continueUri": "/x"}, "INVALID_CONTINUE_URI"),
    ],
)
def test_what_is_missing_or_wrong_is_named(both, body, code):
    assert both.refused(PATH, body) == code


def test_a_provider_has_an_address_to_send_the_user_to(it):
    answer = it.ok(PATH, {"providerId": "google.com", "continueUri": "https://app.example.com", "sessionId": "s"})
    assert answer["providerId"] == "google.com"
    query = parse_qs(urlsplit(answer["authUri"]).query)
    assert query["providerId"] == ["google.com"]
    assert query["redirectUrl"] == ["https://app.example.com"]
