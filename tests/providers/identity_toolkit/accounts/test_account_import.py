"""projects.accounts.batchCreate: import."""

import pytest

PATH = "/v1/projects/demo-project/accounts:batchCreate"
LOOKUP = "/v1/projects/demo-project/accounts:lookup"


def upload(it, *users, **more):
    return it.ok(PATH, {"users": list(users), **more}, admin=True)


def messages(answer):
    return {error["index"]: error["message"] for error in answer.get("error", ())}


def test_every_field_is_stored(it):
    row = {
        "localId": "ada",
        "email": "Ada@example.com",
        "emailVerified": True,
        "displayName": "Ada",
        "photoUrl": "https://x.co/a.png",
        "phoneNumber": "+15555550100",
        "disabled": True,
        "customAttributes": '{"admin":true}',
        "createdAt": "1000",
        "lastLoginAt": "2000",
        "lastRefreshAt": "2026-01-01T00:00:00Z",
        "validSince": "3",
        "rawPassword": "secret-1",
        "passwordUpdatedAt": 4000,
        "providerUserInfo": [{"providerId": "github.com", "rawId": "42", "displayName": "ada42"}],
        "mfaInfo": [{"phoneInfo": "+15555550101", "displayName": "Phone", "enrolledAt": "2026-01-02T00:00:00Z"}],
        "customAuth": True,
        "emailLinkSignin": True,
        "initialEmail": "old@example.com",
        "screenName": "lovelace",
    }
    answer = upload(it, row)
    assert answer == {"kind": "identitytoolkit#UploadAccountResponse"}
    user = it.ok(LOOKUP, {"localId": ["ada"]}, admin=True)["users"][0]
    same = row.keys() - {"email", "rawPassword", "providerUserInfo", "mfaInfo", "lastRefreshAt"}
    assert {name: user[name] for name in same} == {name: row[name] for name in same}
    assert user["email"] == "ada@example.com"
    assert user["lastRefreshAt"] == "2026-01-01T00:00:00.000Z"
    assert [info["providerId"] for info in user["providerUserInfo"]] == ["password", "github.com", "phone"]
    assert user["mfaInfo"][0]["phoneInfo"] == "+15555550101"
    assert user["mfaInfo"][0]["enrolledAt"] == "2026-01-02T00:00:00.000Z"


def test_times_begin_now_when_the_row_has_none(it):
    upload(it, {"localId": "ada", "rawPassword": "secret-1"})
    user = it.ok(LOOKUP, {"localId": ["ada"]}, admin=True)["users"][0]
    assert user["createdAt"] == "1795255200000"
    assert user["validSince"] == "1795255200"
    assert user["passwordUpdatedAt"] == 1795255200000
    assert "lastLoginAt" not in user


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ({}, "localId"),
        ({"localId": "x", "tenantId": "t1"}, "Tenant id"),
        ({"localId": "x", "customAttributes": "nonsense"}, "claims"),
        ({"localId": "x", "customAttributes": '{"sub":1}'}, "FORBIDDEN_CLAIM"),
        ({"localId": "x", "customAttributes": '{"a":"' + "x" * 1000 + '"}'}, "CLAIMS_TOO_LARGE"),
        ({"localId": "x", "providerUserInfo": [{"providerId": "github.com"}]}, "rawId"),
        ({"localId": "x", "providerUserInfo": [{"providerId": "github.com", "rawId": "1"}]}, "raw id exists"),
        ({"localId": "x", "phoneNumber": "nonsense"}, "phone number"),
        ({"localId": "x", "email": "nonsense"}, "email is invalid"),
        ({"localId": "x", "email": "ADA@example.com"}, "email exists"),
        ({"localId": "ada"}, "can not overwrite"),
        ({"localId": "x", "rawPassword": "short"}, "password"),
        ({"localId": "x", "createdAt": "999999999999999999"}, "time"),
        ({"localId": "x", "lastRefreshAt": "2026-02-31T00:00:00Z"}, "lastRefreshAt"),
        ({"localId": "x", "mfaInfo": [{"phoneInfo": "+15555550199"}]}, "email"),
        ({"localId": "x", "email": "x@x.co", "mfaInfo": [{"phoneInfo": "+15555550199"}]}, "verified"),
        ({"localId": "x", "email": "x@x.co", "emailVerified": True, "mfaInfo": [{"totpInfo": {}}]}, "not supported"),
        ({"localId": "x", "email": "x@x.co", "emailVerified": True, "mfaInfo": [{"phoneInfo": "1"}]}, "second factor"),
    ],
)
def test_what_is_wrong_with_a_row_is_told_and_the_others_are_stored(it, row, word):
    first = {
        "localId": "ada",
        "email": "ada@example.com",
        "phoneNumber": "+15555550100",
        "providerUserInfo": [{"providerId": "github.com", "rawId": "1"}],
    }
    upload(it, first)
    answer = upload(it, row, {"localId": "other"}, allowOverwrite=False)
    assert messages(answer).keys() == {0}
    assert word in messages(answer)[0]
    assert len(it.accounts.project().users) == 2


def test_a_factor_id_may_not_come_twice(it):
    factor = {"phoneInfo": "+15555550101", "mfaEnrollmentId": "f1"}
    row = {"localId": "x", "email": "x@x.co", "emailVerified": True, "mfaInfo": [factor, factor]}
    assert "already exists" in messages(upload(it, row))[0]


def test_an_account_can_be_overwritten(it):
    upload(it, {"localId": "ada", "email": "ada@example.com", "displayName": "Ada"})
    upload(it, {"localId": "ada", "email": "new@example.com"}, allowOverwrite=True)
    user = it.ok(LOOKUP, {"localId": ["ada"]}, admin=True)["users"][0]
    assert user["email"] == "new@example.com"
    assert "displayName" not in user
    assert "users" not in it.ok(LOOKUP, {"email": ["ada@example.com"]}, admin=True)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "MISSING_USER_ACCOUNT"),
        ({"users": [{"localId": "a"}, {"localId": "a"}]}, "DUPLICATE_LOCAL_ID"),
        (
            {"users": [{"localId": "a", "email": "a@b.co"}, {"localId": "b", "email": "A@b.co"}], "sanityCheck": True},
            "DUPLICATE_EMAIL",
        ),
        (
            {
                "users": [
                    {"localId": "a", "providerUserInfo": [{"providerId": "x.com", "rawId": "1"}]},
                    {"localId": "b", "providerUserInfo": [{"providerId": "x.com", "rawId": "1"}]},
                ],
                "sanityCheck": True,
            },
            "DUPLICATE_RAW_ID",
        ),
    ],
)
def test_rows_that_clash_refuse_the_whole_upload(it, body, code):
    assert it.refused(PATH, body, admin=True) == code
    assert len(it.accounts.project().users) == 0


def test_without_the_sanity_check_the_second_of_two_rows_is_refused(it):
    answer = upload(it, {"localId": "a", "email": "a@b.co"}, {"localId": "b", "email": "a@b.co"})
    assert messages(answer).keys() == {1}


def test_a_tenant_has_imports_of_its_own(it):
    path = "/v1/projects/demo-project/tenants/t1/accounts:batchCreate"
    it.ok(path, {"users": [{"localId": "a", "tenantId": "t1"}]}, admin=True)
    assert len(it.accounts.project().tenants["t1"].users) == 1


def test_no_mail_and_no_tokens_come_of_an_import(it):
    upload(it, {"localId": "a", "email": "a@b.co", "rawPassword": "secret-1"})
    assert not it.inbox.messages()
    assert it.sign_in("a@b.co")["idToken"]


def test_an_import_may_be_larger_than_other_requests(it):
    rows = [{"localId": f"u{number}", "displayName": "x" * 2000} for number in range(1000)]
    assert upload(it, *rows) == {"kind": "identitytoolkit#UploadAccountResponse"}


def test_production_overwrites_and_takes_what_is_weak_or_comes_twice(it, strict):
    for client in (it, strict):
        upload(client, {"localId": "ada", "displayName": "one"})
    again = {"localId": "ada", "displayName": "two"}
    assert messages(upload(it, again)).keys() == {0}
    assert not messages(upload(strict, again))
    weak = {"localId": "bob", "rawPassword": "1"}
    assert messages(upload(it, weak)).keys() == {0}
    assert not messages(upload(strict, weak))
    assert strict.ok(PATH, {"users": [weak, weak]}, admin=True)
    assert it.refused(PATH, {"users": [weak, weak]}, admin=True) == "DUPLICATE_LOCAL_ID"
    body = {"users": [weak, weak], "sanityCheck": True}
    assert strict.refused(PATH, body, admin=True) == "DUPLICATE_LOCAL_ID"


def test_the_salt_of_a_readable_hash_is_kept_and_its_password_signs_in(it):
    hashed = "fakeHash:salt=theirs:password=secret-9"
    upload(it, {"localId": "ada", "email": "ada@example.com", "passwordHash": hashed, "salt": "theirs"})
    row = it.ok("/v1/projects/demo-project/accounts:batchGet", method="GET", admin=True)["users"][0]
    assert (row["passwordHash"], row["salt"]) == (hashed, "theirs")
    assert it.sign_in("ada@example.com", "secret-9")["idToken"]
    assert it.accounts.find_user("ada").password == "secret-9"


def test_the_official_emulator_takes_a_number_that_is_taken_and_its_first_owner_keeps_it(it):
    first = {"localId": "a", "phoneNumber": "+15555550100"}
    upload(it, first, {**first, "localId": "b"})
    both = it.ok(LOOKUP, {"localId": ["a", "b"]}, admin=True)["users"]
    assert [user["phoneNumber"] for user in both] == ["+15555550100", "+15555550100"]
    assert [user["localId"] for user in it.ok(LOOKUP, {"phoneNumber": ["+15555550100"]}, admin=True)["users"]] == ["a"]
    assert upload(it, {"localId": "c", "email": "ada@example.com"}, {"localId": "d", "email": "ada@example.com"})[
        "error"
    ]


def test_production_takes_an_address_that_is_taken_and_sign_in_reaches_the_first(strict):
    rows = [{"localId": each, "email": "ada@example.com", "rawPassword": f"secret-{each}"} for each in "ab"]
    assert "error" not in upload(strict, *rows)
    assert strict.sign_in(password="secret-a")["localId"] == "a"
    assert strict.refused("/v1/accounts:signInWithPassword", {"email": "ada@example.com", "password": "secret-b"})
    strict.ok("/v1/accounts:update", {"localId": "b", "email": "bob@example.com"}, admin=True)
    assert strict.sign_in("bob@example.com", "secret-b")["localId"] == "b"
    assert "error" in upload(
        strict, {"localId": "c", "phoneNumber": "+15555550100"}, {"localId": "d", "phoneNumber": "+15555550100"}
    )


def test_one_number_is_no_second_factor_twice(it):
    factors = [{"phoneInfo": "+15555550100", "mfaEnrollmentId": each} for each in "ab"]
    row = {"localId": "a", "email": "ada@example.com", "emailVerified": True, "mfaInfo": factors}
    assert "twice" in upload(it, row)["error"][0]["message"]


@pytest.mark.parametrize(
    ("name", "costs", "ok"),
    [
        ("SCRYPT", {"memoryCost": 14, "rounds": 8}, True),
        ("SCRYPT", {"memoryCost": 15, "rounds": 8}, False),
        ("SCRYPT", {"memoryCost": 0, "rounds": 8}, False),
        ("STANDARD_SCRYPT", {"cpuMemCost": 1024}, True),
        ("STANDARD_SCRYPT", {"cpuMemCost": 1000}, False),
    ],
)
def test_production_looks_at_the_memory_cost(strict, name, costs, ok):
    body = {"users": [{"localId": "a", "passwordHash": "YQ==", "salt": "YQ=="}], "hashAlgorithm": name, **costs}
    answer = strict.call("/v1/projects/demo-project/accounts:batchCreate", body, admin=True)
    assert (answer.status == 200) == ok
    assert ok or answer.json["error"]["message"].startswith("INVALID_HASH_MEMORY_COST")


def test_the_entry_of_a_password_shows_them_too(it):
    upload(it, {"localId": "ada", "email": "ada@example.com", "rawPassword": "secret-1", "displayName": ""})
    (entry,) = it.ok("/v1/accounts:lookup", {"localId": ["ada"]}, admin=True)["users"][0]["providerUserInfo"]
    assert entry["displayName"] == ""
    assert "photoUrl" not in entry


def test_empty_names_and_pictures_are_shown_as_such_where_the_official_emulator_shows_them(it, strict):
    for client, shown in ((it, ["displayName", "photoUrl"]), (strict, [])):
        upload(client, {"localId": "ada", "displayName": "", "photoUrl": ""}, {"localId": "bob"})
        ada, bob = client.ok("/v1/accounts:lookup", {"localId": ["ada", "bob"]}, admin=True)["users"]
        assert [name for name in ("displayName", "photoUrl") if ada.get(name) == ""] == shown
        assert not {"displayName", "photoUrl"} & set(bob)


@pytest.mark.parametrize("said", [True, False])
def test_a_word_on_an_address_is_kept_without_the_address(both, said):
    both.ok(PATH, {"users": [{"localId": "ada", "emailVerified": said}, {"localId": "bob"}]}, admin=True)
    ada, bob = both.ok("/v1/accounts:lookup", {"localId": ["ada", "bob"]}, admin=True)["users"]
    assert ada["emailVerified"] is said
    assert "emailVerified" not in bob


def test_an_address_that_goes_leaves_the_word_on_it(both):
    ada = both.user("ada@example.com", phone_number="+15555550100", verified=False)
    both.ok("/v1/accounts:update", {"localId": ada.local_id, "deleteAttribute": ["EMAIL"]}, admin=True)
    [user] = both.ok("/v1/accounts:lookup", {"localId": [ada.local_id]}, admin=True)["users"]
    assert "email" not in user
    assert user["emailVerified"] is False
