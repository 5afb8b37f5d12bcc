"""Scenario files are tests like any other: collected, selected, marked, run in parallel, reported."""

import pytest

CONFTEST = """
import pytest
from mfa_emulator.scenario.target import Answer

class Echo:
    def call(self, provider, request):
        return Answer(request.query.get("status", 200), {}, dict(request.query))
    def latest_message(self, **filters):
        return None
    def now(self):
        return "2026-11-21T10:00:00Z"

@pytest.fixture
def mfa_target():
    return Echo()
"""

PASSES = "scenario: A thing that works\nprovider: identity_toolkit\nsteps:\n  - call: accounts.lookup\n"
FAILS = f"{PASSES.replace('works', 'fails')}    query: {{status: 400}}\n"
TABLE = """
scenario: A table
provider: identity_toolkit
examples:
  - {status: 200}
  - {status: 201}
  - {status: 500}
steps:
  - call: accounts.lookup
    query: {status: "${status}"}
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeconftest(CONFTEST)
    return pytester


def run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    # The order of the tests below is that of their files, even where a plugin that shuffles tests is installed.
    plugins = ("no:mfa", "pytest_mfa.collect", "no:cacheprovider", "no:randomly", "no:random_order")
    return project.runpytest(*(word for plugin in plugins for word in ("-p", plugin)), *arguments)


def add(project: pytest.Pytester, **files: str) -> None:
    for name, text in files.items():
        (project.path / f"{name}.mfa.yaml").write_text(text)


def test_one_test_per_scenario_and_per_row(project: pytest.Pytester) -> None:
    add(project, works=PASSES, table=TABLE)
    result = run(project, "--collect-only", "-q")
    assert result.outlines[:4] == [
        "table.mfa.yaml::A table[200]",
        "table.mfa.yaml::A table[201]",
        "table.mfa.yaml::A table[500]",
        "works.mfa.yaml::A thing that works",
    ]


def test_each_row_passes_or_fails_by_itself(project: pytest.Pytester) -> None:
    add(project, works=PASSES, table=TABLE)
    run(project).assert_outcomes(passed=3, failed=1)


def test_a_row_is_selected_by_its_id(project: pytest.Pytester) -> None:
    add(project, table=TABLE)
    run(project, "table.mfa.yaml::A table[500]").assert_outcomes(failed=1)


def test_a_failure_is_the_report_and_no_traceback(project: pytest.Pytester) -> None:
    add(project, fails=FAILS)
    lines = run(project).outlines
    start = next(index for index, line in enumerate(lines) if "_ A thing that fails _" in line)
    assert lines[start + 1 : start + 9] == [
        "fails.mfa.yaml:4:5: step 1 of 1: call accounts.lookup",
        '  request       {"status":400}',
        '  answer        400 {"status":400}',
        "  differs at    expect.status (fails.mfa.yaml:4:5)",
        "    - expected  2xx",
        "    + actual    400",
        "  last message  none",
        "  world time    2026-11-21T10:00:00Z",
    ]


def test_a_file_that_cannot_be_loaded_is_a_failed_test_with_all_its_mistakes(project: pytest.Pytester) -> None:
    broken = "scenario: s\nprovider: identity_toolkit\nsteps:\n  - cal: a\n  - call: accounts.lokup\n    sve: {}\n"
    add(project, broken=broken, works=PASSES)
    result = run(project)
    result.assert_outcomes(passed=1, failed=1)
    start = result.outlines.index("broken.mfa.yaml:4:5: unknown step `cal`; did you mean `call`?")
    assert result.outlines[start + 1 : start + 3] == [
        "broken.mfa.yaml:5:11: identity_toolkit: no operation 'accounts.lokup'; did you mean 'accounts.lookup'?",
        "broken.mfa.yaml:6:5: unknown key `sve`; did you mean `save`?",
    ]
    result.stdout.no_fnmatch_line("*Traceback*")


def test_an_operation_or_a_field_that_there_is_not_is_found_before_the_run(project: pytest.Pytester) -> None:
    text = "scenario: s\nprovider: identity_toolkit\nsteps:\n  - call: accounts.lookup\n    with: {idTokn: x}\n"
    add(project, broken=f"{text}  - call: accounts.lokup\n")
    result = run(project)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "broken.mfa.yaml:5:12: no field 'idTokn'; did you mean 'idToken'?",
            "broken.mfa.yaml:6:11: identity_toolkit: no operation 'accounts.lokup'; did you mean 'accounts.lookup'?",
        ]
    )


TAGGED = "tags: [smoke]\n"


def test_tags_are_markers(project: pytest.Pytester) -> None:
    add(project, works=TAGGED + PASSES, table=TABLE)
    run(project, "--strict-markers", "-m", "smoke").assert_outcomes(passed=1, deselected=3)
    run(project, "--strict-markers", "-m", "not smoke").assert_outcomes(passed=2, failed=1, deselected=1)


def test_skip_and_xfail_have_their_reasons(project: pytest.Pytester) -> None:
    add(project, skipped="skip: the vendor sleeps\n" + FAILS, known="xfail: not built\n" + FAILS)
    result = run(project, "-rsx")
    result.assert_outcomes(skipped=1, xfailed=1)
    result.stdout.fnmatch_lines_random(["*the vendor sleeps*", "*not built*"])


def test_a_scenario_that_passes_though_it_is_known_to_fail_is_a_failure(project: pytest.Pytester) -> None:
    add(project, works="xfail: not built\n" + PASSES)
    result = run(project)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*XPASS(strict)* not built*"])


SECRET = """
scenario: s
provider: identity_toolkit
env: {key: MFA_TEST_KEY}
steps:
  - call: accounts.lookup
    query: {status: 400, key: "${key}"}
"""


def test_a_variable_that_is_not_set_is_told_with_its_place(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MFA_TEST_KEY", raising=False)
    add(project, secret=SECRET)
    result = run(project)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["secret.mfa.yaml:4:12: the environment variable MFA_TEST_KEY is not set"])


def test_a_secret_is_in_no_report(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MFA_TEST_KEY", "s3cr3t/value")
    add(project, secret=SECRET)
    result = run(project)
    result.assert_outcomes(failed=1)
    assert "s3cr3t" not in result.stdout.str()
    result.stdout.fnmatch_lines(['*answer * 400 {"status":400,"key":"${key}"}'])


def test_other_yaml_files_are_left_alone(project: pytest.Pytester) -> None:
    (project.path / "other.yaml").write_text("a: [")
    (project.path / "mfa.yaml").write_text("a: [")
    assert run(project).ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_fixtures_and_markers_of_the_suite_apply(project: pytest.Pytester) -> None:
    project.makeconftest(
        CONFTEST
        + """
@pytest.fixture(autouse=True)
def seen(request, tmp_path):
    print("ran in", tmp_path.is_dir(), request.node.name)

def pytest_collection_modifyitems(items):
    items[0].add_marker(pytest.mark.xfail(reason="known"))
"""
    )
    add(project, fails=FAILS, works=PASSES)
    result = run(project, "-s")
    result.assert_outcomes(passed=1, xfailed=1)
    result.stdout.fnmatch_lines(["*ran in True A thing that works*"])


def test_an_error_of_the_target_itself_has_its_traceback(project: pytest.Pytester) -> None:
    project.makeconftest(CONFTEST.replace("return Answer(", "raise RuntimeError('no') or ("))
    add(project, works=PASSES)
    result = run(project)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*RuntimeError: no"])


def test_runs_on_several_workers(project: pytest.Pytester) -> None:
    add(project, works=PASSES, table=TABLE)
    run(project, "-n", "2").assert_outcomes(passed=3, failed=1)


def test_a_file_in_a_folder_is_named_as_seen_from_where_pytest_runs(project: pytest.Pytester) -> None:
    project.mkdir("flows").joinpath("fails.mfa.yaml").write_text(FAILS)
    run(project).stdout.fnmatch_lines(["flows/fails.mfa.yaml:4:5: step 1 of 1: call accounts.lookup"])


def test_nothing_heavy_is_imported_where_there_is_no_scenario(project: pytest.Pytester) -> None:
    project.makeconftest("")
    project.makepyfile("""
        import sys

        def test_light():
            heavy = {"msgspec", "yaml", "starlette", "uvicorn", "httpx2", "mfa_emulator"}
            assert heavy.isdisjoint(sys.modules)
    """)
    result = project.runpytest_subprocess("-p", "no:mfa", "-p", "pytest_mfa.collect", "-p", "no:randomly")
    result.assert_outcomes(passed=1)
