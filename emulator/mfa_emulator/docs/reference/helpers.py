"""Helpers for tests in Python: what an emulator, a world and each vendor's people and factors offer."""

import inspect
import re
import sys
from collections.abc import Iterator

from mfa_emulator.core.faults.faults import Faults
from mfa_emulator.core.handles import Factor, Person
from mfa_emulator.core.http.outbound import Outbound
from mfa_emulator.core.inbox import Inbox
from mfa_emulator.core.journal import Exchange, Journal
from mfa_emulator.core.message import Message
from mfa_emulator.core.options import Options
from mfa_emulator.core.otp.authenticator import Authenticator
from mfa_emulator.core.parts import Shortcuts
from mfa_emulator.core.provider import Provider
from mfa_emulator.core.providers import Providers
from mfa_emulator.core.store.state import State
from mfa_emulator.core.time.clock import Clock
from mfa_emulator.core.world import World
from mfa_emulator.docs.reference import structs
from mfa_emulator.docs.reference.markdown import bullets
from mfa_emulator.docs.reference.signatures import described, function_of, public
from mfa_emulator.emulator import Emulator

_KERNEL: tuple[tuple[str, type, str], ...] = (
    ("`Emulator`", Emulator, "start stop url host_port env transport app"),
    ("`mfa`, and every emulator", Shortcuts, ""),
    ("`.world`", World, "seed snapshot restore reset"),
    ("`.clock`", Clock, "now freeze advance travel resume rate mode"),
    ("`.inbox`", Inbox, "latest messages wait_for undelivered release clear cursor"),
    ("`Message`", Message, ""),
    ("`Authenticator`", Authenticator, ""),
    ("`.faults`", Faults, "add remove clear list"),
    ("`.requests`", Journal, "find cursor"),
    ("`Exchange`", Exchange, ""),
    ("`.outbound`", Outbound, "drain replay allows"),
    ("People of every vendor", Person, ""),
    ("Factors of every vendor", Factor, ""),
)
"""Heading, class and the members that tests have a use for; none named: all."""

_SHARED = (Person, Factor, Shortcuts)


def helpers(providers: Providers) -> str:
    """A section for each class of the kernel that tests meet, then one for each vendor."""
    options = f"### Options of an emulator and of a world\n\n{bullets(_options())}"
    kernel = (
        options
        + "\n"
        + "\n".join(f"### {title}\n\n{described(kind, only=only.split())}" for title, kind, only in _KERNEL)
    )
    return "\n".join([f"## All vendors\n\n{kernel}", *(_vendor(provider) for provider in providers.values())])


def _options() -> Iterator[tuple[str, str]]:
    """The options, without the sources of their defaults: nearly all are this emulator's own."""
    return ((field.term, re.sub(r" Source: .*$", "", field.text)) for field in structs.fields(Options))


def _vendor(provider: Provider) -> str:
    sections = (f"### `{kind.__name__}`\n\n{described(kind, _bases(kind))}" for kind in classes_of(provider))
    return f"## {provider.title}: `mfa.{provider.name}`\n\n" + "\n".join(sections)


def _bases(kind: type) -> tuple[type, ...]:
    return tuple(base for base in kind.__mro__[1:] if base in _SHARED)


def classes_of(provider: Provider) -> list[type]:
    """The vendor's facade, and the classes of the vendor's that its members give, and so on."""
    found = [type(provider.api(Emulator(providers=[provider]).world))]
    root = found[0].__module__.rpartition(".")[0]
    for kind in found:  # which grows meanwhile
        found += [one for one in dict.fromkeys(_given(kind)) if one not in found and _is_handle(one, root)]
    return found


def _given(kind: type) -> Iterator[type]:
    """The classes that the members of a class give."""
    names = vars(sys.modules[kind.__module__])
    for _, member in public(kind):
        answer = inspect.signature(function_of(member)).return_annotation
        for name in re.findall(r"\w+", answer if isinstance(answer, str) else repr(answer)):
            if isinstance(names.get(name), type):
                yield names[name]


def _is_handle(kind: type, root: str) -> bool:
    """Whether a class is the vendor's own and more than data."""
    return kind.__module__.startswith(root) and not hasattr(kind, "__struct_fields__") and not issubclass(kind, State)
