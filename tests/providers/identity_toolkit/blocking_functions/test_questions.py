"""Which ways in ask which functions, and what these are told."""

import msgspec
import pytest

BOTH = ["beforeCreate", "beforeSignIn"]


def test_a_sign_up_asks_before_the_account_is_made_and_before_its_user_is_in(watched, functions, ways):
    ways.sign_up()
    assert functions.asked == [("beforeCreate", "password"), ("beforeSignIn", "password")]


def test_a_sign_in_asks_once(watched, functions):
    watched.user(password="secret-1")
    watched.sign_in()
    assert functions.asked == [("beforeSignIn", "password")]


def test_a_sign_in_by_the_older_api_asks_too(watched, functions):
    functions.change("beforeSignIn", photoUrl="http://localhost/ada.png")
    watched.user(password="secret-1")
    base = "/identitytoolkit/v3/relyingparty"
    answer = watched.ok(f"{base}/verifyPassword", {"email": "ada@example.com", "password": "secret-1"})
    assert functions.asked == [("beforeSignIn", "password")]
    assert answer["photoUrl"] == "http://localhost/ada.png"


def test_a_link_asks_for_new_users_and_for_known_ones(watched, functions, ways):
    ways.by_link()
    ways.by_link()
    assert functions.asked == [(event, "emailLink") for event in (*BOTH, "beforeSignIn")]


def test_a_phone_asks_for_new_users_and_for_known_ones(watched, functions, ways):
    ways.by_phone()
    ways.by_phone()
    assert functions.asked == [(event, "phone") for event in (*BOTH, "beforeSignIn")]


def test_an_identity_provider_asks_for_new_users_for_known_ones_and_for_linked_ones(watched, functions, ways):
    token = watched.ok("/v1/accounts:signInWithIdp", ways.profile())["idToken"]
    watched.ok("/v1/accounts:signInWithIdp", ways.profile())
    watched.ok("/v1/accounts:signInWithIdp", ways.profile({"sub": "5"}, "github.com", idToken=token))
    assert functions.asked == [(event, "google.com") for event in (*BOTH, "beforeSignIn")] + [
        ("beforeSignIn", "github.com")
    ]


def test_nobody_is_asked_about_anonymous_users_and_what_becomes_of_them(watched, functions):
    token = watched.ok("/v1/accounts:signUp", {"returnSecureToken": True})["idToken"]
    watched.ok("/v1/accounts:signUp", {"idToken": token, "email": "ada@example.com", "password": "secret-1"})
    assert functions.asked == []


def test_nobody_is_asked_about_custom_tokens_refreshes_and_what_administrators_do(watched, functions):
    session = watched.ok(
        "/v1/accounts:signInWithCustomToken", {"token": watched.custom_token(), "returnSecureToken": True}
    )
    watched.ok("/v1/token", {"grantType": "refresh_token", "refreshToken": session["refreshToken"]})
    path = "/v1/projects/demo-project/accounts"
    watched.ok(path, {"email": "eve@example.com", "password": "secret-1"}, admin=True)
    watched.ok(f"{path}:batchCreate", {"users": [{"localId": "x", "email": "x@example.com"}]}, admin=True)
    assert functions.asked == []


def test_a_sign_in_with_a_second_factor_asks_at_its_end(watched, functions):
    ada = watched.user(password="secret-1")
    ada.enroll_sms("+15555550100")
    pending = watched.sign_in()
    assert functions.asked == []
    credential, factor = pending["mfaPendingCredential"], pending["mfaInfo"][0]["mfaEnrollmentId"]
    started = watched.ok(
        "/v2/accounts/mfaSignIn:start",
        {"mfaPendingCredential": credential, "mfaEnrollmentId": factor, "phoneSignInInfo": {}},
    )
    info = {"sessionInfo": started["phoneResponseInfo"]["sessionInfo"], "code": watched.sms()}
    body = {"mfaPendingCredential": credential, "phoneVerificationInfo": info}
    watched.ok("/v2/accounts/mfaSignIn:finalize", body)
    assert functions.asked == [("beforeSignIn", "password")]
    event = functions.events[0]
    assert event["sign_in_second_factor"] == "phone"
    assert event["user_record"]["multi_factor"]["enrolled_factors"][0]["phone_number"] == "+15555550100"


def test_a_player_of_game_center_asks(watched, functions):
    body = {"playerId": "p", "publicKeyUrl": "https://static.gc.apple.com/k", "salt": "a", "signature": "b"}
    watched.configure("blockingFunctions", functions.config("beforeCreate", "beforeSignIn"))
    path = "/v2/projects/demo-project/defaultSupportedIdpConfigs"
    watched.ok(path, {"enabled": True}, admin=True, idpId="gc.apple.com")
    watched.ok("/v1/accounts:signInWithGameCenter", {**body, "timestamp": "1"})
    assert functions.asked == [(event, "gc.apple.com") for event in BOTH]


def test_a_passkey_asks(make_it, functions):
    it = make_it()
    it.configure("blockingFunctions", functions.config("beforeCreate", "beforeSignIn"))
    body = {"idToken": it.user().id_token, "authenticatorRegistrationResponse": {"id": "key-1"}}
    it.ok("/v2/accounts/passkeyEnrollment:finalize", body)
    it.ok("/v2/accounts/passkeySignIn:finalize", {"authenticatorAuthenticationResponse": {"id": "key-1"}})
    assert functions.asked == [("beforeSignIn", "passkey")]


def test_only_the_functions_that_are_set_are_asked(both, functions, ways_of):
    both.configure("blockingFunctions", functions.config("beforeSignIn"))
    ways_of(both).sign_up()
    assert functions.asked == [("beforeSignIn", "password")]


def test_functions_that_were_taken_away_are_asked_no_more(watched, functions, ways):
    watched.configure("blockingFunctions", {"blockingFunctions": {"triggers": {}}})
    ways.sign_up()
    assert functions.asked == []


def test_functions_of_one_project_are_not_asked_by_another_one(watched, functions):
    path = "/v1/projects/other/accounts"
    watched.ok(path, {"email": "ada@example.com", "password": "secret-1"}, admin=True)
    watched.ok("/v1/accounts:signInWithCustomToken", {"token": watched.custom_token(), "returnSecureToken": True})
    assert functions.asked == []


def test_a_restored_world_asks_the_functions_of_its_snapshot(watched, functions, ways):
    snapshot = watched.emulator.snapshot().to_json()
    watched.emulator.reset()
    ways.sign_up("eve@example.com")
    assert functions.asked == []
    watched.emulator.restore(snapshot)
    ways.sign_up()
    assert len(functions.asked) == 2


def test_a_tenant_has_the_functions_of_its_project(make_it, functions):
    it = make_it()
    it.configure("blockingFunctions", functions.config("beforeCreate", "beforeSignIn"))
    body = {"email": "ada@example.com", "password": "secret-1", "tenantId": "acme", "returnSecureToken": True}
    it.ok("/v1/accounts:signUp", body)
    assert [event["tenant_id"] for event in functions.events] == ["acme", "acme"]
    assert functions.events[0]["user_record"]["tenant_id"] == "acme"


def test_the_event_says_who_comes_how_and_from_where(it, functions):
    it.configure("blockingFunctions", functions.config("beforeCreate", "beforeSignIn"))
    headers = {"user-agent": "my app/1.0", "x-firebase-locale": "de", "x-goog-api-key": "any"}
    body = {"email": "ada@example.com", "password": "secret-1", "displayName": "Ada", "returnSecureToken": True}
    local_id = it.send("POST", "/v1/accounts:signUp", body, headers=headers).json["localId"]
    event = functions.events[0]
    now = it.clock.micros() // 1_000_000
    expected = {
        "iss": "https://securetoken.google.com/demo-project",
        "aud": f"{functions.url}/beforeCreate",
        "sub": local_id,
        "iat": now,
        "exp": now + 600,
        "event_type": "beforeCreate",
        "sign_in_method": "password",
        "user_agent": "my app/1.0",
        "locale": "de",
        "ip_address": "127.0.0.1",
        "user_record": {
            "uid": local_id,
            "email": "ada@example.com",
            "email_verified": False,
            "display_name": "Ada",
            "disabled": False,
            "custom_claims": {},
            "provider_data": [
                {
                    "provider_id": "password",
                    "uid": "ada@example.com",
                    "email": "ada@example.com",
                    "display_name": "Ada",
                }
            ],
            "metadata": {"creation_time": now * 1000, "last_sign_in_time": now * 1000},
            "tokens_valid_after_time": now,
        },
    }
    assert event.pop("event_id") != functions.events[1]["event_id"]
    assert event == expected


def test_the_token_is_signed_where_tokens_are(make_it, functions, ways_of):
    it = make_it(signed_tokens=True)
    it.configure("blockingFunctions", functions.config("beforeSignIn"))
    ways_of(it).sign_up()
    assert it.world.tokens.read(functions.tokens[0], unmarked=False)["event_type"] == "beforeSignIn"


@pytest.mark.parametrize(
    ("forward", "names"),
    [
        ({}, set()),
        ({"idToken": True}, {"oauth_id_token"}),
        ({"accessToken": True}, {"oauth_access_token", "oauth_expires_in"}),
        ({"refreshToken": True}, {"oauth_refresh_token"}),
    ],
)
def test_tokens_of_a_provider_are_shown_as_far_as_the_configuration_says(both, functions, forward, names, ways):
    both.configure("blockingFunctions", functions.config("beforeSignIn", **forward))
    body = ways.profile(returnRefreshToken=True)
    body["postBody"] += "&access_token=at&refresh_token=rt&expires_in=3600"
    both.ok("/v1/accounts:signInWithIdp", body)
    event = functions.events[0]
    assert {name for name in event if name.startswith("oauth_")} == names
    assert msgspec.json.decode(event["raw_user_info"])["name"] == "Ada"


def test_every_question_is_listed_with_its_answer(it, functions, ways_of):
    it.configure("blockingFunctions", functions.config("beforeSignIn"))
    functions.change("beforeSignIn", displayName="Ada")
    ways_of(it).sign_up()
    (delivery,) = it.world.outbound
    assert (delivery.event, delivery.status) == ("beforeSignIn", "delivered")
    assert "displayName" in delivery.view()["attempts"][0]["answer"]
