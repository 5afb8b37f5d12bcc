"""Parts of a world on a running server: each name does the same as in this process, or says what to do instead."""

import inspect

import pytest

from mfa_emulator.core.handles import Helper
from mfa_emulator.core.parts import Shortcuts
from mfa_emulator.testing.own_world import Mfa
from mfa_emulator.testing.remote.clock import RemoteClock
from mfa_emulator.testing.remote.faults import RemoteFaults
from mfa_emulator.testing.remote.inbox import RemoteInbox
from mfa_emulator.testing.remote.journal import RemoteJournal
from mfa_emulator.testing.remote.outbound import RemoteOutbound
from mfa_emulator.testing.remote.own_world import RemoteMfa
from mfa_emulator.testing.remote.world import RemoteIds, RemoteWorld

THROUGH_OTHERS = {
    RemoteClock: {"now"},
    RemoteInbox: {"latest", "codes", "wait_for_async", "nothing", "SHOWN", "index", "count"},
    RemoteFaults: {"add", "fail", "delay", "drop", "lose_sms", "MOST", "SPENT"},
    RemoteJournal: {"SHOWN", "index", "count"},
    RemoteOutbound: set(),
    RemoteIds: set(),
    RemoteWorld: {"authenticator", "vendor"},
    RemoteMfa: {
        *(name for name in vars(Shortcuts) if not name.startswith("_") and name != "world"),
        "vendor",
        "api_of",
    },
}
"""Names that need nothing of their own, as they are made of others."""


@pytest.mark.parametrize("kind", THROUGH_OTHERS, ids=lambda kind: kind.__name__)
def test_every_public_name_is_a_parts_own(kind):
    base = kind.__mro__[1]
    assert base is Mfa or base.__module__.startswith("mfa_emulator.core")
    public = {name for name, _ in inspect.getmembers_static(base) if not name.startswith("_")}
    assert public - set(vars(kind)) == THROUGH_OTHERS[kind] & public


def test_whatever_a_test_holds_of_a_vendor_may_stay_in_the_server():
    from mfa_emulator.core.handles import Factor, Person
    from mfa_emulator.providers.twilio_verify.simulated_devices.push_device import PushDevice
    from mfa_emulator.providers.twilio_verify.simulated_devices.virtual_authenticator import VirtualAuthenticator

    assert all(issubclass(kind, Helper) for kind in (Person, Factor, PushDevice, VirtualAuthenticator))
