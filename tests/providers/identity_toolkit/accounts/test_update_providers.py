"""accounts.update: which identity providers an account has, and what they said of its user."""

import pytest

PATH = "/v1/accounts:update"
GITHUB = {"providerId": "github.com", "rawId": "42", "displayName": "ada42", "email": "ada@github.example"}
GOOGLE = {"providerId": "google.com", "rawId": "7", "displayName": "Ada"}


def linked_user(it, *links, **more):
    ada = it.user("ada@example.com", **more)
    for link in links:
        it.ok(PATH, {"localId": ada.local_id, "linkProviderUserInfo": link}, admin=True)
    return ada


def linked_to(ada):
    return [link.provider_id for link in ada.record.links]


def test_the_provider_attribute_is_all_identity_providers_at_once(both):
    ada = linked_user(both, GITHUB, GOOGLE, phone_number="+15555550100")
    answer = both.ok(PATH, {"idToken": ada.id_token, "deleteAttribute": ["PROVIDER"]})
    assert linked_to(ada) == []
    assert {info["providerId"] for info in answer["providerUserInfo"]} == {"password", "phone"}


def test_the_raw_user_info_goes_and_the_link_stays(both):
    ada = linked_user(both, GITHUB, GOOGLE)
    answer = both.ok(PATH, {"idToken": ada.id_token, "deleteAttribute": ["RAW_USER_INFO"]})
    github = next(info for info in answer["providerUserInfo"] if info["providerId"] == "github.com")
    assert github == {"providerId": "github.com", "rawId": "42", "federatedId": "42"}
    assert linked_to(ada) == ["github.com", "google.com"]


def test_an_attribute_without_a_name_is_refused(both):
    ada = both.user()
    answer = both.call(PATH, {"idToken": ada.id_token, "deleteAttribute": ["USER_ATTRIBUTE_NAME_UNSPECIFIED"]})
    assert answer.status == 400
    assert "USER_ATTRIBUTE_NAME_UNSPECIFIED" in answer.reason


def test_identity_providers_that_the_list_does_not_name_go(both):
    ada = linked_user(both, GITHUB, GOOGLE, phone_number="+15555550100")
    both.ok(PATH, {"idToken": ada.id_token, "provider": ["google.com"]})
    assert linked_to(ada) == ["google.com"]
    assert (ada.record.password, ada.record.phone_number) == ("secret-1", "+15555550100")


def test_identity_providers_that_the_list_does_not_name_can_be_kept(make_it):
    it = make_it(unlisted_providers="keep")
    ada = linked_user(it, GITHUB, GOOGLE)
    it.ok(PATH, {"idToken": ada.id_token, "provider": ["google.com"]})
    assert linked_to(ada) == ["github.com", "google.com"]


def test_the_list_may_name_every_way_that_the_account_has(both):
    ada = linked_user(both, GITHUB)
    both.ok(PATH, {"localId": ada.local_id, "provider": ["password", "github.com"]}, admin=True)
    assert linked_to(ada) == ["github.com"]


def test_the_list_may_name_what_the_same_request_links(both):
    ada = linked_user(both, GITHUB)
    body = {"localId": ada.local_id, "provider": ["google.com"], "linkProviderUserInfo": GOOGLE}
    both.ok(PATH, body, admin=True)
    assert linked_to(ada) == ["google.com"]


@pytest.mark.parametrize("more", [{}, {"deleteProvider": ["github.com"]}, {"deleteAttribute": ["PROVIDER"]}])
def test_no_profile_is_made_from_nothing(both, more):
    ada = linked_user(both, GITHUB)
    named = ["github.com"] if more else ["twitter.com"]
    token, before = ada.id_token, ada.record
    assert both.refused(PATH, {"idToken": token, "provider": named, **more}) == "INVALID_PROVIDER_ID"
    assert ada.record == before


def test_v3_takes_the_same_fields(it):
    ada = linked_user(it, GITHUB, GOOGLE)
    it.ok(
        "/www.googleapis.com/identitytoolkit/v3/relyingparty/setAccountInfo",
        {"idToken": ada.id_token, "provider": ["google.com"], "upgradeToFederatedLogin": True},
    )
    assert linked_to(ada) == ["google.com"]
    assert ada.record.password == ""


def test_the_password_is_first_among_the_providers_and_last_in_production(it, strict):
    for client, order in (
        (it, ["password", "github.com", "phone"]),
        (strict, ["phone", "github.com", "password"]),
    ):
        ada = linked_user(client, GITHUB, phone_number="+15555550100")
        user = client.ok("/v1/accounts:lookup", {"localId": [ada.local_id]}, admin=True)["users"][0]
        assert [info["providerId"] for info in user["providerUserInfo"]] == order


@pytest.mark.parametrize("name", ["password", "phone"])
def test_a_way_of_the_account_itself_is_no_identity_provider(both, name):
    ada = both.user()
    body = {"localId": ada.local_id, "linkProviderUserInfo": {"providerId": name, "rawId": "1"}}
    assert both.refused(PATH, body, admin=True) == "INVALID_PROVIDER_ID"
    idp = {"requestUri": "http://localhost", "postBody": f'providerId={name}&id_token={{"sub":"1"}}'}
    assert both.refused("/v1/accounts:signInWithIdp", idp) == "INVALID_CREDENTIAL_OR_PROVIDER_ID"
    assert linked_to(ada) == []


def test_in_production_only_administrators_link_a_profile(it, strict):
    for client in (it, strict):
        body = {"idToken": client.user().id_token, "linkProviderUserInfo": GITHUB}
        if client is strict:
            assert client.refused(PATH, body) == "UNEXPECTED_PARAMETER"
        else:
            client.ok(PATH, body)


def test_a_profile_without_id_is_named_in_the_words_of_each(it, strict):
    for client, code in ((it, "MISSING_RAW_ID"), (strict, "MISSING_IDENTIFIER")):
        body = {"localId": client.user().local_id, "linkProviderUserInfo": {"providerId": "github.com"}}
        assert client.refused(PATH, body, admin=True) == code


def test_in_production_unlinking_the_password_takes_the_password_alone(it, strict):
    for client in (it, strict):
        ada = client.user()
        answer = client.ok(PATH, {"idToken": ada.id_token, "deleteProvider": ["password"]})
        assert ada.password == ""
        assert ada.record.password_updated_at
        assert ada.email == ("ada@example.com" if client is strict else "")
        assert "passwordHash" not in answer
    assert strict.refused("/v1/accounts:signUp", {"email": "ada@example.com", "password": "secret-2"}) == "EMAIL_EXISTS"
