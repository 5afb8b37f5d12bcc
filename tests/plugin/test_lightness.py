"""Installed but unused, the plugin costs next to nothing and hides nothing from coverage."""

import subprocess
import sys

HEAVY = {"starlette", "uvicorn", "httpx2", "msgspec", "yaml", "asyncio", "cryptography", "jwt", "mfa_emulator.emulator"}


def in_python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True).stdout


def test_loading_it_imports_nothing_heavy():
    code = (
        "import sys, pytest; before = set(sys.modules); import pytest_mfa.plugin; print(*(set(sys.modules) - before))"
    )
    new = set(in_python(code).split())
    assert "pytest_mfa.plugin" in new
    assert {name.partition(".")[0] for name in new} == {"pytest_mfa"}


def test_a_run_that_does_not_use_it_imports_nothing_heavy(pytester, monkeypatch):
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # others may import what they like
    pytester.makepyfile(f"""
        import sys

        def test_light():
            print("\\nheavy:", *sorted({HEAVY!r} & set(sys.modules)))
            print("emulator:", *(name for name in sys.modules if name.startswith("mfa_emulator")))
    """)

    def imported(*plugins: str) -> list[str]:
        result = pytester.runpytest_subprocess("-s", "-p", "no:cacheprovider", *plugins)
        result.assert_outcomes(passed=1)
        return [line for line in result.outlines if line.startswith(("heavy:", "emulator:"))]

    without = imported()  # newer Pythons and pytests import some of it themselves
    assert without[1] == "emulator:"
    assert imported("-p", "pytest_mfa.plugin") == without


def test_without_the_plugin_nothing_is_left_of_it(pytester):
    pytester.makepyfile("def test_uses(mfa): pass")
    result = pytester.runpytest("-p", "no:mfa", "-p", "no:cacheprovider")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*fixture 'mfa' not found"])
