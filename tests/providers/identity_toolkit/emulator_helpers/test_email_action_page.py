"""GET /emulator/action: where mailed links lead."""

from urllib.parse import parse_qs, urlsplit

import pytest


def link(it, kind, **more):
    body = {"requestType": kind, "email": "ada@example.com", "returnOobLink": True, **more}
    return it.ok("/v1/projects/demo-project/accounts:sendOobCode", body, admin=True)["oobLink"]


def follow(it, url, **more):
    parts = urlsplit(url)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return it.send("GET", parts.path, **{**query, **more})


def told(answer):
    return answer.json["authEmulator"]


def test_a_verification_link_verifies_once(it):
    ada = it.user("ada@example.com", verified=False)
    url = link(it, "VERIFY_EMAIL")
    answer = follow(it, url)
    assert answer.status == 200
    assert told(answer)["email"] == "ada@example.com"
    assert "success" in told(answer)
    assert ada.record.email_verified
    again = follow(it, url)
    assert again.status == 400
    assert "error" in told(again)


def test_a_change_link_changes_the_address(it):
    ada = it.user("ada@example.com")
    url = link(it, "VERIFY_AND_CHANGE_EMAIL", newEmail="new@example.com")
    assert told(follow(it, url))["newEmail"] == "new@example.com"
    assert ada.record.email == "new@example.com"


def test_a_recovery_link_brings_the_address_back(it):
    ada = it.user("ada@example.com")
    it.ok("/v1/accounts:update", {"idToken": ada.id_token, "email": "eve@example.com"})
    url = it.inbox.latest(to="ada@example.com").context["link"]
    assert follow(it, url).status == 200
    assert ada.record.email == "ada@example.com"


def test_a_reset_link_needs_a_new_password_in_it(it):
    it.user("ada@example.com")
    url = link(it, "PASSWORD_RESET")
    for missing in ({}, {"newPassword": "NEW_PASSWORD_HERE"}, {"newPassword": "short"}):
        assert follow(it, url, **missing).status == 400
    said = follow(it, url).json["authEmulator"]
    assert said["error"] == "missing newPassword query parameter"
    assert said["urlTemplate"] == f"{url}&newPassword=NEW_PASSWORD_HERE"
    assert follow(it, url, newPassword="secret-2").status == 200
    assert it.sign_in(password="secret-2")


def test_after_the_work_the_user_is_sent_on(it):
    it.user("ada@example.com")
    answer = follow(it, link(it, "VERIFY_EMAIL", continueUrl="https://app.example.com/done?a=1"))
    assert answer.status == 303
    assert answer.headers["location"] == "https://app.example.com/done?a=1"


def test_a_sign_in_link_hands_everything_on_to_the_app_and_spends_nothing(it):
    it.user("ada@example.com")
    url = link(it, "EMAIL_SIGNIN", continueUrl="https://app.example.com/in?a=1")
    answer = follow(it, url)
    assert answer.status == 303
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    assert query["a"] == ["1"]
    assert query["mode"] == ["signIn"]
    assert "continueUrl" not in query
    body = {"email": "ada@example.com", "oobCode": query["oobCode"][0]}
    assert it.ok("/v1/accounts:signInWithEmailLink", body)["idToken"]


def test_a_sign_in_link_without_an_app_leads_nowhere(it):
    assert follow(it, link(it, "EMAIL_SIGNIN")).status == 400


@pytest.mark.parametrize("broken", [{"apiKey": ""}, {"oobCode": "x"}, {"mode": "resetPassword"}, {"mode": "nonsense"}])
def test_a_broken_link_says_what_is_wrong_with_it(it, broken):
    ada = it.user("ada@example.com", verified=False)
    answer = follow(it, link(it, "VERIFY_EMAIL"), **broken)
    assert answer.status == 400
    assert told(answer)["error"]
    assert answer.reason
    assert not ada.record.email_verified


def test_a_link_of_a_tenant_or_another_project_finds_its_account(it):
    inside = it.user("ada@example.com", verified=False, tenant="t1")
    other = it.accounts.user("ada@example.com", verified=False, project="other")
    body = {"requestType": "VERIFY_EMAIL", "email": "ada@example.com", "returnOobLink": True}
    for account, parent in ((inside, "demo-project/tenants/t1"), (other, "other")):
        url = it.ok(f"/v1/projects/{parent}/accounts:sendOobCode", body, admin=True)["oobLink"]
        assert follow(it, url).status == 200
        assert account.record.email_verified


def test_line_breaks_do_not_reach_the_header(it):
    it.user("ada@example.com")
    answer = follow(it, link(it, "VERIFY_EMAIL"), continueUrl="https://x.co/\r\nset-cookie: a=b")
    assert answer.status == 303
    assert "\n" not in answer.headers["location"]
    assert "set-cookie" not in answer.headers


def test_a_sign_in_link_sets_its_parameters_in_place_of_those_that_the_page_had(both):
    page = "http://localhost:3000/login?mode=signIn&oobCode=OLD&apiKey=any&lang=de&x=1&name=J%C3%BCrgen%20M"
    answer = follow(both, link(both, "EMAIL_SIGNIN", continueUrl=page))
    assert answer.status == 303
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    assert {name: len(values) for name, values in query.items()} == dict.fromkeys(query, 1)
    assert query["x"] == ["1"]
    assert query["lang"] == ["en"]
    assert query["name"] == ["J\u00fcrgen M"]
    assert query["oobCode"] != ["OLD"]
    assert "name=J%C3%BCrgen%20M" in answer.headers["location"]
