"""``GET /_mfa/v1/export``: the folder of a vendor's own tools as a zip."""

import io
import json
import zipfile

import httpx2

from mfa_emulator import Emulator


def test_the_export_is_a_zip_of_the_folder():
    emulator = Emulator(freeze=True)
    emulator.identity_toolkit.user("ada@example.com", "secret-1")
    client = httpx2.Client(transport=emulator.transport(), base_url="http://localhost")
    answer = client.get("/_mfa/v1/export")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        accounts = json.loads(archive.read("auth_export/accounts.json"))
    assert names == ["firebase-export-metadata.json", "auth_export/accounts.json", "auth_export/config.json"]
    assert accounts["users"][0]["email"] == "ada@example.com"
    assert client.get("/_mfa/v1/export").content == answer.content


def test_a_world_has_its_own_export():
    emulator = Emulator()
    emulator.worlds.add("other")
    emulator.identity_toolkit.user("ada@example.com")
    client = httpx2.Client(transport=emulator.transport(), base_url="http://localhost")
    content = client.get("/_world/other/_mfa/v1/export").content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert json.loads(archive.read("auth_export/accounts.json"))["users"] == []
