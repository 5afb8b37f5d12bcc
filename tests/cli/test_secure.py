"""``--tls``, ``--https-proxy`` and ``--proxy-map``."""

import socket
import ssl
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec
import pytest

from mfa_emulator.cli import unheld

PYTHON = sys.executable
CALL = (
    "import urllib.request as u;print(u.urlopen('https://api.toy.example/toy/factors', b'{\"name\":\"ada\"}').status)"
)


def test_a_program_with_a_hard_coded_host_reaches_the_emulator(run):
    done = run("exec", "--https-proxy", "--", PYTHON, "-c", CALL)
    assert (done.stdout, done.stderr, done.returncode) == ("201\n", "", 0)


def test_the_server_says_where_its_secure_side_is(serving, tmp_path):
    server = serving("--port", "0", "--https-proxy", "--ca-file", str(tmp_path / "ca.pem"))
    env = msgspec.json.decode(server.ask("GET", "/_mfa/v1/env").body)
    assert f"TLS: https://{env['MFA_EMULATOR_TLS']}, for clients that trust {tmp_path / 'ca.pem'}" in server.banner
    assert f"Proxy for the vendors' own hosts: {env['HTTPS_PROXY']}" in server.banner


def test_a_taken_tls_port_is_told_by_its_own_number(run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--port", "0", "--tls", "--tls-port", str(port))
    assert done.returncode == 4
    assert done.stderr.startswith(f"Error: port {port} is taken: ")


def test_a_file_of_authorities_that_cannot_be_written_is_refused_at_once(run, tmp_path):
    done = run("serve", "--port", "0", "--tls", "--ca-file", str(tmp_path / "no" / "ca.pem"))
    assert (done.returncode, done.stdout) == (2, "")


PRINT = "import os, sys; print(os.environ[sys.argv[1]])"


def test_options_for_java_are_added_to_those_that_are_there(run):
    words = ("exec", "--https-proxy", "--", PYTHON, "-c", PRINT, "JAVA_TOOL_OPTIONS")
    options = run(*words, JAVA_TOOL_OPTIONS="-Xmx64m").stdout.split()
    assert options[0] == "-Xmx64m"
    assert "-Dhttps.proxyHost=127.0.0.1" in options
    assert any(option.startswith("-Djavax.net.ssl.trustStore=") for option in options)


def test_env_adds_to_what_is_there_once(serving, run):
    server = serving("--port", "0", "--https-proxy")
    first = run("env", "--url", server.url, "--format", "json", PHP_INI_SCAN_DIR="/etc/mine").stdout
    scanned = msgspec.json.decode(first)["PHP_INI_SCAN_DIR"]
    assert scanned.startswith("/etc/mine:/")
    again = run("env", "--url", server.url, "--format", "json", PHP_INI_SCAN_DIR=scanned).stdout
    assert msgspec.json.decode(again)["PHP_INI_SCAN_DIR"] == scanned


@pytest.fixture
def command(tmp_path):
    """A command of this name that prints a text."""

    def make(name: str, text: str = "", first: str = "#!/bin/sh") -> str:
        (tmp_path / name).write_text(f"{first}\necho {text}\n")
        (tmp_path / name).chmod(0o755)
        return str(tmp_path / name)

    return make


def test_a_node_that_cannot_be_held_is_told_before_it_starts(run, command):
    done = run("exec", "--https-proxy", "--", command("node", "v20.20.2"))
    assert done.stderr.startswith("Warning: Node 20.20.2 has no fetch that reads a proxy: ")
    assert done.stdout == "v20.20.2\n"


def test_a_node_that_reads_proxies_is_no_matter(run, command):
    assert run("exec", "--https-proxy", "--", command("node", "v22.21.0")).stderr == ""


@pytest.mark.parametrize(("name", "begin"), [("java", "Java's own"), ("mvn", "Java's own"), ("php8.2", "PHP's curl")])
def test_runtimes_that_are_held_in_part_are_told(run, command, name, begin):
    assert run("exec", "--https-proxy", "--", command(name)).stderr.startswith(f"Warning: {begin}")


def test_a_script_is_known_by_its_first_line(command):
    [text] = unheld.warnings([command("composer", first="#!/usr/bin/env php")])
    assert text.startswith("PHP's curl")
    assert unheld.warnings([command("tool", first="#!/bin/sh")]) == []
    assert unheld.warnings(["/no/such/command"]) == []


@pytest.mark.parametrize(
    "script",
    [
        "{php} x.php",
        "cd / && {php} x.php",
        "A=b exec {php} x.php | cat",
        "if true; then {php} x.php; fi",
        "(env A=b timeout 60 {php})",
        "f() {{ ! {php}; }}",
        "x=$({php} x.php)",
        "echo \\\n; nice -n 5 {php}",
        "sh -c '{php} x.php'",
    ],
)
def test_a_shell_script_is_looked_into(command, script, tmp_path):
    script = script.format(php=command("php8.2"))
    found = unheld.warnings(["sh", "-ec", script])
    assert [text[:10] for text in found] == ["PHP's curl"]
    tool = command("tool")
    (tmp_path / "tool").write_text(f"#!/bin/sh\n{script}\n")
    assert unheld.warnings([tool]) == unheld.warnings(["bash", "-e", tool]) == found
    assert unheld.warnings(["bash", "-o", "pipefail", "-c", script]) == found


@pytest.mark.parametrize("script", ["echo php", "cat <php", "grep 'java' x", 'echo "unclosed', "true # php", "", "-"])
def test_a_word_that_is_no_command_is_no_matter(script):
    assert unheld.warnings(["sh", "-c", script]) == []


@pytest.mark.parametrize("words", [["sh"], ["sh", "-c"], ["bash", "-o"], ["env"], ["sh", "/no/such/script"], ["A=b"]])
def test_half_a_command_is_no_matter(words):
    assert unheld.warnings(words) == []


def test_a_command_behind_others_is_seen(command):
    words = ["env", "A=b", "timeout", "60", command("java")]
    assert [text[:6] for text in unheld.warnings(words)] == ["Java's"]


def test_each_warning_is_said_once(run, command):
    script = f"{command('java')}; {command('mvn')}; {command('php')}"
    lines = run("exec", "--https-proxy", "--", "sh", "-c", script).stderr.splitlines()
    assert [line[:20] for line in lines] == ["Warning: Java's own ", "Warning: PHP's curl "]


@pytest.mark.parametrize(("name", "old", "new"), [("deno", "2.8.1", "2.9.0"), ("bun", "1.3.9", "1.4.5")])
def test_versions_that_were_not_tried_are_told(command, name, old, new):
    [text] = unheld.warnings([command(name, f"{name} {old} release")])
    assert f"{old} was not tried" in text
    assert unheld.warnings([command(name, f"{name} {new} release")]) == []


@pytest.mark.parametrize("name", ["dotnet", "pwsh"])
def test_runtimes_that_were_not_tried_are_told(command, name):
    [text] = unheld.warnings([command(name)])
    assert "was not tried" in text


def test_without_a_proxy_nothing_is_told(run, command):
    assert run("exec", "--", command("java")).stderr == ""


FETCH = "import sys, urllib.request as u; print(u.urlopen(sys.argv[1]).read().decode())"


@pytest.mark.parametrize("url", ["https://sts.example.com/", "http://sts.example.com/", "https://a.b.example.com/"])
def test_a_further_host_is_led_to_a_stand_in(run, stand_in, url):
    maps = ("--proxy-map", f"STS.example.com={stand_in}", "--proxy-map", f"*.b.example.com={stand_in}/")
    done = run("exec", *maps, "--", PYTHON, "-c", FETCH, url)
    assert (done.stdout, done.stderr) == ("stand-in\n", "")


@pytest.mark.parametrize("url", ["https://sts.example.com/", "http://sts.example.com/"])
def test_a_stand_in_may_speak_https_with_a_certificate_that_this_machine_trusts(run, secure_stand_in, url):
    address, authority = secure_stand_in
    words = ("exec", "--proxy-map", f"sts.example.com={address}", "--", PYTHON, "-c", FETCH, url)
    assert run(*words, SSL_CERT_FILE=str(authority)).stdout == "stand-in\n"


def test_a_stand_in_whose_certificate_is_not_trusted_is_told(run, secure_stand_in):
    address, _ = secure_stand_in
    words = ("exec", "--proxy-map", f"sts.example.com={address}", "--", PYTHON, "-c", FETCH)
    assert "HTTP Error 502: Bad Gateway" in run(*words, "https://sts.example.com/").stderr


def test_other_hosts_are_refused_beside_a_stand_in(run, stand_in):
    done = run("exec", "--proxy-map", f"sts.example.com={stand_in}", "--", PYTHON, "-c", FETCH, "https://example.com/")
    assert "403 Forbidden" in done.stderr


@pytest.mark.parametrize("scheme", ["https", "http"])
def test_a_stand_in_that_does_not_run_is_told(run, scheme):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    words = ("exec", "--proxy-map", f"sts.example.com=http://127.0.0.1:{port}", "--")
    done = run(*words, PYTHON, "-c", FETCH, f"{scheme}://sts.example.com/")
    assert "HTTP Error 502: Bad Gateway" in done.stderr


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("sts.example.com", "--proxy-map sts.example.com: write HOST=URL"),
        ("sts.example.com=4566", "'4566' is no URL of a server"),
        ("sts.example.com=http://127.0.0.1/path", "holds more or less than a server's address"),
        ("https://sts.example.com=http://127.0.0.1", "is no host name"),
        ("*=http://127.0.0.1", "is no host name"),
        ("api.toy.example=http://127.0.0.1", "the proxy leads it to the emulator"),
    ],
)
def test_a_map_that_makes_no_sense_is_refused(run, given, text):
    done = run("exec", "--proxy-map", given, "--", "true")
    assert done.returncode == 2
    assert text in done.stderr


class StandIn(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"stand-in")

    def log_message(self, *arguments: object) -> None:
        pass


@contextmanager
def served(context: ssl.SSLContext | None = None) -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), StandIn) as server:
        # A client that does not trust it breaks the handshake off, which is no mistake of the server's.
        server.handle_error = lambda request, address: None
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.fixture
def stand_in():
    with served() as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def secure_stand_in(tmp_path):
    """The URL of one that speaks https, and the file of the authority that vouches for it."""
    trustme = pytest.importorskip("trustme", reason="certificates need the extra [tls]")
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    with served(context) as port:
        yield f"https://127.0.0.1:{port}", tmp_path / "authority.pem"
