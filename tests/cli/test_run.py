"""``mfa-emulator run``."""

import pytest

GOOD = """
scenario: A factor is made
provider: toy
examples:
  - {name: ada}
  - {name: bob}
steps:
  - call: factors.create
    with: {name: "${name}"}
    expect: {status: 201, body: {name: "${name}"}}
  - message: {to: "${name}", save: {code: code}}
  - clock: {advance: 61s}
  - call: factors.get
    with: {name: "${name}"}
    expect: {status: 404}
"""
BAD = """
scenario: A factor lives for ever
provider: toy
steps:
  - call: factors.create
    with: {name: ada}
  - clock: {advance: 61s}
  - call: factors.get
    with: {name: ada}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "good.mfa.yaml").write_text(GOOD)
    (tmp_path / "notes.yaml").write_text("no scenario")
    return tmp_path


def test_scenarios_of_a_folder_run_each_in_a_world_of_its_own(run, folder):
    done = run("run", str(folder))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "passed  A factor is made [ada]\npassed  A factor is made [bob]\n2 passed, 0 failed\n"


def test_a_failure_is_told_with_its_place_and_the_others_still_run(run, folder):
    (folder / "bad.mfa.yaml").write_text(BAD)
    done = run("run", str(folder))
    assert done.returncode == 1
    assert "FAILED  A factor lives for ever\n" in done.stdout
    assert "bad.mfa.yaml:8:5" in done.stdout
    assert "no factor 'ada' now" in done.stdout
    assert done.stdout.endswith("2 passed, 1 failed\n")


def test_a_running_emulator_can_be_the_target_and_is_left_as_it_was(run, serving, folder):
    server = serving("--port", "0")
    before = server.ask("GET", "/_mfa/v1/snapshot").data["ids"]
    assert run("run", str(folder), "--target", server.url).stdout.endswith("2 passed, 0 failed\n")
    assert server.ask("GET", "/_mfa/v1/snapshot").data["ids"] == before
    assert [world["name"] for world in server.ask("GET", "/_mfa/v1/worlds").data["worlds"]] == ["default"]


def test_it_takes_the_options_of_access_for_an_emulator_of_its_own_alone(run, folder):
    words = ("--allow-host", "app.example", "--allow-origin", "https://app.example")
    assert run("run", str(folder), *words).returncode == 0
    done = run("run", str(folder), "--target", "http://127.0.0.1:1", "--allow-origin", "https://app.example")
    assert (done.returncode, "--allow-origin is for an emulator that starts here" in done.stderr) == (2, True)


def test_no_emulator_at_the_target_is_3(run, folder):
    done = run("run", str(folder), "--target", "http://127.0.0.1:1")
    assert done.returncode == 3
    assert "no emulator answers at http://127.0.0.1:1" in done.stderr


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("none.mfa.yaml", None, "no .mfa.yaml file there"),
        ("empty.mfa.yaml", "", "empty.mfa.yaml:1:1: the file is empty"),
        ("odd.mfa.yaml", "scenario: x\nprovider: toy\nsteps: []\n", "odd.mfa.yaml:3:8"),
    ],
)
def test_a_file_that_is_no_scenario_is_2_and_nothing_runs(run, folder, name, text, told):
    if text is not None:
        (folder / name).write_text(text)
    done = run("run", str(folder / "deep"), str(folder / name))
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_a_folder_without_scenarios_is_2(run, tmp_path):
    assert run("run", str(tmp_path)).returncode == 2


OPTIONS = """
scenario: The options of its world count
provider: toy
steps:
  - clock: {advance: 0s, expect: "2030-01-01T00:00:00Z"}
  - call: factors.create
    with: {name: ada}
    expect: {status: 201}
  - message: {to: ada, expect: {code: "424242"}}
  - clock: {advance: 6s}
  - call: factors.get
    with: {name: ada}
    expect: {status: 404}
"""


@pytest.mark.parametrize("remote", [False, True], ids=["here", "target"])
def test_a_scenarios_world_has_the_options_that_are_given(run, serving, tmp_path, remote):
    (tmp_path / "options.mfa.yaml").write_text(OPTIONS)
    (tmp_path / "seed.yaml").write_text("codes: {ada: '424242'}\n")
    words = ["--freeze", "2030-01-01T00:00:00Z", "--set", "toy.lifetime=5", "--seed-file", str(tmp_path / "seed.yaml")]
    target = ["--target", serving("--port", "0").url] if remote else []
    done = run("run", str(tmp_path), *words, *target)
    assert done.stdout == "passed  The options of its world count\n1 passed, 0 failed\n", done


def test_options_that_cannot_work_are_2(run, folder):
    done = run("run", str(folder), "--set", "toy.lifetim=5")
    assert (done.returncode, done.stderr) == (2, "Error: toy: no setting 'lifetim'; did you mean 'lifetime'?\n")
