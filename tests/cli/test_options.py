"""The options of commands that start an emulator, as the emulator gets them."""

import socket
from functools import partial
from http.server import BaseHTTPRequestHandler

import click
import pytest
from click.testing import CliRunner
from push_toy import PUSH_TOY
from stand_in_servers import served

from mfa_emulator import Emulator
from mfa_emulator.cli.emulation import emulation, emulator_options

_READ = ("GCLOUD_PROJECT", "GOOGLE_CLOUD_PROJECT", "FIREBASE_FUNCTIONS_EMULATOR_HOST", "FIREBASE_EMULATOR_HUB")
"""Variables that a command reads."""


@pytest.fixture
def made(monkeypatch):
    """The emulator that a command makes of these words."""
    monkeypatch.setattr("mfa_emulator.emulator.Emulator", partial(Emulator, providers=[PUSH_TOY]))
    made = []

    @click.command()
    @emulator_options
    def command(start):
        with emulation(start) as emulator:
            made.append(emulator)

    def make(*words, **variables):
        done = CliRunner().invoke(command, words, env={**dict.fromkeys(_READ), **variables})
        assert done.exit_code == 0, done.output
        return made.pop()

    return make


def test_without_options_time_is_live_and_tokens_are_unsigned(made):
    emulator = made()
    assert emulator.clock.mode == "live"
    assert not emulator.world.tokens.signs
    assert emulator.options.profile == "emulator"


def test_the_project_is_the_given_one_or_that_of_the_environment(made):
    assert made().options.project == "demo-project"
    assert made(GOOGLE_CLOUD_PROJECT="g").options.project == "g"
    assert made(GOOGLE_CLOUD_PROJECT="g", GCLOUD_PROJECT="c").options.project == "c"
    assert made("--project", "p", GCLOUD_PROJECT="c").options.project == "p"


def test_tokens_are_signed_if_asked_for(made):
    assert made("--signed-tokens").world.tokens.signs


def test_the_seed_decides_ids_and_codes(made):
    one, same, other = made("--seed", "1"), made("--seed", "1"), made("--seed", "2")
    assert one.world.ids.hex(8) == same.world.ids.hex(8) != other.world.ids.hex(8)
    assert made().world.ids.hex(8) == Emulator(providers=[PUSH_TOY]).world.ids.hex(8)


@pytest.mark.parametrize("name", ["users.yaml", "users.yml", "users.json"])
def test_a_file_is_not_taken_for_a_seed_of_chance(run, name):
    done = run("--port", "0", "--seed", name)
    assert done.returncode == 2
    assert done.stderr == f"Error: --seed {name}: it takes a number or a word; `--seed-file {name}` loads a file\n"


def test_time_stands_still_now_or_at_an_instant(made):
    assert made("--freeze").clock.mode == "frozen"
    assert made("--freeze", "2026-11-21T10:00:00Z").clock.now().isoformat() == "2026-11-21T10:00:00+00:00"
    assert made("--freeze", "--signed-tokens").world.tokens.signs


@pytest.fixture
def hub():
    """The suite's hub, which knows a functions emulator on all addresses: host and port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = b'{"functions": {"host": "0.0.0.0", "port": 5009}}' if self.path == "/emulators" else b""
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with served(Handler) as url:
        yield url.removeprefix("http://")


def test_the_functions_emulator_is_the_given_one_or_that_of_the_environment(made, hub):
    assert made().options.functions_host == ""
    assert made(FIREBASE_EMULATOR_HUB=hub).options.functions_host == "127.0.0.1:5009"
    named = {"FIREBASE_FUNCTIONS_EMULATOR_HOST": "localhost:5001", "FIREBASE_EMULATOR_HUB": hub}
    assert made(**named).options.functions_host == "localhost:5001"
    assert made("--functions-host", "f:1", **named).options.functions_host == "f:1"


def test_a_hub_that_does_not_answer_is_passed_over(made):
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{bound.getsockname()[1]}"
        assert made(FIREBASE_EMULATOR_HUB=address).options.functions_host == ""


def test_a_functions_emulator_without_a_port_is_refused(run, monkeypatch):
    monkeypatch.setenv("FIREBASE_FUNCTIONS_EMULATOR_HOST", "http://localhost")
    done = run("--port", "0")
    assert done.returncode == 2
    assert "FIREBASE_FUNCTIONS_EMULATOR_HOST=http://localhost: write host and port" in done.stderr


def test_webhooks_go_to_this_machine_and_where_they_are_allowed_to(made):
    outbound = made("--outbound-host", "hooks.example", "--outbound-host", "other.example").world.outbound
    assert outbound.allows("https://hooks.example/x")
    assert outbound.allows("https://other.example/x")
    assert outbound.allows("http://127.0.0.1:8000/")
    assert not outbound.allows("https://third.example/")


def test_a_setting_of_the_profile_can_be_changed(made):
    emulator = made("--set", "toy.lifetime=5", "--profile", "strict")
    assert emulator.world.settings["toy"].lifetime == 5


@pytest.mark.parametrize(
    ("assignment", "said"),
    [
        ("toy.lifetime", "--set toy.lifetime: write PROVIDER.SETTING=VALUE"),
        ("toy.life=5", "toy: no setting 'life'; did you mean 'lifetime'?"),
        ("tyo.lifetime=5", "settings: no provider 'tyo'; did you mean 'toy'?"),
        ("toy.lifetime=soon", "toy.lifetime must be 1 to 3153600000, not 'soon'"),
        ("toy.lifetime=1000000000000", "toy.lifetime must be 1 to 3153600000, not 1000000000000"),
        ("limits.body=12", "limits.body must be 1024 to 1073741824, not 12"),
        ("limits.head=12", "limits: no setting 'head'; there are: batch, body, deliveries, inbox, journal, snapshot"),
        ("toy.lifetime=-1", "toy.lifetime must be 1 to 3153600000, not -1"),
    ],
)
def test_a_setting_that_is_not_there_or_cannot_work_is_told(run, assignment, said):
    done = run("serve", "--port", "0", "--set", assignment)
    assert (done.returncode, done.stderr) == (2, f"Error: {said}\n")
