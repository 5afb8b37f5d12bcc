"""GET /env: the variables that point SDKs here."""

import pytest

from mfa_emulator.core.descriptions.variables import written


def test_the_variables_are_those_of_all_providers(http_client, emulator):
    answer = http_client.get("/env")
    assert answer.data == {"MFA_EMULATOR_URL": emulator.url, "TOY_URL": emulator.url} == emulator.env
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("style", "line"),
    [("shell", "export TOY_URL={}"), ("dotenv", "TOY_URL={}"), ("github", "TOY_URL={}")],
)
def test_they_are_written_as_the_reader_needs_them(http_client, emulator, style, line):
    answer = http_client.get(f"/env?format={style}")
    assert answer.headers["content-type"] == "text/plain"
    assert line.format(emulator.url) in answer.body.decode().splitlines()


def test_a_shell_reads_back_exactly_what_was_meant():
    variables = {"A": "it's $HOME; `x`", "B": "plain"}
    assert written(variables, "shell") == "export A='it'\"'\"'s $HOME; `x`'\nexport B=plain\n"
    assert written(variables, "github") == "A=it's $HOME; `x`\nB=plain\n"


def test_an_unknown_format_is_refused(http_client):
    assert http_client.get("/env?format=xml").error == "bad_request"


def test_the_url_is_the_one_that_the_client_used(http_client, emulator):
    port = emulator.host_port.split(":")[1]
    answer = http_client.get("/env", Host=f"localhost:{port}")
    assert answer.data["TOY_URL"] == f"http://localhost:{port}"


def test_a_world_without_a_port_is_named_in_the_path(http_client, emulator):
    http_client.post("/worlds", {"name": "other"})
    wanted = f"{emulator.url}/_world/other"
    assert http_client.get("/env", X_MFA_World="other").data["TOY_URL"] == wanted
    assert http_client.get("//_world/other/_mfa/v1/env").data["TOY_URL"] == wanted


def test_a_world_with_a_port_is_reached_there(http_client):
    world = http_client.post("/worlds", {"name": "other", "listen": True}).data
    assert http_client.get("/env", X_MFA_World="other").data["TOY_URL"] == world["url"]
    assert http_client.get("//_world/other/_mfa/v1/env").data["TOY_URL"] == world["url"]
    its = type(http_client)(f"127.0.0.1:{world['port']}")
    assert its.get("/env").data["TOY_URL"] == world["url"]
    assert its.get("/env", X_MFA_World="default").data["TOY_URL"] == f"{world['url']}/_world/default"
