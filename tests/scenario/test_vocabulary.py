"""Names that no vendor has are found before anything runs, each with the nearest one, and all at once."""

import os
from pathlib import Path

import pytest

from mfa_emulator.scenario.loading import load, load_text
from mfa_emulator.scenario.positions import LoadError
from mfa_emulator.scenario.vocabulary import installed_providers

HEAD = "scenario: s\nprovider: identity_toolkit\n"


def mistakes(text: str) -> list[str]:
    with pytest.raises(LoadError) as error:
        load_text(text, "s.mfa.yaml", installed_providers())
    return [line.removeprefix("s.mfa.yaml:") for line in str(error.value).splitlines()]


def of_step(step: str) -> str:
    [found] = mistakes(f"{HEAD}steps:\n  - {step}\n")
    return found


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (
            "call: accounts.singUp",
            "4:11: identity_toolkit: no operation 'accounts.singUp'; did you mean 'accounts.signUp'?",
        ),
        ("{call: accounts.signUp, with: {emial: x}}", "4:36: no field 'emial'; did you mean 'email'?"),
        (
            "{call: accounts.update, with: {mfa: {enrollments: [{displayNam: x}]}}}",
            "4:57: no field 'displayNam'; did you mean 'displayName'?",
        ),
        ("{call: accounts.signUp, as: admn}", "4:33: identity_toolkit: no credential 'admn'; did you mean 'admin'?"),
        (
            "call: projects.accounts.batchDelete",
            "4:5: projects.accounts.batchDelete needs `projectsId` in `with`: "
            "its path is /v1/projects/{projectsId}/accounts:batchDelete",
        ),
        ("message: {provider: twilio}", "4:25: no provider 'twilio'; did you mean 'twilio_verify'?"),
        ("fault: {operation: signUp, status: 500}", "4:24: fault: identity_toolkit: no operation 'signUp' among the "),
        (
            "fault: {error: INVALID_COD}",
            "4:20: fault: identity_toolkit: no error 'INVALID_COD'; did you mean 'INVALID_CODE'?",
        ),
        ("fault: {status: 200}", "4:21: fault: status must be 400 to 599"),
        ("fault: {status: 500, delay: soon}", "4:12: fault: not a duration: 'soon' "),
        ("fault: {}", "4:12: fault: a fault needs at least one of: status, error, delay, drop, messages"),
        ("fault: {provider: onelogi, status: 500}", "4:23: no provider 'onelogi'; did you mean 'onelogin'?"),
        ("seed: {onelogi: {}}", "4:12: no provider 'onelogi'; did you mean 'onelogin'?"),
        ("seed: {onelogin: {user: []}}", "4:29: seed.onelogin: no field 'user'; did you mean 'users'?"),
        ("seed: {codes: {'+1': 5}}", "4:19: seed: codes must map "),
        ("webhook: {signed: true}", "4:23: identity_toolkit signs nothing that it sends out"),
    ],
)
def test_a_name_that_nobody_has(step: str, said: str) -> None:
    assert of_step(step).startswith(said)


def test_a_provider_that_there_is_not() -> None:
    assert mistakes("scenario: s\nprovider: onelogi\nsteps: [{call: a}]") == [
        "2:11: no provider 'onelogi'; did you mean 'onelogin'?"
    ]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("{onelogi: {}}", "3:12: no provider 'onelogi'; did you mean 'onelogin'?"),
        ("{onelogin: {totp_windo: 1}}", "3:23: onelogin: no setting 'totp_windo'; did you mean 'totp_window'?"),
        ("{onelogin: {totp_window: -1}}", "3:36: onelogin.totp_window must be 0 to 100, not -1"),
        ("{limits: {body: -1}}", "3:20: "),
    ],
)
def test_a_setting_that_there_is_not(settings: str, said: str) -> None:
    [found] = mistakes(f"{HEAD}settings: {settings}\nsteps: [{{call: accounts.lookup}}]")
    assert found.startswith(said)


def test_a_profile_that_there_is_not() -> None:
    assert mistakes(f"{HEAD}profile: strickt\nsteps: [{{call: accounts.lookup}}]") == [
        "3:10: profile: expected 'emulator' or 'strict', not \"strickt\""
    ]


def test_all_mistakes_of_a_file_are_told_in_its_order() -> None:
    text = """\
scenario: s
provder: identity_toolkit
provider: identity_toolkit
vars: {email: "${nobody}"}
steps:
  - call: accounts.singUp
    with: {emial: "${email}"}
    expect: {status: 4000, body: {id: {$mtches: x}}}
  - clock: {advance: soon}
  - mesage: {}
"""
    assert mistakes(text) == [
        "2:1: unknown key `provder`; did you mean `provider`?",
        "6:11: identity_toolkit: no operation 'accounts.singUp'; did you mean 'accounts.signUp'?",
        "8:22: expect.status: expected 100 to 599 or a ${name} that is one, not 4000",
        "9:22: clock.advance: not a duration: 'soon' (write 31s, 5m, 1h30m, 2d, PT15M or a number of seconds)",
        "10:5: unknown step `mesage`; did you mean `message`?",
    ]
    assert mistakes(text.replace("provder: identity_toolkit\n", "")) == [
        "3:15: undefined ${nobody}; names known here: none",
        "5:11: identity_toolkit: no operation 'accounts.singUp'; did you mean 'accounts.signUp'?",
        "7:22: expect.status: expected 100 to 599 or a ${name} that is one, not 4000",
        "8:22: clock.advance: not a duration: 'soon' (write 31s, 5m, 1h30m, 2d, PT15M or a number of seconds)",
        "9:5: unknown step `mesage`; did you mean `message`?",
    ]


def test_a_name_that_a_broken_step_saves_is_known_afterwards() -> None:
    text = f"{HEAD}steps:\n  - call: accounts.lookup\n    sve: {{}}\n    save: {{x: y}}\n  - call: accounts.lookup\n"
    assert mistakes(text + '    with: {idToken: "${x}"}\n') == ["5:5: unknown key `sve`; did you mean `save`?"]


def test_duplicate_keys_are_told_all_at_once() -> None:
    assert mistakes("a: 1\na: 2\nb: {c: 1, c: 2}\n") == [
        "2:1: duplicate key `a`: first at line 1",
        "3:11: duplicate key `c`: first at line 3",
    ]


SETUP = "scenario: enrolled\nprovider: identity_toolkit\nvars: {email: a@x, greeting: 'hi ${email}'}\nsteps:\n"
SAVING = SETUP + "  - call: accounts.lookup\n    save: {user: localId}\n"
USING = 'setup: enrolled.mfa.yaml\nsteps:\n  - call: accounts.lookup\n    with: {idToken: "${user} ${greeting}"}\n'


def test_a_setup_comes_first_and_its_names_are_known(tmp_path: Path) -> None:
    (tmp_path / "enrolled.mfa.yaml").write_text(SAVING)
    (tmp_path / "s.mfa.yaml").write_text(f"{HEAD}vars: {{email: b@x}}\n{USING}")
    loaded = load(tmp_path / "s.mfa.yaml", "s.mfa.yaml", installed_providers())
    assert [(step.document.file, step.index, step.count) for step in loaded.steps] == [
        ("enrolled.mfa.yaml", 0, 1),
        ("s.mfa.yaml", 0, 1),
    ]
    assert loaded.values(loaded.cases[0], {}) == {"email": "b@x", "greeting": "hi b@x"}


@pytest.mark.parametrize(
    ("setup", "said"),
    [
        (None, "s.mfa.yaml:3:8: enrolled.mfa.yaml: No such file or directory"),
        (f"{SETUP}  - call: a\n", "enrolled.mfa.yaml:5:11: identity_toolkit: no operation 'a' among the "),
        (f"examples: [{{a: 1}}]\n{SAVING}", "s.mfa.yaml:3:8: enrolled.mfa.yaml has examples: a set-up runs once"),
        (f"setup: s.mfa.yaml\n{SAVING}", "enrolled.mfa.yaml:1:8: s.mfa.yaml leads back to this file"),
    ],
)
def test_a_setup_that_cannot_be_taken(tmp_path: Path, setup: str | None, said: str) -> None:
    if setup:
        (tmp_path / "enrolled.mfa.yaml").write_text(setup)
    (tmp_path / "s.mfa.yaml").write_text(f"{HEAD}{USING}")
    with pytest.raises(LoadError) as error:
        load(tmp_path / "s.mfa.yaml", "s.mfa.yaml", installed_providers())
    assert str(error.value).startswith(said)


def test_a_setup_whose_name_no_file_can_have(tmp_path: Path) -> None:
    (tmp_path / "s.mfa.yaml").write_text(HEAD + USING.replace("enrolled.mfa.yaml", '"a\\0b"'))
    with pytest.raises(LoadError, match=r"^s\.mfa\.yaml:3:8: 'a\\x00b' is no path: "):
        load(tmp_path / "s.mfa.yaml", "s.mfa.yaml", installed_providers())


def test_a_value_that_does_not_fit_a_setups_text_is_told_when_it_runs(tmp_path: Path) -> None:
    (tmp_path / "enrolled.mfa.yaml").write_text(SAVING)
    (tmp_path / "s.mfa.yaml").write_text(f"{HEAD}vars: {{email: [1]}}\n{USING}")
    loaded = load(tmp_path / "s.mfa.yaml", "s.mfa.yaml", installed_providers())
    with pytest.raises(LoadError, match=r"^enrolled\.mfa\.yaml:3:\d+: \$\{email\} is a list or an object"):
        loaded.values(loaded.cases[0], {})


def test_a_setups_options_count_where_the_scenario_says_nothing(tmp_path: Path) -> None:
    settings = "{onelogin: {totp_window: 1, max_otp_attempts: 2}}"
    (tmp_path / "enrolled.mfa.yaml").write_text(f"profile: strict\nsettings: {settings}\n{SAVING}")
    (tmp_path / "s.mfa.yaml").write_text(f"{HEAD}settings: {{onelogin: {{totp_window: 3}}}}\n{USING}")
    loaded = load(tmp_path / "s.mfa.yaml", "s.mfa.yaml", installed_providers())
    assert loaded.options == {
        "profile": "strict",
        "settings": {"onelogin": {"totp_window": 3, "max_otp_attempts": 2}},
    }


def test_variables_of_the_environment_are_named_and_may_be_missing_when_it_is_loaded() -> None:
    text = f'{HEAD}env: {{key: SOME_KEY}}\nsteps:\n  - call: accounts.lookup\n    with: {{idToken: "${{key}}"}}\n'
    loaded = load_text(text, "s.mfa.yaml", installed_providers())
    assert loaded.secrets({"SOME_KEY": "x"}) == {"key": "x"}
    with pytest.raises(LoadError, match=r"^s\.mfa\.yaml:3:12: the environment variable SOME_KEY is not set$"):
        loaded.secrets({})


def test_a_name_is_not_of_the_environment_and_of_vars_too() -> None:
    text = f"{HEAD}env: {{key: SOME_KEY}}\nvars: {{key: 1}}\nsteps: [{{call: accounts.lookup}}]\n"
    assert mistakes(text) == ["3:7: `key` is a name of vars or examples too"]


@pytest.mark.parametrize("tag", ["skip", "and", "a-b", "1a", "''"])
def test_a_tag_is_a_word_that_means_nothing_else(tag: str) -> None:
    [said] = mistakes(f"{HEAD}tags: [{tag}]\nsteps: [{{call: accounts.lookup}}]\n")
    assert said.startswith("3:8: tags[0]: expected a word that is none of and, or, not, ")


def test_the_environment_is_not_looked_at_while_loading() -> None:
    assert "SOME_KEY" not in os.environ
