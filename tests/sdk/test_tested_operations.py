"""The list of operations that SDKs call is one of operations that are built."""

import msgspec
import pytest
from tested_operations import SDKS, file_of, sdk_of

from mfa_emulator.core.providers import Providers
from mfa_emulator.providers import BUILT_IN


@pytest.mark.parametrize("name", [front.name for front in BUILT_IN])
def test_every_operation_of_the_list_is_there_and_every_sdk_is_known(name: str):
    listed: dict[str, list[str]] = msgspec.json.decode(file_of(name).read_bytes())
    built = {row.id for row in Providers(BUILT_IN)[name].operations if row.handler is not None}
    assert [operation for operations in listed.values() for operation in operations if operation not in built] == []
    assert set(listed) <= set(SDKS.values())


def test_a_test_drives_the_sdk_of_its_folder():
    assert sdk_of("tests/sdk/node/a.mjs::x (call)") == "Node"
    assert sdk_of("tests/sdk/test_google_api_totp.py::test_a (call)") == "google-api-python-client"
    assert sdk_of("tests/cli/test_a.py::test_a (call)") == ""
