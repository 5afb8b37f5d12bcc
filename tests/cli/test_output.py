"""Texts of an app's users are shown by commands, and never obeyed by the terminal."""

import json
import sys

import httpx2
import pytest
from hostile_texts import TEXTS, raw
from push_toy import PUSH_TOY

from mfa_emulator import Emulator
from mfa_emulator.cli import main
from mfa_emulator.cli.log import RequestLog, ServerLog, say
from mfa_emulator.core.http.messages import Request

SENT = {what: text for what, text in TEXTS.items() if text.isascii() or text.encode("utf-8", "ignore").decode() == text}
"""Those that can be sent: half a character cannot."""
FAILING = """
scenario: It fails
provider: toy
steps:
  - call: factors.create
    with: {{name: {name}}}
    expect: {{status: 201, body: {{name: other}}}}
"""


@pytest.fixture
def told(emulator: Emulator, monkeypatch, capfd):
    """Run the command as a terminal would; its status, and all that the terminal is sent."""

    def run(*words: str) -> tuple[int, str]:
        monkeypatch.setenv("MFA_EMULATOR_URL", emulator.url)
        monkeypatch.setattr(sys, "argv", ["mfa-emulator", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, "".join(capfd.readouterr())

    monkeypatch.setattr("mfa_emulator.cli.interrupts.end_quietly", lambda: None)
    return run


@pytest.fixture
def named(emulator: Emulator):
    """An emulator with a user, and so a factor, a push challenge and a message, of this name."""

    def name(text: str) -> None:
        httpx2.post(f"{emulator.url}/toy/factors", json={"name": text}, trust_env=False, timeout=60).raise_for_status()

    return name


@pytest.mark.parametrize("text", SENT.values(), ids=SENT)
@pytest.mark.parametrize(
    "words",
    [
        *(("messages",), ("messages", "--json"), ("messages", "--latest"), ("code",), ("approve", "--list")),
        *(("approve",), ("approve", "--deny"), ("snapshot", "save", "-"), ("env",), ("env", "--format", "json")),
    ],
    ids=" ".join,
)
def test_a_command_shows_what_users_wrote(told, named, words, text):
    named(text)
    status, output = told(*words)
    assert (status, raw(output)) == (0, [])


def test_what_is_shown_can_be_read(told, named):
    named("\x1b[2J\u202egnp")
    for words in (("messages",), ("messages", "--json"), ("code",), ("approve", "--list"), ("snapshot", "save", "-")):
        assert r"\u001b[2J\u202egnp" in told(*words)[1]


LINES = """
{}
--{}
messages {}
messages --latest --to {}
messages --wait {}
messages --channel {}
code {}
approve {}
clock {}
clock advance {}
clock freeze {}
clock travel {}
clock rate {}
reset {}
reset --world {}
seed {}
snapshot save {}/x
snapshot load {}
wait --timeout 0 --url {}
wait --timeout {}
coverage {}
settings {}
docs {}
docs --write {}
env --format {}
run {}
run --target {} {}
serve --host {}
serve --port {}
serve --seed-file {}
serve --set {}
serve --set toy.{}=1
serve --set toy.lifetime={}
serve --freeze {}
serve --profile {}
serve --project {}
serve --import {}
serve --export-on-exit {}/x
serve --tls --ca-file {}/x
serve --proxy-map {}
serve --proxy-map {}=1
serve --allow-host {}
serve --allow-origin {}
serve --outbound-host {}
exec -- {}
exec --{} -- true
"""


@pytest.mark.parametrize("what", ["a title", "an escape of one byte", "text turned round", "half a character"])
@pytest.mark.parametrize("line", LINES.strip().splitlines())
def test_a_command_shows_what_it_was_given_and_cannot_take(told, line, what):
    status, output = told(*(word.replace("{}", TEXTS[what]) for word in line.split(" ")))
    assert status != 0
    assert raw(output) == []
    assert "Error: " in output


@pytest.mark.parametrize("text", SENT.values(), ids=SENT)
def test_a_scenario_that_fails_shows_it(told, tmp_path, monkeypatch, text):
    monkeypatch.setattr("mfa_emulator.providers.installed", lambda: (PUSH_TOY,))
    (tmp_path / "s.mfa.yaml").write_text(FAILING.format(name=json.dumps(text)))
    status, output = told("run", str(tmp_path))
    assert (status, raw(output)) == (1, [])
    assert "1/1  FAILED    " in output
    assert "1 failed in " in output


@pytest.mark.parametrize("text", SENT.values(), ids=SENT)
def test_a_seed_that_does_not_fit_shows_it(told, tmp_path, text):
    (tmp_path / "seed.json").write_text(json.dumps({"toy": {"factors": [{"name": text}]}}))
    (tmp_path / "seed.yaml").write_text(f"{json.dumps(text)}: 1")
    for name in ("seed.json", "seed.yaml"):
        status, output = told("seed", str(tmp_path / name))
        assert status != 0
        assert raw(output) == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("style", ["text", "json"])
def test_a_line_of_the_log_shows_it_and_stays_one_line(capfd, style, text):
    path = "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))
    RequestLog("all", style)(Request.read("GET", f"/{path}%0A".encode(), b"", []), 404, f"no user {text}\nnor another")
    line = capfd.readouterr().err
    assert raw(line) == []
    assert line.count("\n") == 1


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_servers_own_log_shows_it(capfd, text):
    say(text)
    assert raw(capfd.readouterr().err) == []
    assert ServerLog("all", "text").level <= 30
