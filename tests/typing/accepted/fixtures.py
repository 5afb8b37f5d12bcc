"""Tests of somebody's, whose fixtures a type checker knows."""

from typing import assert_type

from mfa_emulator import Clock, Inbox, Message
from mfa_emulator.providers.onelogin.facade import OneLogin
from pytest_mfa import Mfa


def test_sign_in(mfa: Mfa, mfa_clock: Clock, mfa_inbox: Inbox) -> None:
    assert_type(mfa.onelogin, OneLogin)
    assert_type(mfa.url, str)
    assert_type(mfa.env, dict[str, str])
    assert_type(mfa.inbox.wait_for(to="+15555550100", timeout=1), Message)
    with mfa.checkpoint():
        mfa.clock.advance("31s")
    mfa.world.ids.pin("+15555550100", "123456")
