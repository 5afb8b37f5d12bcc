"""Pending tokens: an identity provider's word that is used again."""

from urllib.parse import urlencode

import msgspec
import pytest

PATH = "/v1/accounts:signInWithIdp"
ADA = {"sub": "42", "email": "ada@example.com", "email_verified": True, "name": "Ada"}
DOUBTFUL = {**ADA, "email_verified": False}


def fresh(claims, provider="github.com", **more):
    post = urlencode({"providerId": provider, "id_token": msgspec.json.encode(claims).decode()})
    return {"postBody": post, "requestUri": "http://localhost", "returnSecureToken": True, **more}


def pending(token, **more):
    """As the JS SDK sends it."""
    return {"requestUri": "http://localhost", "returnSecureToken": True, "pendingToken": token, **more}


def linked_to(ada):
    return [link.provider_id for link in ada.record.links]


def test_a_pending_token_signs_the_same_user_in_again(both):
    first = both.ok(PATH, fresh(ADA))
    again = both.ok(PATH, pending(first["pendingToken"]))
    same = ("localId", "providerId", "federatedId", "email", "rawUserInfo", "oauthIdToken", "pendingToken")
    assert {name: again[name] for name in same} == {name: first[name] for name in same}
    assert again["idToken"]
    assert "isNewUser" not in again


def test_what_had_to_be_confirmed_is_linked_after_the_password(both):
    ada = both.user("ada@example.com")
    asked = both.ok(PATH, fresh(DOUBTFUL))
    assert asked["needConfirmation"] is True
    both.ok(PATH, pending(asked["pendingToken"], idToken=both.sign_in()["idToken"]))
    assert linked_to(ada) == ["github.com"]
    assert both.ok(PATH, fresh(DOUBTFUL))["localId"] == ada.local_id


@pytest.mark.parametrize(
    ("claims", "code"),
    [(ADA, "FEDERATED_USER_ID_ALREADY_LINKED"), ({**ADA, "sub": "43"}, "EMAIL_EXISTS")],
)
def test_a_profile_that_cannot_be_linked_signs_in_by_its_pending_token(both, claims, code):
    first = both.ok(PATH, fresh(ADA))
    eve = both.user("eve@example.com")
    refused = both.ok(PATH, fresh(claims, idToken=eve.id_token, returnIdpCredential=True))
    assert refused["errorMessage"] == code
    assert both.ok(PATH, pending(refused["pendingToken"]))["localId"] == first["localId"]


def test_a_saml_response_can_be_used_again_too(it, claims_of):
    assertion = {"subject": {"nameId": "ada@example.com"}, "attributeStatements": {"role": ["admin"]}}
    response = msgspec.json.encode({"assertion": assertion}).decode()
    post = urlencode({"providerId": "saml.acme", "SAMLResponse": response})
    first = it.ok(PATH, {"postBody": post, "requestUri": "http://localhost"})
    again = it.ok(PATH, pending(first["pendingToken"]))
    assert claims_of(again["idToken"])["firebase"]["sign_in_attributes"] == {"role": ["admin"]}


def test_a_pending_token_asks_for_the_second_factor(both):
    first = both.ok(PATH, fresh(ADA))
    both.user("bob@example.com").enroll_totp()
    bob = both.ok(PATH, fresh({**ADA, "sub": "43", "email": "bob@example.com"}))
    assert both.ok(PATH, pending(bob["pendingToken"]))["mfaPendingCredential"]
    assert both.ok(PATH, pending(first["pendingToken"]))["idToken"]


def test_a_pending_token_ends_an_hour_after_its_credential_came(both):
    first = both.ok(PATH, fresh(ADA))
    both.clock.advance("59m")
    again = both.ok(PATH, pending(first["pendingToken"]))
    both.clock.advance("1m")
    for answer in (first, again):
        assert both.refused(PATH, pending(answer["pendingToken"])) == "INVALID_PENDING_TOKEN"


def test_a_pending_token_is_of_one_tenant_and_one_world(it, make_it):
    ours, tenants = (it.ok(PATH, fresh(ADA, **more))["pendingToken"] for more in ({}, {"tenantId": "t1"}))
    assert it.refused(PATH, pending(ours, tenantId="t1")) == "INVALID_PENDING_TOKEN"
    assert it.refused(PATH, pending(tenants)) == "INVALID_PENDING_TOKEN"
    assert it.ok(PATH, pending(tenants, tenantId="t1"))["tenantId"] == "t1"
    assert make_it(seed=1).refused(PATH, pending(ours)) == "INVALID_PENDING_TOKEN"


@pytest.mark.parametrize("token", ["nonsense", "é", "AAAA" * 20])
def test_a_token_that_was_not_made_here_is_refused(both, token):
    assert both.refused(PATH, pending(token)) == "INVALID_PENDING_TOKEN"
    assert both.refused(PATH, fresh(ADA, pendingIdToken=token)) == "INVALID_PENDING_TOKEN"
    assert len(both.accounts.project().users) == 0


def test_the_provider_may_be_named_beside_it_and_must_be_the_same(it):
    token = it.ok(PATH, fresh(ADA))["pendingToken"]
    assert it.ok(PATH, pending(token, postBody="providerId=GitHub.com"))
    assert it.refused(PATH, pending(token, postBody="providerId=google.com")) == "INVALID_PENDING_TOKEN"


def test_the_request_uri_stays_required(both):
    token = both.ok(PATH, fresh(ADA))["pendingToken"]
    assert both.refused(PATH, {"pendingToken": token}) == "MISSING_REQUEST_URI"


def test_a_trusted_provider_confirms_a_doubtful_one(both):
    """v3's own way: `pendingIdToken` beside the credential of a provider that the account has."""
    google = both.ok(PATH, fresh(ADA, "google.com"))
    asked = both.ok(PATH, fresh({**DOUBTFUL, "sub": "7"}))
    assert asked["needConfirmation"]
    path = "/www.googleapis.com/identitytoolkit/v3/relyingparty/verifyAssertion"
    answer = both.ok(path, fresh(ADA, "google.com", pendingIdToken=asked["pendingToken"]))
    assert answer["localId"] == google["localId"]
    assert both.ok(PATH, fresh({**DOUBTFUL, "sub": "7"}))["localId"] == google["localId"]


@pytest.mark.parametrize(
    "path",
    [
        "/v1/accounts:signInWithPassword",
        "/www.googleapis.com/identitytoolkit/v3/relyingparty/verifyPassword",
    ],
)
def test_the_password_confirms_a_doubtful_provider(both, path):
    ada = both.user("ada@example.com")
    asked = both.ok(PATH, fresh(DOUBTFUL))
    body = {"email": "ada@example.com", "password": "secret-1", "pendingIdToken": asked["pendingToken"]}
    both.ok(path, body)
    assert linked_to(ada) == ["github.com"]


def test_what_belongs_to_somebody_else_is_not_confirmed(both):
    both.ok(PATH, fresh(ADA))
    eve = both.user("eve@example.com")
    token = both.ok(PATH, fresh(ADA))["pendingToken"]
    before = eve.record
    body = {"email": "eve@example.com", "password": "secret-1", "pendingIdToken": token}
    assert both.refused("/v1/accounts:signInWithPassword", body) == "FEDERATED_USER_ID_ALREADY_LINKED"
    assert eve.record == before


def test_a_new_account_that_is_refused_for_its_pending_token_has_drawn_no_id(both):
    body = fresh(ADA, pendingIdToken="not-made-here")
    before = both.world.snapshot().to_json()
    assert both.refused(PATH, body) == "INVALID_PENDING_TOKEN"
    assert both.world.snapshot().to_json() == before
