"""`world.onelogin` in Python tests: the account, its users and their factors."""

import pytest

LOGIN = {"username_or_email": "ada", "password": "secret-1", "subdomain": "acme"}


@pytest.fixture
def ada(client):
    return client.onelogin.user("ada")


def test_a_user_is_made_when_there_is_none_of_the_name(client):
    made = client.onelogin.user("new@example.com", "pw", phone="+15555550144", username="newcomer")
    assert (made.name, made.record.phone) == ("new@example.com", "+15555550144")
    assert client.onelogin.user("newcomer").id == made.id


def test_a_user_is_found_when_nothing_else_is_asked_for(client, ada):
    assert client.onelogin.user("ADA@example.com").id == ada.id
    assert len(client.onelogin.users) == 2


@pytest.mark.parametrize("asked", [{"password": "other"}, {"phone": "+1"}, {"mfa_required": False}, {"id": 7}])
def test_asking_for_more_of_a_user_there_is_is_refused(client, asked):
    with pytest.raises(ValueError, match="there is a user 'ada' already"):
        client.onelogin.user("ada", **asked)


def test_a_user_that_does_not_fit_is_refused_and_not_made(client):
    with pytest.raises(ValueError, match="phone"):
        client.onelogin.user("new", phone=5)
    with pytest.raises(ValueError, match="'new' is the user's username"):
        client.onelogin.user("new", username="other")
    with pytest.raises(ValueError, match="called 'ada' already"):
        client.onelogin.user("new", email="ada")
    assert len(client.onelogin.users) == 2


def test_a_user_is_found_by_any_name_in_any_case(client, ada):
    assert client.onelogin.find_user("ADA@example.com").id == client.onelogin.find_user("ada").id == ada.id


def test_a_user_that_is_not_there_is_looked_for_in_vain_and_the_nearest_name_given(client):
    with pytest.raises(LookupError, match="no user 'adda'; did you mean 'ada'"):
        client.onelogin.find_user("adda")
    assert len(client.onelogin.users) == 2


@pytest.mark.parametrize(
    ("method", "kind", "to"),
    [
        ("enroll_totp", "authenticator", ""),
        ("enroll_sms", "sms", "+15555550100"),
        ("enroll_voice", "voice", "+15555550100"),
        ("enroll_email", "email", "ada@example.com"),
        ("enroll_push", "protect", ""),
        ("enroll_yubikey", "yubikey", ""),
        ("enroll_duo", "duo", ""),
        ("enroll_security_questions", "security_questions", ""),
    ],
)
def test_each_kind_is_enrolled_as_an_active_factor(client, ada, method, kind, to):
    factor = getattr(ada, method)(display_name="Mine")
    assert (factor.kind, factor.status, factor.to, factor.record.display_name) == (kind, "active", to, "Mine")
    assert [known.id for known in ada.factors] == [factor.id]
    (shown,) = client.get("/api/1/users/{ada}/otp_devices").data["otp_devices"]
    assert (shown["id"], shown["active"], shown["default"]) == (factor.id, True, True)


def test_a_number_or_address_other_than_the_users_own_can_be_given(ada):
    assert ada.enroll_sms("+15555550177").to == "+15555550177"
    assert ada.enroll_email("other@example.com").to == "other@example.com"


def test_a_factor_without_a_number_to_send_to_is_refused(client):
    with pytest.raises(ValueError, match="sms factor needs"):
        client.onelogin.user("nophone", "pw").enroll_sms()


def test_a_later_factor_can_be_made_the_default_one(ada):
    first, second = ada.enroll_sms(), ada.enroll_totp(default=True)
    assert (first.record.default, second.record.default) == (False, True)


def test_the_code_is_what_the_user_would_type_now(client, ada):
    totp, sms, voice = ada.enroll_totp(), ada.enroll_sms(), ada.enroll_voice()
    for factor in (sms, voice):
        client.post(f"/api/1/users/{ada.id}/otp_devices/{factor.id}/trigger")
    sent = [message.code for message in client.emulator.inbox]
    assert [sms.code(), voice.code(), totp.code()] == [*sent, totp.authenticator.code()]
    assert len(ada.enroll_yubikey().code()) == 44
    assert ada.enroll_duo(passcodes=["1234567"]).code() == "1234567"


def test_no_code_is_there_before_one_has_arrived(ada):
    for factor in (ada.enroll_sms(), ada.enroll_duo(), ada.enroll_security_questions()):
        with pytest.raises(LookupError, match=factor.kind):
            factor.code()


@pytest.mark.parametrize(("tap", "status"), [("approve", "accepted"), ("deny", "rejected")])
def test_a_push_is_answered_now_or_after_some_of_the_worlds_time(client, ada, tap, status):
    phone = ada.enroll_push()
    begun = [client.post("/api/2/mfa/users/{ada}/verifications", {"device_id": phone.id}).body["id"]]
    poll = f"/api/2/mfa/users/{ada.id}/verifications/"
    assert (len(phone.pushes), phone.waiting) == (1, begun[0])
    getattr(phone, tap)()
    assert (client.get(poll + begun[0]).body["status"], phone.waiting) == (status, None)
    begun += [client.post("/api/2/mfa/users/{ada}/verifications", {"device_id": phone.id}).body["id"]]
    getattr(phone, tap)(after="10s")
    client.clock.advance("9s")
    assert client.get(poll + begun[1]).body["status"] == "pending"
    client.clock.advance("1s")
    assert client.get(poll + begun[1]).body["status"] == status


def test_a_challenge_names_the_factor_that_is_asked(client, ada):
    other, phone = ada.enroll_voice(), ada.enroll_push()
    client.post("/api/2/mfa/users/{ada}/verifications", {"device_id": phone.id})
    (challenge,) = client.emulator.world.providers["onelogin"].challenges(client.emulator.world)
    assert challenge.factor == str(phone.id)
    with pytest.raises(LookupError, match="nothing waits"):
        other.approve()


def test_a_factor_is_removed_as_an_administrator_would(client, ada):
    first, second = ada.enroll_sms(), ada.enroll_totp()
    first.remove()
    assert [factor.id for factor in ada.factors] == [second.id]
    assert second.record.default
    with pytest.raises(LookupError, match="no device"):
        first.remove()


def test_handles_of_what_is_gone_say_so(client, ada):
    factor = ada.enroll_sms()
    client.delete(f"/api/2/users/{ada.id}")
    with pytest.raises(LookupError, match="no user"):
        _ = ada.record
    with pytest.raises(LookupError, match="no device"):
        _ = factor.status
    assert repr(ada) == f"<User {ada.id}, which does not exist (any more)>"
    assert repr(factor) == f"<Factor {factor.id}, which does not exist (any more)>"


def test_handles_are_shown_by_what_they_are(client, ada):
    factor = ada.enroll_sms()
    assert repr(client.onelogin) == "<OneLogin acme, users: 2>"
    assert repr(ada) == "<User ada@example.com, second factors: sms>"
    assert repr(factor) == f"<Factor sms {factor.id}, active>"


def test_only_factors_with_codes_have_an_authenticator(enrolled):
    with pytest.raises(LookupError, match="sms factor has no authenticator"):
        _ = enrolled("sms").authenticator
    with pytest.raises(LookupError, match="cannot be touched"):
        enrolled("sms").touch()


def test_a_sign_in_gives_a_session_token_that_counts_once(client, ada):
    ada.enroll_totp()
    token = ada.sign_in()
    exchanged = [client.post("/session_via_api_token", {"session_token": token}).status for _ in range(2)]
    assert exchanged == [200, 400]
    assert ada.record.last_login


def test_nobody_signs_in_who_may_not_log_in(client):
    locked = client.onelogin.user("eve", "pw", status=3)
    with pytest.raises(ValueError, match="locked"):
        locked.sign_in()


def test_a_token_has_the_scope_that_is_asked_for(client):
    client.token = client.onelogin.token("Read Users")
    assert client.get("/api/2/users").status == 200
    assert client.delete(f"/api/2/users/{client.ada}").status == 403


def test_a_scope_has_one_credential_however_many_tokens(client):
    tokens = {client.onelogin.token("Read Users") for _ in range(3)}
    assert len(tokens) == 3
    for client.token in tokens:
        assert client.get("/api/2/users").status == 200
    dump = client.emulator.world.states["onelogin"].dump()
    assert [credential["scope"] for credential in dump["credentials"]] == ["Manage All", "Read Users"]


def test_nothing_stays_of_a_yubikey_that_was_removed(client, enrolled):
    for _ in range(3):
        key = enrolled("yubikey")
        body = {"otp_token": key.touch()}
        assert client.post(f"/api/1/users/{{ada}}/otp_devices/{key.id}/verify", body).status == 200
        client.delete(f"/api/1/users/{{ada}}/otp_devices/{key.id}")
    counters = client.emulator.world.states["onelogin"].counters
    assert not any(str(key.id) in name for name in counters)


def test_an_app_is_added_for_saml_assertions(client):
    app = client.onelogin.add_app("AWS", id=77, mfa_required=True)
    assert (app.id, app.name) == (77, "AWS")
    assert client.post("/api/2/saml_assertion", {**LOGIN, "app_id": "77"}).status == 400  # MFA without a device


def test_the_account_tells_its_subdomain(make_client):
    assert make_client(subdomain="globex").onelogin.subdomain == "globex"


def test_the_world_lists_the_users_of_the_account(client, ada):
    people = client.emulator.world.people()
    assert [person.name for person in people] == ["ada@example.com", "grace@example.com"]
    assert people[0].id == ada.id
