"""Typos in somebody's tests: each line with a comment is refused."""

from collections.abc import Callable

from mfa_emulator import Inbox
from mfa_emulator.testing.seed_documents import Seed
from pytest_mfa import Mfa
from pytest_mfa import Mfaa  # E: attr-defined | reportAttributeAccessIssue

__all__ = ["Mfaa"]


def test_sign_in(mfa: Mfa, mfa_inbox: Inbox) -> None:
    mfa.nothing_at_all()  # E: attr-defined | reportAttributeAccessIssue
    mfa.onelogin.usr("ada")  # E: attr-defined | reportAttributeAccessIssue
    print(mfa.is_remot)  # E: attr-defined | reportAttributeAccessIssue
    mfa.checkpont()  # E: attr-defined | reportAttributeAccessIssue
    mfa_inbox.wait_for(to=5)  # E: arg-type | reportArgumentType
    mfa.faults.add(operaton="accounts.signUp")  # E: call-arg | reportCallIssue
    mfa.faults.fail("accounts.signUp", eror="QUOTA_EXCEEDED")  # E: call-arg | reportCallIssue
    mfa.inbox.latest(too="ada")  # E: call-overload | reportCallIssue
    print(mfa.inbox.latest(to="ada", default=None).code)  # E: union-attr | reportOptionalMemberAccess


def test_seeded(mfa_seed: Callable[[Seed], None]) -> None:
    mfa_seed(5)  # E: arg-type | reportArgumentType
