"""accounts.sendOobCode."""

from urllib.parse import parse_qs, urlsplit

import pytest

PATH = "/v1/accounts:sendOobCode"
ADMIN = "/v1/projects/demo-project/accounts:sendOobCode"


def test_a_link_goes_out_by_mail_and_not_into_the_answer(it):
    it.user("ada@example.com")
    answer = it.ok(PATH, {"requestType": "PASSWORD_RESET", "email": "Ada@example.com"})
    assert answer == {"kind": "identitytoolkit#GetOobConfirmationCodeResponse", "email": "ada@example.com"}
    mail = it.inbox.latest(to="ada@example.com", channel="email")
    assert len(mail.code) == 54
    assert mail.context["link"] in mail.body


def test_an_administrator_may_have_the_link_handed_over_and_no_mail_sent(it):
    it.user("ada@example.com")
    body = {
        "requestType": "PASSWORD_RESET",
        "email": "ada@example.com",
        "returnOobLink": True,
        "continueUrl": "https://app.example.com/done?x=1",
    }
    answer = it.ok(ADMIN, body, admin=True)
    link = urlsplit(answer["oobLink"])
    assert f"{link.scheme}://{link.netloc}{link.path}" == "http://127.0.0.1:9099/emulator/action"
    assert parse_qs(link.query) == {
        "mode": ["resetPassword"],
        "lang": ["en"],
        "oobCode": [answer["oobCode"]],
        "apiKey": ["fake-api-key"],
        "continueUrl": ["https://app.example.com/done?x=1"],
    }
    assert it.inbox.newest(to="ada@example.com") is None


def test_the_link_leads_to_the_emulator_also_when_the_host_name_is_in_the_path(it):
    it.user("ada@example.com")
    body = {"requestType": "PASSWORD_RESET", "email": "ada@example.com", "returnOobLink": True}
    answer = it.ok(f"/identitytoolkit.googleapis.com{ADMIN}", body, admin=True)
    assert answer["oobLink"].startswith("http://127.0.0.1:9099/emulator/action?")


def test_a_tenants_link_names_the_tenant(it):
    it.user("ada@example.com", tenant="t1")
    path = "/v1/projects/demo-project/tenants/t1/accounts:sendOobCode"
    body = {"requestType": "PASSWORD_RESET", "email": "ada@example.com", "returnOobLink": True}
    assert parse_qs(urlsplit(it.ok(path, body, admin=True)["oobLink"]).query)["tenantId"] == ["t1"]


def test_only_administrators_may_have_the_link(it):
    it.user()
    body = {"requestType": "PASSWORD_RESET", "email": "ada@example.com", "returnOobLink": True}
    assert it.refused(PATH, body) == "INSUFFICIENT_PERMISSION"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "MISSING_REQ_TYPE"),
        ({"requestType": "PASSWORD_RESET"}, "MISSING_EMAIL"),
        ({"requestType": "EMAIL_SIGNIN"}, "MISSING_EMAIL"),
        ({"requestType": "EMAIL_SIGNIN", "email": "nonsense"}, "INVALID_EMAIL"),
        ({"requestType": "VERIFY_EMAIL"}, "INVALID_ID_TOKEN"),
        ({"requestType": "VERIFY_AND_CHANGE_EMAIL"}, "MISSING_NEW_EMAIL"),
        ({"requestType": "VERIFY_AND_CHANGE_EMAIL", "newEmail": "x@y.co"}, "MISSING_ID_TOKEN"),
        ({"requestType": "EMAIL_SIGNIN", "email": "a@b.co", "continueUrl": "/relative"}, "INVALID_CONTINUE_URI"),
        ({"requestType": "EMAIL_SIGNIN", "email": "a@b.co", "continueUrl": "http://[::"}, "INVALID_CONTINUE_URI"),
    ],
)
def test_what_is_missing_or_wrong_is_named(both, body, code):
    assert both.refused(PATH, body) == code
    assert not both.inbox.messages()


def test_kinds_of_codes_may_be_numbers(it):
    it.ok(PATH, {"requestType": 6, "email": "a@b.co"})
    assert it.inbox.latest(to="a@b.co").context["requestType"] == "EMAIL_SIGNIN"


def test_a_reset_for_an_unknown_address_is_told_or_hidden(it, strict):
    body = {"requestType": "PASSWORD_RESET", "email": "eve@example.com"}
    assert it.refused(PATH, body) == "EMAIL_NOT_FOUND"
    answer = strict.ok(ADMIN, {**body, "returnOobLink": True}, admin=True)
    assert answer == {"kind": "identitytoolkit#GetOobConfirmationCodeResponse", "email": "eve@example.com"}
    assert not strict.inbox.messages()


def test_a_sign_in_link_needs_no_account(both):
    body = {"requestType": "EMAIL_SIGNIN", "email": "new@example.com", "continueUrl": "http://localhost"}
    assert both.ok(PATH, body)["email"] == "new@example.com"
    assert both.inbox.latest(to="new@example.com").code


def test_sign_in_links_can_be_switched_off(it):
    it.configure("signIn.email", {"signIn": {"email": {"enabled": True, "passwordRequired": True}}})
    assert it.refused(PATH, {"requestType": "EMAIL_SIGNIN", "email": "a@b.co"}) == "OPERATION_NOT_ALLOWED"


def test_verification_goes_to_the_owner_of_the_token_whatever_address_is_given(it):
    ada = it.user("ada@example.com", verified=False)
    answer = it.ok(PATH, {"requestType": "VERIFY_EMAIL", "idToken": ada.id_token, "email": "eve@example.com"})
    assert answer["email"] == "ada@example.com"


def test_verification_needs_an_address(it):
    token = it.ok("/v1/accounts:signUp", {})["idToken"]
    assert it.refused(PATH, {"requestType": "VERIFY_EMAIL", "idToken": token}) == "MISSING_EMAIL"


def test_an_administrator_has_links_for_verification_by_address(it):
    it.user("ada@example.com")
    body = {"requestType": "VERIFY_EMAIL", "returnOobLink": True}
    assert it.ok(ADMIN, {**body, "email": "ada@example.com"}, admin=True)["oobCode"]
    assert it.refused(ADMIN, body, admin=True) == "MISSING_EMAIL"
    assert it.refused(ADMIN, {**body, "email": "eve@example.com"}, admin=True) == "USER_NOT_FOUND"


def test_a_change_goes_to_the_new_address(it):
    ada, _ = it.user("ada@example.com"), it.user("eve@example.com")
    body = {"requestType": "VERIFY_AND_CHANGE_EMAIL", "idToken": ada.id_token}
    assert it.ok(PATH, {**body, "newEmail": "new@example.com"})["email"] == "ada@example.com"
    assert it.inbox.latest(to="new@example.com").context["requestType"] == "VERIFY_AND_CHANGE_EMAIL"
    assert it.refused(PATH, {**body, "newEmail": "eve@example.com"}) == "EMAIL_EXISTS"


@pytest.mark.parametrize("kind", ["RECOVER_EMAIL", "REVERT_SECOND_FACTOR_ADDITION", "OLD_EMAIL_AGREE"])
def test_kinds_that_the_server_alone_issues_are_501(it, kind):
    assert it.call(PATH, {"requestType": kind, "email": "a@b.co"}).status == 501


def test_production_sends_people_to_authorized_domains_only(it, strict):
    body = {"requestType": "EMAIL_SIGNIN", "email": "a@b.co", "continueUrl": "https://evil.example/x"}
    assert it.ok(PATH, body)
    assert strict.refused(PATH, body) == "UNAUTHORIZED_DOMAIN"
    assert strict.ok(PATH, {**body, "continueUrl": "http://localhost:3000/x"})
    strict.configure("authorizedDomains", {"authorizedDomains": ["evil.example"]})
    assert strict.ok(PATH, body)


@pytest.mark.parametrize(
    ("kind", "retired"), [("PASSWORD_RESET", True), ("EMAIL_SIGNIN", True), ("VERIFY_EMAIL", False)]
)
def test_in_production_a_newer_code_retires_the_older(it, strict, kind, retired):
    for client, gone in ((it, False), (strict, retired)):
        ada = client.user("ada@example.com")
        body = {
            "requestType": kind,
            "email": "ada@example.com",
            "idToken": ada.id_token,
            "continueUrl": "http://localhost",
        }
        codes = []
        for _ in range(2):
            client.ok(PATH, body)
            codes.append(client.inbox.latest(to="ada@example.com").code)
        older = client.call("/v1/accounts:resetPassword", {"oobCode": codes[0]})
        assert (older.status == 400) is gone
        assert client.ok("/v1/accounts:resetPassword", {"oobCode": codes[1]})


CHANGE = {"requestType": "VERIFY_AND_CHANGE_EMAIL"}


def test_in_production_a_new_address_takes_a_recent_login(it, strict):
    for client in (it, strict):
        body = {**CHANGE, "idToken": client.user().id_token, "newEmail": "new@example.com"}
        client.clock.advance("5m")
        if client is strict:
            assert client.refused(PATH, body) == "CREDENTIAL_TOO_OLD_LOGIN_AGAIN"
            assert not client.inbox.messages()
        else:
            client.ok(PATH, body)


@pytest.mark.parametrize("new", ["bob@example.com", "ada@example.com"])
def test_in_production_a_taken_address_gets_no_mail_and_the_answer_hides_it(strict, new):
    strict.user("bob@example.com")
    body = {**CHANGE, "idToken": strict.user().id_token, "newEmail": new}
    assert strict.ok(PATH, body)["email"] == "ada@example.com"
    assert not strict.inbox.messages()
    strict.configure("emailPrivacyConfig", {"emailPrivacyConfig": {"enableImprovedEmailPrivacy": False}})
    assert strict.refused(PATH, body) == "EMAIL_EXISTS"


def test_the_official_emulator_tells_that_an_address_is_taken(it):
    it.configure("emailPrivacyConfig", {"emailPrivacyConfig": {"enableImprovedEmailPrivacy": True}})
    it.user("bob@example.com")
    body = {**CHANGE, "idToken": it.user().id_token, "newEmail": "bob@example.com"}
    assert it.refused(PATH, body) == "EMAIL_EXISTS"


def test_in_production_a_link_to_sign_in_leads_on(it, strict):
    body = {"requestType": "EMAIL_SIGNIN", "email": "ada@example.com"}
    assert strict.refused(PATH, body) == "MISSING_CONTINUE_URI"
    assert it.ok(PATH, body)


def test_no_link_is_sent_to_a_disabled_account(both):
    ada = both.user()
    both.ok("/v1/accounts:update", {"localId": ada.local_id, "disableUser": True}, admin=True)
    body = {"requestType": "EMAIL_SIGNIN", "email": "ada@example.com", "continueUrl": "http://localhost"}
    assert both.refused(PATH, body) == "USER_DISABLED"
    assert not both.inbox.messages()


def test_a_new_address_that_is_none_is_named_so(both):
    body = {**CHANGE, "idToken": both.user().id_token, "newEmail": "nonsense"}
    assert both.refused(PATH, body) == "INVALID_NEW_EMAIL"


def test_in_production_an_empty_address_is_a_bad_one_and_not_a_missing_one(it, strict):
    reset, change = {"requestType": "PASSWORD_RESET", "email": ""}, {**CHANGE, "newEmail": ""}
    assert [it.refused(PATH, reset), it.refused(PATH, change)] == ["MISSING_EMAIL", "MISSING_NEW_EMAIL"]
    assert [strict.refused(PATH, reset), strict.refused(PATH, change)] == ["INVALID_EMAIL", "INVALID_NEW_EMAIL"]


def test_in_production_somebody_unknown_is_not_told_by_the_page_that_is_refused(strict):
    body = {"requestType": "PASSWORD_RESET", "email": "eve@example.com", "continueUrl": "https://evil.example"}
    assert strict.ok(PATH, body)["email"] == "eve@example.com"
    assert strict.refused(ADMIN, {**body, "returnOobLink": True}, admin=True) == "UNAUTHORIZED_DOMAIN"
    strict.user()
    assert strict.refused(PATH, {**body, "email": "ada@example.com"}) == "UNAUTHORIZED_DOMAIN"


def test_in_production_a_link_domain_is_one_of_the_project(it, strict):
    body = {"requestType": "EMAIL_SIGNIN", "email": "a@b.co", "continueUrl": "http://localhost", "linkDomain": "x.co"}
    assert it.ok(PATH, body)
    assert strict.refused(PATH, body) == "INVALID_HOSTING_LINK_DOMAIN"
