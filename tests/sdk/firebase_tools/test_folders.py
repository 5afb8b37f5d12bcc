"""The suite's export folder between the official emulator and ours, and accounts by the suite's own command."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from stand_in_servers import served

from mfa_emulator import Emulator
from mfa_emulator.cli import folders

HERE = Path(__file__).parent
HASH = "qFjHF5mDtpfuTyu7u5GrmHb/vafyYY6Kd3adaacxTQA="


def users_of(files: Any, name: str = "accounts.json") -> dict[str, Any]:
    """The accounts of a folder by their ids."""
    return {user["localId"]: user for user in json.loads(files[f"auth_export/{name}"])["users"]}


def test_a_folder_that_the_official_emulator_wrote_is_imported(suite: Any, emulator: Emulator) -> None:
    script = f"node {HERE / 'fill.mjs'}"
    suite.run("emulators:exec", "--only", "auth", "--export-on-exit", str(suite.folder / "out"), script)
    official = folders.FilesOf(str(suite.folder / "out"))

    emulator.world.read_folder(official)
    ours = emulator.world.write_folder()
    assert users_of(ours) == users_of(official)
    assert users_of(ours, "accounts-acme.json") == users_of(official, "accounts-acme.json")
    assert json.loads(ours["auth_export/config.json"]) == json.loads(official["auth_export/config.json"])

    world = emulator.identity_toolkit
    assert len(users_of(ours)) == 8
    assert [factor.record.phone_number for factor in world.find_user("ada@example.com").factors] == ["+15555550170"]
    assert world.find_user("bob@example.com").sign_in().id_token


def test_our_folder_is_read_by_the_official_emulator(suite: Any, emulator: Emulator) -> None:
    world = emulator.identity_toolkit
    ada = world.user("ada@example.com", "secret-1")
    ada.enroll_sms("+15555550170")
    world.user("totp@example.com", "secret-1").enroll_totp()
    tess = {"email": "tess@example.com", "password": "secret-3"}
    emulator.world.seed({"identity_toolkit": {"tenants": {"acme": {"users": [tess]}}}})
    saved, found = suite.folder / "saved", suite.folder / "found.json"
    folders.write(str(saved), emulator.world.write_folder(), folders.folders_of(emulator.providers))

    script = f"node {HERE / 'look.mjs'}"
    suite.run("emulators:exec", "--only", "auth", "--import", str(saved), script, FOUND=str(found))
    shown = json.loads(found.read_text())
    assert (shown["ada"], shown["totp"], shown["tess"]) == ("+*******0170", "in", "in")
    assert [user["email"] for user in shown["tenant"]] == ["tess@example.com"]
    assert sorted(user["email"] for user in shown["users"]) == ["ada@example.com", "totp@example.com"]


@pytest.fixture
def permissions() -> Iterator[str]:
    """Google's resource manager, as far as the command asks it: whoever asks has all the permissions."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(asked)))
            self.end_headers()
            self.wfile.write(asked)

    with served(Handler) as url:
        yield url


def test_accounts_go_in_and_out_by_the_suites_own_command(suite: Any, permissions: str) -> None:
    """`auth:import` and `auth:export`, of a hash of another system. The command knows production's answers alone."""
    signed_in = {
        "user": {"email": "dev@example.com"},
        "tokens": {"access_token": "ya29.x", "expires_at": 99999999999999},
    }
    signed_in["tokens"] |= {"refresh_token": "x", "scopes": ["https://www.googleapis.com/auth/cloud-platform"]}
    home = suite.folder / "home" / "configstore"
    home.mkdir(parents=True)
    (home / "firebase-tools.json").write_text(json.dumps(signed_in))
    # HMAC_SHA256 over "secret-1" and "salt" with the key "secret", by Node: createHmac("sha256", "secret").
    row = {
        "localId": "ada",
        "email": "ada@example.com",
        "passwordHash": HASH,
        "salt": "c2FsdA==",
        "displayName": "Ada",
        "customAttributes": '{"plan":"pro"}',
        "providerUserInfo": [{"providerId": "google.com", "rawId": "7", "email": "ada@example.com"}],
    }
    rows = [row, {"localId": "bob", "phoneNumber": "+15555550102"}]
    (suite.folder / "users.json").write_text(json.dumps({"users": rows}))
    with Emulator(freeze=True, profile="strict") as emulator:
        hosts = {
            "FIREBASE_GOOGLE_URL": f"{emulator.url}/www.googleapis.com",
            "FIREBASE_IDENTITY_URL": f"{emulator.url}/identitytoolkit.googleapis.com",
            "FIREBASE_RESOURCEMANAGER_URL": permissions,
        }
        key = ("--hash-algo=HMAC_SHA256", "--hash-key=c2VjcmV0")
        assert "Imported successfully" in suite.run("auth:import", "users.json", *key, **hosts)
        assert emulator.identity_toolkit.find_user("ada@example.com").record.email == "ada@example.com"
        assert "Exported 2 account(s)" in suite.run("auth:export", "out.json", **hosts)
    ada, bob = json.loads((suite.folder / "out.json").read_text())["users"]
    assert (ada["passwordHash"], ada["salt"]) == (row["passwordHash"], row["salt"])
    assert (ada["displayName"], ada["customAttributes"], bob["phoneNumber"]) == (
        "Ada",
        '{"plan":"pro"}',
        "+15555550102",
    )
    assert ada["providerUserInfo"][0]["rawId"] == "7"
