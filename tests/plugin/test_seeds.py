"""Seeds by the marker and by the fixture: files beside the test, bundled ones by name, documents."""

import json

import pytest

USERS = """\
identity_toolkit:
  users:
    - email: ada@example.com
      password: secret-1
codes: {"+15555550100": "012345"}
"""


@pytest.fixture
def seeded(pytester, monkeypatch):
    """Run a test on the built-in vendors, with these files beside it."""
    monkeypatch.delenv("MFA_EMULATOR_URL", raising=False)

    def running(source, **files):
        folder = pytester.mkdir("inner")
        (folder / "test_seeded.py").write_text(source)
        for name, text in files.items():
            (folder / name.replace("_dot_", ".")).write_text(text)
        plugins = ("no:cacheprovider", "no:hypothesispytest", "no:randomly")
        return pytester.runpytest(*(word for plugin in plugins for word in ("-p", plugin)), "inner")

    return running


MARKED = """
import pytest

@pytest.mark.mfa(seeds={seeds!r})
def test_marked(mfa):
    assert {check}
"""
FIXED = """
def test_fixed(mfa, mfa_seed):
    for seed in {seeds!r}:
        mfa_seed(seed)
    assert {check}
"""


@pytest.mark.parametrize("source", [MARKED, FIXED], ids=["marker", "fixture"])
@pytest.mark.parametrize(
    ("seeds", "check"),
    [
        (["users.yaml"], 'mfa.identity_toolkit.find_user("ada@example.com").password == "secret-1"'),
        (["users.json"], 'mfa.identity_toolkit.find_user("grace@example.com").id'),
        (["identity_toolkit"], 'mfa.identity_toolkit.find_user("totp@example.com").factors'),
        (["onelogin", "twilio_verify"], "len(mfa.onelogin.users) > 2 and mfa.twilio_verify.entities"),
        ([{"onelogin": {"users": [{"email": "tim@example.com"}]}}], 'mfa.onelogin.find_user("tim@example.com")'),
        (["users.yaml", {"codes": {"+1": "1"}}], 'mfa.world.ids.pinned("+15555550100", 6) == "012345"'),
    ],
)
def test_a_seed_is_there(seeded, source, seeds, check):
    other = json.dumps({"identity_toolkit": {"users": [{"email": "grace@example.com"}]}}, indent="\t")
    result = seeded(source.format(seeds=seeds, check=check), users_dot_yaml=USERS, users_dot_json=other)
    result.assert_outcomes(passed=1)


@pytest.mark.parametrize("source", [MARKED, FIXED], ids=["marker", "fixture"])
@pytest.mark.parametrize(
    ("seed", "text", "told"),
    [
        (
            "bad.yaml",
            "identity_toolkit:\n  users:\n    - emial: ada@example.com\n",
            "bad.yaml:3:14: *no field 'emial'*",
        ),
        (
            "bad.yaml",
            "identity_toolkit:\n  users:\n    - {email: 5}\n",
            "bad.yaml:3:15: *users[[]0].email must be a text*",
        ),
        ("bad.yaml", "identity_tolkit: {}\n", "bad.yaml:1:18: no part of a seed 'identity_tolkit'; did you mean*"),
        ("bad.yaml", "codes: {1: 2}\n", "bad.yaml:1:8: codes must map recipients to codes*"),
        ("bad.yaml", "onelogin: {users: [\n", "bad.yaml:2:1: *"),
        ("bad.yaml", "onelogin: {}\nonelogin: {}\n", "bad.yaml:2:1: *onelogin*"),
        ("bad.yaml", "[1]\n", "bad.yaml:1:1: a seed is a mapping of providers to their parts"),
        ("bad.yaml", "", "bad.yaml:1:1: the file is empty"),
        ("bad.json", '{"onelogin":\n\t{"usres": []}}', "bad.json:2:*: *no field 'usres'; did you mean 'users'?"),
        ("onelogn", "", "no seed 'onelogn'; did you mean 'onelogin'?; nor is there such a file in *inner"),
        (5, "", "a seed is a document, the path of one or the name of a bundled one, not 5"),
    ],
)
def test_a_mistake_is_told_by_its_place(seeded, source, seed, text, told):
    files = {str(seed).replace(".", "_dot_"): text} if "." in str(seed) else {}
    result = seeded(source.format(seeds=[seed], check="False"), **files)
    by_marker = source is MARKED
    result.assert_outcomes(errors=1) if by_marker else result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f"@pytest.mark.mfa: {told}" if by_marker else f"E *ValueError: {told}"])


def test_which_of_several_is_wrong_is_told(seeded):
    result = seeded(
        MARKED.format(seeds=["users.yaml", "bad.yaml"], check="False"),
        users_dot_yaml=USERS,
        bad_dot_yaml="onelogin:\n  user: []\n",
    )
    result.stdout.fnmatch_lines(["@pytest.mark.mfa: bad.yaml:2:9: *no field 'user'*"])


def test_seeds_that_are_no_list_are_refused(seeded):
    result = seeded(MARKED.format(seeds="users.yaml", check="False"))
    result.stdout.fnmatch_lines(["@pytest.mark.mfa: seeds is a list of documents, paths and names *not 'users.yaml'"])


UNCHANGED = """
import pytest

def test_none(mfa, mfa_seed):
    with pytest.raises(ValueError, match="bad.yaml:4:16"):
        mfa_seed("bad.yaml")
    assert mfa.identity_toolkit.users == []
"""


def test_a_seed_that_does_not_fit_changes_nothing(seeded):
    bad = "identity_toolkit:\n  users:\n    - email: ada@example.com\n    - pasword: secret-1\n"
    seeded(UNCHANGED, bad_dot_yaml=bad).assert_outcomes(passed=1)
