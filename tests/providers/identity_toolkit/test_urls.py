"""The three ways to reach a method: by the vendor's host in the path, by Host header, and by the bare path."""

import pytest

SIGN_UP = {"returnSecureToken": True}


@pytest.mark.parametrize("prefix", ["", "/identitytoolkit.googleapis.com", "/www.googleapis.com"])
def test_a_method_answers_with_and_without_the_host_name_in_its_path(it, prefix):
    assert it.ok(f"{prefix}/v1/accounts:signUp", SIGN_UP)["localId"]


def test_a_method_answers_to_the_vendors_host_header(it):
    answer = it.send(
        "POST", "/v1/accounts:signUp", SIGN_UP, headers={"host": "identitytoolkit.googleapis.com"}, key="k"
    )
    assert answer.status == 200


@pytest.mark.parametrize("prefix", ["", "/securetoken.googleapis.com"])
def test_the_token_endpoint_answers_on_its_own_host_and_bare(it, prefix):
    refresh = it.user().refresh_token
    body = {"grant_type": "refresh_token", "refresh_token": refresh}
    assert it.ok(f"{prefix}/v1/token", body)["user_id"]


def test_the_admin_path_of_googles_totp_guide_is_the_same_as_the_published_one(it):
    path = "v2/projects/demo-project/config"
    alias = it.ok(f"/admin/{path}", method="GET", admin=True)
    assert alias == it.ok(f"/{path}", method="GET", admin=True)


def test_a_trailing_slash_does_not_matter(it):
    assert it.ok("/v1/accounts:signUp/", SIGN_UP)["localId"]


def test_the_front_door_says_that_the_emulator_is_ready(it):
    answer = it.send("GET", "/")
    assert answer.status == 200
    assert answer.json["authEmulator"]["ready"] is True
    assert it.send("HEAD", "/").status == 200  # as scripts ask that wait for a server


def test_responses_are_json_indented_by_two(it):
    answer = it.call("/v1/accounts:signUp", SIGN_UP)
    assert answer.headers["content-type"] == "application/json; charset=UTF-8"
    assert answer.body.startswith(b'{\n  "expiresIn": "3600"')


def test_a_percent_encoded_colon_is_a_colon(it):
    assert it.call("/v1/accounts%3AsignUp", SIGN_UP).status == 200


def test_get_with_a_body_and_delete_with_a_body_pass(it):
    assert it.call("/emulator/v1/projects/demo-project/accounts", {"a": 1}, method="DELETE").status == 200
    assert it.call("/emulator/v1/projects/demo-project/config", {"a": 1}, method="GET").status == 200
