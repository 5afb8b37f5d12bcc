"""What the replies of functions do to the account, the session and the answer."""

import socket

import pytest

LOOKUP = "/v1/projects/demo-project/accounts:lookup"
BODY = {"email": "ada@example.com", "password": "secret-1", "returnSecureToken": True}


def message(answer):
    return answer.json["error"]["message"]


def test_masked_fields_are_set_and_shown_to_the_next_function(watched, functions, claims_of, ways):
    functions.change(
        "beforeCreate", displayName="Ada", photoUrl="http://localhost/a.png", emailVerified=True, customClaims={"a": 1}
    )
    answer = ways.sign_up()
    record = functions.events[1]["user_record"]
    assert (record["display_name"], record["email_verified"], record["custom_claims"]) == ("Ada", True, {"a": 1})
    user = ways.account()
    assert (user["displayName"], user["photoUrl"], user["emailVerified"]) == ("Ada", "http://localhost/a.png", True)
    assert user["customAttributes"] == '{"a":1}'
    assert (claims_of(answer["idToken"])["a"], answer["displayName"]) == (1, "Ada")


def test_what_the_mask_does_not_name_is_passed_over(watched, functions, ways):
    record = b'{"userRecord": {"displayName": "Ada", "photoUrl": "x", "updateMask": "displayName,foo"}}'
    functions.replies["beforeSignIn"] = (200, record)
    ways.sign_up()
    assert ways.account()["displayName"] == "Ada"
    assert "photoUrl" not in ways.account()


def test_a_number_for_a_name_is_kept_as_text(watched, functions, ways):
    functions.change("beforeCreate", displayName=7)
    ways.sign_up()
    assert ways.account()["displayName"] == "7"


def test_session_claims_ride_in_the_token_and_survive_a_refresh(watched, functions, claims_of, ways):
    functions.change("beforeSignIn", sessionClaims={"role": "admin", "sub": "evil"})
    answer = ways.sign_up()
    body = {"grantType": "refresh_token", "refreshToken": answer["refreshToken"]}
    refreshed = watched.ok("/v1/token", body)["id_token"]
    for token in (answer["idToken"], refreshed):
        assert (claims_of(token)["role"], claims_of(token)["sub"]) == ("admin", answer["localId"])
    assert "customAttributes" not in ways.account()


def test_session_claims_before_the_account_is_made_mean_nothing(watched, functions, claims_of, ways):
    functions.change("beforeCreate", sessionClaims={"role": "admin"})
    assert "role" not in claims_of(ways.sign_up()["idToken"])


def test_claims_that_no_account_may_have_are_refused(watched, functions, ways):
    functions.change("beforeCreate", customClaims={"sub": "evil"})
    assert watched.refused("/v1/accounts:signUp", BODY) == "FORBIDDEN_CLAIM"
    functions.change("beforeCreate", customClaims={"a": "x" * 1000})
    assert watched.refused("/v1/accounts:signUp", BODY) == "CLAIMS_TOO_LARGE"
    assert ways.account() is None


def test_a_refusal_before_the_account_is_made_leaves_none(watched, functions, ways):
    functions.refuse("beforeCreate")
    assert watched.refused("/v1/accounts:signUp", BODY) == "BLOCKING_FUNCTION_ERROR_RESPONSE"
    assert ways.account() is None


def test_a_refusal_at_the_sign_in_of_a_new_user_leaves_the_account(watched, functions, ways):
    functions.refuse("beforeSignIn")
    assert watched.refused("/v1/accounts:signUp", BODY) == "BLOCKING_FUNCTION_ERROR_RESPONSE"
    assert ways.account()["lastLoginAt"]
    assert watched.refused("/v1/accounts:signUp", BODY) == "EMAIL_EXISTS"


def test_a_refusal_at_a_sign_in_changes_nothing(watched, functions, ways):
    watched.user(password="secret-1")
    before = ways.account()
    functions.refuse("beforeSignIn")
    assert watched.refused("/v1/accounts:signInWithPassword", BODY) == "BLOCKING_FUNCTION_ERROR_RESPONSE"
    assert ways.account() == before
    body = ways.profile()
    assert watched.refused("/v1/accounts:signInWithIdp", body) == "BLOCKING_FUNCTION_ERROR_RESPONSE"
    assert ways.account() == before


@pytest.mark.parametrize("event", ["beforeCreate", "beforeSignIn"])
def test_a_function_can_have_the_account_disabled(watched, functions, event, ways):
    functions.change(event, disabled=True)
    assert watched.refused("/v1/accounts:signUp", BODY) == "USER_DISABLED"
    assert ways.account()["disabled"] is True
    assert [asked for asked, _ in functions.asked] == ["beforeCreate", "beforeSignIn"][: 1 + (event != "beforeCreate")]


def test_every_way_in_obeys(watched, functions, ways):
    functions.change("beforeSignIn", displayName="seen")
    ways.by_link("bob@example.com")
    ways.by_phone()
    watched.ok("/v1/accounts:signInWithIdp", ways.profile())
    shown = watched.ok(LOOKUP, {"email": ["bob@example.com"], "phoneNumber": ["+15555550100"]}, admin=True)["users"]
    assert [user["displayName"] for user in (*shown, ways.account())] == ["seen"] * 3


def test_a_link_is_used_up_though_the_function_refuses(watched, functions, ways):
    functions.refuse("beforeSignIn")
    body = {"email": "ada@example.com", "oobCode": ways.link()["oobCode"]}
    assert watched.refused("/v1/accounts:signInWithEmailLink", body) == "BLOCKING_FUNCTION_ERROR_RESPONSE"
    assert watched.refused("/v1/accounts:signInWithEmailLink", body) == "INVALID_OOB_CODE"


def test_a_totp_code_is_used_up_though_the_function_refuses(watched, functions):
    app = watched.user(password="secret-1").enroll_totp()
    watched.clock.advance("30s")
    pending = watched.sign_in()
    info = {"verificationCode": app.code()}
    body = {
        "mfaPendingCredential": pending["mfaPendingCredential"],
        "mfaEnrollmentId": pending["mfaInfo"][0]["mfaEnrollmentId"],
        "totpVerificationInfo": info,
    }
    functions.refuse("beforeSignIn")
    assert watched.refused("/v2/accounts/mfaSignIn:finalize", body) == "BLOCKING_FUNCTION_ERROR_RESPONSE"
    assert watched.refused("/v2/accounts/mfaSignIn:finalize", body) == "INVALID_CODE"


# Words and statuses


def test_the_official_emulator_quotes_the_functions_answer(it, functions):
    it.configure("blockingFunctions", functions.config("beforeCreate"))
    functions.refuse("beforeCreate", 403, b'{"error":{"message":"no"}}')
    answer = it.call("/v1/accounts:signUp", BODY)
    assert answer.status == 400
    assert message(answer).startswith("BLOCKING_FUNCTION_ERROR_RESPONSE : ((HTTP request to http://127.0.0.1:")
    assert message(answer).endswith('returned HTTP error 403: {"error":{"message":"no"}}))')
    assert "answered 403" in answer.reason


def test_production_quotes_the_functions_answer_in_its_own_words(strict, functions):
    strict.configure("blockingFunctions", functions.config("beforeCreate"))
    functions.refuse("beforeCreate", 400, b'{"error":{"message":"no"}}')
    answer = strict.call("/v1/accounts:signUp", BODY)
    text = 'HTTP Cloud Function returned an error: {"error":{"message":"no"}}'
    assert (answer.status, message(answer)) == (400, f"BLOCKING_FUNCTION_ERROR_RESPONSE : {text}")


@pytest.mark.parametrize("status", [429, 500, 503])
def test_production_says_of_a_function_that_failed_only_that(strict, functions, status):
    strict.configure("blockingFunctions", functions.config("beforeCreate"))
    functions.refuse("beforeCreate", status, b"oops")
    answer = strict.call("/v1/accounts:signUp", BODY)
    assert (answer.status, message(answer)) == (503, "Error code: 47")
    assert answer.json["error"]["errors"][0]["reason"] == "backendError"
    assert "oops" in answer.reason


def unreachable():
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{bound.getsockname()[1]}/f"


def refusing_config(uri):
    return {"blockingFunctions": {"triggers": {"beforeCreate": {"functionUri": uri}}}}


def test_a_function_that_is_not_there_lets_nobody_in(it, strict, ways_of):
    uri = unreachable()
    for client, status in ((it, 500), (strict, 400)):
        client.configure("blockingFunctions", refusing_config(uri))
        answer = client.call("/v1/accounts:signUp", BODY)
        assert (answer.status, message(answer).split(" : ")[0]) == (status, "BLOCKING_FUNCTION_ERROR_RESPONSE")
        assert "refused" in answer.reason
        assert ways_of(client).account() is None


def test_a_function_on_a_host_that_is_not_allowed_is_not_asked(both):
    both.configure("blockingFunctions", refusing_config("https://functions.example.com/f"))
    answer = both.call("/v1/accounts:signUp", BODY)
    assert message(answer).split(" : ")[0] == "BLOCKING_FUNCTION_ERROR_RESPONSE"
    assert "allow it as an outbound host" in answer.reason


@pytest.fixture
def silent():
    """A function that never answers."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/f"


def test_a_function_that_takes_too_long_lets_nobody_in(make_it, silent):
    words = {"emulator": "Deadline exceeded making request to", "strict": "Cloud function deadline exceeded."}
    for profile, text in words.items():
        it = make_it(profile, blocking_function_timeout=1)
        it.configure("blockingFunctions", refusing_config(silent))
        answer = it.call("/v1/accounts:signUp", BODY)
        assert text in message(answer)
        assert "1 s" in answer.reason


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"", "is not valid JSON"),
        (b"<html>", "is not valid JSON"),
        (b'{"userRecord": {"displayName": "x"}}', "missing updateMask"),
        (b'{"userRecord": {"updateMask": 7}}', "missing updateMask"),
        (b'{"userRecord": [1]}', "missing updateMask"),
        (b'{"userRecord": {"sessionClaims": 7, "updateMask": "sessionClaims"}}', "malformed session claims"),
    ],
)
def test_an_answer_that_cannot_be_read_lets_nobody_in(watched, functions, body, text):
    watched.user(password="secret-1")
    functions.replies["beforeSignIn"] = (200, body)
    answer = watched.call("/v1/accounts:signInWithPassword", BODY)
    assert message(answer).startswith("BLOCKING_FUNCTION_ERROR_RESPONSE : ")
    assert text in message(answer)
    assert answer.reason


@pytest.mark.parametrize("body", [b"{}", b"[]", b"7", b'{"userRecord": null}', b'{"userRecord": {}}'])
def test_an_answer_without_changes_has_no_objection(watched, functions, body, ways):
    functions.replies["beforeCreate"] = functions.replies["beforeSignIn"] = (200, body)
    assert ways.sign_up()["idToken"]
