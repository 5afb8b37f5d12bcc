"""``mfa-emulator run --target live``, with an emulator in the vendor's place."""

from base64 import b64encode

import msgspec
import pytest
from click.testing import CliRunner

from mfa_emulator import Emulator
from mfa_emulator.cli.command_line import commands

TWILIO = """
scenario: A verification at the vendor
provider: twilio_verify
env: {service: TWILIO_VERIFY_SERVICE_SID}
live:
  safe: [CreateVerification, CreateVerificationCheck, CreateNewFactor, UpdateFactor, CreateEntity]
  numbers: ["+12025550142"]
steps:
  - call: CreateVerification
    with: {ServiceSid: "${service}", To: "+12025550142", Channel: sms}
  - call: CreateVerificationCheck
    with: {ServiceSid: "${service}", To: "+12025550142", Code: "0000"}
    expect: {body: {status: pending, valid: false}}
  - call: CreateNewFactor
    with: {ServiceSid: "${service}", Identity: ada-lovelace, FriendlyName: app, FactorType: totp}
    save: {factor: sid, secret: binding.secret}
  - authenticator: {secret: "${secret}", save: code}
  - call: UpdateFactor
    with: {ServiceSid: "${service}", Identity: ada-lovelace, Sid: "${factor}", AuthPayload: "${code}"}
    expect: {body: {status: verified}}
"""
GOOGLE = """
scenario: An account of the tester
provider: identity_toolkit
live: {safe: [accounts.signUp, accounts.lookup]}
steps:
  - call: accounts.signUp
    with: {email: ada@example.com, password: secret-of-nobody, returnSecureToken: true}
    save: {token: idToken}
  - call: accounts.lookup
    with: {idToken: "${token}"}
    expect: {body: {users: [{email: ada@example.com}]}}
"""


@pytest.fixture
def vendor():
    with Emulator(seeds=[{"twilio_verify": {"services": [{"friendly_name": "Tests of Owl Bank"}]}}]) as emulator:
        yield emulator


@pytest.fixture
def live(vendor, tmp_path):
    """Run a scenario at the vendor: status and output."""
    account = vendor.twilio_verify
    service = next(one.sid for one in account_services(vendor) if one.friendly_name == "Tests of Owl Bank")
    own = {
        "TWILIO_ACCOUNT_SID": account.account_sid,
        "TWILIO_AUTH_TOKEN": account.auth_token,
        "TWILIO_VERIFY_SERVICE_SID": service,
        "GOOGLE_CLOUD_PROJECT": "owl-bank-test",
        "GOOGLE_API_KEY": "any-key",
    }

    def run(text: str, *words: str, **variables: str | None):
        file = tmp_path / "at-vendor.mfa.yaml"
        file.write_text(text)
        command = ["run", str(file), "--target", "live", "--live-url", vendor.url, *words]
        done = CliRunner().invoke(commands, command, env={**own, **variables})
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output

    return run


def account_services(vendor):
    from mfa_emulator.providers.twilio_verify.state import VerifyState

    return list(vendor.world.state_of("twilio_verify", VerifyState).services)


def calls(vendor) -> list[str]:
    return [exchange.operation for exchange in vendor.requests]


def test_a_scenario_runs_at_the_vendor_and_leaves_nothing_there(live, vendor):
    status, output = live(TWILIO)
    assert status == 0, output
    assert calls(vendor) == [
        "FetchService",
        "CreateVerification",
        "CreateVerificationCheck",
        "CreateNewFactor",
        "UpdateFactor",
        "DeleteFactor",
    ]
    assert [exchange.status for exchange in vendor.requests][-1] == 204


def test_accounts_are_removed_even_when_a_step_fails(live, vendor):
    status, _ = live(GOOGLE.replace("[{email: ada@example.com}]", "[{email: other@example.com}]"))
    assert status == 1
    assert calls(vendor)[-1] == "accounts.delete"
    assert list(vendor.identity_toolkit.users) == []


def test_what_was_said_is_recorded_without_secrets(live, tmp_path):
    assert live(GOOGLE, "--live-record", str(tmp_path))[0] == 0
    text = (tmp_path / "at-vendor.recording.json").read_text()
    assert "ada@" not in text
    assert "secret-of-nobody" not in text
    made = msgspec.json.decode(text)
    assert [one["operation"] for one in made["exchanges"]] == ["accounts.signUp", "accounts.lookup"]


def test_a_report_of_a_failure_there_shows_no_secret(live, vendor):
    token = vendor.twilio_verify.auth_token
    pair = b64encode(f"{vendor.twilio_verify.account_sid}:{token}".encode()).decode()
    status, output = live(TWILIO.replace("status: pending", "status: approved"))
    assert status == 1
    assert "approved" in output
    assert [secret for secret in (token, pair, "+12025550142") if secret in output] == [], output
    status, output = live(GOOGLE.replace("[{email: ada@example.com}]", "[{email: other@example.com}]"))
    issued = [msgspec.json.decode(one.response) for one in vendor.requests if one.operation == "accounts.signUp"]
    assert status == 1
    assert [text for one in issued for text in (one["idToken"][:45], one["localId"]) if text in output] == []
    assert "secret-of-nobody" not in output


def test_a_scenario_that_is_not_marked_is_skipped(live, vendor):
    status, output = live(GOOGLE.replace("live: {safe: [accounts.signUp, accounts.lookup]}\n", ""))
    assert (status, calls(vendor)) == (0, [])
    assert "not marked for a live vendor" in output


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("accounts.lookup]}", "accounts.update]}"), "it calls accounts.lookup, which is not marked safe"),
        (
            ("  - call: accounts.lookup", "  - clock: {advance: 31s}\n  - call: accounts.lookup"),
            "clock cannot be moved",
        ),
        (("  - call: accounts.lookup", "  - seed: {codes: {a: '1'}}\n  - call: accounts.lookup"), "takes no seeds"),
        (
            (
                "  - call: accounts.lookup",
                "  - fault: {operation: accounts.lookup, status: 500}\n  - call: accounts.lookup",
            ),
            "takes no faults",
        ),
        (("  - call: accounts.lookup", "  - message: {to: ada}\n  - call: accounts.lookup"), "phones and mailboxes"),
    ],
)
def test_what_must_not_be_done_there_is_refused_before_anything_is_called(live, vendor, change, told):
    status, output = live(GOOGLE.replace(*change))
    assert (status, calls(vendor)) == (1, [])
    assert told in " ".join(output.split())


def test_a_raw_request_to_an_operation_that_is_not_safe_does_not_go_out(live, vendor):
    raw = "steps:\n  - request: {method: POST, path: /v1/accounts:delete, json: {}}\n"
    status, output = live(GOOGLE.replace("steps:\n", raw, 1))
    assert (status, calls(vendor)) == (1, [])
    assert "accounts.delete is not marked safe" in " ".join(output.split())


def test_a_number_that_is_no_test_number_gets_no_message(live, vendor):
    status, output = live(TWILIO.replace('numbers: ["+12025550142"]', 'numbers: ["+12025550199"]'))
    assert (status, calls(vendor)) == (1, ["FetchService"])
    assert "+12025550142 is no test number" in " ".join(output.split())


def test_an_account_that_looks_like_production_needs_a_word_more(live, vendor):
    status, output = live(GOOGLE, GOOGLE_CLOUD_PROJECT="owl-bank-prod")
    assert (status, calls(vendor)) == (1, [])
    assert "the account 'owl-bank-prod' looks like production" in " ".join(output.split())
    assert live(GOOGLE, "--yes-live", GOOGLE_CLOUD_PROJECT="owl-bank-prod")[0] == 0


def test_the_name_of_the_account_is_asked_for_where_no_variable_has_it(live, vendor):
    other = vendor.twilio_verify.service_sid
    status, output = live(TWILIO, TWILIO_VERIFY_SERVICE_SID=other)
    assert (status, calls(vendor)) == (1, ["FetchService"])
    assert "looks like production" in " ".join(output.split())


def test_variables_that_are_not_set_are_told_with_their_meaning(live, vendor):
    status, output = live(GOOGLE, GOOGLE_API_KEY=None)
    assert (status, calls(vendor)) == (1, [])
    assert "GOOGLE_API_KEY (an API key of it)" in " ".join(output.split())


def test_an_operation_that_is_none_is_a_mistake_of_the_file(live, vendor):
    status, output = live(GOOGLE.replace("accounts.lookup]}", "accounts.lokup]}"))
    assert (status, calls(vendor)) == (1, [])
    assert "did you mean 'accounts.lookup'?" in output


def test_the_options_are_for_this_target_alone(live, tmp_path):
    done = CliRunner().invoke(commands, ["run", "onelogin", "--yes-live"])
    assert (done.exit_code, "are for --target live" in done.output) == (2, True)
    assert live(GOOGLE, "--freeze", "true")[0] == 2


def test_what_cannot_be_removed_is_told(live, vendor):
    vendor.faults.add(operation="accounts.delete", status=503)
    status, output = live(GOOGLE)
    assert status == 0
    assert "what accounts.signUp made could not be removed: accounts.delete /v1/accounts:delete answered 503" in output
