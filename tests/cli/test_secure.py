"""``--tls`` and ``--https-proxy``."""

import socket
import sys

import msgspec

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
