"""firebase-admin for Python: users."""

from typing import Any

import bcrypt
import pytest

EMAIL, PHONE = "grace@example.com", "+15555550177"


@pytest.fixture
def grace(firebase: Any) -> Any:
    return firebase.create_user(email=EMAIL, password="secret-1", display_name="Grace", phone_number=PHONE)


def test_a_created_user_signs_in_with_the_password(grace: Any, google_api: Any) -> None:
    body = {"email": EMAIL, "password": "secret-1"}
    assert google_api("v1").accounts().signInWithPassword(body=body).execute()["localId"] == grace.uid


def test_a_user_is_found_by_id_address_and_number(firebase: Any, grace: Any) -> None:
    found = firebase.get_user(grace.uid), firebase.get_user_by_email(EMAIL), firebase.get_user_by_phone_number(PHONE)
    assert {user.uid for user in found} == {grace.uid}
    assert found[0].display_name == "Grace"
    assert found[0].email_verified is False


def test_an_unknown_user_is_not_found(firebase: Any) -> None:
    with pytest.raises(firebase.UserNotFoundError):
        firebase.get_user("nobody")


def test_several_users_are_found_at_once(firebase: Any, grace: Any) -> None:
    result = firebase.get_users([firebase.UidIdentifier(grace.uid), firebase.EmailIdentifier("nobody@example.com")])
    assert [user.uid for user in result.users] == [grace.uid]
    assert [identifier.email for identifier in result.not_found] == ["nobody@example.com"]


def test_an_address_belongs_to_one_user(firebase: Any, grace: Any) -> None:
    with pytest.raises(firebase.EmailAlreadyExistsError):
        firebase.create_user(email=EMAIL)
    with pytest.raises(firebase.PhoneNumberAlreadyExistsError):
        firebase.create_user(phone_number=PHONE)
    with pytest.raises(firebase.UidAlreadyExistsError):
        firebase.create_user(uid=grace.uid)


def test_a_user_is_changed(firebase: Any, grace: Any) -> None:
    gone = firebase.DELETE_ATTRIBUTE
    firebase.update_user(grace.uid, display_name=gone, phone_number=gone, email_verified=True)
    user = firebase.get_user(grace.uid)
    assert (user.display_name, user.phone_number, user.email_verified) == (None, None, True)


def test_a_disabled_user_does_not_sign_in(firebase: Any, grace: Any, google_api: Any, google_error: Any) -> None:
    firebase.update_user(grace.uid, disabled=True)
    with pytest.raises(google_error, match="USER_DISABLED"):
        google_api("v1").accounts().signInWithPassword(body={"email": EMAIL, "password": "secret-1"}).execute()


def test_claims_of_a_user_stand_in_the_tokens(firebase: Any, ada: Any) -> None:
    firebase.set_custom_user_claims(ada.sign_up().session["localId"], {"role": "countess"})
    assert firebase.verify_id_token(ada.first_factor()["idToken"])["role"] == "countess"


def test_all_users_are_listed_page_by_page(firebase: Any) -> None:
    uids = sorted(firebase.create_user(email=f"user-{number}@example.com").uid for number in range(5))
    page = firebase.list_users(max_results=2)
    assert len(page.users) == 2
    assert page.has_next_page
    assert [user.uid for user in page.iterate_all()] == uids


def test_users_are_imported(firebase: Any) -> None:
    users = [
        firebase.ImportUserRecord("g-1", email=EMAIL, custom_claims={"role": "admiral"}),
        firebase.ImportUserRecord("g-2", phone_number=PHONE),
    ]
    result = firebase.import_users(users)
    assert (result.success_count, result.errors) == (2, [])
    assert firebase.get_user("g-1").custom_claims == {"role": "admiral"}


def test_a_user_is_deleted(firebase: Any, grace: Any) -> None:
    firebase.delete_user(grace.uid)
    with pytest.raises(firebase.UserNotFoundError):
        firebase.get_user_by_email(EMAIL)


def test_several_users_are_deleted_at_once(firebase: Any, grace: Any) -> None:
    other = firebase.create_user(email="other@example.com")
    result = firebase.delete_users([grace.uid, other.uid, "nobody"])
    assert (result.success_count, result.errors) == (3, [])
    assert firebase.list_users().users == []


def test_users_imported_with_bcrypt_hashes_sign_in(firebase: Any, google_api: Any) -> None:
    hashed = bcrypt.hashpw(b"secret-1", bcrypt.gensalt(4))
    user = firebase.ImportUserRecord("g-1", email=EMAIL, password_hash=hashed)
    result = firebase.import_users([user], hash_alg=firebase.UserImportHash.bcrypt())
    assert (result.success_count, result.errors) == (1, [])
    body = {"email": EMAIL, "password": "secret-1"}
    assert google_api("v1").accounts().signInWithPassword(body=body).execute()["localId"] == "g-1"
