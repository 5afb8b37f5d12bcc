"""``mfa-emulator serve`` as a program."""

import os
import re
import select
import signal
import socket

import msgspec
import pytest


def test_it_prints_base_urls_and_that_it_is_ready(serving):
    server = serving("serve", "--port", "0")
    assert server.ask("GET", "/_mfa/v1/health").data["status"] == "ok"
    assert f"Toy: {server.url}/api.toy.example\n" in server.banner
    assert f"Control API: {server.url}/_mfa/v1\n" in server.banner
    assert f'Variables for all SDKs: eval "$(mfa-emulator env --url {server.url})"\n' in server.banner
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", server.url)


def test_it_prints_where_the_console_is_unless_it_is_left_out(serving):
    server = serving("serve", "--port", "0")
    assert f"Console: {server.url}/_mfa/\n" in server.banner
    assert server.ask("GET", "/_mfa/").status == 200
    without = serving("serve", "--port", "0", "--no-console")
    assert "Console" not in without.banner
    assert without.ask("GET", "/_mfa/").status == 404


def test_the_console_is_opened_when_asked_for(serving, tmp_path):
    opened = tmp_path / "opened"
    os.mkfifo(opened)
    browser = tmp_path / "xdg-open"
    browser.write_text(f'#!/bin/sh\nexec echo "$1" >{opened}\n')
    browser.chmod(0o755)
    reader = os.open(opened, os.O_RDONLY | os.O_NONBLOCK)  # there is one before the browser writes
    server = serving("serve", "--port", "0", "--open", PATH=f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert select.select([reader], [], [], 30)[0]
    assert os.read(reader, 1000).decode() == f"{server.url}/_mfa/\n"
    os.close(reader)


def test_a_console_that_is_left_out_cannot_be_opened(run):
    done = run("serve", "--port", "0", "--open", "--no-console")
    assert (done.returncode, done.stderr) == (2, "Error: --open and --no-console: choose one\n")


def test_serve_is_meant_when_only_options_are_given(serving):
    assert serving("--port", "0").ask("GET", "/_mfa/v1/health").status == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_well(serving, number):
    assert serving("--port", "0", HEARS_SIGHUP="1").end(number) == (0, "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_although_somebody_waits_for_a_message(serving, number):
    server = serving("--port", "0")
    host, port = server.url.split("//")[1].split(":")
    with socket.create_connection((host, int(port)), timeout=30) as waiting:
        waiting.sendall(b"GET /_mfa/v1/messages/latest?wait=300 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        server.ask("GET", "/_mfa/v1/health")
        server.process.send_signal(number)
        assert b" 503 " in waiting.recv(100)
        assert server.process.wait(timeout=30) == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_although_a_receiver_of_webhooks_hangs(serving, number):
    server = serving("--port", "0")
    with socket.create_server(("127.0.0.1", 0)) as hanging:
        hanging.settimeout(30)
        server.ask("POST", "/toy/hooks", {"url": f"http://127.0.0.1:{hanging.getsockname()[1]}/"})
        with hanging.accept()[0]:
            assert server.end(number) == (0, "")


def test_under_nohup_it_outlives_its_terminal(serving):
    server = serving("--port", "0", before=("nohup",))
    server.process.send_signal(signal.SIGHUP)
    assert server.ask("GET", "/_mfa/v1/health").status == 200
    assert server.end()[0] == 0


def test_a_taken_port_is_one_line_that_says_what_to_do(serving, run):
    port = serving("--port", "0").url.rsplit(":", 1)[1]
    done = run("--port", port)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == (
        f"Error: port {port} is taken: `lsof -i :{port}` shows by whom; "
        "`--port 0` takes any free port, or choose one with --port\n"
    )


def test_an_address_of_nobody_is_one_line(run):
    done = run("--host", "192.0.2.1", "--port", "0")
    assert done.returncode == 4
    assert re.fullmatch(r"Error: cannot listen on 192\.0\.2\.1: .+\n", done.stderr)


def test_time_and_chance_are_as_asked_for(serving):
    one = serving("--port", "0", "--freeze", "2026-11-21T10:00:00Z", "--seed", "seven")
    two = serving("--port", "0", "--freeze", "--seed", "seven", "--profile", "strict")
    secrets = [server.ask("POST", "/toy/factors", {"name": "ada"}).data["secret"] for server in (one, two)]
    assert secrets[0] == secrets[1]
    assert one.ask("GET", "/_mfa/v1/clock").data["now"] == "2026-11-21T10:00:00Z"
    assert two.ask("GET", "/_mfa/v1/clock").data["mode"] == "frozen"
    two.ask("POST", "/_mfa/v1/clock", {"advance": "31s"})
    assert two.ask("GET", "/toy/factors/ada").status == 404  # the toy's strict preset: 30 seconds


def test_seed_files_are_in_before_it_is_ready(serving, tmp_path):
    yaml, json = tmp_path / "codes.yaml", tmp_path / "factors.json"
    yaml.write_text('codes:\n  +15555550100: "012345"\n')
    bob = '{"name": "bob", "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "expires_at": 1700000000000000000}'
    json.write_text(f'{{"toy": {{"factors": [{bob}]}}}}')
    server = serving("--port", "0", "--seed-file", str(yaml), "--seed-file", str(json))
    assert server.ask("GET", "/toy/factors/bob").data["secret"] == "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    server.ask("POST", "/toy/factors", {"name": "+15555550100"})
    assert server.ask("GET", "/_mfa/v1/messages/latest").data["code"] == "012345"


def test_the_data_of_seed_files_is_back_after_a_reset(serving, tmp_path):
    (tmp_path / "codes.yaml").write_text("codes: {ada: '1'}")
    server = serving("--port", "0", "--seed-file", str(tmp_path / "codes.yaml"))
    server.ask("POST", "/_mfa/v1/reset")
    assert server.ask("GET", "/_mfa/v1/snapshot").data["ids"]["pins"] == {"ada": "1"}


def test_a_seed_file_that_does_not_fit_is_named(run, tmp_path):
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text("codes: {}")
    bad.write_text("toy: {factors: [{name: ada}]}")
    done = run("--port", "0", "--seed-file", str(good), "--seed-file", str(bad))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Error: {bad}:1:6: toy: ")
    assert done.stderr.count("\n") == 1


def test_the_ready_line_for_programs_is_json(serving):
    server = serving("--port", "0", "--log-format", "json")
    ready = msgspec.json.decode(server.banner)
    assert ready["event"] == "ready"
    assert ready["env"] == {"MFA_EMULATOR_URL": server.url, "TOY_URL": server.url}


def test_others_may_be_served_too_but_control_calls_need_the_printed_token(serving):
    server = serving("--port", "0", "--host", "0.0.0.0", "--allow-host", "emulator.internal")
    token = re.search(r"export MFA_EMULATOR_TOKEN=(\S{32})\n", server.banner)[1]
    assert server.url.startswith("http://127.0.0.1:")
    assert server.ask("GET", "/_mfa/v1/health").status == 401
    assert server.ask("GET", "/_mfa/v1/health", X_MFA_Token=token).status == 200
    assert server.ask("POST", "/toy/factors", {"name": "ada"}, Host="emulator.internal").status == 201
    assert server.ask("POST", "/toy/factors", {"name": "ada"}, Host="rebound.example").status == 403


def test_a_refused_name_is_served_with_the_option_that_the_refusal_gives(serving):
    refused = serving("--port", "0", "--host", "0.0.0.0").ask("GET", "/toy/factors/x", Host="a.preview.example:80")
    option = re.search(r"--allow-host [a-z.]+", refused.data["error"]["message"])[0]
    assert option == "--allow-host a.preview.example"
    for words in (option.split(), ["--allow-host", "*.preview.example"]):
        server = serving("--port", "0", *words)
        assert server.ask("GET", "/toy/factors/x", Host="a.preview.example").status == 404
        assert server.ask("GET", "/toy/factors/x", Host="preview.example").status == 403


def test_two_servers_have_two_tokens_unless_told_which(serving):
    tokens = [re.search(r"TOKEN=(\S+)", serving("--port", "0", "--host", "0.0.0.0").banner)[1] for _ in range(2)]
    assert tokens[0] != tokens[1]
    assert "TOKEN=mine\n" in serving("--port", "0", "--host", "0.0.0.0", MFA_EMULATOR_TOKEN="mine").banner


def test_a_page_of_an_allowed_origin_may_call_it(serving):
    server = serving("--port", "0", "--allow-origin", "https://app.example")
    assert server.ask("GET", "/_mfa/v1/health", Origin="https://app.example").status == 200
    assert server.ask("GET", "/_mfa/v1/health", Origin="https://other.example").status == 403


@pytest.mark.parametrize(
    "words",
    [
        ("--port", "70000"),
        ("--freeze", "never"),
        ("--profile", "loose"),
        ("--seed-file", "/nowhere/seed.yaml"),
        ("--no-such-option",),
        ("--host", ""),
        ("--allow-origin", "app.example"),
        ("--allow-origin", "https://app.example/"),
        ("--allow-origin", "*"),
        ("--allow-origin", "https://*.app.example"),
        ("--allow-host", "*"),
        ("--allow-host", "a.*.example"),
        ("--allow-host", "*.*.example"),
        ("--allow-host", "https://app.example"),
        ("--allow-host", "app.example:80"),
        ("--import",),
    ],
)
def test_an_option_that_makes_no_sense_is_usage_and_nothing_is_served(run, words):
    done = run("--port", "0", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith("Error: ")
