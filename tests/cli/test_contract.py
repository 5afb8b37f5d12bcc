"""``mfa-emulator contract``."""

from xml.etree import ElementTree

import msgspec
import pytest

SPEC = """
openapi: 3.0.1
paths:
  /toy/factors:
    post:
      operationId: factors.create
      requestBody: {content: {application/json: {schema: {
        type: object, required: [name], properties: {name: {type: string}}}}}}
      responses: {'201': {content: {application/json: {schema: {type: object, properties: {
        name: {type: string}, secret: {type: string}%s}}}}}}
    get: {operationId: factors.list, responses: {'200': {description: all}}}
  /toy/factors/{name}:
    get: {operationId: factors.get, responses: {'200': {description: one}}}
  /toy/hooks:
    post:
      operationId: hooks.tell
      requestBody: {content: {application/json: {schema: {
        type: object, required: [url], properties: {url: {type: string}}}}}}
      responses: {'202': {description: told}}
  /toy/factors/{name}:crash:
    post: {operationId: factors.crash, responses: {'200': {description: none}}}
"""
DRIFT = (
    "drift    toy factors.create, answer 201.color: missing: theirs text, ours nothing ({folder}/spec.yaml)\n"
    "5 operations: 5 spec-checked, 0 sdk-tested, 0 seen on vendor; 1 differences are drift, 0 are allowed\n"
)


@pytest.fixture
def contract(run, tmp_path):
    def call(*words: str, more: str = ""):
        (tmp_path / "spec.yaml").write_text(SPEC % more)
        return run("contract", "--provider", "toy", "--description", f"toy={tmp_path / 'spec.yaml'}", *words)

    return call


def test_no_drift_is_0(contract):
    done = contract()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("5 operations: 5 spec-checked")


def test_drift_is_1_and_told(contract, tmp_path):
    done = contract(more=", color: {type: string}")
    assert (done.returncode, done.stdout) == (1, DRIFT.format(folder=tmp_path.name))


def test_drift_that_an_allow_file_names_with_a_reason_is_none(contract, tmp_path):
    allow = tmp_path / "allow.yaml"
    allow.write_text("- {operation: factors.create, where: answer 201.color, because: toys have no color}\n")
    done = contract("--allow", str(allow), more=", color: {type: string}")
    assert done.returncode == 0
    assert "0 differences are drift, 1 are allowed" in done.stdout


def test_the_report_is_written_in_three_forms(contract, tmp_path):
    words = [word for form in ("json", "junit", "markdown") for word in (f"--{form}", str(tmp_path / form))]
    assert contract(*words, more=", color: {type: string}").returncode == 1
    report = msgspec.json.decode((tmp_path / "json").read_bytes())
    assert report["drift"] == 1
    assert [row["operation"] for row in report["operations"]] == [
        "factors.create",
        "factors.get",
        "factors.crash",
        "factors.list",
        "hooks.tell",
    ]
    [suite] = ElementTree.parse(tmp_path / "junit").getroot()
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == ("toy", "5", "1")
    [failure] = suite.iter("failure")
    assert "answer 201.color: missing" in str(failure.text)
    text = (tmp_path / "markdown").read_text()
    assert "| toy | factors.create | answer 201.color: missing | text | nothing |" in text
    assert "| toy | factors.get | built |" in text


def test_a_vendor_without_a_description_is_not_checked(run):
    done = run("contract", "--provider", "toy")
    assert done.returncode == 0
    assert "5 operations: 0 spec-checked" in done.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--provider", "tooy"), "did you mean 'toy'?"),
        (("--description", "spec.yaml"), "write NAME=PATH"),
        (("--description", "toy=/nowhere/spec.yaml"), "/nowhere/spec.yaml"),
        (("--allow", "/nowhere/allow.yaml"), "/nowhere/allow.yaml"),
    ],
)
def test_bad_input_is_2(run, words, told):
    done = run("contract", *words)
    assert (done.returncode, told in done.stderr) == (2, True), done.stderr
