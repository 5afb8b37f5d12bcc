"""accounts.update by the users themselves."""

import pytest

PATH = "/v1/accounts:update"
LOOKUP = "/v1/accounts:lookup"


def test_profile_changes_bring_no_tokens(it):
    ada = it.user()
    body = {"idToken": ada.id_token, "displayName": "Ada", "photoUrl": "https://x.co/a.png"}
    answer = it.ok(PATH, body)
    assert answer["kind"] == "identitytoolkit#SetAccountInfoResponse"
    assert answer["displayName"] == "Ada"
    assert answer["photoUrl"] == "https://x.co/a.png"
    assert answer["localId"] == ada.local_id
    assert "idToken" not in answer


def test_an_empty_text_clears_and_null_leaves(it):
    ada = it.user(display_name="Ada")
    assert it.ok(PATH, {"idToken": ada.id_token, "displayName": None})["displayName"] == "Ada"
    assert "displayName" not in it.ok(PATH, {"idToken": ada.id_token, "displayName": ""})


def test_a_new_password_ends_other_sessions_and_brings_tokens(it, claims_of):
    ada = it.user()
    old = ada.id_token
    it.clock.advance("10m")
    answer = it.ok(PATH, {"idToken": old, "password": "secret-2", "returnSecureToken": True})
    assert it.refused(LOOKUP, {"idToken": old}) == "TOKEN_EXPIRED"
    claims = claims_of(answer["idToken"])
    # Production's auth_time is new; with the old one, admin SDKs would take the token for revoked.
    assert claims["auth_time"] == claims["iat"] == it.clock.micros() // 1_000_000
    assert it.ok(LOOKUP, {"idToken": answer["idToken"]})
    assert it.sign_in(password="secret-2")["idToken"]


def test_a_second_factor_stays_in_the_new_tokens(it, claims_of):
    ada = it.user()
    ada.enroll_totp()
    old = ada.id_token
    it.clock.advance("1s")
    answer = it.ok(PATH, {"idToken": old, "password": "secret-2"})
    assert claims_of(answer["idToken"])["firebase"]["sign_in_second_factor"] == "totp"


def test_a_new_address_is_unverified_and_the_old_one_is_remembered(it):
    ada = it.user("ada@example.com")
    answer = it.ok(PATH, {"idToken": ada.id_token, "email": "New@example.com"})
    assert answer["email"] == "new@example.com"
    assert answer["emailVerified"] is False
    assert ada.record.rare.initial_email == "ada@example.com"
    mail = it.inbox.latest(to="ada@example.com", channel="email")
    assert mail.context["requestType"] == "RECOVER_EMAIL"


def test_only_the_first_address_is_remembered(it):
    ada = it.user("ada@example.com")
    for email in ("b@example.com", "c@example.com"):
        it.ok(PATH, {"idToken": ada.sign_in().id_token, "email": email})
    assert ada.record.rare.initial_email == "ada@example.com"


def test_an_anonymous_account_gets_its_first_address_without_a_recovery_mail(it):
    token = it.ok("/v1/accounts:signUp", {})["idToken"]
    it.ok(PATH, {"idToken": token, "email": "a@b.co"})
    assert it.inbox.newest(to="a@b.co") is None


def test_the_same_address_changes_nothing(it):
    ada = it.user("ada@example.com")
    token, before = ada.id_token, ada.record
    it.clock.advance("1s")
    assert "idToken" not in it.ok(PATH, {"idToken": token, "email": "Ada@example.com"})
    assert ada.record == before


def test_tokens_come_even_when_the_session_began_in_the_same_second(it):
    ada = it.user()
    assert it.ok(PATH, {"idToken": ada.id_token, "password": "secret-2"})["idToken"]


def test_taking_the_address_away_sends_no_mail_to_bring_it_back(it):
    ada = it.user("ada@example.com")
    it.ok(PATH, {"idToken": ada.id_token, "email": "new@example.com"})
    count = len(it.inbox.messages())
    it.ok(PATH, {"localId": ada.local_id, "deleteAttribute": ["EMAIL"]}, admin=True)
    assert len(it.inbox.messages()) == count


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"email": "nonsense"}, "INVALID_EMAIL"),
        ({"email": "eve@example.com"}, "EMAIL_EXISTS"),
        ({"password": "short"}, "WEAK_PASSWORD"),
        ({"disableUser": True}, "OPERATION_NOT_ALLOWED"),
        ({"customAttributes": "{}"}, "INSUFFICIENT_PERMISSION"),
        ({"linkProviderUserInfo": {"rawId": "1"}}, "MISSING_PROVIDER_ID"),
        ({"linkProviderUserInfo": {"providerId": "github.com"}}, "MISSING_RAW_ID"),
    ],
)
def test_what_is_wrong_is_named_and_changes_nothing(it, body, code):
    ada = it.user("ada@example.com")
    it.user("eve@example.com")
    token, before = ada.id_token, ada.record
    assert it.refused(PATH, {"idToken": token, "displayName": "changed", **body}) == code
    assert ada.record == before


def test_without_token_or_code_the_kind_of_request_is_unknown(both):
    assert both.refused(PATH, {"displayName": "x"}) == "INVALID_REQ_TYPE"


def test_what_only_administrators_change_is_passed_over(it):
    ada = it.user()
    body = {"emailVerified": False, "phoneNumber": "+15555550100", "createdAt": "1", "lastLoginAt": "1"}
    token = ada.id_token
    before = ada.record
    it.ok(PATH, {"idToken": token, **body})
    assert ada.record == before


def test_valid_since_means_now_and_brings_tokens(it):
    ada = it.user()
    token = ada.id_token
    it.clock.advance("1s")
    answer = it.ok(PATH, {"idToken": token, "validSince": "1"})
    assert ada.record.valid_since == it.clock.micros() // 1_000_000
    assert answer["idToken"]


@pytest.mark.parametrize(
    ("attribute", "field"),
    [("DISPLAY_NAME", "display_name"), ("PHOTO_URL", "photo_url"), ("PASSWORD", "password"), ("EMAIL", "email")],
)
def test_attributes_can_be_deleted(it, attribute, field):
    ada = it.user("ada@example.com", display_name="Ada")
    it.ok(PATH, {"idToken": ada.id_token, "photoUrl": "https://x.co/a.png"})
    assert getattr(ada.record, field)
    it.ok(PATH, {"idToken": ada.id_token, "deleteAttribute": [attribute]})
    assert getattr(ada.record, field) == ""


def test_providers_can_be_unlinked(it):
    ada = it.user("ada@example.com", phone_number="+15555550100")
    link = {"providerId": "github.com", "rawId": "42"}
    it.ok(PATH, {"idToken": ada.id_token, "linkProviderUserInfo": link})
    it.ok(PATH, {"idToken": ada.id_token, "deleteProvider": ["phone", "github.com"]})
    assert (ada.record.phone_number, ada.record.links) == ("", ())
    it.ok(PATH, {"idToken": ada.id_token, "deleteProvider": ["password"]})
    assert (ada.record.email, ada.record.password) == ("", "")


def test_a_link_replaces_the_one_at_the_same_provider(it):
    ada = it.user()
    for raw_id in ("1", "2"):
        link = {"providerId": "github.com", "rawId": raw_id}
        it.ok(PATH, {"idToken": ada.id_token, "linkProviderUserInfo": link})
    assert [link.raw_id for link in ada.record.links] == ["2"]


def test_a_link_belongs_to_one_account(it):
    ada, eve = it.user("ada@example.com"), it.user("eve@example.com")
    link = {"providerId": "github.com", "rawId": "1"}
    it.ok(PATH, {"idToken": ada.id_token, "linkProviderUserInfo": link})
    code = it.refused(PATH, {"idToken": eve.id_token, "linkProviderUserInfo": link})
    assert code == "FEDERATED_USER_ID_ALREADY_LINKED"


@pytest.mark.parametrize("change", [{"password": "secret-2"}, {"email": "new@example.com"}])
def test_production_wants_a_recent_login_for_address_and_password(it, strict, change):
    for client in (it, strict):
        ada = client.user()
        token = ada.id_token
        client.clock.advance("5m")
        if client is it:
            assert client.ok(PATH, {"idToken": token, **change})
        else:
            assert client.refused(PATH, {"idToken": token, **change}) == "CREDENTIAL_TOO_OLD_LOGIN_AGAIN"
            assert client.ok(PATH, {"idToken": token, "displayName": "Ada"})


def test_production_changes_addresses_by_verification_only(strict):
    ada = strict.user("ada@example.com")
    assert strict.refused(PATH, {"idToken": ada.id_token, "email": "b@example.com"}) == "OPERATION_NOT_ALLOWED"
    eve = strict.user("eve@example.com")
    eve.enroll_totp()
    code = strict.refused(PATH, {"idToken": eve.id_token, "email": "b@example.com"})
    assert code == "EMAIL_CHANGE_NEEDS_VERIFICATION"
    assert strict.ok(PATH, {"localId": ada.local_id, "email": "b@example.com"}, admin=True)["email"] == "b@example.com"


def test_in_production_a_taken_address_is_not_told_and_an_anonymous_account_gets_none(strict):
    strict.user("bob@example.com")
    for token in (strict.user().id_token, strict.ok("/v1/accounts:signUp", {})["idToken"]):
        body = {"idToken": token, "email": "bob@example.com"}
        assert strict.refused("/v1/accounts:update", body) == "OPERATION_NOT_ALLOWED"
        body = {"idToken": token, "email": "free@example.com"}
        assert strict.refused("/v1/accounts:update", body) == "OPERATION_NOT_ALLOWED"


def test_in_production_an_update_that_ends_sessions_answers_a_legacy_token_unless_asked(it, strict):
    for client in (it, strict):
        body = {"idToken": client.user().id_token, "password": "secret-2"}
        assert ("refreshToken" in client.ok("/v1/accounts:update", body)) is (client is it)


def test_an_empty_name_is_kept_and_shown_by_the_official_emulator_alone(it, strict):
    for client, shown in ((it, ""), (strict, None)):
        ada = client.user(display_name="Ada")
        client.ok("/v1/accounts:update", {"idToken": ada.id_token, "displayName": ""})
        assert client.ok("/v1/accounts:lookup", {"idToken": ada.id_token})["users"][0].get("displayName") == shown
        client.ok("/v1/accounts:update", {"idToken": ada.id_token, "photoUrl": "https://x.co/a.png"})
        assert client.ok("/v1/accounts:lookup", {"idToken": ada.id_token})["users"][0].get("displayName") == shown
        client.ok("/v1/accounts:update", {"idToken": ada.id_token, "deleteAttribute": ["DISPLAY_NAME"]})
        assert "displayName" not in client.ok("/v1/accounts:lookup", {"idToken": ada.id_token})["users"][0]
