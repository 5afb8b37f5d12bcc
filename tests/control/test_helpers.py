"""``POST /helpers``: the helpers of Python tests, for tests of another process."""

import pytest

from mfa_emulator import Emulator
from mfa_emulator.core.helping import held
from mfa_emulator.core.helping.held import Held


@pytest.fixture
def ask(emulator: Emulator):
    """Call a helper; the status and the value, or the refusal."""
    import httpx2

    with httpx2.Client(transport=emulator.transport(), base_url="http://localhost") as client:

        def asking(of, name, *arguments, **keywords):
            body = {"of": of, "name": name, "arguments": arguments, "keywords": keywords}
            answer = client.post("/_mfa/v1/helpers", json=body)
            told = answer.json()
            return answer.status_code, told.get("value") if answer.status_code == 200 else told["error"]

        yield asking


@pytest.fixture
def emulator():
    return Emulator(freeze="2026-11-21T10:00:00Z")


def test_a_person_is_made_and_goes_by_an_id_from_then_on(ask):
    status, ada = ask("identity_toolkit", "user", "ada@example.com", password="secret-1")
    assert status == 200
    assert (ada["$kind"], ada["id"]) == ("handle", "handle-1")
    assert ada["type"] == "mfa_emulator.providers.identity_toolkit.handles:Account"
    assert ask(ada["id"], "name") == (200, "ada@example.com")
    assert ask("identity_toolkit", "users") == (200, [ada])
    record = ask(ada["id"], "record")[1]
    assert (record["$kind"], record["value"]["email"]) == ("struct", "ada@example.com")


def test_an_authenticator_goes_with_all_it_needs(ask):
    ada = ask("identity_toolkit", "user", "ada@example.com")[1]
    factor = ask(ada["id"], "enroll_totp", secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")[1]
    assert ask(factor["id"], "authenticator")[1] == {
        "$kind": "authenticator",
        "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
        "digits": 6,
        "period": 30,
        "algorithm": "sha1",
        "label": "ada@example.com",
    }


@pytest.mark.parametrize(
    ("of", "name", "arguments", "code", "words"),
    [
        ("identity_toolkit", "_scope", ["", ""], "attribute_error", "no helper is named '_scope'"),
        ("identity_toolkit", "__class__", [], "attribute_error", "no helper is named '__class__'"),
        ("identity_toolkit", "usr", [], "attribute_error", "no attribute 'usr'"),
        ("nobody", "user", ["ada"], "lookup_error", "'nobody'"),
        ("handle-9", "name", [], "lookup_error", "none of that id is held"),
        ("identity_toolkit", "user", [], "type_error", "missing 1 required positional argument: 'email'"),
        ("identity_toolkit", "user", ["no address"], "value_error", ""),
        ("identity_toolkit", "find_user", ["nobody@example.com"], "lookup_error", "no user 'nobody@example.com'"),
        ("identity_toolkit", "project", [], "type_error", "stays in the process of the emulator"),
        ("identity_toolkit", "user", [{"$kind": "struct", "type": "os:system", "value": {}}], "value_error", "no type"),
        (
            "identity_toolkit",
            "user",
            [{"$kind": "struct", "type": "builtins:int", "value": {}}],
            "value_error",
            "record",
        ),
        ("identity_toolkit", "user", [{"$kind": "spell"}], "value_error", "no value of a helper"),
    ],
)
def test_a_mistake_is_refused_by_the_kind_of_its_error(ask, of, name, arguments, code, words):
    status, refusal = ask(of, name, *arguments)
    assert (status, refusal["code"]) == (400, code)
    assert words in refusal["message"]


def test_helpers_of_one_world_mean_nothing_in_another(emulator, ask):
    ada = ask("identity_toolkit", "user", "ada@example.com")[1]
    other = emulator.worlds.add("other")
    with pytest.raises(LookupError):
        other.held.get(ada["id"])


def test_so_many_are_held_and_the_oldest_make_room(monkeypatch):
    monkeypatch.setattr(held, "MOST", 2)
    kept = Held()
    ids = [kept.put(thing) for thing in ("ada", "grace", "ada", "katherine")]
    assert ids == ["handle-1", "handle-2", "handle-1", "handle-3"]
    assert kept.get("handle-3") == "katherine"
    with pytest.raises(LookupError):
        kept.get("handle-1")
