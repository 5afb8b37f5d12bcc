"""Vendors of other packages are found by their entry points; one that cannot be used names its distribution."""

import subprocess
import sys
import zipfile

import pytest

from mfa_emulator.core.provider import Front
from mfa_emulator.core.providers import Providers
from mfa_emulator.providers import BUILT_IN
from mfa_emulator.providers.outside import outside_fronts

FRONT = """
from mfa_emulator.core.provider import Front

def front(name="duo", hosts=("api.duo.example",), prefixes=("/duo",)):
    return Front(name=name, title="Duo", hosts=hosts, prefixes=prefixes)
"""


OURS = "which is that of mfa-emulator itself"


@pytest.fixture(autouse=True)
def forgets_modules(monkeypatch):
    for name in ("mfa_duo", "mfa_two"):
        monkeypatch.delitem(sys.modules, name, raising=False)


def refusal() -> str:
    with pytest.raises(ValueError) as refused:
        outside_fronts(BUILT_IN)
    return str(refused.value)


def test_without_one_nothing_is_found_and_nothing_loaded():
    code = "import sys, mfa_emulator.providers as p; assert p.installed() == p.BUILT_IN; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "importlib.metadata" not in done.stdout.split()


def test_of_one_that_nobody_calls_only_the_front_is_loaded(environment):
    code = "import sys; from mfa_emulator import Emulator; assert 'okta' in Emulator().providers; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert {name for name in done.stdout.split() if name.startswith("mfa_okta")} == {"mfa_okta"}


def test_they_come_after_the_built_in_ones_by_name(distribution):
    distribution(
        "mfa-duo", FRONT + "a = front()\nb = front('authy', ('a.example',), ('/a',))", first="mfa_duo:a", b="mfa_duo:b"
    )
    assert [front.name for front in outside_fronts(BUILT_IN)] == ["authy", "duo"]


def test_an_archive_on_the_path_may_bring_one_too(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "duo.zip", "w") as archive:
        archive.writestr("mfa_duo.py", FRONT + "a = front()")
        archive.writestr("mfa_duo-0.1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: mfa-duo\nVersion: 0.1.0\n")
        archive.writestr("mfa_duo-0.1.0.dist-info/entry_points.txt", "[mfa_emulator.providers]\nduo = mfa_duo:a\n")
    monkeypatch.syspath_prepend(tmp_path / "duo.zip")
    assert [front.name for front in outside_fronts(BUILT_IN)] == ["duo"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("a = 5", "must be a Front, not 5"),
        (
            "import nowhere",
            "cannot be loaded: ModuleNotFoundError: No module named 'nowhere'",
        ),
        ("b = 5", "cannot be loaded: AttributeError: module 'mfa_duo' has no attribute 'a'"),
        ("raise OSError('no disk')", "cannot be loaded: OSError: no disk"),
        ("a = front('Duo')", "has the name 'Duo': lower-case letters, digits and _ make one"),
        ("a = front('a b')", "has the name 'a b': lower-case letters, digits and _ make one"),
        ("a = front('clock')", "has the name 'clock', which is a part of every world"),
        ("a = front('codes')", "has the name 'codes', which is a part of every world"),
        ("a = front('onelogin')", f"has the name 'onelogin', {OURS}"),
        ("a = front(hosts=('*.onelogin.com',))", f"has the host '*.onelogin.com', {OURS}"),
        (
            "a = front(prefixes=('/v2/Services',))",
            f"has the prefix '/v2/Services', {OURS}",
        ),
    ],
)
def test_one_that_cannot_be_used_names_its_distribution(distribution, source: str, said: str):
    distribution("mfa-duo", FRONT + source, duo="mfa_duo:a")
    assert refusal() == f"the vendor mfa_duo:a of the distribution mfa-duo 0.1.0 {said}"


def test_two_of_one_name_are_a_clash_of_two_distributions(distribution):
    distribution("mfa-duo", FRONT + "a = front()", duo="mfa_duo:a")
    distribution("mfa-two", FRONT + "a = front(hosts=(), prefixes=())", two="mfa_two:a")
    assert refusal() == (
        "the vendor mfa_two:a of the distribution mfa-two 0.1.0 has the name 'duo', "
        "which is that of the distribution mfa-duo 0.1.0"
    )


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import nowhere", "ModuleNotFoundError: No module named 'nowhere'"),
        ("PROVIDER = 5", "mfa_two holds no Provider named PROVIDER"),
        ("", "mfa_two holds no Provider named PROVIDER"),
    ],
)
def test_a_provider_that_cannot_be_loaded_names_its_vendor(distribution, source: str, said: str):
    distribution("mfa-two", source)
    front = Front(name="duo", title="Duo", hosts=(), prefixes=("/duo",), module="mfa_two")
    with pytest.raises(ValueError, match=f"the vendor duo cannot be loaded: {said}"):
        Providers([front])["duo"]


@pytest.mark.parametrize("words", [["coverage"], ["serve", "--port", "0"], ["exec", "--", "true"], ["run", "onelogin"]])
def test_every_command_that_needs_vendors_says_so(words, distribution, environment, tmp_path):
    distribution("mfa-duo", "", duo="mfa_duo:a")
    done = subprocess.run(
        [sys.executable, "-m", "mfa_emulator.cli", *words],
        capture_output=True,
        text=True,
        env={**environment, "PYTHONPATH": str(tmp_path)},
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == (
        "Error: the vendor mfa_duo:a of the distribution mfa-duo 0.1.0 "
        "cannot be loaded: AttributeError: module 'mfa_duo' has no attribute 'a'\n"
    )


@pytest.mark.parametrize("words", [["coverage"], ["coverage", "--provider", "duo"], ["settings"]])
def test_commands_that_load_vendors_say_which_has_an_error_without_a_traceback(
    words, distribution, environment, tmp_path
):
    front = 'FRONT = Front(name="duo", title="Duo", hosts=(), prefixes=("/duo",), module="nowhere")'
    distribution("mfa-duo", f"from mfa_emulator.core.provider import Front\n{front}", duo="mfa_duo:FRONT")
    done = subprocess.run(
        [sys.executable, "-m", "mfa_emulator.cli", *words],
        capture_output=True,
        text=True,
        env={**environment, "PYTHONPATH": str(tmp_path)},
        check=False,
    )
    assert (done.returncode, done.stderr) == (
        2,
        "Error: the vendor duo cannot be loaded: ModuleNotFoundError: No module named 'nowhere'\n",
    )
