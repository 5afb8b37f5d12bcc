"""``mfa-emulator messages``."""

import msgspec
import pytest


@pytest.fixture
def send(emulator):
    def sending(to, code="", body=None, channel="sms"):
        body = f"Your code: {code}" if body is None else body
        emulator.inbox.send(provider="toy", channel=channel, to=to, body=body, code=code)

    return sending


def test_messages_are_lines_oldest_first(cli, send):
    send("+15555550100", "123456")
    send("ada@example.com", body="Follow\nthe link", channel="email")
    assert cli("messages").stdout == (
        "10:00:00  sms      +15555550100  123456  Your code: 123456\n"
        "10:00:00  email    ada@example.com  -  Follow the link\n"
    )


def test_messages_can_be_filtered(cli, send):
    send("ada", "1")
    send("bob", "2")
    send("bob", "3", channel="call")
    assert cli("messages", "--to", "bob", "--code-only").stdout == "2\n3\n"
    assert cli("messages", "--channel", "call", "--code-only").stdout == "3\n"
    assert cli("messages", "--provider", "toy", "--to", "ada", "--code-only").stdout == "1\n"


def test_the_latest_code_alone_is_what_scripts_want(cli, send):
    send("+15555550100", "111111")
    send("+15555550100", "222222")
    done = cli("messages", "--latest", "--to", "+15555550100", "--code-only")
    assert (done.exit_code, done.stdout) == (0, "222222\n")


def test_json_is_the_whole_message(cli, send):
    send("ada", "1")
    message = msgspec.json.decode(cli("messages", "--latest", "--json").stdout)
    assert (message["to"], message["code"], message["status"]) == ("ada", "1", "delivered")


def test_no_messages_are_no_lines_but_no_latest_one_is_1(cli):
    none = cli("messages")
    assert (none.exit_code, none.stdout, none.stderr) == (0, "", "no messages\n")
    done = cli("messages", "--latest")
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", "Error: no message fits\n")


def test_a_recipient_who_got_nothing_is_told_apart_from_an_empty_inbox(cli, send):
    send("+15555550100", "111111")
    none = cli("messages", "--to", "15555550100")
    assert (none.exit_code, none.stdout, none.stderr) == (0, "", "no message fits\n")
    latest = cli("messages", "--to", "15555550100", "--latest", "--wait", "0.01s")
    assert latest.stderr == "Error: no message fits; 1 other is there (waited 0.01 s)\n"


def test_a_message_without_a_code_is_1_when_codes_are_asked_for(cli, send):
    send("ada", body="Welcome")
    done = cli("messages", "--latest", "--code-only")
    assert done.exit_code == 1
    assert "carries no code: Welcome" in done.stderr


@pytest.mark.parametrize("words", [("--latest",), ()])
def test_it_waits_for_a_message(running, emulator, words):
    process = running("messages", *words, "--to", "ada", "--wait", "20s", "--code-only", "--url", emulator.url)
    emulator.inbox.send(provider="toy", channel="sms", to="ada", body="code", code="123456")
    assert process.communicate(timeout=30)[0] == "123456\n"
    assert process.returncode == 0


@pytest.mark.parametrize("words", [("--latest",), ()])
def test_it_gives_up_when_nothing_comes_in_time(cli, words):
    done = cli("messages", *words, "--wait", "0.05s")
    assert done.exit_code == 1
    assert "(waited 0.05 s)" in done.stderr


@pytest.mark.parametrize("words", [("--wait", "soon"), ("--wait", "-1"), ("--channel", "pigeon")])
def test_an_option_that_makes_no_sense_is_wrong_usage(cli, words):
    assert cli("messages", *words).exit_code == 2


def test_what_the_emulator_refuses_is_told(cli):
    done = cli("messages", "--provider", "nobody")
    assert (done.exit_code, done.stderr) == (1, "Error: no provider 'nobody'; there are: toy\n")


def test_all_messages_are_printed_however_many_there_are(cli, emulator):
    for number in range(2100):
        emulator.inbox.send(provider="toy", channel="sms", to="ada", body="b", code=f"{number:04}")
    assert cli("messages", "--code-only").stdout.splitlines() == [f"{number:04}" for number in range(2100)]
