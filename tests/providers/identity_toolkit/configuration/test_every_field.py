"""Each field of a configuration has its effect, is the server's own, or is told to have none."""

import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from mfa_emulator.providers.identity_toolkit.configuration.kept_fields import KEPT
from mfa_emulator.providers.identity_toolkit.provider import PROVIDER

CONFIG = "/v2/projects/demo-project/config"
TENANTS = "/v2/projects/demo-project/tenants"
SIGN_UP = "/v1/accounts:signUp"
PHONE = "+12025550123"
COUNTER = itertools.count()


class Place(NamedTuple):
    """A project, or one of its tenants, as a test configures and calls it."""

    it: Any
    tenant: str = ""

    def configure(self, config: dict[str, Any]) -> None:
        [part] = config
        path = f"{TENANTS}/{self.tenant}" if self.tenant else CONFIG
        self.it.ok(path, config, method="PATCH", admin=True, updateMask=part)

    def code(self, path: str, body: Any, **options: Any) -> str:
        """The word of a refusal, or "ok"."""
        answer = self.it.call(path, self.named(body), **options)
        return "ok" if answer.status == 200 else answer.json["error"]["message"].split(" : ")[0]

    def ok(self, path: str, body: Any, **options: Any) -> Any:
        return self.it.ok(path, self.named(body), **options)

    def named(self, body: Any) -> Any:
        return {**body, "tenantId": self.tenant} if self.tenant else body

    def user(self, **options: Any) -> Any:
        return self.it.user(f"user-{next(COUNTER)}@example.com", tenant=self.tenant, **options)

    def admin(self, what: str) -> str:
        """The path of a call for administrators."""
        tenant = f"/tenants/{self.tenant}" if self.tenant else ""
        return f"/v1/projects/demo-project{tenant}/accounts{what}"


Door = Callable[[Place], Any]


class Field(NamedTuple):
    """A published path, two values for it, the configuration that holds one, and the door."""

    path: str
    values: tuple[Any, Any]
    config: Callable[[Any], dict[str, Any]]
    door: Door
    settings: Mapping[str, Any] = MappingProxyType({})


def nested(path: str, value: Any) -> dict[str, Any]:
    """The configuration with one value at a path."""
    for name in reversed(path.split(".")):
        value = {name: value}
    return value


def plain(path: str, values: tuple[Any, Any], door: Door, **settings: Any) -> Field:
    return Field(path, values, lambda value: nested(path, value), door, settings)


# Doors


def new(place: Place, password: str = "secret-1", **more: Any) -> Any:
    return {"email": f"new-{next(COUNTER)}@example.com", "password": password, **more}


def sign_up(place: Place) -> str:
    return place.code(SIGN_UP, new(place))


def sign_up_with(password: str) -> Door:
    return lambda place: place.code(SIGN_UP, new(place, password))


def anonymous(place: Place) -> str:
    return place.code(SIGN_UP, {"returnSecureToken": True})


def anonymous_stays(place: Place) -> bool:
    made = place.ok(SIGN_UP, {"returnSecureToken": True})
    place.it.clock.advance("31d")
    return "users" in place.it.ok(place.admin(":lookup"), {"localId": [made["localId"]]}, admin=True)


def deletion(place: Place) -> str:
    return place.code("/v1/accounts:delete", {"idToken": place.user().id_token})


def stranger(place: Place) -> str:
    return place.code("/v1/accounts:signInWithPassword", {"email": "nobody@example.com", "password": "secret-1"})


def sign_in(place: Place) -> str:
    user = place.user(password="secret")
    return place.code("/v1/accounts:signInWithPassword", {"email": user.email, "password": "secret"})


def link_sign_in(place: Place) -> str:
    return place.code("/v1/accounts:sendOobCode", {"requestType": "EMAIL_SIGNIN", "email": "x@example.com"})


def enroll_phone(place: Place) -> str:
    body = {"idToken": place.user().id_token, "phoneEnrollmentInfo": {"phoneNumber": PHONE}}
    return place.code("/v2/accounts/mfaEnrollment:start", body)


def enroll_totp(place: Place) -> str:
    body = {"idToken": place.user().id_token, "totpEnrollmentInfo": {}}
    return place.code("/v2/accounts/mfaEnrollment:start", body)


def late_code(place: Place) -> str:
    user = place.user()
    app = user.enroll_totp()
    first = place.ok("/v1/accounts:signInWithPassword", {"email": user.email, "password": "secret-1"})
    body = {
        "mfaPendingCredential": first["mfaPendingCredential"],
        "mfaEnrollmentId": app.id,
        "totpVerificationInfo": {"verificationCode": app.authenticator.code(step=-3)},
    }
    return place.code("/v2/accounts/mfaSignIn:finalize", body)


def texted(place: Place) -> int:
    """The text messages that an enrollment sends."""
    enroll_phone(place)
    return len(place.it.inbox.messages(to=PHONE))


def texted_first_factor(place: Place) -> int:
    place.code("/v1/accounts:sendVerificationCode", {"phoneNumber": PHONE})
    return len(place.it.inbox.messages(to=PHONE))


def send_text(place: Place) -> str:
    return place.code("/v1/accounts:sendVerificationCode", {"phoneNumber": PHONE})


def link(place: Place) -> Any:
    """Page and language of a mailed link."""
    user = place.user()
    body = {"requestType": "PASSWORD_RESET", "email": user.email, "returnOobLink": True}
    sent = urlsplit(place.ok("/v1/accounts:sendOobCode", body, admin=True)["oobLink"])
    return sent.netloc, parse_qs(sent.query)["lang"]


def leads_on(place: Place) -> str:
    body = {"requestType": "PASSWORD_RESET", "email": place.user().email, "continueUrl": "https://b.example/"}
    return place.code("/v1/accounts:sendOobCode", body)


def in_a_tenant(place: Place) -> str:
    return place.code(SIGN_UP, new(place, tenantId="t1"))


def known_address(place: Place) -> Any:
    user = place.user()
    claims = f'{{"sub":"{user.local_id}","email":"{user.email}","email_verified":true}}'
    post = urlencode({"providerId": "google.com", "id_token": claims})
    answer = place.ok("/v1/accounts:signInWithIdp", {"requestUri": "http://localhost", "postBody": post})
    return answer.get("isNewUser")


def third_sign_up(place: Place) -> tuple[str, ...]:
    """Sign-ups at once and after a while."""
    codes = [sign_up(place), sign_up(place)]
    place.it.clock.advance("10s")
    return (*codes, sign_up(place))


def recaptcha(place: Place) -> Any:
    query = {"clientType": "CLIENT_TYPE_WEB", "version": "RECAPTCHA_ENTERPRISE"}
    tenant = {"tenantId": place.tenant} if place.tenant else {}
    return place.it.ok("/v2/recaptchaConfig", method="GET", **query, **tenant)


def old_words(place: Place) -> Any:
    """The configuration as administrators read it in the words of v1."""
    return place.it.ok("/v1/projects", method="GET", admin=True)


def shown(place: Place) -> Any:
    return place.it.ok(f"{TENANTS}/{place.tenant}", method="GET", admin=True)["displayName"]


def lookup(place: Place) -> str:
    return place.code(place.admin(":lookup"), {"localId": ["a"]}, admin=True)


# Fields that both have


def second_factors(part: str) -> Iterator[Field]:
    def totp(**entry: Any) -> dict[str, Any]:
        return {part: {"state": "ENABLED", "providerConfigs": [{"state": "ENABLED", **entry}]}}

    def phone(state: str, *kinds: str) -> dict[str, Any]:
        return {part: {"state": state, "enabledProviders": kinds}}

    yield Field(f"{part}.state", ("DISABLED", "ENABLED"), lambda value: phone(value, "PHONE_SMS"), enroll_phone)
    yield Field(f"{part}.enabledProviders", ((), ("PHONE_SMS",)), lambda value: phone("ENABLED", *value), enroll_phone)
    yield Field(
        f"{part}.providerConfigs.state",
        ("DISABLED", "ENABLED"),
        lambda value: totp(state=value, totpProviderConfig={}),
        enroll_totp,
    )
    yield Field(
        f"{part}.providerConfigs.totpProviderConfig.adjacentIntervals",
        (0, 5),
        lambda value: totp(totpProviderConfig={"adjacentIntervals": value}),
        late_code,
    )


def passwords() -> Iterator[Field]:
    part = "passwordPolicyConfig"

    def policy(options: dict[str, Any], state: str = "ENFORCE", **more: Any) -> dict[str, Any]:
        versions = [{"customStrengthOptions": options}]
        return {part: {"passwordPolicyEnforcementState": state, "passwordPolicyVersions": versions, **more}}

    options = f"{part}.passwordPolicyVersions.customStrengthOptions"
    yield Field(
        f"{part}.passwordPolicyEnforcementState",
        ("OFF", "ENFORCE"),
        lambda value: policy({"minPasswordLength": 30}, value),
        sign_up,
    )
    yield Field(
        f"{part}.forceUpgradeOnSignin",
        (False, True),
        lambda value: policy({"minPasswordLength": 30}, forceUpgradeOnSignin=value),
        sign_in,
    )
    for name, poor in (
        ("containsLowercaseCharacter", "SECRET-1"),
        ("containsUppercaseCharacter", "secret-1"),
        ("containsNumericCharacter", "secret-a"),
        ("containsNonAlphanumericCharacter", "secret1"),
    ):
        yield Field(f"{options}.{name}", (False, True), lambda v, n=name: policy({n: v}), sign_up_with(poor))
    yield Field(f"{options}.minPasswordLength", (6, 20), lambda v: policy({"minPasswordLength": v}), sign_up)
    yield Field(f"{options}.maxPasswordLength", (7, 20), lambda v: policy({"maxPasswordLength": v}), sign_up)


def robots(phone_door: Door) -> Iterator[Field]:
    part = "recaptchaConfig"

    def on(**more: Any) -> dict[str, Any]:
        return {part: {"phoneEnforcementState": "AUDIT", **more}}

    yield plain(f"{part}.emailPasswordEnforcementState", ("AUDIT", "ENFORCE"), sign_in)
    yield plain(f"{part}.phoneEnforcementState", ("OFF", "ENFORCE"), phone_door)
    yield Field(f"{part}.useSmsBotScore", (False, True), lambda v: on(useSmsBotScore=v), recaptcha)
    yield Field(
        f"{part}.useSmsTollFraudProtection", (False, True), lambda v: on(useSmsTollFraudProtection=v), recaptcha
    )
    yield Field(
        f"{part}.recaptchaKeys.key", ("a", "b"), lambda v: on(recaptchaKeys=[{"type": "WEB", "key": v}]), recaptcha
    )
    yield Field(
        f"{part}.recaptchaKeys.type", ("WEB", "IOS"), lambda v: on(recaptchaKeys=[{"type": v, "key": "a"}]), recaptcha
    )


def regions(door: Door) -> Iterator[Field]:
    yield plain("smsRegionConfig.allowByDefault.disallowedRegions", ([], ["US"]), door)
    yield plain("smsRegionConfig.allowlistOnly.allowedRegions", (["US"], ["DE"]), door)


def shared(mfa: str, phone_door: Door) -> Iterator[Field]:
    yield plain("autodeleteAnonymousUsers", (False, True), anonymous_stays)
    yield plain("client.permissions.disabledUserDeletion", (False, True), deletion)
    yield plain("client.permissions.disabledUserSignup", (False, True), sign_up)
    yield plain("emailPrivacyConfig.enableImprovedEmailPrivacy", (False, True), stranger)
    yield from second_factors(mfa)
    yield from passwords()
    yield from robots(phone_door)
    yield from regions(phone_door)


# Those of a project


def templates() -> Iterator[Field]:
    values: dict[str, tuple[Any, Any]] = {
        "body": ("a", "b"),
        "bodyFormat": ("PLAIN_TEXT", "HTML"),
        "replyTo": ("a@example.com", "b@example.com"),
        "senderDisplayName": ("a", "b"),
        "senderLocalPart": ("a", "b"),
        "subject": ("a", "b"),
    }
    for kind in ("change", "resetPassword", "revertSecondFactorAddition", "legacyResetPassword", "verify"):
        name = f"{kind}EmailTemplate" if kind in ("change", "verify") else f"{kind}Template"
        for part, pair in values.items():
            yield plain(f"notification.sendEmail.{name}.{part}", pair, old_words)


def quota() -> Iterator[Field]:
    part = "quota.signUpQuotaConfig"

    def limited(**more: Any) -> dict[str, Any]:
        return nested(part, {"quota": "1", **more})

    yield Field(f"{part}.quota", ("1", "5"), lambda v: limited(quota=v), third_sign_up)
    yield Field(f"{part}.quotaDuration", ("5s", "100s"), lambda v: limited(quotaDuration=v), third_sign_up)
    starts = ("2026-11-21T09:00:00Z", "2026-11-22T10:00:00Z")
    yield Field(f"{part}.startTime", starts, lambda v: limited(startTime=v), third_sign_up)


def _trigger(uri: str) -> dict[str, Any]:
    triggers = {"beforeCreate": {"functionUri": uri}} if uri else {}
    return {"blockingFunctions": {"triggers": triggers}}


def project_fields() -> Iterator[Field]:
    yield from shared("mfa", send_text)
    yield from templates()
    yield from quota()
    yield plain("authorizedDomains", (["a.example"], ["b.example"]), leads_on, continue_url_domains=True)
    # Nobody listens there, so the question fails and nobody gets in.
    yield Field("blockingFunctions.triggers.functionUri", ("", "http://127.0.0.1:9/f"), _trigger, sign_up)
    yield plain("multiTenant.allowTenants", (False, True), in_a_tenant)
    yield plain("notification.defaultLocale", ("de", "fr"), link)
    yield plain("notification.sendEmail.callbackUri", ("https://a.example", "https://b.example"), link)
    yield plain("notification.sendEmail.method", ("DEFAULT", "CUSTOM_SMTP"), old_words)
    yield Field(
        "notification.sendEmail.dnsInfo.useCustomDomain",
        (False, True),
        lambda v: nested(
            "notification.sendEmail",
            {"verifyEmailTemplate": {}, "dnsInfo": {"customDomain": "a.example", "useCustomDomain": v}},
        ),
        old_words,
    )
    yield plain("signIn.allowDuplicateEmails", (False, True), known_address)
    yield plain("signIn.anonymous.enabled", (False, True), anonymous)
    yield plain("signIn.email.enabled", (False, True), sign_up)
    yield plain("signIn.email.passwordRequired", (False, True), link_sign_in)
    yield plain("signIn.phoneNumber.enabled", (False, True), send_text)
    yield plain("signIn.phoneNumber.testPhoneNumbers", ({}, {PHONE: "123456"}), texted_first_factor)


# Those of a tenant


def tenant_fields() -> Iterator[Field]:
    yield from shared("mfaConfig", enroll_phone)
    yield plain("allowPasswordSignup", (False, True), sign_up)
    yield plain("disableAuth", (False, True), lookup)
    yield plain("displayName", ("Team-1", "Team-2"), shown)
    yield plain("enableAnonymousUser", (False, True), anonymous)
    yield plain("enableEmailLinkSignin", (False, True), link_sign_in)
    yield plain("inheritance.emailSendingConfig", (False, True), link)
    yield plain("testPhoneNumbers", ({}, {PHONE: "123456"}), texted)


ELSEWHERE = {
    f"blockingFunctions.forwardInboundCredentials.{token}Token": "blocking_functions/test_questions.py"
    for token in ("access", "id", "refresh")
} | {"blockingFunctions.triggers.updateTime": "blocking_functions/test_questions.py"}
"""Fields that the tests of their topic prove."""


# The tests

TEXT = files("googleapiclient.discovery_cache.documents").joinpath("identitytoolkit.v2.json").read_text("utf-8")
SCHEMAS = json.loads(TEXT)["schemas"]
ON = {
    "allowPasswordSignup": True,
    "enableAnonymousUser": True,
    "enableEmailLinkSignin": True,
    "mfaConfig": {
        "state": "ENABLED",
        "enabledProviders": ["PHONE_SMS"],
        "providerConfigs": [{"state": "ENABLED", "totpProviderConfig": {}}],
    },
}


def leaves(schema: str, path: str = "") -> Iterator[tuple[str, bool]]:
    """The path of each published field, and whether the server alone writes it."""
    for name, field in SCHEMAS[f"GoogleCloudIdentitytoolkitAdminV2{schema}"]["properties"].items():
        below = f"{path}.{name}" if path else name
        parts = (field, field.get("items", {}), field.get("additionalProperties", {}))
        found = next((part["$ref"] for part in parts if "$ref" in part), None)
        if found:
            yield from leaves(found.removeprefix("GoogleCloudIdentitytoolkitAdminV2"), below)
        else:
            yield below, "Output only" in field.get("description", "") or bool(field.get("readOnly"))


def is_kept(path: str) -> bool:
    return any(path == kept or path.startswith(f"{kept}.") for kept in KEPT)


@pytest.mark.parametrize(
    ("schema", "fields", "count"),
    [("Config", [*project_fields()], 111), ("Tenant", [*tenant_fields()], 46)],
    ids=["Config", "Tenant"],
)
def test_every_published_field_is_accounted_for(schema, fields, count):
    published = dict(leaves(schema))
    assert len(published) == count
    proved = {field.path for field in fields} | (ELSEWHERE.keys() & published.keys())
    assert {path for path, own in published.items() if not own} == proved | set(filter(is_kept, published))
    assert not any(is_kept(path) for path in proved)


def test_few_fields_are_kept_without_effect_and_all_of_them_are_published():
    assert len(KEPT) <= 12
    published = [path for schema in ("Config", "Tenant") for path, _ in leaves(schema)]
    for kept in KEPT:
        assert any(path == kept or path.startswith(f"{kept}.") for path in published)
    assert PROVIDER.without_effect == KEPT


@pytest.mark.parametrize(("path", "module"), [*ELSEWHERE.items()])
def test_a_field_that_is_proved_elsewhere_is_named_there(path, module):
    folder = Path(__file__).parent.parent
    text = "".join(each.read_text() for each in (folder / module, folder / "blocking_functions" / "conftest.py"))
    assert path.split(".")[1] in text


def seen(make_it: Any, field: Field, value: Any, tenant: bool) -> Any:
    """The answer at the field's door, while it has that value."""
    it = make_it("emulator", **field.settings)
    place = Place(it)
    if tenant:
        it.configure("notification", {"notification": {"sendEmail": {"callbackUri": "https://a.example"}}})
        made = it.ok(TENANTS, {"displayName": "Team-0", **ON}, admin=True)
        place = Place(it, made["tenantId"])
    place.configure(field.config(value))
    return field.door(place)


@pytest.mark.parametrize("field", [*project_fields()], ids=lambda field: field.path)
def test_a_field_of_a_project_makes_a_difference_at_its_door(make_it, field):
    first, second = (seen(make_it, field, value, tenant=False) for value in field.values)
    assert first != second


@pytest.mark.parametrize("field", [*tenant_fields()], ids=lambda field: field.path)
def test_a_field_of_a_tenant_makes_a_difference_at_its_door(make_it, field):
    first, second = (seen(make_it, field, value, tenant=True) for value in field.values)
    assert first != second


KEPT_VALUES = {
    "mobileLinksConfig": {"domain": "HOSTING_DOMAIN"},
    "monitoring": {"requestLogging": {"enabled": True}},
    "multiTenant": {"allowTenants": True, "defaultTenantLocation": "folders/1"},
    "notification": {"sendEmail": {"smtp": {"host": "mail.example"}}, "sendSms": {"useDeviceLocale": True}},
    "recaptchaConfig": {
        "managedRules": [{"action": "BLOCK", "endScore": 0.3}],
        "tollFraudManagedRules": [{"action": "BLOCK", "startScore": 0.7}],
        "useAccountDefender": True,
    },
}


@pytest.mark.parametrize("part", [*KEPT_VALUES])
def test_a_field_without_effect_is_shown_as_it_was_written(both, part):
    both.configure(part, {part: KEPT_VALUES[part]})
    assert both.ok(CONFIG, method="GET", admin=True)[part] == KEPT_VALUES[part]
