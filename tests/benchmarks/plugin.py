"""Cost of a test by its fixtures, beside that of other tools: CPU time of tests that run in turn in one run of pytest.

A run takes one test of each case after the other, many times, each after an empty one that nobody counts, which bears
what the case before left behind. The figure is the lower quartile less that of an empty test: other work on the machine
changes it little.
"""

import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import quantiles

TURNS = 300
STARTS = 25

CASES = {
    "empty": ("", "pass"),
    "a fixture of one line": ("one", "pass"),
    "mfa": ("mfa", "pass"),
    "mfa, a user with TOTP": ("mfa", 'mfa.identity_toolkit.user("ada@example.com").enroll_totp()'),
    "mfa, a port of its own": ("mfa", "mfa.url"),
    "mfa, a flow of five calls in process": ("mfa, mfa_http", "flow(mfa, mfa_http)"),
    "five calls through an empty transport": ("", "five_calls()"),
    "mfa, moved by 10 s": ("mfa", 'mfa.clock.freeze(); mfa.clock.advance("10s")'),
    "mfa, moved by 10 years": ("mfa", 'mfa.clock.freeze(); mfa.clock.advance("3650d")'),
    "pytest-httpserver": ("httpserver", "pass"),
    "respx": ("respx_mock", "pass"),
    "responses": ("", "with responses.RequestsMock(): pass"),
    "moto": ("", "with moto.mock_aws(): pass"),
}
OURS = "pytest_mfa.plugin"
PLUGINS = {"pytest-httpserver": "pytest_httpserver.pytest_plugin", "respx": "respx.plugin"}
NEEDED = {"pytest-httpserver": "pytest_httpserver", "respx": "respx", "responses": "responses", "moto": "moto"}

CONFTEST = """
import json, time
import pytest

TOOK = {}

@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    begun = time.process_time()
    result = yield
    TOOK.setdefault(item.originalname, []).append(time.process_time() - begun)
    return result

def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: item.callspec.params["turn"])

def pytest_sessionfinish():
    with open("took.json", "w") as file:
        json.dump(TOOK, file)
"""

HEAD = """
import httpx2
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

@pytest.fixture
def one():
    return 1

class Empty(httpx2.BaseTransport):
    def handle_request(self, request):
        return httpx2.Response(200, json={{}})

def five_calls():
    with httpx2.Client(transport=Empty(), base_url="http://localhost", trust_env=False) as client:
        for _ in range(5):
            client.post("/v1/accounts:signUp?key=any", json={{"email": "ada@example.com"}}).json()
"""

CASE = """
@pytest.mark.parametrize("turn", range({turns}))
def test_between_{name}(turn): pass

@pytest.mark.parametrize("turn", range({turns}))
def test_{name}(turn, {fixtures}):
    {body}
"""


def report(turns: int = TURNS) -> list[str]:
    """Lines of text, one a figure: milliseconds of CPU time."""
    took = _took(turns)
    usual = {name: quantiles(each)[0] for name, each in took.items()}
    return [
        f"{'a run of one test, the plugin unused':40} {_unused():7.2f} ms more than without it",
        *(f"{name:40} {(usual[name] - usual['empty']) * 1e3:7.3f} ms" for name in took if name != "empty"),
    ]


def _took(turns: int) -> dict[str, list[float]]:
    """Seconds of each test by its case."""
    cases = {name: case for name, case in CASES.items() if name not in NEEDED or importlib.util.find_spec(NEEDED[name])}
    words = {f"test_{_word(name)}": name for name in cases}
    source = HEAD.format(imports="\n".join(f"import {NEEDED[name]}" for name in cases if name in NEEDED))
    for name, (fixtures, body) in cases.items():
        source += CASE.format(turns=turns, name=_word(name), fixtures=fixtures, body=body)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "test_cost.py").write_text(source)
        (Path(folder) / "conftest.py").write_text(CONFTEST)
        _pytest(folder, OURS, *(plugin for name, plugin in PLUGINS.items() if name in cases))
        found = json.loads((Path(folder) / "took.json").read_text())
    return {words[word]: each for word, each in found.items() if word in words}


def _word(name: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in name)


def _unused() -> float:
    """Milliseconds that the plugin adds to a run that does not use it: the difference of the cheapest of many runs.

    Both find their modules compiled, as an install leaves them; the first pair of runs, which compiles, does not count.
    """
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "test_nothing.py").write_text("def test_nothing(): pass")
        runs = [(_cost(folder, OURS), _cost(folder)) for _ in range(STARTS + 1)][1:]
    with_it, without = (min(each) for each in zip(*runs, strict=True))
    return (with_it - without) * 1e3


def _cost(folder: str, *plugins: str) -> float:
    before = _cpu()
    _pytest(folder, *plugins)
    return _cpu() - before


def _pytest(folder: str, *plugins: str) -> None:
    """Run pytest with these plugins and no other that is installed."""
    env = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    words = [word for plugin in ("no:cacheprovider", *plugins) for word in ("-p", plugin)]
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *words],
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        check=True,
    )


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    print("\n".join(report()))
