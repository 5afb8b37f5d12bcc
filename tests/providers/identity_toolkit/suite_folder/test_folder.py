"""The folder of the Firebase suite: what its Auth emulator wrote, and what it reads."""

import json

import pytest

from mfa_emulator import Emulator
from mfa_emulator.core.store import vendor_folders

LOOKUP = "/v1/projects/demo-project/accounts:lookup"
PATH = "auth_export/accounts.json"
SALT = "fakeSaltAAAABBBBCCCCDDDDEEEE"


def password(text, salt=SALT):
    return {"passwordHash": f"fakeHash:salt={salt}:password={text}", "salt": salt, "passwordUpdatedAt": 1670214887978}


def ways(email):
    return [{"providerId": "password", "email": email, "federatedId": email, "rawId": email}]


GOOGLE = {
    "localId": "google",
    "createdAt": "1663470164405",
    "lastLoginAt": "1667446997764",
    "displayName": "Orange Cat",
    "providerUserInfo": [
        {
            "providerId": "google.com",
            "rawId": "605191",
            "federatedId": "605191",
            "displayName": "Orange Cat",
            "email": "orange@example.com",
            "screenName": "cat_orange",
        }
    ],
    "validSince": "1670214887",
    "email": "orange@example.com",
    "emailVerified": True,
    "disabled": False,
}
PASSWORD = {
    "localId": "pw",
    "createdAt": "1663464905368",
    "lastLoginAt": "1667700401713",
    "displayName": "Example",
    **password("password123"),
    "customAttributes": '{"admin": true, "perms": {"IN": []}}',
    "providerUserInfo": [{**ways("pw@example.com")[0], "displayName": "Example"}],
    "validSince": "1670214887",
    "email": "pw@example.com",
    "emailVerified": True,
    "disabled": False,
}
CHANGED = {
    "localId": "changed",
    "createdAt": "1717730306021",
    **password("mailPass"),
    "providerUserInfo": ways("new@example.com"),
    "validSince": "1718998544",
    "email": "new@example.com",
    "emailVerified": True,
    "disabled": False,
    "initialEmail": "old@example.com",
    "lastRefreshAt": "2024-06-21T19:36:17.411Z",
}
MFA = {
    "localId": "mfa",
    "createdAt": "1717730306021",
    **password("mfaPass1"),
    "mfaInfo": [
        {
            "displayName": "work",
            "mfaEnrollmentId": "AbCdEf",
            "phoneInfo": "+15555550170",
            "unobfuscatedPhoneInfo": "+15555550170",
            "enrolledAt": "2023-02-01T10:00:00.000Z",
        }
    ],
    "providerUserInfo": ways("mfa@example.com"),
    "validSince": "1718998544",
    "email": "mfa@example.com",
    "emailVerified": True,
    "disabled": False,
}
PHONE = {
    "localId": "phone",
    "phoneNumber": "+1 (444) 555-0100",
    "lastLoginAt": "1725115492319",
    "createdAt": "1725115492319",
    "providerUserInfo": [
        {"providerId": "phone", "phoneNumber": "+1 (444) 555-0100", "rawId": "+1 (444) 555-0100"},
    ],
    "lastRefreshAt": "2024-08-31T14:44:52.331Z",
}
CUSTOM = {
    "localId": "custom",
    "customAuth": True,
    "createdAt": "1725115492319",
    "lastLoginAt": "1725115492319",
    "validSince": "1725115492",
    "disabled": True,
}
LINK = {
    "localId": "link",
    "emailLinkSignin": True,
    "email": "link@example.com",
    "emailVerified": True,
    "createdAt": "1725115492319",
    "lastLoginAt": "1725115492319",
    "validSince": "1725115492",
    "providerUserInfo": ways("link@example.com"),
}
ALL = (GOOGLE, PASSWORD, CHANGED, MFA, PHONE, CUSTOM, LINK)


def users_file(*users):
    return json.dumps({"kind": "identitytoolkit#DownloadAccountResponse", "users": users}).encode()


def folder(**files):
    """A folder as firebase-tools writes it; keywords replace its files, without their endings."""
    switches = {"signIn": {"allowDuplicateEmails": False}, "emailPrivacyConfig": {"enableImprovedEmailPrivacy": False}}
    made = {"accounts": users_file(*ALL), "config": json.dumps(switches).encode(), **files}
    metadata = {"version": "13.0.0", "auth": {"version": "13.0.0", "path": "auth_export"}}
    named = {f"auth_export/{name.replace('_', '-')}.json": data for name, data in made.items()}
    return {"firebase-export-metadata.json": json.dumps(metadata).encode(), **named}


def users_of(files, name=PATH):
    return {user["localId"]: user for user in json.loads(files[name])["users"]}


def test_many_accounts_are_written_bit_by_bit_into_the_text_of_one_answer(make_it):
    it = make_it()
    it.world.seed({"identity_toolkit": {"users": [{"email": f"u{number}@example.com"} for number in range(2500)]}})
    ada = {"email": "ada@example.com", "displayName": "line\nbreak", "factors": [{"phoneNumber": "+15555550100"}]}
    it.world.seed({"identity_toolkit": {"users": [ada]}})
    assert len(list(vendor_folders.writing(it.world))) > 100
    text = it.world.write_folder()[PATH].decode()
    assert len(users_of({PATH: text})) == 2501
    assert list(users_of({PATH: text})) == sorted(users_of({PATH: text}))
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False)


def test_a_browser_stays_signed_in_when_the_emulator_starts_again_with_the_same_import(make_it):
    first, again = make_it(), make_it()
    for it in (first, again):
        it.world.read_folder(folder())
    signed_in = first.sign_in(PASSWORD["email"], "password123")
    grant = {"grant_type": "refresh_token", "refresh_token": signed_in["refreshToken"]}
    assert again.ok("/v1/token", grant)["user_id"] == signed_in["localId"]
    assert again.ok("/v1/accounts:lookup", {"idToken": signed_in["idToken"]})["users"][0]["localId"] == "pw"


@pytest.mark.parametrize("profile", ["emulator", "strict"])
def test_an_import_comes_out_as_it_went_in(make_it, profile):
    it = make_it(profile)
    it.world.read_folder(folder())
    written = it.world.write_folder()
    assert users_of(written) == {user["localId"]: user for user in ALL}
    assert json.loads(written["auth_export/config.json"]) == json.loads(folder()["auth_export/config.json"])
    other = make_it(profile)
    other.world.read_folder(written)
    assert other.world.write_folder() == written


def test_imported_users_sign_in_and_are_asked_for_their_phone(it):
    it.world.read_folder(folder())
    assert it.sign_in("pw@example.com", "password123")["idToken"]
    assert it.sign_in("mfa@example.com", "mfaPass1")["mfaInfo"][0]["phoneInfo"] == "+*******0170"
    body = {"email": "pw@example.com", "password": "wrong", "returnSecureToken": True}
    assert it.refused("/v1/accounts:signInWithPassword", body) == "INVALID_PASSWORD"


def test_the_switches_are_obeyed(it):
    switches = {"signIn": {"allowDuplicateEmails": True}, "emailPrivacyConfig": {"enableImprovedEmailPrivacy": True}}
    it.world.read_folder(folder(config=json.dumps(switches).encode()))
    body = {"email": "pw@example.com", "password": "wrong", "returnSecureToken": True}
    assert it.refused("/v1/accounts:signInWithPassword", body) == "INVALID_LOGIN_CREDENTIALS"
    assert it.world.write_folder()["auth_export/config.json"]


def test_tenants_have_files_of_their_own(it, make_it):
    it.world.read_folder(folder(accounts_acme=users_file(PASSWORD)))
    body = {"email": "pw@example.com", "password": "password123", "tenantId": "acme", "returnSecureToken": True}
    assert it.ok("/v1/accounts:signInWithPassword", body)["idToken"]
    written = it.world.write_folder()
    assert list(users_of(written, "auth_export/accounts-acme.json")) == ["pw"]
    other = make_it()
    other.world.read_folder(written)
    assert other.world.write_folder() == written


def test_what_the_official_emulator_has_no_place_for_comes_back_to_us(it, make_it):
    ada = it.user(password="secret-1")
    ada.enroll_sms("+15555550100")
    app = ada.enroll_totp()
    config = {"mfa": {"state": "ENABLED", "enabledProviders": ["PHONE_SMS"]}}
    it.configure("mfa", config)
    written = it.world.write_folder()
    (shown,) = users_of(written).values()
    assert [factor["phoneInfo"] for factor in shown["mfaInfo"]] == ["+15555550100"]
    other = make_it()
    other.world.read_folder(written)
    factors = other.accounts.find_user("ada@example.com").factors
    assert [factor.id for factor in factors] == [factor.id for factor in ada.factors]
    assert factors[1].authenticator.code() == app.code()
    path = "/v2/projects/demo-project/config"
    assert other.ok(path, method="GET", admin=True)["mfa"] == it.ok(path, method="GET", admin=True)["mfa"]


def test_configured_identity_providers_come_back_to_us(it, make_it):
    config = {"enabled": True, "clientId": "my-app", "issuer": "https://acme.example"}
    path = "/v2/projects/demo-project/oauthIdpConfigs"
    it.ok(path, config, admin=True, oauthIdpConfigId="oidc.acme")
    tenant = it.ok("/v2/projects/demo-project/tenants", {"displayName": "Team-1"}, admin=True)["name"]
    it.ok(f"/v2/{tenant}/oauthIdpConfigs", config, admin=True, oauthIdpConfigId="oidc.team")
    written = it.world.write_folder()
    other = make_it()
    other.world.read_folder(written)
    assert other.world.write_folder() == written
    assert other.ok(f"{path}/oidc.acme", method="GET", admin=True)["issuer"] == "https://acme.example"
    assert other.ok(f"/v2/{tenant}/oauthIdpConfigs/oidc.team", method="GET", admin=True)["clientId"] == "my-app"


def test_an_import_adds_to_what_is_there_and_replaces_accounts_of_the_same_id(it):
    it.user("eve@example.com")
    it.world.read_folder(folder(accounts=users_file(PASSWORD)))
    it.world.read_folder(folder(accounts=users_file({**PASSWORD, "displayName": "Newer"})))
    assert len(users_of(it.world.write_folder())) == 2
    assert users_of(it.world.write_folder())["pw"]["displayName"] == "Newer"


@pytest.mark.parametrize("users", [b"{}", b'{"kind": "x"}', users_file()])
def test_nobody_is_no_error(it, users):
    it.world.read_folder(folder(accounts=users))
    assert users_of(it.world.write_folder()) == {}


def test_files_that_are_missing_are_passed_over(it):
    files = folder()
    del files["auth_export/config.json"]
    it.world.read_folder(files)
    files = folder()
    del files[PATH]
    it.world.read_folder(files)


def test_a_folder_of_other_emulators_brings_nothing(it):
    it.world.read_folder({"firebase-export-metadata.json": b'{"version": "13.0.0", "firestore": {}}'})
    assert users_of(it.world.write_folder()) == {}


BROKEN = [
    ({"accounts": b""}, PATH, "the file is empty"),
    ({"accounts": b'{"users": ['}, PATH, ""),
    ({"accounts": b"[]"}, PATH, ""),
    ({"accounts": b'{"users": 7}'}, PATH, ""),
    (
        {"accounts": users_file(PASSWORD, {"email": "x@example.com"})},
        PATH,
        "users[1], x@example.com: localId is",
    ),
    ({"accounts": users_file({**PASSWORD, "email": "x"})}, PATH, "users[0], x: email is invalid"),
    ({"accounts": users_file({**PASSWORD, "customAttributes": "{"})}, PATH, "custom claims are invalid"),
    (
        {"accounts": users_file(PASSWORD, {**GOOGLE, "email": "pw@example.com"})},
        PATH,
        "email 'pw@example.com' is taken",
    ),
    ({"accounts": users_file({**MFA, "mfaInfo": [{"mfaEnrollmentId": "x", "totpInfo": {}}]})}, PATH, "Second factor"),
    ({"config": b""}, "auth_export/config.json", "the file is empty"),
    ({"config": b"7"}, "auth_export/config.json", ""),
    ({"config": b'{"signIn": 7}'}, "auth_export/config.json", ""),
    ({"mfa_emulator": b"{"}, "auth_export/mfa-emulator.json", ""),
    ({"mfa_emulator": b'{"tenants": {"../../x": {}}}'}, "auth_export/mfa-emulator.json", "key"),
    (
        {"mfa_emulator": b'{"providers": {"../../x": {}}}'},
        "auth_export/mfa-emulator.json",
        "cannot be the id of a tenant",
    ),
    (
        {"mfa_emulator": b'{"providers": {"": {"oidc": {"oidc.acme": {}}}}}'},
        "auth_export/mfa-emulator.json",
        "MISSING_OAUTH_CLIENT_ID",
    ),
    ({"mfa_emulator": b'{"totp": {"": {"pw": [{"id": "x"}]}}}'}, "auth_export/mfa-emulator.json", ""),
    (
        {"mfa_emulator": b'{"totp": {"": {"pw": [{"id": "x", "enrolled_at": 1, "secret": "!"}]}}}'},
        "auth_export/mfa-emulator.json",
        "",
    ),
    ({"accounts_a b": users_file(PASSWORD)}, "auth_export/accounts-a b.json", "cannot be the id"),
]


@pytest.mark.parametrize(("files", "name", "why"), BROKEN)
def test_a_broken_folder_changes_nothing_and_says_which_file_and_why(it, files, name, why):
    it.user("eve@example.com")
    before = it.emulator.snapshot().to_json()
    with pytest.raises(ValueError) as told:
        it.world.read_folder(folder(**files))
    assert str(told.value).startswith(f"{name}: ")
    assert why in str(told.value)
    assert it.emulator.snapshot().to_json() == before


@pytest.mark.parametrize(
    ("metadata", "why"),
    [
        (b"", "the file is empty"),
        (b"{", "truncated"),
        (b'{"auth": 7}', "object"),
        (b'{"auth": {"path": "elsewhere"}}', "no file is there"),
        (b'{"auth": {"path": "../../etc"}}', "no file is there"),
    ],
)
def test_broken_metadata(it, metadata, why):
    with pytest.raises(ValueError, match=r"firebase-export-metadata\.json: ") as told:
        it.world.read_folder({**folder(), "firebase-export-metadata.json": metadata})
    assert why in str(told.value)


def test_a_folder_of_something_else_is_none():
    with pytest.raises(ValueError, match=r"there is no firebase-export-metadata\.json"):
        Emulator().world.read_folder({"README.md": b"hello"})


def test_an_import_by_snapshot_and_by_folder_have_the_same_accounts(it, make_it):
    it.world.read_folder(folder())
    other = make_it()
    other.emulator.restore(it.emulator.snapshot().to_json())
    assert other.world.write_folder() == it.world.write_folder()
