"""Uses of the emulator from Python that a type checker accepts."""

from datetime import UTC, datetime, timedelta
from typing import assert_type

from mfa_emulator import Authenticator, Clock, Emulator, Exchange, Inbox, Message, World
from mfa_emulator.core.faults.handle import Fault
from mfa_emulator.core.worlds import Worlds
from mfa_emulator.providers.identity_toolkit.facade import IdentityToolkit
from mfa_emulator.providers.onelogin.facade import OneLogin
from mfa_emulator.providers.twilio_verify.facade import TwilioVerify


class Okta:
    """The Python API of a vendor from outside."""

    def __init__(self, world: World) -> None:
        self.world = world


def parts(emulator: Emulator) -> None:
    assert_type(emulator.worlds, Worlds)
    assert_type(emulator.world, World)
    assert_type(emulator.clock, Clock)
    assert_type(emulator.inbox, Inbox)
    assert_type(emulator.inbox.latest(to="+15555550100", channel="sms"), Message)
    assert_type(emulator.requests.find(operation="accounts.signUp", status=400), list[Exchange])
    assert_type(emulator.authenticators, list[Authenticator])
    assert_type(emulator.authenticator("A" * 32).code(), str)
    emulator.clock.advance("31s")
    emulator.clock.advance(timedelta(minutes=5))
    emulator.clock.travel(datetime(2030, 1, 1, tzinfo=UTC))


def vendors(emulator: Emulator) -> None:
    assert_type(emulator.identity_toolkit, IdentityToolkit)
    assert_type(emulator.onelogin, OneLogin)
    assert_type(emulator.twilio_verify, TwilioVerify)
    assert_type(emulator.worlds["other"].onelogin, OneLogin)
    assert_type(emulator.vendor("okta", Okta), Okta)
    emulator.onelogin.user("ada").enroll_totp().authenticator.code()


def options() -> None:
    with Emulator(
        seed="word",
        profile="strict",
        project="mine",
        freeze=datetime(2030, 1, 1, tzinfo=UTC),
        signed_tokens=True,
        settings={"onelogin": {"totp_window": 2}, "limits": {"body": 4096}},
        seeds=[{"codes": {"+15555550100": "123456"}}],
        outbound_hosts=["hooks.example"],
    ) as emulator:
        emulator.worlds.add("other", seed=5, freeze=False, settings={"onelogin": {}}, seeds=[{"codes": {}}])


def faults(emulator: Emulator) -> None:
    rule = emulator.faults.add(operation="accounts.signUp", provider="identity_toolkit", status=503, skip=1, times=2)
    assert_type(rule, Fault)
    emulator.faults.add(error="QUOTA_EXCEEDED", message="too many", delay=timedelta(seconds=5))
    emulator.faults.add(drop=True, messages={"fate": "delayed", "delay": "30s"})
