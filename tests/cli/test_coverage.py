"""``mfa-emulator coverage``."""

import dataclasses

import msgspec
import pytest
from toy import TOY


@pytest.fixture(autouse=True)
def toys(monkeypatch):
    partly = dataclasses.replace(TOY.operations[1], partly="the colour")
    helper = dataclasses.replace(TOY.operations[2], published=False)
    operations = (TOY.operations[0], partly, helper, TOY.operations[3])
    toy = dataclasses.replace(TOY, operations=operations)
    monkeypatch.setattr("mfa_emulator.providers.installed", lambda: (toy,))


def test_every_published_operation_is_listed_with_its_state(cli):
    assert cli("coverage").stdout == (
        "Toy: 1 of 3 published operations built, 1 partly, 1 not\n"
        "  built   factors.create  POST /toy/factors\n"
        "  partly  factors.get     GET /toy/factors/{name}  (missing: the colour)\n"
        "  not     factors.list    GET /toy/factors\n"
    )


def test_json_holds_the_same(cli):
    [toy] = msgspec.json.decode(cli("coverage", "--json").stdout)
    assert toy["totals"] == {"built": 1, "partly": 1, "not": 1, "published": 3}
    assert toy["operations"][1] == {
        "id": "factors.get",
        "routes": ["GET /toy/factors/{name}"],
        "state": "partly",
        "missing": "the colour",
    }


def test_one_provider_can_be_chosen(cli):
    assert cli("coverage", "--provider", "toy").exit_code == 0
    done = cli("coverage", "--provider", "nobody")
    assert done.exit_code == 2
    assert "there are: toy" in done.stderr


def test_a_misspelt_provider_is_told_the_nearest_one(cli):
    assert "no vendor 'tou'; did you mean 'toy'?" in cli("coverage", "--provider", "tou").stderr


def test_fields_without_effect_are_told_with_their_reason(cli, monkeypatch):
    toy = dataclasses.replace(TOY, without_effect={"paint.colour": "toys are grey here"})
    monkeypatch.setattr("mfa_emulator.providers.installed", lambda: (toy,))
    assert "Kept and shown, without effect here:\n  paint.colour: toys are grey here" in cli("coverage").stdout
    [shown] = msgspec.json.decode(cli("coverage", "--json").stdout)
    assert shown["without_effect"] == {"paint.colour": "toys are grey here"}


def test_fields_of_requests_without_effect_are_told_too(cli, monkeypatch):
    toy = dataclasses.replace(TOY, passed_over={"gloss": "toys are dull here"})
    monkeypatch.setattr("mfa_emulator.providers.installed", lambda: (toy,))
    assert "Accepted in requests, without effect here:\n  gloss: toys are dull here" in cli("coverage").stdout
    [shown] = msgspec.json.decode(cli("coverage", "--json").stdout)
    assert shown["passed_over"] == {"gloss": "toys are dull here"}
