"""A request of the console's journal, saved as a scenario and run by the command."""

import subprocess
import sys
from base64 import b64encode
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

KEY = "?key=any"


@pytest.fixture
def save(page, tmp_path):
    """Save the newest request as a scenario; the file."""

    def saving():
        page.locator(".row").first.click()
        with page.expect_download() as saved:
            page.get_by_role("button", name="Save as scenario").click()
        path = tmp_path / saved.value.suggested_filename
        saved.value.save_as(path)
        assert path.name.endswith(".mfa.yaml")
        return path

    return saving


def ran(path):
    """The status of a run by the command."""
    command = [sys.executable, "-m", "mfa_emulator.cli", "run", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_request_is_saved_as_a_scenario_that_runs_once_its_secret_is_filled_in(page, post, save):
    post(
        f"/v1/accounts:signUp{KEY}", {"email": "ada@example.com", "password": "secret-1", "displayName": "${ada}\u2028"}
    )
    path = save()
    text = path.read_text()
    assert "secret-1" not in text
    assert '  password: ""  # the journal shows no secrets: fill it in\n' in text
    assert ran(path).returncode == 1
    path.write_text(text.replace('password: ""', "password: secret-1"))
    done = ran(path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_refusal_is_saved_with_the_parameters_of_its_path_and_what_was_answered(page, emulator, save):
    verify = emulator.twilio_verify
    entity = f"{emulator.url}/verify.twilio.com/v2/Services/{verify.service_sid}/Entities/ada-of-app"
    basic = b64encode(f"{verify.account_sid}:{verify.auth_token}".encode()).decode()
    with pytest.raises(HTTPError):
        urlopen(Request(f"{entity}/Challenges/YC{'0' * 32}", headers={"Authorization": f"Basic {basic}"}))
    path = save()
    assert '"Identity":"ada-of-app"' in path.read_text()
    assert '"code":20404' in path.read_text()
    done = ran(path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_fields_of_a_query_are_saved_and_its_credential_is_not(page, emulator, save):
    query = "key=AIza-of-somebody&clientType=CLIENT_TYPE_WEB&version=RECAPTCHA_ENTERPRISE"
    urlopen(f"{emulator.url}/v2/recaptchaConfig?{query}").close()
    path = save()
    assert "AIza" not in path.read_text()
    assert '"clientType":"CLIENT_TYPE_WEB"' in path.read_text()
    done = ran(path)
    assert done.returncode == 0, done.stdout + done.stderr
