"""A vendor's account for live runs: the variables that name it, its host, and whether it looks like production."""

from collections.abc import Callable, Mapping
from string import Template
from typing import TypeAlias
from urllib.parse import quote

from mfa_emulator.contract.published import Live
from mfa_emulator.core.http.json import Json, JsonObject
from mfa_emulator.core.provider import Provider
from mfa_emulator.recording.scrubbing.field_names import words_of

_OF_TESTS = frozenset(
    ("test", "tests", "testing", "dev", "develop", "development", "demo", "sandbox", "stage", "staging")
) | frozenset(("qa", "ci", "preview", "playground", "trial", "nightly"))

Ask: TypeAlias = Callable[[str, str], JsonObject]
"""Verb and path -> the vendor's answer."""


class NotLive(Exception):
    """A scenario cannot run at a live vendor; the text says why."""


def variables(provider: Provider, live: Live, environ: Mapping[str, str]) -> dict[str, str]:
    """The variables that name the account and its credentials. Raises `NotLive` for those that are not set."""
    missing = [f"{name} ({meaning})" for name, meaning in live.variables.items() if not environ.get(name)]
    if missing:
        raise NotLive(f"{provider.title} needs environment variables that are not set: {', '.join(missing)}")
    return {name: environ[name] for name in live.variables}


def origin(live: Live, known: Mapping[str, str]) -> str:
    """The URL of the vendor's server."""
    return Template(live.origin).substitute(known)


def check_account(live: Live, known: Mapping[str, str], ask: Ask) -> None:
    """Refuse an account that looks like production. Raises `NotLive`."""
    name = _name(live, known, ask)
    if not _OF_TESTS.intersection(words_of(name)):
        raise NotLive(
            f"the account {name!r} looks like production: its name has no word such as test, dev, staging or sandbox; "
            "--yes-live runs there nevertheless"
        )


def _name(live: Live, known: Mapping[str, str], ask: Ask) -> str:
    """The name of the account for people: a variable's value, or a field of an answer."""
    if live.account in known:
        return known[live.account]
    verb, _, path = live.account.partition(" ")
    answer: Json = ask(verb, Template(path).substitute({name: quote(text, safe="") for name, text in known.items()}))
    found = answer.get(live.account_field) if isinstance(answer, dict) else None
    return found if isinstance(found, str) else ""
