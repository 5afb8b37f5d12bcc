"""The fixtures know the vendor of an installed package, and so does a scenario file that pytest collects."""

import shutil
import subprocess
import sys
from pathlib import Path

OKTA = Path(__file__).parent / "okta"

TESTS = """
import pytest
from mfa_okta.facade import Okta


def test_helpers(mfa, mfa_http):
    phone = mfa.vendor("okta", Okta).user("bob@example.com").enroll_totp()
    assert mfa.okta.find_user("bob@example.com").factors == [phone]
    headers = {"Authorization": f"SSWS {mfa.world.states['okta'].token}"}
    path = f"/api/v1/users/bob@example.com/factors/{phone.id}/verify"
    assert mfa_http.post(path, headers=headers, json={"passCode": phone.code()}).json() == {"factorResult": "SUCCESS"}
    assert [exchange.operation for exchange in mfa.requests] == ["verifyFactor"]


def test_completion_knows_it(mfa):
    assert "okta" in dir(mfa)
    with pytest.raises(ValueError, match="no vendor 'otka'; did you mean 'okta'"):
        mfa.vendor("otka", Okta)


def test_faults(mfa, mfa_http):
    mfa.faults.add(operation="listFactors", error="E0000011")
    assert mfa_http.get("/api/v1/users/ada@example.com/factors").json()["errorCode"] == "E0000011"


def test_checkpoint(mfa):
    ada = mfa.okta.user("ada@example.com")
    with mfa.checkpoint():
        ada.enroll_totp()
    assert ada.factors == []


def test_env(mfa_env):
    assert mfa_env["OKTA_CLIENT_ORGURL"].startswith("http://127.0.0.1:")


@pytest.mark.mfa(settings={"okta": {"totp_window": 0}})
def test_marker(mfa):
    assert mfa.world.settings["okta"].totp_window == 0
"""


def test_fixtures_marker_and_scenarios(tmp_path, environment):
    (tmp_path / "test_app.py").write_text(TESTS)
    shutil.copy(OKTA / "mfa_okta" / "scenarios" / "totp.mfa.yaml", tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert "7 passed" in done.stdout, done.stdout
