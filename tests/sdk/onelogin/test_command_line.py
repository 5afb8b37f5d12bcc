"""Command-line programs that log in through OneLogin and go on to AWS, unmodified: the environment alone leads them
here, and the token service of AWS to a stand-in.

`saml2aws` and `clisso` cannot be built: the Go module proxy does not serve their modules.
"""

import os
import subprocess
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from stand_in_servers import served

from mfa_emulator import Emulator
from mfa_emulator.serving.programs import merged
from mfa_emulator.serving.secure import Secure

CREDENTIALS = """\
<AssumeRoleWithSAMLResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithSAMLResult>
<Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
<SessionToken>session</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>
<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/Developer/eve</Arn>
<AssumedRoleId>AROA:eve</AssumedRoleId></AssumedRoleUser>
</AssumeRoleWithSAMLResult></AssumeRoleWithSAMLResponse>
"""
EMAIL, PHONE, CODE = "eve@example.com", "+15555550166", "234567"
TAP = """
import json, os, time, urllib.request

def tap(seconds):
    \"\"\"The user's tap, in place of the time that the program would wait for it.\"\"\"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    url = os.environ["MFA_EMULATOR_URL"] + "/_mfa/v1/challenges"
    for challenge in json.load(opener.open(url))["challenges"]:
        body = json.dumps({"action": os.environ["TAP"]}).encode()
        headers = {"Content-Type": "application/json"}
        opener.open(urllib.request.Request(f"{url}/{challenge['id']}", body, headers)).close()

time.sleep = tap
"""


class TokenService(BaseHTTPRequestHandler):
    """The token service of AWS: whoever brings an assertion gets credentials."""

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        found = CREDENTIALS.encode() if b"SAMLAssertion=" in asked else b""
        self.send_response(200 if found else 400)
        self.send_header("Content-Length", str(len(found)))
        self.end_headers()
        self.wfile.write(found)


@pytest.fixture(scope="module")
def token_service() -> Iterator[str]:
    with served(TokenService) as url:
        yield url


@pytest.fixture
def emulator(token_service: str) -> Iterator[Emulator]:
    secure = Secure(https_proxy=True, proxy_map={"*.amazonaws.com": token_service})
    with Emulator(freeze=True, secure=secure) as emulator:
        emulator.world.ids.pin(PHONE, CODE)
        yield emulator


Run = Callable[..., str]


@pytest.fixture
def run(installed: Callable[[str], Path], emulator: Emulator, tmp_path: Path) -> Run:
    """Run a program of a package as its user would; what it printed."""

    def run(package: str, program: str, *arguments: str, typed: str = "", tap: str = "") -> str:
        python = installed(package)
        (tmp_path / "sitecustomize.py").write_text(TAP if tap else "")
        env = {**os.environ, **merged(os.environ, emulator.env), "HOME": str(tmp_path), "TAP": tap}
        env |= {"PYTHONPATH": str(tmp_path), "AWS_DEFAULT_REGION": "us-west-2"}
        done = subprocess.run(
            [str(python), "-W", "ignore", str(python.with_name(program)), *arguments],
            env=env,
            input=typed,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
            start_new_session=True,  # no terminal: a password is read from what is typed
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    return run


@pytest.fixture
def assume_role(run: Run, emulator: Emulator, tmp_path: Path) -> Run:
    def assume(version: int, *, typed: str = "", tap: str = "") -> str:
        env = emulator.env
        options = {
            "--client_id": env["ONELOGIN_CLIENT_ID"],
            "--client_secret": env["ONELOGIN_CLIENT_SECRET"],
            "--onelogin-subdomain": env["ONELOGIN_SUBDOMAIN"],
            "--onelogin-app-id": env["ONELOGIN_APP_ID"],
            "--onelogin-username": EMAIL,
            "--onelogin-password": "secret-1",
            "--aws-region": "us-west-2",
            "--saml-api-version": str(version),
            "--file": str(tmp_path / "credentials"),
        }
        words = [word for option in options.items() for word in option]
        run("onelogin-aws-assume-role", "onelogin-aws-assume-role", *words, typed=typed, tap=tap)
        return (tmp_path / "credentials").read_text()

    return assume


def operations(emulator: Emulator) -> list[str]:
    return [exchange.operation for exchange in emulator.requests if exchange.provider]


FIRST = {1: "generate_saml_assert", 2: "generate_saml_assert2"}
SECOND = {1: "ver_factor_saml", 2: "ver_factor_saml2"}
VERSIONS = pytest.mark.parametrize("version", [1, 2])


def flow(version: int, seconds: int) -> list[str]:
    return ["generate_token"] * 2 + [FIRST[version], "get_enrolled_factors"] + [SECOND[version]] * seconds


@VERSIONS
def test_assume_role_with_the_code_of_a_text_message(assume_role, emulator, version):
    emulator.onelogin.user(EMAIL, "secret-1", phone=PHONE).enroll_sms()
    assert "aws_access_key_id = ASIAEXAMPLE" in assume_role(version, typed=f"{CODE}\n")
    assert operations(emulator) == flow(version, 2)
    assert emulator.inbox.latest(to=PHONE).code == CODE


@VERSIONS
def test_assume_role_with_the_code_of_an_authenticator_after_a_wrong_one(assume_role, emulator, version):
    app = emulator.onelogin.user(EMAIL, "secret-1").enroll_totp()
    code = app.authenticator.code()
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    assert "aws_access_key_id = ASIAEXAMPLE" in assume_role(version, typed=f"{wrong}\n{code}\n")
    assert operations(emulator) == flow(version, 2)


@VERSIONS
def test_assume_role_with_a_push_that_is_approved(assume_role, emulator, version):
    emulator.onelogin.user(EMAIL, "secret-1").enroll_push()
    assert "aws_access_key_id = ASIAEXAMPLE" in assume_role(version, tap="approve")
    assert operations(emulator) == flow(version, 2)


@VERSIONS
def test_assume_role_with_a_push_that_is_denied_and_then_a_code(assume_role, emulator, version):
    phone = emulator.onelogin.user(EMAIL, "secret-1").enroll_push()
    code = phone.authenticator.code()
    assert "aws_access_key_id = ASIAEXAMPLE" in assume_role(version, tap="deny", typed=f"{code}\n")
    assert operations(emulator) == flow(version, 3)


def test_aws_cli_with_the_code_of_an_authenticator(run, emulator, tmp_path):
    app = emulator.onelogin.user(EMAIL, "secret-1").enroll_totp()
    env = emulator.env
    (tmp_path / ".onelogin-aws.config").write_text(
        "[defaults]\nbase_uri = https://api.us.onelogin.com/\n"
        f"client_id = {env['ONELOGIN_CLIENT_ID']}\nclient_secret = {env['ONELOGIN_CLIENT_SECRET']}\n"
        f"aws_app_id = {env['ONELOGIN_APP_ID']}\nsubdomain = {env['ONELOGIN_SUBDOMAIN']}\n"
        f"username = {EMAIL}\nprofile = work\nauto_determine_ip_address = no\n"
    )
    run("onelogin-aws-cli", "onelogin-aws-login", typed=f"secret-1\n{app.authenticator.code()}\n")
    assert "aws_access_key_id = ASIAEXAMPLE" in (tmp_path / ".aws" / "credentials").read_text()
    assert operations(emulator) == ["generate_token", FIRST[2], SECOND[2]]
