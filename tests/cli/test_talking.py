"""Commands find the emulator that they talk to, or say that they did not."""

import http.server
import socket
import threading

import pytest
from push_toy import PUSH_TOY

from mfa_emulator import Emulator
from mfa_emulator.serving.guard import Access

TALKING = [
    ("env",),
    ("messages",),
    ("clock",),
    ("clock", "advance", "1s"),
    ("code",),
    ("approve",),
    ("reset",),
    ("snapshot", "save", "-"),
    ("wait", "--timeout", "0"),
]


@pytest.fixture
def closed_port():
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.mark.parametrize("words", TALKING, ids=" ".join)
def test_no_emulator_is_one_line_and_its_own_status(cli, closed_port, words):
    done = cli(*words, "--url", f"http://127.0.0.1:{closed_port}")
    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr.startswith(f"Error: no emulator answers at http://127.0.0.1:{closed_port} (")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("words", TALKING, ids=" ".join)
def test_the_variable_says_which_emulator(cli, emulator, words):
    done = cli(*words)
    assert done.exit_code in (0, 1)
    assert "no emulator" not in done.stderr


def test_the_option_wins_over_the_variable(cli, emulator, closed_port):
    assert cli("clock", "--url", emulator.url, MFA_EMULATOR_URL=f"http://127.0.0.1:{closed_port}").exit_code == 0


@pytest.mark.parametrize("written", ["{}", "{}/", "http://{}", "http://{}/"])
def test_a_url_may_lack_its_scheme_and_have_a_slash(cli, emulator, written):
    assert cli("clock", "--url", written.format(emulator.host_port)).exit_code == 0


@pytest.mark.parametrize(
    "url", ["http://", "ftp://127.0.0.1", "http://[::1", "http://localhost:none", "http://localhost:0", "://"]
)
def test_a_url_that_is_none_is_wrong_usage(cli, url):
    done = cli("clock", "--url", url)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)


def test_a_world_is_chosen_by_option_or_by_url(cli, emulator):
    emulator.worlds.add("other", freeze="2030-01-01T00:00:00Z")
    assert cli("clock", "--world", "other").stdout == "2030-01-01T00:00:00Z  frozen\n"
    assert cli("clock", "--url", f"{emulator.url}/_world/other").stdout == "2030-01-01T00:00:00Z  frozen\n"
    done = cli("clock", "--world", "third")
    assert done.exit_code == 1
    assert "no world 'third'" in done.stderr


def test_a_token_is_given_by_option_or_variable(cli):
    with Emulator(providers=[PUSH_TOY], access=Access(token="sesame")) as shared:
        assert cli("clock", "--url", shared.url).exit_code == 1
        assert cli("clock", "--url", shared.url, "--token", "sesame").exit_code == 0
        assert cli("clock", "--url", shared.url, MFA_EMULATOR_TOKEN="sesame").exit_code == 0


def test_something_else_at_the_url_is_told(cli):
    class Other(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_error(404, "here is the official emulator")

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Other) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        done = cli("clock", "--url", f"http://127.0.0.1:{server.server_port}")
    assert done.exit_code == 3
    assert "is not mfa-emulator (HTTP 404)" in done.stderr
