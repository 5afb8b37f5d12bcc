"""Functions that are asked before an e-mail or a text message goes out."""

import pytest

ADA, NUMBER = "ada@example.com", "+15555550100"
SEND = "/v1/accounts:sendOobCode"
RESET = {"requestType": "PASSWORD_RESET", "email": ADA}
LINK = {"requestType": "EMAIL_SIGNIN", "email": ADA, "continueUrl": "http://localhost/in"}
SMS = "/v1/accounts:sendVerificationCode"


def begin_enrollment(it, ada, number=NUMBER):
    body = {"idToken": ada.id_token, "phoneEnrollmentInfo": {"phoneNumber": number}}
    return it.call("/v2/accounts/mfaEnrollment:start", body)


def begin_second_factor(it):
    pending = it.sign_in()
    named = {"mfaEnrollmentId": pending["mfaInfo"][0]["mfaEnrollmentId"]}
    return {"mfaPendingCredential": pending["mfaPendingCredential"], "phoneSignInInfo": {}, **named}


# Questions


@pytest.mark.parametrize(("body", "kind"), [(RESET, "PASSWORD_RESET"), (LINK, "EMAIL_SIGN_IN")])
def test_a_mail_asks_before_it_goes_out(watched_messages, functions, body, kind):
    watched_messages.user(ADA)
    watched_messages.ok(SEND, body)
    assert functions.told == [("beforeSendEmail", ADA, kind)]
    assert watched_messages.inbox.latest(to=ADA).channel == "email"


def test_a_mail_by_the_older_api_asks_too(watched_messages, functions):
    watched_messages.user(ADA)
    watched_messages.ok("/identitytoolkit/v3/relyingparty/getOobConfirmationCode", RESET)
    assert functions.told == [("beforeSendEmail", ADA, "PASSWORD_RESET")]


def test_an_administrators_link_that_is_handed_over_asks_too(watched_messages, functions):
    watched_messages.user(ADA)
    answer = watched_messages.ok(SEND, {**RESET, "returnOobLink": True}, admin=True)
    assert answer["oobLink"]
    assert functions.told == [("beforeSendEmail", ADA, "PASSWORD_RESET")]


def test_mails_that_verify_or_change_an_address_ask_nobody(watched_messages, functions):
    ada = watched_messages.user(ADA)
    watched_messages.ok(SEND, {"requestType": "VERIFY_EMAIL", "idToken": ada.id_token})
    change = {"requestType": "VERIFY_AND_CHANGE_EMAIL", "newEmail": "new@example.com", "idToken": ada.id_token}
    watched_messages.ok(SEND, change)
    assert functions.events == []


def test_a_mail_that_is_not_sent_asks_nobody(watched_messages, functions):
    watched_messages.configure("emailPrivacyConfig", {"emailPrivacyConfig": {"enableImprovedEmailPrivacy": True}})
    watched_messages.ok(SEND, {**RESET, "email": "nobody@example.com"})
    assert functions.events == []


def test_a_text_message_asks_before_it_goes_out(watched_messages, functions):
    watched_messages.ok(SMS, {"phoneNumber": NUMBER, "recaptchaToken": "x"})
    assert [told[:2] for told in functions.told] == [("beforeSendSms", NUMBER)]
    assert watched_messages.sms()


@pytest.mark.parametrize("kind", ["SIGN_IN_OR_SIGN_UP", "SIGNIN"])
def test_a_message_that_signs_in_has_the_word_of_the_setting(make_it, functions, kind):
    it = make_it(sms_sign_in_type=kind)
    it.configure("blockingFunctions", functions.config("beforeSendSms"))
    it.ok(SMS, {"phoneNumber": NUMBER})
    assert functions.told == [("beforeSendSms", NUMBER, kind)]


def test_text_messages_of_second_factors_ask_too(watched_messages, functions):
    watched_messages.switch_on_second_factors()
    ada = watched_messages.user(ADA)
    assert begin_enrollment(watched_messages, ada).status == 200
    ada.enroll_sms(NUMBER)
    functions.events.clear()
    watched_messages.ok("/v2/accounts/mfaSignIn:start", begin_second_factor(watched_messages))
    assert functions.told == [("beforeSendSms", NUMBER, "MULTI_FACTOR_SIGN_IN")]


def test_the_enrollment_of_a_phone_is_told_as_such(watched_messages, functions):
    watched_messages.switch_on_second_factors()
    assert begin_enrollment(watched_messages, watched_messages.user(ADA)).status == 200
    assert functions.told == [("beforeSendSms", NUMBER, "MULTI_FACTOR_ENROLLMENT")]


def test_a_test_number_asks_nobody(watched_messages, functions):
    numbers = {"signIn": {"phoneNumber": {"enabled": True, "testPhoneNumbers": {NUMBER: "123456"}}}}
    watched_messages.configure("signIn.phoneNumber", numbers)
    watched_messages.ok(SMS, {"phoneNumber": NUMBER, "recaptchaToken": "x"})
    assert functions.events == []


def test_an_authenticator_app_asks_nobody(watched_messages, functions):
    watched_messages.switch_on_second_factors()
    watched_messages.start_totp(watched_messages.user(ADA).id_token)
    assert functions.events == []


def test_the_event_has_no_user(watched_messages, functions):
    watched_messages.user(ADA)
    watched_messages.ok(SEND, RESET)
    event = functions.events[0]
    assert not {"user_record", "sub", "tenant_id", "sign_in_method"} & set(event)
    assert event["aud"] == f"{functions.url}/beforeSendEmail"
    assert event["iss"] == "https://securetoken.google.com/demo-project"
    assert {"event_id", "ip_address", "user_agent", "locale"} <= set(event)


# Replies


def test_a_mail_that_the_function_refuses_is_not_sent(watched_messages, functions):
    watched_messages.user(ADA)
    functions.refuse("beforeSendEmail")
    assert watched_messages.refused(SEND, RESET) == "BLOCKING_FUNCTION_ERROR_RESPONSE"
    assert watched_messages.inbox.messages() == []


def test_a_text_message_that_the_function_refuses_is_not_sent_and_counts_in_no_quota(make_it, functions):
    it = make_it(sms_per_hour=1)
    it.configure("blockingFunctions", functions.config("beforeSendSms"))
    functions.refuse("beforeSendSms")
    assert it.refused(SMS, {"phoneNumber": NUMBER}) == "BLOCKING_FUNCTION_ERROR_RESPONSE"
    assert it.inbox.messages() == []
    functions.replies.clear()
    assert it.ok(SMS, {"phoneNumber": NUMBER})["sessionInfo"]


def test_changes_of_a_user_in_the_reply_mean_nothing(watched_messages, functions):
    ada = watched_messages.user(ADA)
    functions.change("beforeSendEmail", disabled=True, displayName="Eve")
    watched_messages.ok(SEND, RESET)
    account = watched_messages.ok("/v1/accounts:lookup", {"localId": [ada.id]}, admin=True)["users"][0]
    assert not account.get("disabled")
    assert "displayName" not in account


def guard(it):
    config = {"emailPasswordEnforcementState": "ENFORCE", "phoneEnforcementState": "ENFORCE"}
    it.configure("recaptchaConfig", {"recaptchaConfig": config})


def override(functions, event, action):
    functions.replies[event] = (200, b'{"recaptchaActionOverride": "%s"}' % action.encode())


DOORS = [
    (SEND, RESET, "captchaResp", "beforeSendEmail", "INVALID_RECAPTCHA_TOKEN"),
    (SMS, {"phoneNumber": NUMBER}, "captchaResponse", "beforeSendSms", "INVALID_APP_CREDENTIAL"),
]


@pytest.mark.parametrize(("path", "body", "field", "event", "code"), DOORS)
def test_a_reply_overrides_what_recaptcha_enforces(watched_messages, functions, path, body, field, event, code):
    watched_messages.user(ADA)
    guard(watched_messages)
    assert watched_messages.refused(path, {**body, field: "bad"}) == code
    override(functions, event, "ALLOW")
    assert watched_messages.ok(path, {**body, field: "bad"})
    override(functions, event, "BLOCK")
    assert watched_messages.refused(path, {**body, field: "recaptcha-test-token"}) == code
    assert watched_messages.refused(path, body) == "MISSING_RECAPTCHA_TOKEN"


@pytest.mark.parametrize(("path", "body", "field", "event", "code"), DOORS)
def test_a_reply_that_blocks_changes_nothing_while_recaptcha_is_off(
    watched_messages, functions, path, body, field, event, code
):
    watched_messages.user(ADA)
    override(functions, event, "BLOCK")
    assert watched_messages.ok(path, {**body, field: "bad"})


def test_a_sign_in_is_blocked_where_recaptcha_is_enforced(both, functions):
    both.configure("blockingFunctions", functions.config("beforeSignIn"))
    both.user(ADA)
    body = {"email": ADA, "password": "secret-1", "captchaResponse": "recaptcha-test-token"}
    override(functions, "beforeSignIn", "BLOCK")
    assert both.ok("/v1/accounts:signInWithPassword", body)
    guard(both)
    assert both.refused("/v1/accounts:signInWithPassword", body) == "INVALID_RECAPTCHA_TOKEN"


# Meanwhile


def test_an_account_that_goes_while_the_function_runs_gets_no_mail(watched_messages, functions, elsewhere):
    ada = watched_messages.user(ADA)
    call = elsewhere(watched_messages)
    functions.meanwhile["beforeSendEmail"] = lambda: call("/v1/accounts:delete", {"localId": ada.id})
    watched_messages.configure("emailPrivacyConfig", {"emailPrivacyConfig": {}})
    assert watched_messages.refused(SEND, RESET) == "EMAIL_NOT_FOUND"
    assert watched_messages.inbox.messages() == []


def test_a_number_that_changes_while_the_function_runs_is_asked_about_anew(watched_messages, functions, elsewhere):
    watched_messages.switch_on_second_factors()
    ada = watched_messages.user(ADA)
    factor = ada.enroll_sms(NUMBER)
    call, other = elsewhere(watched_messages), "+15555550199"
    moved = {"mfaEnrollmentId": factor.id, "phoneInfo": other}
    functions.meanwhile["beforeSendSms"] = lambda: call(
        "/v1/accounts:update", {"localId": ada.id, "mfa": {"enrollments": [moved]}}
    )
    watched_messages.ok("/v2/accounts/mfaSignIn:start", begin_second_factor(watched_messages))
    assert [number for _, number, _ in functions.told] == [NUMBER, other]
    assert [message.to for message in watched_messages.inbox.messages(channel="sms")] == [other]


def test_a_world_that_is_reset_meanwhile_gets_no_mail(watched_messages, functions):
    watched_messages.user(ADA)
    functions.meanwhile["beforeSendEmail"] = watched_messages.emulator.reset
    with pytest.raises(ConnectionResetError):
        watched_messages.call(SEND, RESET)
    assert watched_messages.inbox.messages() == []


def test_text_messages_wait_for_nobody_where_only_mails_ask(both, functions):
    both.configure("blockingFunctions", functions.config("beforeSendEmail"))
    both.ok(SMS, {"phoneNumber": NUMBER, "recaptchaToken": "x"})
    assert functions.events == []
