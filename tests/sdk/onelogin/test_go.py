"""The Go SDK v4, which always speaks https, against the emulator's TLS side; see `go/mfa_test.go`."""

import os
import subprocess
from pathlib import Path

import pytest

from mfa_emulator import Emulator
from mfa_emulator.serving.secure import Secure

FOLDER = Path(__file__).parent / "go"
UNREACHABLE = ("dial tcp", "no such host", "i/o timeout", "connection refused", "TLS handshake timeout")


@pytest.fixture
def emulator():
    pytest.importorskip("trustme", reason="TLS needs the extra [tls]")
    # The SDK types the ids of verifications as numbers.
    with Emulator(freeze=True, secure=Secure(), settings={"onelogin": {"id_style": "numeric"}}) as emulator:
        yield emulator


def go(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["go", *arguments],
        cwd=FOLDER,
        env={**os.environ, "GOFLAGS": "-mod=readonly", "CGO_ENABLED": "0", **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )


def test_every_go_test_passes(emulator, need_go):
    need_go(FOLDER)
    fetched = go("mod", "download", env={})
    if fetched.returncode and any(sign in fetched.stdout for sign in UNREACHABLE):
        pytest.skip("the Go module proxy cannot be reached")
    env = {
        "MFA_EMULATOR_URL": emulator.url,
        "SSL_CERT_FILE": emulator.env["SSL_CERT_FILE"],
        "ONELOGIN_CLIENT_ID": emulator.env["ONELOGIN_CLIENT_ID"],
        "ONELOGIN_CLIENT_SECRET": emulator.env["ONELOGIN_CLIENT_SECRET"],
        "ONELOGIN_SUBDOMAIN": f"{emulator.env['MFA_EMULATOR_TLS']}/t",
        "ONELOGIN_APP_ID": str(emulator.onelogin.app.id),
    }
    done = go("test", "-count=1", "./...", env=env)
    assert done.returncode == 0, done.stdout
