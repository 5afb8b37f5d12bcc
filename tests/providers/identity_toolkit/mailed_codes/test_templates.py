"""Mail in the words that a project configured."""

import pytest

SEND = "/v1/accounts:sendOobCode"
RESET = {"subject": "Hello %DISPLAY_NAME%", "body": "For %EMAIL% at %APP_NAME%: %LINK%", "senderLocalPart": "help"}


def configure(client, **mail):
    client.configure("notification", {"notification": {"sendEmail": mail}})


def test_a_template_is_filled_in(both):
    both.user(display_name="Ada")
    configure(both, resetPasswordTemplate=RESET)
    both.ok(SEND, {"requestType": "PASSWORD_RESET", "email": "ada@example.com"})
    mail = both.inbox.latest(to="ada@example.com")
    link = mail.context["link"]
    assert mail.body == f"Hello Ada\n\nFor ada@example.com at demo-project: {link}"
    assert mail.sender == "help@demo-project.firebaseapp.com"


def test_the_old_address_hears_of_the_new_one_in_the_words_for_a_change(it):
    configure(it, changeEmailTemplate={"body": "Now %NEW_EMAIL%: %LINK%"})
    ada = it.user()
    it.ok("/v1/accounts:update", {"idToken": ada.id_token, "email": "new@example.com"})
    assert "Now new@example.com: http" in it.inbox.latest(to="ada@example.com").body


def test_without_a_text_of_its_own_a_template_changes_the_sender_alone(both):
    both.user()
    configure(both, verifyEmailTemplate={"senderLocalPart": "hello"})
    both.ok(SEND, {"requestType": "VERIFY_EMAIL", "idToken": both.sign_in()["idToken"]})
    mail = both.inbox.latest(to="ada@example.com")
    assert mail.body.startswith("To verify your e-mail address, follow this link: http")
    assert mail.sender == "hello@demo-project.firebaseapp.com"


@pytest.mark.parametrize("inherits", [False, True])
def test_a_tenant_writes_as_the_project_does_if_it_inherits_that(it, inherits):
    configure(it, resetPasswordTemplate=RESET)
    tenant = {"displayName": "Team-1", "inheritance": {"emailSendingConfig": inherits}}
    made = it.ok("/v2/projects/demo-project/tenants", tenant, admin=True)
    it.user("tina@example.com", tenant=made["tenantId"])
    it.ok(SEND, {"requestType": "PASSWORD_RESET", "email": "tina@example.com", "tenantId": made["tenantId"]})
    assert it.inbox.latest(to="tina@example.com").body.startswith("Hello") == inherits


def test_links_lead_to_the_emulator_while_the_page_is_the_one_that_every_project_has(strict):
    strict.user("ada@example.com")
    body = {"requestType": "PASSWORD_RESET", "email": "ada@example.com", "returnOobLink": True}
    assert strict.ok("/v1/accounts:sendOobCode", body, admin=True)["oobLink"].startswith("http://127.0.0.1:9099/")
    whole = strict.ok("/v2/projects/demo-project/config", method="GET", admin=True)["notification"]
    strict.configure("notification", {"notification": whole})
    assert strict.ok("/v1/accounts:sendOobCode", body, admin=True)["oobLink"].startswith("http://127.0.0.1:9099/")
    whole["sendEmail"]["callbackUri"] = "http://localhost:5173/action"
    strict.configure("notification", {"notification": whole})
    assert strict.ok("/v1/accounts:sendOobCode", body, admin=True)["oobLink"].startswith(
        "http://localhost:5173/action?"
    )
