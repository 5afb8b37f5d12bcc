"""Second factors that an administrator writes into an account."""

import pytest

SIGN_UP = "/v1/projects/demo-project/accounts"
UPDATE = "/v1/projects/demo-project/accounts:update"
LOOKUP = "/v1/projects/demo-project/accounts:lookup"
NUMBER = "+15555550100"


def refused_number(it):
    return {"emulator": "INVALID_MFA_PHONE_NUMBER", "strict": "INVALID_PHONE_NUMBER"}[it.world.options.profile]


def sign_up(*factors):
    return {"email": "eve@example.com", "password": "secret-1", "emailVerified": True, "mfaInfo": list(factors)}


def factors_of(it, local_id):
    return it.ok(LOOKUP, {"localId": [local_id]}, admin=True)["users"][0].get("mfaInfo")


# Sign-up


def test_a_new_account_can_have_phones(both):
    body = sign_up({"phoneInfo": NUMBER, "displayName": "Work"}, {"phoneInfo": "+15555550101"})
    local_id = both.ok(SIGN_UP, body, admin=True)["localId"]
    first, second = factors_of(both, local_id)
    assert (first["phoneInfo"], first["displayName"]) == (NUMBER, "Work")
    assert second["phoneInfo"] == "+15555550101"
    assert first["mfaEnrollmentId"] != second["mfaEnrollmentId"]
    assert first["enrolledAt"] == "2026-11-21T10:00:00.000Z"


def test_they_are_asked_for(both):
    both.ok(SIGN_UP, sign_up({"phoneInfo": NUMBER}), admin=True)
    assert both.sign_in("eve@example.com")["mfaInfo"][0]["phoneInfo"] == "+*******0100"


def test_a_number_that_is_there_twice_counts_once(both):
    body = sign_up({"phoneInfo": NUMBER, "displayName": "a"}, {"phoneInfo": NUMBER, "displayName": "b"})
    local_id = both.ok(SIGN_UP, body, admin=True)["localId"]
    assert [factor["displayName"] for factor in factors_of(both, local_id)] == ["a"]


def test_a_bad_number_creates_no_account(both):
    assert both.refused(SIGN_UP, sign_up({"phoneInfo": "5550100"}), admin=True) == refused_number(both)
    assert both.accounts.project().users.by("email", "eve@example.com") is None


def test_six_factors_are_too_many(both):
    body = sign_up(*({"phoneInfo": f"+1555555010{n}"} for n in range(6)))
    answer = both.call(SIGN_UP, body, admin=True)
    assert answer.json["error"]["message"] == "SECOND_FACTOR_LIMIT_EXCEEDED"
    assert "6 second factors" in answer.reason


def test_the_official_emulator_lets_anybody(it):
    it.ok("/v1/accounts:signUp", {k: v for k, v in sign_up({"phoneInfo": NUMBER}).items() if k != "emailVerified"})
    assert len(it.accounts.find_user("eve@example.com").factors) == 1


def test_in_production_it_takes_an_administrator(strict):
    assert strict.refused("/v1/accounts:signUp", sign_up({"phoneInfo": NUMBER})) == "INSUFFICIENT_PERMISSION"


# Update


def update(ada, *factors):
    return {"localId": ada.local_id, "mfa": {"enrollments": list(factors)}}


@pytest.fixture
def ada(both):
    ada = both.user()
    ada.enroll_sms("+15555550199")
    return ada


def test_an_update_replaces_all_factors(both, ada):
    given = {
        "mfaEnrollmentId": "id-1",
        "phoneInfo": NUMBER,
        "displayName": "Work",
        "enrolledAt": "2020-01-02T03:04:05.678Z",
    }
    both.ok(UPDATE, update(ada, given), admin=True)
    (factor,) = factors_of(both, ada.local_id)
    assert {**given, **factor} == factor


def test_without_a_date_they_are_enrolled_now(both, ada):
    both.clock.advance("1h")
    both.ok(UPDATE, update(ada, {"mfaEnrollmentId": "id-1", "phoneInfo": NUMBER}), admin=True)
    assert ada.factors[0].record.enrolled_at == both.clock.micros()


def test_an_empty_list_takes_them_away(both, ada):
    both.ok(UPDATE, update(ada), admin=True)
    assert ada.factors == ()


def test_so_does_a_list_that_is_absent(both, ada):
    both.ok(UPDATE, {"localId": ada.local_id, "mfa": {}}, admin=True)
    assert ada.factors == ()


def test_without_mfa_they_stay(both, ada):
    both.ok(UPDATE, {"localId": ada.local_id, "displayName": "Ada"}, admin=True)
    assert len(ada.factors) == 1


def test_ids_that_are_missing_are_made(both):
    ada = both.user()
    both.ok(UPDATE, update(ada, {"phoneInfo": NUMBER}), admin=True)
    assert len(ada.factors[0].id) == 36


def test_an_id_may_be_there_once(both, ada):
    factors = [{"mfaEnrollmentId": "id", "phoneInfo": NUMBER}, {"mfaEnrollmentId": "id", "phoneInfo": "+15555550101"}]
    assert both.refused(UPDATE, update(ada, *factors), admin=True) == "DUPLICATE_MFA_ENROLLMENT_ID"


@pytest.mark.parametrize("factor", [{"phoneInfo": "5550100"}, {"phoneInfo": ""}, {}])
def test_a_bad_number_changes_nothing(both, ada, factor):
    body = update(ada, {"mfaEnrollmentId": "id", **factor})
    assert both.refused(UPDATE, {**body, "displayName": "Eve"}, admin=True) == refused_number(both)
    assert ada.factors[0].record.phone_number == "+15555550199"
    assert ada.record.display_name == ""


def test_a_new_totp_factor_cannot_be_written(both, ada):
    body = update(ada, {"mfaEnrollmentId": "id", "totpInfo": {}})
    assert both.refused(UPDATE, body, admin=True) == "UNSUPPORTED_SECOND_FACTOR"


def test_what_was_read_can_be_written_back(it):
    ada = it.user()
    ada.enroll_sms(NUMBER)
    ada.enroll_totp("App")
    secret = ada.factors[-1].authenticator.secret
    factors = factors_of(it, ada.local_id)
    it.ok(UPDATE, update(ada, *factors), admin=True)
    assert factors_of(it, ada.local_id) == factors
    assert ada.factors[-1].authenticator.secret == secret


def test_production_refuses_that(strict):
    ada = strict.user()
    ada.enroll_totp("App")
    body = update(ada, *factors_of(strict, ada.local_id))
    assert strict.refused(UPDATE, body, admin=True) == "UNSUPPORTED_SECOND_FACTOR"


def test_a_day_that_no_calendar_has_is_refused(both, ada):
    body = update(ada, {"mfaEnrollmentId": "id", "phoneInfo": NUMBER, "enrolledAt": "2026-02-30T00:00:00Z"})
    assert both.refused(UPDATE, body, admin=True) == "Request contains an invalid argument."


def test_the_official_emulator_lets_users_write_their_own(it):
    ada = it.user()
    mfa = {"enrollments": [{"mfaEnrollmentId": "id", "phoneInfo": NUMBER}]}
    it.ok("/v1/accounts:update", {"idToken": ada.id_token, "mfa": mfa})
    assert ada.factors[0].record.phone_number == NUMBER


def test_production_does_not(strict):
    body = {"idToken": strict.user().id_token, "mfa": {"enrollments": []}}
    assert strict.refused("/v1/accounts:update", body) == "INSUFFICIENT_PERMISSION"
