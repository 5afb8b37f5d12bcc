"""``mfa-emulator approve``."""

import pytest
from toy import Factor


@pytest.fixture
def waiting(emulator):
    def enrol(*names):
        for name in names:
            emulator.toy.put(Factor(name, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", 1 << 50))

    return enrol


def test_the_only_challenge_needs_no_name(cli, emulator, waiting):
    waiting("ada")
    assert cli("approve").stdout == "approved push-ada of toy\n"
    assert emulator.toy.get("ada").secret == "approve"


def test_a_challenge_is_named_when_there_are_several(cli, emulator, waiting):
    waiting("ada", "bob")
    done = cli("approve")
    assert done.exit_code == 1
    assert "2 push challenges wait: push-ada, push-bob" in done.stderr
    assert cli("approve", "push-bob", "--deny").stdout == "denied push-bob of toy\n"
    assert emulator.toy.get("bob").secret == "deny"


def test_challenges_are_listed(cli, waiting):
    waiting("ada")
    assert cli("approve", "--list").stdout == "push-ada  pending  toy  ada  Sign in?\n"


def test_that_there_is_none_is_told_beside_the_list(cli):
    done = cli("approve", "--list")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "no push challenges\n")


def test_no_challenge_is_1(cli):
    assert cli("approve").exit_code == 1
    assert cli("approve", "push-ada").exit_code == 1


def test_the_reason_for_a_refusal_is_told(cli, waiting):
    waiting("ada")
    cli("approve", "push-ada")
    assert cli("approve", "push-ada").stderr == "Error: push-ada is decided: approve\n"
