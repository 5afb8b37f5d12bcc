"""The calls by which apps learn the configuration of their project."""

import pytest
from msgspec.structs import replace

from mfa_emulator.providers.identity_toolkit.types.configuration.recaptcha import RecaptchaConfig

PROJECTS = ["/v1/projects", "/identitytoolkit/v3/relyingparty/getProjectConfig"]
PARAMS = ["/v1/recaptchaParams", "/identitytoolkit/v3/relyingparty/getRecaptchaParam"]
RECAPTCHA = "/v2/recaptchaConfig"
CONFIG, CHANGE = "/v2/projects/demo-project/config", {"method": "PATCH", "admin": True, "updateMask": "recaptchaConfig"}
WEB = {"clientType": "CLIENT_TYPE_WEB", "version": "RECAPTCHA_ENTERPRISE"}


def guard(it, **config):
    it.configure("recaptchaConfig", {"recaptchaConfig": config})


@pytest.fixture(params=PROJECTS)
def read(request, both):
    """The configuration as an app reads it, or an administrator with ``admin=True``."""
    return lambda **options: both.ok(request.param, method="GET", **options)


def test_an_app_reads_the_projects_number_and_domains(read):
    domains = ["localhost", "demo-project.firebaseapp.com", "demo-project.web.app"]
    assert read() == {"projectId": "12345", "authorizedDomains": domains}


def test_the_domains_are_those_that_were_configured(both, read):
    both.configure("authorizedDomains", {"authorizedDomains": ["app.example.com"]})
    assert read()["authorizedDomains"] == ["app.example.com"]


def test_without_domains_the_list_is_empty(both, read):
    both.configure("authorizedDomains", {"authorizedDomains": []})
    assert read()["authorizedDomains"] == []


def test_what_apps_say_of_themselves_is_taken(read):
    assert read(androidPackageName="com.example", returnDynamicLink="true", projectNumber="12345")


def test_an_administrator_reads_which_ways_to_sign_in_are_on(both, read):
    assert (read(admin=True)["allowPasswordUser"], read(admin=True)["enableAnonymousUser"]) == (True, True)
    both.configure("signIn", {"signIn": {"email": {"enabled": False}, "anonymous": {"enabled": False}}})
    assert (read(admin=True)["allowPasswordUser"], read(admin=True)["enableAnonymousUser"]) == (False, False)


def test_an_administrator_reads_the_api_key(both, read):
    assert read(admin=True)["apiKey"] == "fake-api-key"
    both.configure("client.apiKey", {"client": {"apiKey": "the-key"}})
    assert read(admin=True)["apiKey"] == "fake-api-key"
    assert "apiKey" not in read()


def test_an_administrator_reads_who_sends_the_mail(both, read):
    assert read(admin=True)["useEmailSending"] is True
    both.configure("notification.sendEmail.method", {"notification": {"sendEmail": {"method": "CUSTOM_SMTP"}}})
    assert read(admin=True)["useEmailSending"] is False


def test_an_administrator_reads_the_templates_in_the_words_of_v1(both, read):
    template = {
        "subject": "Reset",
        "body": "<p>%LINK%</p>",
        "bodyFormat": "HTML",
        "senderLocalPart": "help",
        "senderDisplayName": "Help",
        "replyTo": "us@example.com",
        "customized": True,
    }
    both.configure(
        "notification", {"notification": {"defaultLocale": "de", "sendEmail": {"resetPasswordTemplate": template}}}
    )
    config = read(admin=True)
    assert config["resetPasswordTemplate"] == {
        "subject": "Reset",
        "body": "<p>%LINK%</p>",
        "format": "HTML",
        "from": "help@demo-project.firebaseapp.com",
        "fromLocalPart": "help",
        "fromDisplayName": "Help",
        "replyTo": "us@example.com",
        "customized": True,
        "locale": "de",
    }
    assert "verifyEmailTemplate" not in config


def test_mail_comes_from_the_projects_own_domain_where_one_is_used(both, read):
    mail = {"verifyEmailTemplate": {}, "dnsInfo": {"customDomain": "example.com", "useCustomDomain": True}}
    both.configure("notification", {"notification": {"sendEmail": mail}})
    assert read(admin=True)["verifyEmailTemplate"] == {"from": "noreply@example.com"}


@pytest.mark.parametrize("path", [*PROJECTS, *PARAMS, RECAPTCHA, "/v2/passwordPolicy"])
def test_each_takes_an_api_key(both, path):
    assert both.send("GET", path).status == 403
    assert both.call(path, method="GET", **(WEB if path == RECAPTCHA else {})).status == 200


@pytest.mark.parametrize("path", PARAMS)
def test_the_keys_for_recaptcha_are_plainly_fake(both, path):
    params = both.ok(path, method="GET")
    assert params.pop("kind") == "identitytoolkit#GetRecaptchaParamResponse"
    assert params.keys() == {"recaptchaSiteKey", "recaptchaStoken"}
    assert all(text.startswith("fake-") for text in params.values())


def test_recaptcha_enterprise_guards_nothing_at_the_start(it, strict):
    for client, state in ((it, "OFF"), (strict, "ENFORCEMENT_STATE_UNSPECIFIED")):
        assert client.ok(RECAPTCHA, method="GET", **WEB) == {
            "recaptchaEnforcementState": [
                {"provider": "EMAIL_PASSWORD_PROVIDER", "enforcementState": state},
                {"provider": "PHONE_PROVIDER", "enforcementState": state},
            ]
        }


def test_production_asks_apps_for_platform_and_version(it, strict):
    assert it.ok(RECAPTCHA, method="GET")
    assert strict.refused(RECAPTCHA, method="GET") == "MISSING_CLIENT_TYPE"
    assert strict.refused(RECAPTCHA, method="GET", clientType="CLIENT_TYPE_IOS") == "MISSING_RECAPTCHA_VERSION"


def test_production_makes_keys_of_its_own(it, strict):
    keys = {"phoneEnforcementState": "AUDIT", "recaptchaKeys": [{"type": "WEB", "key": "projects/p/keys/web"}]}
    assert strict.refused(CONFIG, {"recaptchaConfig": keys}, **CHANGE) == "INVALID_SITE_KEY"
    assert it.ok(CONFIG, {"recaptchaConfig": keys}, **CHANGE)["recaptchaConfig"] == keys


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ({"managedRules": [{"endScore": 0.3}]}, "INVALID_CONFIG"),
        ({"managedRules": [{"action": "BLOCK", "endScore": 0.35}]}, "INVALID_CONFIG"),
        ({"managedRules": [{"action": "BLOCK", "endScore": 1.1}]}, "INVALID_CONFIG"),
        ({"tollFraudManagedRules": [{"action": "BLOCK", "startScore": -0.1}]}, "INVALID_CONFIG"),
        ({"useSmsBotScore": True}, "INVALID_RECAPTCHA_PHONE_AUTH_CONFIGURATION"),
        (
            {"useSmsTollFraudProtection": True, "phoneEnforcementState": "OFF"},
            "INVALID_RECAPTCHA_PHONE_AUTH_CONFIGURATION",
        ),
    ],
)
def test_rules_of_recaptcha_that_make_no_sense_are_refused(both, bad, code):
    assert both.refused(CONFIG, {"recaptchaConfig": bad}, **CHANGE) == code


def test_what_it_guards_is_configured(both):
    guard(both, emailPasswordEnforcementState="AUDIT", phoneEnforcementState="ENFORCE", useSmsBotScore=True)
    config = both.ok(RECAPTCHA, method="GET", **WEB)
    states = [each["enforcementState"] for each in config["recaptchaEnforcementState"]]
    assert (states, config["useSmsBotScore"]) == (["AUDIT", "ENFORCE"], True)


@pytest.mark.parametrize(
    ("client", "key"),
    [("WEB", "projects/p/keys/web"), ("IOS", "projects/p/keys/ios"), ("UNSPECIFIED", "projects/p/keys/web")],
)
def test_each_platform_gets_its_key(it, client, key):
    keys = [{"type": "IOS", "key": "projects/p/keys/ios"}, {"type": "WEB", "key": "projects/p/keys/web"}]
    guard(it, phoneEnforcementState="AUDIT", recaptchaKeys=keys)
    query = {"clientType": f"CLIENT_TYPE_{client}", "version": "RECAPTCHA_ENTERPRISE"}
    assert it.ok(RECAPTCHA, method="GET", **query)["recaptchaKey"] == key


def test_while_nothing_is_guarded_there_is_no_key(it):
    guard(it, phoneEnforcementState="OFF", recaptchaKeys=[{"type": "WEB", "key": "projects/p/keys/web"}])
    assert "recaptchaKey" not in it.ok(RECAPTCHA, method="GET")


def test_a_key_that_is_not_configured_is_plainly_fake(both):
    guard(both, phoneEnforcementState="ENFORCE")
    key = both.ok(RECAPTCHA, method="GET", **{**WEB, "clientType": "CLIENT_TYPE_ANDROID"})["recaptchaKey"]
    assert key.split("/")[:3] == ["projects", "demo-project", "keys"]
    assert key.split("/")[3].startswith("fake-android-key")


def test_a_tenant_is_guarded_by_itself(it):
    guard(it, phoneEnforcementState="ENFORCE")
    tenant = it.accounts.project().tenants["t1"]
    states = it.ok(RECAPTCHA, method="GET", tenantId="t1")["recaptchaEnforcementState"]
    assert [each["enforcementState"] for each in states] == ["OFF", "OFF"]
    own = RecaptchaConfig(email_password_enforcement_state="ENFORCE")
    tenant.config = replace(tenant.config, recaptcha_config=own)
    states = it.ok(RECAPTCHA, method="GET", tenantId="t1")["recaptchaEnforcementState"]
    assert [each["enforcementState"] for each in states] == ["ENFORCE", "OFF"]


@pytest.mark.parametrize("path", [RECAPTCHA, "/v2/passwordPolicy"])
def test_in_production_the_tenant_must_exist(strict, path):
    assert (
        strict.refused(path, method="GET", tenantId="t1", **(WEB if path == RECAPTCHA else {})) == "INVALID_TENANT_ID"
    )


def test_an_unknown_platform_is_refused(both):
    assert both.call(RECAPTCHA, method="GET", clientType="TOASTER").status == 400
