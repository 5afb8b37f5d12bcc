"""Cost of a test by its fixtures, beside that of other tools: CPU time of whole pytest runs, in turn."""

import importlib.util
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

TESTS = 300
RUNS = 5

CASES = {
    "empty": ("", "pass"),
    "mfa": ("mfa", "pass"),
    "mfa, a user with TOTP": ("mfa", 'mfa.identity_toolkit.user("ada@example.com").enroll_totp()'),
    "mfa, a port of its own": ("mfa", "mfa.url"),
    "mfa, a flow of five calls in process": ("mfa, mfa_http", "flow(mfa, mfa_http)"),
    "mfa, freeze and 10 years": ("mfa", 'mfa.clock.freeze(); mfa.clock.advance("3650d")'),
    "pytest-httpserver": ("httpserver", "pass"),
    "respx": ("respx_mock", "pass"),
    "responses": ("", "with responses.RequestsMock(): pass"),
    "moto": ("", "with moto.mock_aws(): pass"),
}
NEEDED = {"pytest-httpserver": "pytest_httpserver", "respx": "respx", "responses": "responses", "moto": "moto"}

HEAD = """
import pytest
{imports}

def flow(mfa, http):
    ada = mfa.identity_toolkit.user("ada@example.com", "secret-1")
    key = "?key=any"
    login = {{"email": "ada@example.com", "password": "secret-1", "returnSecureToken": True}}
    token = http.post("/v1/accounts:signInWithPassword" + key, json=login).json()["idToken"]
    start = {{"idToken": token, "totpEnrollmentInfo": {{}}}}
    info = http.post("/v2/accounts/mfaEnrollment:start" + key, json=start).json()["totpSessionInfo"]
    app = mfa.authenticator(info["sharedSecretKey"])
    proof = {{"sessionInfo": info["sessionInfo"], "verificationCode": app.code()}}
    end = {{"idToken": token, "totpVerificationInfo": proof}}
    http.post("/v2/accounts/mfaEnrollment:finalize" + key, json=end)
    first = http.post("/v1/accounts:signInWithPassword" + key, json=login).json()
    mfa.clock.advance("30s")
    second = {{
        "mfaPendingCredential": first["mfaPendingCredential"],
        "mfaEnrollmentId": first["mfaInfo"][0]["mfaEnrollmentId"],
        "totpVerificationInfo": {{"verificationCode": app.code()}},
    }}
    assert http.post("/v2/accounts/mfaSignIn:finalize" + key, json=second).status_code == 200

@pytest.mark.parametrize("number", range({count}))
def test_case(number, {fixtures}):
    {body}
"""


def report(runs: int = RUNS) -> list[str]:
    """Lines of text, one a figure: milliseconds a test over an empty one, of the runs' median."""
    cases = [name for name in CASES if name not in NEEDED or importlib.util.find_spec(NEEDED[name])]
    took: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(runs):
        for name in cases:
            took[name].append(_per_test(name))
    empty = median(took["empty"])
    return [f"{name:38} {median(took[name]) - empty:7.3f} ms a test" for name in cases if name != "empty"]


def _per_test(name: str) -> float:
    """Milliseconds a test, without what a run of one such test takes."""
    return (_run(name, TESTS) - _run(name, 1)) * 1e3 / (TESTS - 1)


def _run(name: str, count: int) -> float:
    fixtures, body = CASES[name]
    imports = f"import {NEEDED[name]}" if name in NEEDED else ""
    with tempfile.TemporaryDirectory() as folder:
        source = HEAD.format(imports=imports, count=count, fixtures=fixtures, body=body)
        (Path(folder) / "test_cost.py").write_text(source)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "test_cost.py"]
        before = _cpu()
        subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, check=True)
        return _cpu() - before


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    print("\n".join(report()))
