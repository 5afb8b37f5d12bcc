"""All cases for twilio-node again, led here in other ways than by an HTTP client of ours."""

import re
from pathlib import Path
from typing import Any

import pytest

from mfa_emulator import Emulator

FOLDER = Path(__file__).parent
SCRIPTS = sorted(path.name for path in FOLDER.glob("twilio_*.test.mjs"))


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_base_url_alone_leads_here(script: str, node_project: Any, emulator: Emulator) -> None:
    run_all(script, node_project, {**emulator.env, "TWILIO_LED_BY": "baseUrl"})


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_https_proxy_alone_leads_here(script: str, node_project: Any, proxied_emulator: Emulator) -> None:
    run_all(script, node_project, {**proxied_emulator.env, "TWILIO_LED_BY": "httpsProxy"})


def run_all(script: str, node_project: Any, env: dict[str, str]) -> None:
    done = node_project.run("--test-reporter=spec", script, env=env)
    cases = len(re.findall(r"^test\(", (FOLDER / script).read_text(), re.MULTILINE))
    assert (done.returncode, f"pass {cases}\n" in done.stdout) == (0, True), done.stdout
