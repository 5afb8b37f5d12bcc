"""``mfa-emulator run``."""

import re
from xml.etree import ElementTree

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
NO_DURATION = "clock.advance: not a duration: 'soon' (write 31s, 5m, 1h30m, 2d, PT15M or a number of seconds)"


def without_times(text):
    """The output without how long it all took, and without the slowest run."""
    return re.sub(r"^slowest: .*\n", "", re.sub(r" *\d+\.\d\d s", " TIME", text), flags=re.M)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "good.mfa.yaml").write_text(GOOD)
    (tmp_path / "notes.yaml").write_text("no scenario")
    return tmp_path


def test_scenarios_of_a_folder_run_each_in_a_world_of_its_own(run, folder):
    done = run("run", str(folder))
    assert (done.returncode, done.stderr) == (0, "")
    assert without_times(done.stdout) == (
        "1/2  passed TIME  A factor is made [ada]\n"
        "2/2  passed TIME  A factor is made [bob]\n"
        "\n"
        "2 passed, 0 failed in TIME\n"
    )
    assert re.search(r"^slowest: \d+\.\d\d s  A factor is made \[\w+\]$", done.stdout, re.M)


def test_a_failure_is_told_with_its_place_and_the_others_still_run(run, folder):
    (folder / "bad.mfa.yaml").write_text(BAD)
    done = run("run", str(folder))
    assert done.returncode == 1
    assert "1/3  FAILED TIME  A factor lives for ever\n" in without_times(done.stdout)
    assert "bad.mfa.yaml:8:5" in done.stdout
    assert "no factor 'ada' now" in done.stdout
    assert without_times(done.stdout).endswith("2 passed, 1 failed in TIME\n")


def test_a_running_emulator_can_be_the_target_and_is_left_as_it_was(run, serving, folder):
    server = serving("--port", "0")
    before = server.ask("GET", "/_mfa/v1/snapshot").data["ids"]
    done = run("run", str(folder), "--target", server.url, "-j", "2")
    assert without_times(done.stdout).endswith("2 passed, 0 failed in TIME\n")
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
        ("empty.mfa.yaml", "", ["empty.mfa.yaml:1:1: the file is empty"]),
        (
            "odd.mfa.yaml",
            "scenario: x\nprovider: tyo\nsteps:\n  - {call: factors.create, wiht: {}}\n  - clock: {advance: soon}\n",
            [
                "odd.mfa.yaml:2:11: no provider 'tyo'; did you mean 'toy'?",
                "odd.mfa.yaml:4:28: unknown key `wiht`; did you mean `with`?",
                f"odd.mfa.yaml:5:22: {NO_DURATION}",
            ],
        ),
    ],
)
def test_a_faulty_file_is_a_failure_with_all_its_mistakes_and_the_rest_runs(run, folder, name, text, told):
    (folder / name).write_text(text)
    done = run("run", str(folder / "deep"), str(folder / name))
    assert (done.returncode, done.stderr) == (1, "")
    lines = without_times(done.stdout).splitlines()
    assert lines[0] == f"1/3  FAULTY TIME  {name}"
    assert lines[1 : 1 + len(told)] == [f"{folder}/{line}" for line in told]
    assert lines[-1] == "2 passed, 0 failed, 1 faulty file in TIME"


def test_a_path_without_a_file_is_2(run, folder):
    done = run("run", str(folder / "deep"), str(folder / "none.mfa.yaml"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "no .mfa.yaml file there" in done.stderr


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
    assert (
        without_times(done.stdout) == "1/1  passed TIME  The options of its world count\n\n1 passed, 0 failed in TIME\n"
    ), done


def test_options_that_cannot_work_are_2(run, folder):
    done = run("run", str(folder), "--set", "toy.lifetim=5")
    assert (done.returncode, done.stderr) == (2, "Error: toy: no setting 'lifetim'; did you mean 'lifetime'?\n")


def test_check_tells_all_mistakes_of_all_files_and_runs_nothing(run, folder):
    (folder / "odd.mfa.yaml").write_text(BAD.replace("provider: toy", "provider: tyo").replace("- call", "- cal", 1))
    (folder / "bad.mfa.yaml").write_text(BAD.replace("61s", "soon"))
    done = run("run", "--check", str(folder))
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        f"{folder}/bad.mfa.yaml:7:22: {NO_DURATION}",
        f"{folder}/odd.mfa.yaml:3:11: no provider 'tyo'; did you mean 'toy'?",
        f"{folder}/odd.mfa.yaml:5:5: unknown step `cal`; did you mean `call`?",
        "3 mistakes in 2 files of 3",
    ]


def test_check_of_files_that_are_right(run, folder):
    done = run("run", "--check", str(folder))
    assert (done.returncode, done.stdout) == (0, "1 file: nothing is wrong\n")


def test_check_asks_for_no_variables_but_a_run_does(run, folder):
    (folder / "deep" / "good.mfa.yaml").write_text("env: {key: MFA_TEST_KEY}\n" + GOOD.lstrip())
    assert run("run", "--check", str(folder)).returncode == 0
    done = run("run", str(folder))
    assert done.returncode == 1
    assert "good.mfa.yaml:1:12: the environment variable MFA_TEST_KEY is not set\n" in done.stdout
    assert run("run", str(folder), MFA_TEST_KEY="x").returncode == 0


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("ada", {"[ada]"}),
        ("made and not ada", {"[bob]"}),
        ("ADA or bob", {"[ada]", "[bob]"}),
        ("smoke", {"[ada]", "[bob]"}),
        ("deep bob", {"[bob]"}),
    ],
)
def test_k_chooses_by_path_name_and_tags(run, folder, words, names):
    (folder / "deep" / "good.mfa.yaml").write_text("tags: [smoke]\n" + GOOD.lstrip())
    (folder / "bad.mfa.yaml").write_text(BAD)
    done = run("run", str(folder), "-k", words)
    assert done.returncode == 0
    assert set(re.findall(r"passed .*(\[\w+\])", done.stdout)) == names


def test_k_that_means_nothing_is_2(run, folder):
    done = run("run", str(folder), "-k", "zebra")
    assert (done.returncode, done.stderr) == (2, "Error: no scenario is meant by -k 'zebra'\n")


def test_skip_and_xfail_are_told_with_their_reasons(run, folder):
    (folder / "a.mfa.yaml").write_text("skip: the vendor sleeps\n" + BAD.lstrip())
    (folder / "b.mfa.yaml").write_text("xfail: not built\n" + BAD.lstrip())
    done = run("run", str(folder))
    assert done.returncode == 0
    lines = without_times(done.stdout).splitlines()
    assert lines[:2] == [
        "1/4  skipped TIME  A factor lives for ever: the vendor sleeps",
        "2/4  xfailed TIME  A factor lives for ever: not built",
    ]
    assert lines[-1] == "2 passed, 0 failed, 1 skipped, 1 failed as expected in TIME"


def test_an_xfail_that_passes_is_a_failure(run, folder):
    (folder / "deep" / "good.mfa.yaml").write_text("xfail: not built\n" + GOOD.lstrip())
    done = run("run", str(folder))
    assert done.returncode == 1
    assert "it passes, although it is said to fail: not built\n" in done.stdout


def test_a_summary_names_what_failed(run, folder):
    (folder / "a.mfa.yaml").write_text(BAD)
    (folder / "b.mfa.yaml").write_text(BAD.replace("ever", "ever and ever"))
    lines = without_times(run("run", str(folder)).stdout).splitlines()
    assert lines[-4:] == [
        f"FAILED  A factor lives for ever  ({folder}/a.mfa.yaml)",
        f"FAILED  A factor lives for ever and ever  ({folder}/b.mfa.yaml)",
        "",
        "2 passed, 2 failed in TIME",
    ]


def test_junit_has_every_run_with_its_report(run, folder):
    (folder / "bad.mfa.yaml").write_text(BAD.replace("name: ada", 'name: "a\\x1bda"'))
    (folder / "odd.mfa.yaml").write_text("")
    (folder / "skipped.mfa.yaml").write_text("skip: later\n" + BAD.lstrip())
    written = folder / "results.xml"
    assert run("run", str(folder), "--junit", str(written)).returncode == 1
    suite = ElementTree.parse(written).getroot()[0]
    assert {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "5",
        "failures": "1",
        "errors": "1",
        "skipped": "1",
    }
    cases = {case.get("name"): case for case in suite}
    assert [child.tag for child in cases["A factor is made [ada]"]] == []
    failed = next(case for case in suite if case.find("failure") is not None)
    assert "bad.mfa.yaml:8:5: step 3 of 3: call factors.get" in failed.find("failure").text
    assert cases["odd.mfa.yaml"].find("error").text == f"{folder}/odd.mfa.yaml:1:1: the file is empty"


def test_junit_that_cannot_be_written_is_2_before_anything_runs(run, folder):
    done = run("run", str(folder), "--junit", str(folder / "none" / "results.xml"))
    assert (done.returncode, done.stdout) == (2, "")


def test_a_scenarios_settings_are_those_of_its_world_and_the_command_lines_come_first(run, folder):
    text = "settings: {toy: {lifetime: 100}}\n" + GOOD.lstrip()
    (folder / "deep" / "good.mfa.yaml").write_text(text)
    done = run("run", str(folder))
    assert "good.mfa.yaml:13:5: step 4 of 4: call factors.get" in done.stdout
    assert run("run", str(folder), "--set", "toy.lifetime=60").returncode == 0


def test_watch_runs_again_when_a_file_changes_or_comes(running, folder):
    process = running("run", "--watch", str(folder))
    lines = iter(process.stdout.readline, "")
    assert next(line for line in lines if line.startswith("watching")) == "watching 1 file; Ctrl-C ends it\n"
    (folder / "deep" / "good.mfa.yaml").write_text(GOOD.replace("ada", "evelyn"))
    assert any("[evelyn]" in line for line in lines)
    assert next(line for line in lines if line.startswith("watching")) == "watching 1 file; Ctrl-C ends it\n"
    (folder / "bad.mfa.yaml").write_text(BAD)
    assert any("FAILED" in line for line in lines)
    assert next(line for line in lines if line.startswith("watching")) == "watching 2 files; Ctrl-C ends it\n"
