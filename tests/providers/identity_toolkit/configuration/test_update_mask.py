"""Parts of a configuration that are written, by `updateMask`."""

import pytest

PATH = "/v2/projects/demo-project/config"
OFF = {"state": "DISABLED"}


def patch(it, body, mask=None):
    query = {} if mask is None else {"updateMask": mask}
    return it.ok(PATH, body, method="PATCH", admin=True, **query)


def test_only_what_the_mask_names_is_written(both):
    body = {"mfa": OFF, "signIn": {"allowDuplicateEmails": True}}
    config = patch(both, body, "mfa")
    assert config["mfa"] == OFF
    assert not config["signIn"].get("allowDuplicateEmails")


def test_a_mask_names_several_fields(both):
    config = patch(both, {"mfa": OFF, "signIn": {"allowDuplicateEmails": True}}, "mfa,signIn.allowDuplicateEmails")
    assert config["mfa"] == OFF
    assert config["signIn"]["allowDuplicateEmails"] is True


def test_a_message_under_the_mask_is_replaced_whole(it):
    config = patch(it, {"mfa": {"state": "MANDATORY"}}, "mfa")
    assert config["mfa"] == {"state": "MANDATORY"}


def test_a_path_into_a_message_leaves_the_rest_of_it(it):
    mfa = patch(it, {"mfa": {"state": "MANDATORY"}}, "mfa.state")["mfa"]
    assert mfa["state"] == "MANDATORY"
    assert mfa["enabledProviders"] == ["PHONE_SMS"]


def test_snake_case_paths_will_do(both):
    body = {"sign_in": {"allow_duplicate_emails": True}}
    assert patch(both, body, "sign_in.allow_duplicate_emails")["signIn"]["allowDuplicateEmails"] is True


def test_paths_may_have_spaces_between_them(both):
    assert patch(both, {"mfa": OFF}, "signIn.anonymous, mfa")["mfa"] == OFF


def test_a_path_into_a_message_that_is_not_there_yet_makes_it(both):
    body = {"monitoring": {"requestLogging": {"enabled": True}}}
    assert patch(both, body, "monitoring.requestLogging.enabled")["monitoring"] == body["monitoring"]


@pytest.mark.parametrize("mask", ["nothing", "mfa.nothing", "mfa.state.deeper", "signIn..email", ".", ","])
def test_a_path_that_names_no_field_changes_nothing(both, mask):
    before = both.ok(PATH, method="GET", admin=True)
    assert patch(both, {"mfa": OFF}, mask) == before


def test_the_official_emulator_keeps_what_the_mask_names_and_the_body_lacks(it):
    assert patch(it, {}, "mfa")["mfa"]["state"] == "ENABLED"


def test_production_takes_it_away(strict):
    assert "mfa" not in patch(strict, {}, "mfa")


def test_without_a_mask_all_the_rest_begins_anew(it):
    patch(it, {"mfa": OFF}, "mfa")
    config = patch(it, {"signIn": {"allowDuplicateEmails": True}})
    assert config["mfa"]["state"] == "ENABLED"
    assert config["signIn"]["allowDuplicateEmails"] is True
    assert config["signIn"]["email"] == {"enabled": True, "passwordRequired": False}


def test_an_empty_mask_is_none(it):
    patch(it, {"mfa": OFF}, "mfa")
    assert patch(it, {}, "")["mfa"]["state"] == "ENABLED"


def test_a_star_is_everything(it):
    patch(it, {"mfa": OFF}, "mfa")
    assert patch(it, {}, "*")["mfa"]["state"] == "ENABLED"


def test_what_only_the_server_says_cannot_be_written(both):
    config = patch(both, {"name": "mine", "subtype": "FIREBASE_AUTH"}, "name,subtype")
    assert config["name"] == "projects/12345/config"
    assert config.get("subtype") != "FIREBASE_AUTH"


def test_the_answer_is_what_a_get_shows(both):
    assert patch(both, {"mfa": OFF}, "mfa") == both.ok(PATH, method="GET", admin=True)
