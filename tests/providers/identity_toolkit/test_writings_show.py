"""Each published operation that writes has a published read, or a later call, that shows what it wrote."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from mfa_emulator.providers.identity_toolkit.provider import PROVIDER

PROJECT, PASSWORD, PHONE = "demo-project", "secret-1", "+15555550100"
V2 = f"/v2/projects/{PROJECT}"

Story = Callable[["Place"], None]
STORIES: dict[str, Story] = {}
READS = {
    *("accounts.createAuthUri", "relyingparty.createAuthUri"),  # its session is what answers bring back
    *("accounts.lookup", "projects.accounts.lookup", "projects.tenants.accounts.lookup", "relyingparty.getAccountInfo"),
    *("projects.queryAccounts", "projects.accounts.query", "projects.tenants.accounts.query"),
    *("projects.tenants.getIamPolicy", "projects.tenants.testIamPermissions", "relyingparty.downloadAccount"),
    # What they give out is checked by who takes it, and nothing is kept of it.
    *("projects.createSessionCookie", "projects.tenants.createSessionCookie", "accounts.issueSamlResponse"),
}
"""Operations with a body that write nothing."""


class Place:
    """A project or a tenant of it, as one operation reaches it."""

    def __init__(self, it: Any, operation: str) -> None:
        self.it, self.operation = it, operation
        self.tenant = "" if ".tenants." not in operation or operation.startswith("projects.tenants.c") else tenant(it)
        self.route = next(one.route for one in PROVIDER.operations if one.id == operation)

    def call(self, body: Any, *, name: str = "", **query: str) -> Any:
        """The operation's answer, for its administrator where it has one."""
        verb, path = self.route.split(" ")
        parts = [self._part(part, name) for part in path.split("/")]
        admin = query.pop("admin", "") == "yes" or self.operation.startswith("projects.")
        return self.it.ok("/".join(parts), body, method=verb, admin=admin, **query)

    def _part(self, part: str, name: str) -> str:
        if not part.startswith("{"):
            return part
        parameter, _, verb = part[1:].partition("}")
        known = {"targetProjectId": PROJECT, "projectsId": PROJECT, "tenantId": self.tenant, "tenantsId": self.tenant}
        return known.get(parameter, name) + verb

    @property
    def _base(self) -> str:
        return f"/v1/projects/{PROJECT}" + (f"/tenants/{self.tenant}" if self.tenant else "")

    def account(self, local_id: str) -> Any:
        """The account as administrators look it up; None when it is gone."""
        found = self.it.ok(f"{self._base}/accounts:lookup", {"localId": [local_id]}, admin=True)
        return found.get("users", [None])[0]

    def user(self, **options: Any) -> Any:
        """An account that is there already."""
        return self.it.user("ada@example.com", tenant=self.tenant, **options)

    def signs_in(self, password: str) -> bool:
        body = {"email": "ada@example.com", "password": password, "tenantId": self.tenant or None}
        return self.it.call("/v1/accounts:signInWithPassword", body).status == 200


def tenant(it: Any) -> str:
    made = it.ok(f"{V2}/tenants", {"displayName": "Team-1", "allowPasswordSignup": True}, admin=True)
    return str(made["name"].rsplit("/")[-1])


def shown_by(*operations: str) -> Callable[[Story], Story]:
    def keep(story: Story) -> Story:
        for operation in operations:
            assert STORIES.setdefault(operation, story) is story
        return story

    return keep


# Accounts


@shown_by("accounts.signUp", "relyingparty.signupNewUser")
def signed_up(place: Place) -> None:
    body = {"email": "new@example.com", "password": PASSWORD, "displayName": "New"}
    made = place.call(body)
    shown = place.account(made["localId"])
    assert (shown["email"], shown["displayName"], bool(shown["passwordHash"])) == ("new@example.com", "New", True)


@shown_by("projects.accounts", "projects.tenants.accounts")
def made_by_an_administrator(place: Place) -> None:
    given = {
        "localId": "ada-1",
        "email": "new@example.com",
        "emailVerified": True,
        "displayName": "New",
        "photoUrl": "http://localhost/p",
        "phoneNumber": PHONE,
        "disabled": True,
    }
    factor = {"phoneInfo": "+15555550123", "displayName": "work"}
    place.call({**given, "password": PASSWORD, "mfaInfo": [factor]})
    shown = place.account("ada-1")
    assert {name: shown[name] for name in given} == given
    assert factor.items() <= shown["mfaInfo"][0].items()


@shown_by("accounts.update", "projects.accounts.update", "projects.tenants.accounts.update",
          "relyingparty.setAccountInfo")  # fmt: skip
def changed(place: Place) -> None:
    local_id = place.user().local_id
    given = {
        "email": "other@example.com",
        "emailVerified": True,
        "displayName": "Other",
        "photoUrl": "http://localhost/p",
        "phoneNumber": PHONE,
        "validSince": "1795255100",
        "customAttributes": '{"a":1}',
        "createdAt": "1000",
        "lastLoginAt": "2000",
    }
    link = {"providerId": "google.com", "rawId": "7", "displayName": "G", "email": "g@example.com"}
    more = {"disableUser": True, "linkProviderUserInfo": link, "mfa": {"enrollments": [{"phoneInfo": "+15555550123"}]}}
    place.call({"localId": local_id, **given, **more}, admin="yes")
    shown = place.account(local_id)
    assert {name: shown.get(name) for name in given} == given
    assert shown["disabled"] is True
    assert shown["mfaInfo"][0]["phoneInfo"] == "+15555550123"
    [google] = [info for info in shown["providerUserInfo"] if info["providerId"] == "google.com"]
    assert link.items() <= google.items()
    place.call({"localId": local_id, "deleteAttribute": ["DISPLAY_NAME"], "deleteProvider": ["phone"]}, admin="yes")
    assert {"displayName", "phoneNumber"}.isdisjoint(place.account(local_id))


@shown_by("accounts.delete", "projects.accounts.delete", "projects.tenants.accounts.delete",
          "relyingparty.deleteAccount")  # fmt: skip
def deleted(place: Place) -> None:
    ada = place.user()
    by_admin = place.operation.startswith("projects.")
    place.call({"localId": ada.local_id} if by_admin else {"idToken": ada.id_token})
    assert place.account(ada.local_id) is None


@shown_by("projects.accounts.batchDelete", "projects.tenants.accounts.batchDelete")
def deleted_in_numbers(place: Place) -> None:
    ada = place.user()
    place.call({"localIds": [ada.local_id], "force": True})
    assert place.account(ada.local_id) is None


@shown_by("projects.accounts.batchCreate", "projects.tenants.accounts.batchCreate", "relyingparty.uploadAccount")
def imported(place: Place) -> None:
    row = {
        "localId": "ada-1",
        "email": "ada@example.com",
        "emailVerified": True,
        "displayName": "Ada",
        "photoUrl": "http://localhost/p",
        "phoneNumber": PHONE,
        "disabled": False,
        "customAttributes": '{"a":1}',
        "createdAt": "1000",
        "lastLoginAt": "2000",
        "screenName": "ada",
    }
    links = [{"providerId": "google.com", "rawId": "7", "displayName": "G"}]
    more = {"rawPassword": PASSWORD, "providerUserInfo": links, "mfaInfo": [{"phoneInfo": "+15555550123"}]}
    where = {"targetProjectId": PROJECT} if place.operation.startswith("relyingparty") else {}
    answer = place.call({"users": [row | more], **where}, admin="yes")
    assert not answer.get("error")
    shown = place.account("ada-1")
    assert {name: shown.get(name) for name in row} == row
    assert links[0].items() <= next(i for i in shown["providerUserInfo"] if i["providerId"] == "google.com").items()
    assert shown["mfaInfo"][0]["phoneInfo"] == "+15555550123"


@shown_by("accounts.resetPassword", "relyingparty.resetPassword")
def reset(place: Place) -> None:
    place.user()
    place.it.ok("/v1/accounts:sendOobCode", {"requestType": "PASSWORD_RESET", "email": "ada@example.com"})
    code = place.it.inbox.latest(to="ada@example.com").code
    place.call({"oobCode": code, "newPassword": "another-1"})
    assert (place.signs_in("another-1"), place.signs_in(PASSWORD)) == (True, False)


@shown_by("accounts.sendOobCode", "projects.accounts.sendOobCode", "projects.tenants.accounts.sendOobCode",
          "relyingparty.getOobConfirmationCode")  # fmt: skip
def mailed(place: Place) -> None:
    place.user()
    place.call({"requestType": "PASSWORD_RESET", "email": "ada@example.com", "continueUrl": "http://localhost/c"})
    of = f"/tenants/{place.tenant}" if place.tenant else ""
    [code] = place.it.ok(f"/emulator/v1/projects/{PROJECT}{of}/oobCodes", method="GET")["oobCodes"]
    assert (code["email"], code["requestType"]) == ("ada@example.com", "PASSWORD_RESET")
    assert "continueUrl=http%3A%2F%2Flocalhost%2Fc" in code["oobLink"]
    assert place.it.inbox.latest(to="ada@example.com").code == code["oobCode"]


@shown_by("accounts.sendVerificationCode", "relyingparty.sendVerificationCode")
def texted(place: Place) -> None:
    session = place.call({"phoneNumber": PHONE})["sessionInfo"]
    [code] = place.it.ok(f"/emulator/v1/projects/{PROJECT}/verificationCodes", method="GET")["verificationCodes"]
    assert (code["phoneNumber"], code["sessionInfo"], code["code"]) == (PHONE, session, place.it.sms())


# Sign-ins: the account shows when, and by which way


def after_sign_in(place: Place, answer: Any, provider: str = "") -> None:
    shown = place.account(answer["localId"])
    assert shown["lastLoginAt"] == str(place.it.clock.micros() // 1000)
    if provider:
        assert provider in [info["providerId"] for info in shown["providerUserInfo"]]


@shown_by("accounts.signInWithPassword", "relyingparty.verifyPassword")
def by_password(place: Place) -> None:
    place.user()
    after_sign_in(place, place.call({"email": "ada@example.com", "password": PASSWORD, "returnSecureToken": True}))


@shown_by("accounts.signInWithCustomToken", "relyingparty.verifyCustomToken")
def by_custom_token(place: Place) -> None:
    token = place.call({"token": place.it.custom_token("ada-1"), "returnSecureToken": True})["idToken"]
    local_id = place.it.ok("/v1/accounts:lookup", {"idToken": token})["users"][0]["localId"]
    after_sign_in(place, {"localId": local_id})
    assert place.account("ada-1")["customAuth"] is True


@shown_by("accounts.signInWithEmailLink", "relyingparty.emailLinkSignin")
def by_link(place: Place) -> None:
    ask = {"requestType": "EMAIL_SIGNIN", "email": "new@example.com", "continueUrl": "http://localhost"}
    place.it.ok("/v1/accounts:sendOobCode", {**ask, "canHandleCodeInApp": True})
    answer = place.call({"email": "new@example.com", "oobCode": place.it.inbox.latest(to="new@example.com").code})
    after_sign_in(place, answer)
    assert place.account(answer["localId"])["emailLinkSignin"] is True


@shown_by("accounts.signInWithIdp", "relyingparty.verifyAssertion")
def by_provider(place: Place) -> None:
    post = urlencode({"providerId": "google.com", "id_token": '{"sub":"7","name":"Ada","email":"g@example.com"}'})
    answer = place.call({"requestUri": "http://localhost", "postBody": post, "returnSecureToken": True})
    after_sign_in(place, answer, "google.com")
    assert place.account(answer["localId"])["displayName"] == "Ada"


@shown_by("accounts.signInWithPhoneNumber", "relyingparty.verifyPhoneNumber")
def by_phone(place: Place) -> None:
    session = place.it.ok("/v1/accounts:sendVerificationCode", {"phoneNumber": PHONE})["sessionInfo"]
    answer = place.call({"sessionInfo": session, "code": place.it.sms()})
    after_sign_in(place, answer, "phone")
    assert place.account(answer["localId"])["phoneNumber"] == PHONE


@shown_by("accounts.signInWithGameCenter")
def by_game_center(place: Place) -> None:
    body = {
        "playerId": "G:1",
        "publicKeyUrl": "https://static.gc.apple.com/public-key/gc-prod-10.cer",
        "signature": "c2ln",
        "salt": "c2FsdA==",
        "timestamp": "1795255199000",
        "displayName": "Ada",
    }
    after_sign_in(place, place.call(body), "gc.apple.com")


# Second factors


@shown_by("accounts.mfaEnrollment.start", "accounts.mfaEnrollment.finalize", "accounts.mfaEnrollment.withdraw")
def enrolled(place: Place) -> None:
    """One flow of three: each step needs what the one before wrote."""
    place.it.switch_on_second_factors()
    ada = place.user()
    started = place.it.start_totp(ada.id_token)
    code = place.it.authenticator(started["sharedSecretKey"]).code()
    info = {"sessionInfo": started["sessionInfo"], "verificationCode": code}
    body = {"idToken": ada.id_token, "displayName": "app", "totpVerificationInfo": info}
    token = place.it.ok("/v2/accounts/mfaEnrollment:finalize", body)["idToken"]
    [factor] = place.account(ada.local_id)["mfaInfo"]
    assert factor["displayName"] == "app"
    body = {"idToken": token, "mfaEnrollmentId": factor["mfaEnrollmentId"]}
    place.it.ok("/v2/accounts/mfaEnrollment:withdraw", body)
    assert not place.account(ada.local_id).get("mfaInfo")


@shown_by("accounts.mfaSignIn.start", "accounts.mfaSignIn.finalize")
def signed_in_by_second_factor(place: Place) -> None:
    place.it.switch_on_second_factors()
    ada = place.user()
    ada.enroll_sms(PHONE)
    pending = place.it.sign_in()
    body = {"mfaPendingCredential": pending["mfaPendingCredential"]}
    start = {**body, "mfaEnrollmentId": pending["mfaInfo"][0]["mfaEnrollmentId"], "phoneSignInInfo": {}}
    session = place.it.ok("/v2/accounts/mfaSignIn:start", start)["phoneResponseInfo"]["sessionInfo"]
    [sent] = place.it.ok(f"/emulator/v1/projects/{PROJECT}/verificationCodes", method="GET")["verificationCodes"]
    assert (sent["phoneNumber"], sent["sessionInfo"]) == (PHONE, session)
    info = {"sessionInfo": session, "code": sent["code"]}
    token = place.it.ok("/v2/accounts/mfaSignIn:finalize", {**body, "phoneVerificationInfo": info})["idToken"]
    assert place.it.ok("/v1/accounts:lookup", {"idToken": token})["users"][0]["localId"] == ada.local_id
    after_sign_in(place, {"localId": ada.local_id})


# Configuration


@shown_by("projects.updateConfig")
def configured(place: Place) -> None:
    place.call({"authorizedDomains": ["a.example"]}, updateMask="authorizedDomains")
    assert place.it.ok(f"{V2}/config", method="GET", admin=True)["authorizedDomains"] == ["a.example"]


@shown_by("projects.identityPlatform.initializeAuth")
def initialized(place: Place) -> None:
    place.call({})
    assert place.it.ok(f"{V2}/config", method="GET", admin=True)["subtype"] == "IDENTITY_PLATFORM"


@shown_by("relyingparty.setProjectConfig")
def configured_in_v3(place: Place) -> None:
    google = {"provider": "GOOGLE", "clientId": "c", "secret": "s", "enabled": True}
    template = {"subject": "S", "body": "B", "format": "HTML", "fromDisplayName": "F", "replyTo": "r@example.com"}
    place.call(
        {
            "allowPasswordUser": True,
            "enableAnonymousUser": False,
            "authorizedDomains": ["a.example"],
            "idpConfig": [google],
            "resetPasswordTemplate": template,
            "useEmailSending": False,
        },
        admin="yes",
    )
    shown = place.it.ok("/identitytoolkit/v3/relyingparty/getProjectConfig", method="GET", admin=True)
    assert (shown["allowPasswordUser"], shown["enableAnonymousUser"]) == (True, False)
    assert (shown["authorizedDomains"], shown["useEmailSending"]) == (["a.example"], False)
    assert google.items() <= shown["idpConfig"][0].items()
    assert template.items() <= shown["resetPasswordTemplate"].items()


@shown_by("projects.tenants.create", "projects.tenants.patch", "projects.tenants.delete")
def kept_tenant(place: Place) -> None:
    made = place.it.ok(f"{V2}/tenants", {"displayName": "Team-2", "allowPasswordSignup": True}, admin=True)
    path = f"/v2/{made['name']}"
    assert place.it.ok(path, method="GET", admin=True)["displayName"] == "Team-2"
    place.it.ok(path, {"displayName": "Team-3"}, method="PATCH", admin=True, updateMask="displayName")
    assert place.it.ok(path, method="GET", admin=True)["displayName"] == "Team-3"
    place.it.ok(path, method="DELETE", admin=True)
    tenants = place.it.ok(f"{V2}/tenants", method="GET", admin=True).get("tenants", [])
    assert made["name"] not in [one["name"] for one in tenants]


@shown_by("projects.tenants.setIamPolicy")
def policy(place: Place) -> None:
    bindings = [{"role": "roles/viewer", "members": ["user:a@example.com"]}]
    place.call({"policy": {"bindings": bindings}})
    path = f"{V2}/tenants/{place.tenant}:getIamPolicy"
    assert place.it.ok(path, {}, admin=True)["bindings"] == bindings


IDP = {"idpEntityId": "acme", "ssoUrl": "https://acme.example", "idpCertificates": [{"x509Certificate": "x"}]}
KINDS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "defaultSupportedIdpConfigs": ("idpId", "google.com", {"clientId": "c", "clientSecret": "s", "enabled": True}),
    "oauthIdpConfigs": ("oauthIdpConfigId", "oidc.acme", {"clientId": "c", "issuer": "https://a.example"}),
    "inboundSamlConfigs": (
        "inboundSamlConfigId",
        "saml.acme",
        {"displayName": "A", "idpConfig": IDP, "spConfig": {"spEntityId": "app", "callbackUri": "https://a.example"}},
    ),
}


def configured_provider(place: Place) -> None:
    """Create, patch and delete, whichever of them it is about."""
    kind = place.operation.split(".")[-2]
    parameter, name, config = KINDS[kind]
    path = (f"{V2}/tenants/{place.tenant}" if place.tenant else V2) + f"/{kind}"
    place.it.ok(path, config, admin=True, **{parameter: name})
    shown = place.it.ok(f"{path}/{name}", method="GET", admin=True)
    assert {field: shown[field] for field in config} == config
    place.it.ok(f"{path}/{name}", {"enabled": True}, method="PATCH", admin=True, updateMask="enabled")
    assert place.it.ok(f"{path}/{name}", method="GET", admin=True)["enabled"] is True
    place.it.ok(f"{path}/{name}", method="DELETE", admin=True)
    assert place.it.call(f"{path}/{name}", method="GET", admin=True).status == 404


for parent in ("projects", "projects.tenants"):
    shown_by(*(f"{parent}.{kind}.{what}" for kind in KINDS for what in ("create", "patch", "delete")))(
        configured_provider
    )


# Sessions and tokens


@shown_by("relyingparty.signOutUser")
def signed_out(place: Place) -> None:
    ada = place.user()
    token = ada.id_token
    place.it.clock.advance("2s")
    place.call({"localId": ada.local_id}, admin="yes")
    assert place.it.refused("/v1/accounts:lookup", {"idToken": token}) == "TOKEN_EXPIRED"


@shown_by("accounts.revokeToken")
def revoked(place: Place) -> None:
    config = {"enabled": True, "clientId": "c"}
    place.it.ok(f"{V2}/defaultSupportedIdpConfigs", config, admin=True, idpId="apple.com")
    post = urlencode({"providerId": "apple.com", "access_token": "apple-token"})
    sign_in = {"requestUri": "http://localhost", "postBody": post}
    assert place.it.ok("/v1/accounts:signInWithIdp", sign_in)
    body = {"idToken": place.user().id_token, "providerId": "apple.com", "token": "apple-token"}
    place.call({**body, "tokenType": "ACCESS_TOKEN"})
    assert place.it.refused("/v1/accounts:signInWithIdp", sign_in) == "INVALID_IDP_RESPONSE"


@shown_by("accounts.verifyIosClient")
def pushed(place: Place) -> None:
    receipt = place.call({"appToken": "00ff"})["receipt"]
    secret = place.it.inbox.latest(channel="push").code
    body = {"phoneNumber": PHONE, "iosReceipt": receipt, "iosSecret": secret}
    assert place.it.ok("/v1/accounts:sendVerificationCode", body)["sessionInfo"]


WRITING = [
    operation.id
    for operation in PROVIDER.operations
    if operation.published and operation.handler and not operation.route.startswith("GET ")
]


def test_every_operation_that_writes_is_here():
    assert sorted({*WRITING} - READS) == sorted(STORIES)


@pytest.mark.parametrize("operation", sorted(STORIES))
def test_what_it_writes_is_shown(both, operation):
    STORIES[operation](Place(both, operation))
