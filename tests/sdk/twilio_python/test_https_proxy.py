"""A program that knows nothing of the emulator, led here by the proxy."""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import json, os, urllib.request
from twilio.rest import Client

client = Client(os.environ["TWILIO_ACCOUNT_SID"], os.environ["TWILIO_AUTH_TOKEN"], **OPTIONS)
service = client.verify.v2.services(os.environ["TWILIO_VERIFY_SERVICE_SID"])
for number in range(3):
    service.verifications.create(to=f"+1501712000{number}", channel="sms")
page = client.verify.v2.verification_attempts.page(page_size=2)
assert page.next_page_url.startswith("https://verify."), page.next_page_url
assert len(client.verify.v2.verification_attempts.list(page_size=2)) == 3
message = json.load(urllib.request.urlopen(os.environ["MFA_EMULATOR_URL"] + "/_mfa/v1/messages/latest"))
print(service.verification_checks.create(to=message["to"], code=message["code"]).status)
"""


@pytest.mark.parametrize("options", ["{}", '{"region": "ie1", "edge": "dublin"}'], ids=["plain", "region and edge"])
def test_a_program_with_the_hosts_of_production_is_led_here(tmp_path: Path, options: str) -> None:
    pytest.importorskip("trustme", reason="the proxy needs the extra [tls]")
    (tmp_path / "program.py").write_text(PROGRAM.replace("OPTIONS", options))
    command = [sys.executable, "-m", "mfa_emulator.cli", "exec", "--https-proxy", "--", sys.executable, "program.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=180, check=False)
    assert (done.stdout, done.returncode) == ("approved\n", 0), done.stderr
