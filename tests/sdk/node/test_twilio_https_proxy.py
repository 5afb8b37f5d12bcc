"""A Node program that knows nothing of the emulator, led here by the proxy."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROGRAM = """
import twilio from "twilio";

const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_VERIFY_SERVICE_SID, MFA_EMULATOR_URL } = process.env;
const service = twilio(TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN).verify.v2.services(TWILIO_VERIFY_SERVICE_SID);
const sent = await service.verifications.create({ to: "+15017122661", channel: "sms" });
if (!sent.url.startsWith("https://verify.twilio.com/")) throw new Error(sent.url);
const { code } = await (await fetch(`${MFA_EMULATOR_URL}/_mfa/v1/messages/latest`)).json();
console.log((await service.verificationChecks.create({ to: "+15017122661", code })).status);
"""


def test_a_program_with_the_hosts_of_production_is_led_here(tmp_path: Path, node_project: Any) -> None:
    pytest.importorskip("trustme", reason="the proxy needs the extra [tls]")
    (tmp_path / "node_modules").symlink_to(node_project.folder / "node_modules")
    (tmp_path / "program.mjs").write_text(PROGRAM)
    command = [sys.executable, "-m", "mfa_emulator.cli", "exec", "--https-proxy", "--", "node", "program.mjs"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=180, check=False)
    assert (done.stdout, done.returncode) == ("approved\n", 0), done.stderr
