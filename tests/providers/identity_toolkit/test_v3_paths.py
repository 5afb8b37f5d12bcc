"""v3 is reached by its old paths, and each of its methods is there."""

import pytest

METHODS = [
    "createAuthUri",
    "deleteAccount",
    "downloadAccount",
    "emailLinkSignin",
    "getAccountInfo",
    "getOobConfirmationCode",
    "resetPassword",
    "sendVerificationCode",
    "setAccountInfo",
    "setProjectConfig",
    "signOutUser",
    "signupNewUser",
    "uploadAccount",
    "verifyAssertion",
    "verifyCustomToken",
    "verifyPassword",
    "verifyPhoneNumber",
]
BASES = ["/www.googleapis.com/identitytoolkit/v3/relyingparty", "/identitytoolkit/v3/relyingparty"]
PASSWORD = {"email": "ada@example.com", "password": "secret-1", "returnSecureToken": True}


@pytest.mark.parametrize("base", BASES)
def test_by_googles_host_or_bare(both, base):
    both.user()
    assert both.ok(f"{base}/verifyPassword", PASSWORD)["idToken"]


@pytest.mark.parametrize("method", METHODS)
def test_every_method_is_built(both, method):
    answer = both.call(f"/identitytoolkit/v3/relyingparty/{method}", {})
    assert answer.status in (200, 400), answer


@pytest.mark.parametrize("verb", ["POST", "PUT", "PATCH"])
def test_any_verb_will_do(it, verb):
    it.user()
    assert it.ok("/identitytoolkit/v3/relyingparty/verifyPassword", PASSWORD, method=verb)["idToken"]


@pytest.mark.parametrize("method", METHODS)
def test_a_body_that_is_no_json_is_refused(both, method):
    answer = both.call(f"/identitytoolkit/v3/relyingparty/{method}", b"{")
    assert answer.status == 400
    assert answer.json["error"]["errors"][0]["domain"] == "global"


@pytest.mark.parametrize("method", METHODS)
def test_a_key_is_needed(both, method):
    assert both.send("POST", f"/identitytoolkit/v3/relyingparty/{method}", {}).status == 403


def test_production_refuses_unknown_fields_here_too(strict):
    message = strict.refused("/identitytoolkit/v3/relyingparty/verifyPassword", {**PASSWORD, "color": "red"})
    assert message.startswith("Invalid JSON payload received. Unknown name")


def test_a_method_that_never_was(it):
    assert it.call("/identitytoolkit/v3/relyingparty/makeTea", {}).status == 404
