"""Imports of a cold start, which is to stay below a third of a second."""

import subprocess
import sys

HEAVY = {"httpx2", "jwt", "cryptography", "yaml", "pyotp", "pytest", "pytest_mfa", "requests"}


def test_nothing_that_serving_does_not_need_is_imported(tmp_path):
    with (tmp_path / "imports").open("w") as listing:
        process = subprocess.Popen(
            [sys.executable, "-X", "importtime", "-m", "mfa_emulator.cli", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=listing,
            text=True,
        )
        with process:
            assert any("Ready" in line for line in process.stdout)
            process.terminate()
    lines = (tmp_path / "imports").read_text().splitlines()
    imported = {line.rpartition("|")[2].strip() for line in lines}
    assert "uvicorn" in imported
    assert not {name.split(".")[0] for name in imported} & HEAVY
    assert "importlib.metadata" not in imported, "it is asked for vendors only where a package may bring one"


def test_importing_the_package_alone_loads_next_to_nothing():
    code = "import sys, mfa_emulator; print(sorted({'msgspec', 'starlette', 'asyncio', 'click'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
