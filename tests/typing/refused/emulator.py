"""Typos in uses of the emulator: each line with a comment is refused, for the reason of mypy | the rule of pyright."""

from mfa_emulator import Emulator, World
from mfa_emulator import Emulatr  # E: attr-defined | reportAttributeAccessIssue
from mfa_emulator.control.nothing import find  # E: import-not-found | reportMissingImports

__all__ = ["Emulatr", "find"]


def parts(emulator: Emulator, world: World) -> None:
    emulator.nothing_at_all()  # E: attr-defined | reportAttributeAccessIssue
    world.nothing_at_all()  # E: attr-defined | reportAttributeAccessIssue
    emulator.clok.advance("31s")  # E: attr-defined | reportAttributeAccessIssue
    emulator.clock.advanse("31s")  # E: attr-defined | reportAttributeAccessIssue
    emulator.clock.advance([31])  # E: arg-type | reportArgumentType
    emulator.inbox.latest(too="+15555550100")  # E: call-overload | reportCallIssue
    emulator.inbox.latest(channel="telegram")  # E: call-overload | reportArgumentType
    emulator.requests.find(operaton="accounts.signUp")  # E: call-arg | reportCallIssue
    emulator.requests.find(status="400")  # E: arg-type | reportArgumentType
    emulator.authenticator(5)  # E: arg-type | reportArgumentType
    emulator.authenticators[0].cod()  # E: attr-defined | reportAttributeAccessIssue


def vendors(emulator: Emulator, world: World) -> None:
    emulator.identity_toolkit.usr("a")  # E: attr-defined | reportAttributeAccessIssue
    emulator.onelogin.usr("a")  # E: attr-defined | reportAttributeAccessIssue
    emulator.twilio_verify.entty("a")  # E: attr-defined | reportAttributeAccessIssue
    emulator.one_login.user("a")  # E: attr-defined | reportAttributeAccessIssue
    emulator.onelogin.user("ada").enrol_totp()  # E: attr-defined | reportAttributeAccessIssue
    emulator.onelogin.user("ada", passwrd="secret-1")  # E: call-arg | reportCallIssue
    emulator.onelogin.user("ada").enroll_totp().authenticator.code("next")  # E: arg-type | reportArgumentType
    emulator.okta.user("ada")  # E: attr-defined | reportAttributeAccessIssue
    world.vendor("okta", World).usr()  # E: attr-defined | reportAttributeAccessIssue
    emulator.onelogin = None  # E: misc, assignment | reportAttributeAccessIssue


def options(emulator: Emulator) -> None:
    Emulator(sed=5)  # E: call-arg | reportCallIssue
    Emulator(freeze=[])  # E: arg-type | reportArgumentType
    Emulator(settings={"onelogin": 5})  # E: dict-item | reportArgumentType
    emulator.worlds.add("other", sed=5)  # E: call-arg | reportCallIssue
    emulator.worlds.add("other", signed_tokens="yes")  # E: arg-type | reportArgumentType
    emulator.worlds.ad("other")  # E: attr-defined | reportAttributeAccessIssue


def faults(emulator: Emulator) -> None:
    emulator.faults.add(stauts=503)  # E: call-arg | reportCallIssue
    emulator.faults.add(status="503")  # E: arg-type | reportArgumentType
    emulator.faults.add(messages={"fate": "eaten"})  # E: arg-type | reportArgumentType
    emulator.faults.add(messages={"fat": "held"})  # E: arg-type | reportArgumentType
    emulator.faults.add("accounts.signUp")  # E: call-arg | reportCallIssue
