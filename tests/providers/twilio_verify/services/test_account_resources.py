"""Resources of the account: forms and the safe list."""

import jsonschema
import pytest

NUMBER = "+18001234567"


def test_the_push_form_describes_what_an_app_sends(account):
    form = account.get("/v2/Forms/form-push").json()
    assert set(form["forms"]) == {"create_factor", "verify_factor", "create_challenge"}
    for schema in form["forms"].values():
        jsonschema.Draft7Validator.check_schema(schema)
    sent = {
        "FriendlyName": "phone",
        "FactorType": "push",
        "Binding.PublicKey": "x",
        "Config.AppId": "a",
        "Config.NotificationPlatform": "fcm",
        "Config.SdkVersion": "1",
    }
    jsonschema.validate(sent, form["forms"]["create_factor"])


def test_there_is_no_other_form(account, refused):
    refused(account.get("/v2/Forms/form-sms"), 404, 20404)


@pytest.mark.parametrize("written", [NUMBER, NUMBER.replace("+", "%2B")])
def test_a_number_is_added_read_and_taken_out(account, refused, written):
    made = account.make("/v2/SafeList/Numbers", {"PhoneNumber": NUMBER})
    assert made["url"] == f"http://verify.twilio.com/v2/SafeList/Numbers/{NUMBER}"
    assert account.get(f"/v2/SafeList/Numbers/{written}").json() == made
    assert account.delete(f"/v2/SafeList/Numbers/{written}").status_code == 204
    refused(account.get(f"/v2/SafeList/Numbers/{written}"), 404, 20404)


def test_a_number_is_in_the_list_once(account, refused):
    account.make("/v2/SafeList/Numbers", {"PhoneNumber": NUMBER})
    refused(account.post("/v2/SafeList/Numbers", {"PhoneNumber": NUMBER}), 400, 60411)


@pytest.mark.parametrize("number", ["18001234567", "x", "+0"])
def test_a_bad_number_is_60306(account, refused, number):
    refused(account.post("/v2/SafeList/Numbers", {"PhoneNumber": number}), 400, 60306)
