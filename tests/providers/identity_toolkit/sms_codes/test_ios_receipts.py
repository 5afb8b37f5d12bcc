"""Receipts of iOS apps, and the pushes that go with them."""

VERIFY = "/v1/accounts:verifyIosClient"
SEND = "/v1/accounts:sendVerificationCode"


def test_the_secret_of_the_push_opens_the_way_to_a_text_message(both):
    answer = both.ok(VERIFY, {"appToken": "apns-token", "isSandbox": True})
    assert answer["suggestedTimeout"] == "5"
    push = both.inbox.latest(to="apns-token", channel="push")
    assert push.context["sandbox"] == "true"
    body = {"phoneNumber": "+15555550100", "iosReceipt": answer["receipt"]}
    assert both.refused(SEND, {**body, "iosSecret": "wrong"}) == "INVALID_APP_CREDENTIAL"
    assert both.refused(SEND, body) == "INVALID_APP_CREDENTIAL"
    assert both.ok(SEND, {**body, "iosSecret": push.code})["sessionInfo"]


def test_a_receipt_ends_after_an_hour(both):
    receipt = both.ok(VERIFY, {"appToken": "apns-token"})["receipt"]
    secret = both.inbox.latest(to="apns-token").code
    both.clock.advance("1h")
    body = {"phoneNumber": "+15555550100", "iosReceipt": receipt, "iosSecret": secret}
    assert both.refused(SEND, body) == "INVALID_APP_CREDENTIAL"


def test_a_receipt_that_is_not_ours_means_nothing(both):
    assert both.ok(SEND, {"phoneNumber": "+15555550100", "iosReceipt": "any", "iosSecret": "any"})


def test_an_app_token_is_needed(both):
    assert both.refused(VERIFY, {}) == "Request contains an invalid argument."
