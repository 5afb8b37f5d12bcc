"""Tests of somebody's, whose fixtures a type checker knows."""

from collections.abc import Callable
from pathlib import Path
from typing import assert_type

import httpx2

from mfa_emulator import Clock, Inbox, Message
from mfa_emulator.providers.onelogin.facade import OneLogin
from mfa_emulator.testing import MfaMixin
from mfa_emulator.testing.seed_documents import Seed
from pytest_mfa import Mfa
from pytest_mfa.server import MfaServer


def test_sign_in(mfa: Mfa, mfa_clock: Clock, mfa_inbox: Inbox) -> None:
    assert_type(mfa.onelogin, OneLogin)
    assert_type(mfa.url, str)
    assert_type(mfa.env, dict[str, str])
    assert_type(mfa.inbox.wait_for(to="+15555550100", timeout=1), Message)
    assert_type(mfa.inbox[-1], Message)
    assert_type(mfa.inbox[:2], list[Message])
    assert_type(mfa.inbox.latest(to="+15555550100"), Message)
    assert_type(mfa.inbox.latest(to="+15555550100", default=None), Message | None)
    assert_type(mfa.inbox.codes(), list[str])
    assert_type(mfa.requests[0].reason, str)
    assert_type(mfa.report(), str)
    with mfa.faults.fail("accounts.signUp", "QUOTA_EXCEEDED", times=2) as fault, mfa.faults.lose_sms(to="+15555550100"):
        assert_type(fault.struck, int)
    with mfa.checkpoint():
        mfa.clock.advance("31s")
    mfa.world.ids.pin("+15555550100", "123456")
    mfa.inbox.pin("+15555550101", "654321")
    assert_type(mfa.is_remote, bool)
    with mfa.client() as client:
        assert_type(client, httpx2.Client)


def test_seeded(mfa_seed: Callable[[Seed], None]) -> None:
    mfa_seed("users.yaml")
    mfa_seed(Path("users.yaml"))
    mfa_seed({"onelogin": {"users": []}})


def test_app(mfa_server: MfaServer) -> None:
    assert_type(mfa_server.url, str)
    assert_type(mfa_server.inbox, Inbox)
    assert_type(mfa_server.onelogin, OneLogin)


async def test_later(mfa: Mfa) -> None:
    assert_type(await mfa.inbox.wait_for_async(to="+15555550100"), Message)


class LogInTest(MfaMixin):
    def test_log_in(self) -> None:
        assert_type(self.mfa, Mfa)
