"""Broken behavior that each bundled scenario is about: each scenario notices, and its report names the step.

A row breaks one behavior of the scenario's own, by a setting, a patched rule or a lost message, and names the step that
must fail. A new scenario needs a row.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import httpx2
import msgspec
import pytest

from mfa_emulator import Emulator
from mfa_emulator.core.options import Changes
from mfa_emulator.core.otp.totp import Match, Totp
from mfa_emulator.core.providers import Providers
from mfa_emulator.providers import BUILT_IN
from mfa_emulator.providers.identity_toolkit.blocking_functions.replies import NOTHING
from mfa_emulator.providers.identity_toolkit.records import Factor
from mfa_emulator.scenario.emulator_target import EmulatorTarget
from mfa_emulator.scenario.failure import StepFailed
from mfa_emulator.scenario.loaded import Case, LoadedScenario
from mfa_emulator.scenario.loading import load
from mfa_emulator.scenario.runner import run
from mfa_emulator.scenario.world_options import merged

PROVIDERS = Providers(BUILT_IN)
FOLDER = Path(str(resources.files("mfa_scenarios")))
NAMES = sorted(str(file.relative_to(FOLDER)).removesuffix(".mfa.yaml") for file in FOLDER.rglob("*.mfa.yaml"))
CHECK = Totp.check
IT = "mfa_emulator.providers.identity_toolkit"
TWILIO = "mfa_emulator.providers.twilio_verify"
ONELOGIN = "mfa_emulator.providers.onelogin"


@dataclass(frozen=True)
class Break:
    """One broken behavior, and the step that notices."""

    step: str
    settings: Mapping[str, object] = field(default_factory=dict)
    """Settings of the scenario's provider."""
    patch: Callable[[pytest.MonkeyPatch], None] | None = None
    lost: str = ""
    """The recipient whose messages are all lost."""


def no_replay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes of authenticator apps are taken again and again."""

    def check(totp: Totp, code: str, at: int, window: int, after_step: int = -1) -> Match:
        return CHECK(totp, code, at, window)

    monkeypatch.setattr(Totp, "check", check)


def window(of: Callable[[int], int]) -> Callable[[pytest.MonkeyPatch], None]:
    """Codes of authenticator apps are taken from further away, or less far."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        def check(totp: Totp, code: str, at: int, steps: int, after_step: int = -1) -> Match:
            return CHECK(totp, code, at, of(steps), after_step)

        monkeypatch.setattr(Totp, "check", check)

    return patch


def rule(name: str, of: Callable[[Any], Any]) -> Callable[[pytest.MonkeyPatch], None]:
    """A rule by its dotted name becomes what is made of it."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(name, of(resolve_name(name)))

    return patch


def answers(value: Any) -> Callable[[Any], Any]:
    """A rule that always answers this."""
    return lambda old: lambda *arguments, **options: value


def not_kept(old: Any) -> Any:
    """An end of a verification that is shown, and not kept."""
    return lambda context, verification, status: msgspec.structs.replace(verification, status=status)


def without_test_numbers(old: Any) -> Any:
    return lambda config: msgspec.structs.replace(old(config), test_numbers={})


def renamed(old: Any) -> Any:
    """A view of a service under another name."""
    return lambda *arguments: msgspec.structs.replace(old(*arguments), friendly_name="another")


def verified(old: Any) -> Any:
    """The session of a user whose address passes for verified."""

    def session(*arguments: Any) -> Any:
        found = old(*arguments)
        return msgspec.structs.replace(found, user=msgspec.structs.replace(found.user, email_verified=True))

    return session


def no_changes(old: Any) -> Any:
    """A blocking function that is not asked."""

    async def reply(*arguments: Any) -> Any:
        return NOTHING

    return reply


PHONE, TO, ADA, IDENTITY = "+15555550100", "+15017122661", "ada@example.com", "ada-lovelace"
NO_SECOND_FACTOR = rule(f"{IT}.second_factors.first_factor._asked_for", answers(()))

BREAKS: dict[str, Break] = {
    "identity_toolkit/admin_adds_phone": Break("step 4 of 5: message", lost=PHONE),
    "identity_toolkit/blocking_function": Break(
        "step 3 of 8: call accounts.mfaSignIn.finalize", patch=rule(f"{IT}.blocking_functions.entry._reply", no_changes)
    ),
    "identity_toolkit/disabled_between_factors": Break(
        "step 4 of 4: call accounts.mfaSignIn.finalize", settings={"disabled_completes_sign_in": True}
    ),
    "identity_toolkit/factor_withdrawn": Break(
        "step 4 of 5: call accounts.mfaEnrollment.withdraw",
        patch=rule(f"{IT}.second_factors.mfa_enrollment.replace", lambda old: lambda user, **changes: user),
    ),
    "identity_toolkit/mfa_switched_off": Break(
        "step 2 of 3: call accounts.mfaEnrollment.start",
        patch=rule(f"{IT}.second_factors.mfa_enrollment.require_on", answers(None)),
    ),
    "identity_toolkit/phone": Break(
        "step 21 of 22: call accounts.mfaSignIn.finalize",
        settings={"phone_pending_lifetime": 3000, "sms_code_lifetime": 3000},
    ),
    "identity_toolkit/phone_late_message": Break("step 6 of 7: message", lost=PHONE),
    "identity_toolkit/phone_lost_message": Break("step 6 of 7: message", lost=PHONE),
    "identity_toolkit/phone_sign_in": Break(
        "step 10 of 10: call accounts.signInWithPhoneNumber", settings={"sms_code_lifetime": 500}
    ),
    "identity_toolkit/phone_too_late": Break(
        "step 2 of 3: call accounts.mfaSignIn.start", settings={"phone_pending_lifetime": 3000}
    ),
    "identity_toolkit/phone_user": Break("step 3 of 3: call accounts.signInWithPassword", patch=NO_SECOND_FACTOR),
    "identity_toolkit/phone_wrong_codes": Break(
        "step 7 of 10: call accounts.signInWithPhoneNumber", settings={"sms_code_attempts": 0}
    ),
    "identity_toolkit/sms_quota": Break(
        "step 4 of 8: call accounts.sendVerificationCode", settings={"sms_per_hour": 0}
    ),
    "identity_toolkit/sms_region": Break(
        "step 2 of 5: call accounts.mfaEnrollment.start",
        patch=rule(f"{IT}.configuration.sms_regions._is_allowed", answers(True)),
    ),
    "identity_toolkit/tenant": Break("step 4 of 8: call accounts.signInWithPassword", patch=NO_SECOND_FACTOR),
    "identity_toolkit/test_phone_number": Break(
        "step 3 of 5: message", patch=rule(f"{IT}.configuration.policy._of_project", without_test_numbers)
    ),
    "identity_toolkit/totp": Break(
        "step 24 of 24: call accounts.mfaSignIn.finalize", settings={"totp_pending_lifetime": 3000}
    ),
    "identity_toolkit/totp_enrollment_too_late": Break(
        "step 2 of 5: call accounts.mfaEnrollment.start", settings={"totp_enrollment_lifetime": 1200}
    ),
    "identity_toolkit/totp_enrollment_wrong_codes": Break(
        "step 6 of 6: call accounts.mfaEnrollment.finalize", settings={"totp_enrollment_attempts": 10}
    ),
    "identity_toolkit/totp_needs_recent_login": Break(
        "step 2 of 4: call accounts.mfaEnrollment.start", settings={"totp_recent_login": 0}
    ),
    "identity_toolkit/totp_replay": Break("step 4 of 7: call accounts.mfaSignIn.finalize", patch=no_replay),
    "identity_toolkit/totp_skewed_phone": Break(
        "step 2 of 2: call accounts.mfaSignIn.finalize", patch=window(lambda steps: 100)
    ),
    "identity_toolkit/totp_too_late": Break(
        "step 3 of 5: call accounts.mfaSignIn.finalize", settings={"totp_pending_lifetime": 3000}
    ),
    "identity_toolkit/totp_user": Break("step 3 of 3: call accounts.signInWithPassword", patch=NO_SECOND_FACTOR),
    "identity_toolkit/totp_window": Break(
        "step 6 of 6: call accounts.mfaSignIn.finalize", patch=window(lambda steps: steps + 1)
    ),
    "identity_toolkit/totp_wrong_codes": Break(
        "step 7 of 10: call accounts.mfaSignIn.finalize", settings={"totp_failures": 100}
    ),
    "identity_toolkit/two_factors": Break("step 7 of 10: message", lost=PHONE),
    "identity_toolkit/unverified_email": Break(
        "step 2 of 3: call accounts.mfaEnrollment.start",
        patch=rule(f"{IT}.second_factors.mfa_enrollment._enrolling", verified),
    ),
    "identity_toolkit/verified_user": Break(
        "step 3 of 3: call accounts.signInWithPassword",
        patch=rule(f"{IT}.second_factors.first_factor._asked_for", answers((Factor("factor", 0),))),
    ),
    "identity_toolkit/withdrawal_revokes": Break(
        "step 5 of 6: call accounts.lookup", settings={"withdrawal_revokes": False}
    ),
    "onelogin/access_token_ends": Break(
        "step 2 of 6: call get_mfa_factors", patch=rule("mfa_emulator.core.store.table.Table.delete", answers(None))
    ),
    "onelogin/client": Break("step 2 of 3: call generate_token", settings={"access_token_lifetime": 60}),
    "onelogin/device_removed": Break(
        "step 3 of 3: call create_session_login_token",
        patch=rule(f"{ONELOGIN}.factors.enrolled_devices.remove", answers(None)),
    ),
    "onelogin/email_code": Break("step 3 of 5: message", lost=ADA),
    "onelogin/expired_state_token": Break("step 5 of 10: call activate_mfa_factors", settings={"state_token_max": 600}),
    "onelogin/locked_user": Break("step 4 of 6: call create_session_login_token", settings={"max_login_attempts": 10}),
    "onelogin/login": Break("step 13 of 13: call session_via_api_token", settings={"session_token_status": 401}),
    "onelogin/push": Break("step 16 of 16: call get_user_verification", settings={"verification_lifetime": 300}),
    "onelogin/push_denied": Break("step 3 of 5: message", lost=ADA),
    "onelogin/push_expires": Break(
        "step 4 of 4: call get_session_token_verified", settings={"login_state_token_lifetime": 600}
    ),
    "onelogin/push_user": Break(
        "step 1 of 3: call create_factor_registration", settings={"policy": ["authenticator", "sms"]}
    ),
    "onelogin/rate_limit": Break("step 3 of 5: call get_mfa_factors", settings={"rate_limit": 100}),
    "onelogin/sms": Break("step 5 of 14: message", lost=PHONE),
    "onelogin/sms_lost_message": Break("step 6 of 7: message", lost=PHONE),
    "onelogin/temporary_token": Break("step 3 of 7: call generate_otp", settings={"mfa_token_lifetime": 1800}),
    "onelogin/totp": Break("step 11 of 14: call verify_user_verification", settings={"totp_window": 2}),
    "onelogin/totp_replay": Break("step 4 of 7: call verify_user_verification", patch=no_replay),
    "onelogin/totp_skewed_phone": Break("step 2 of 4: call verify_user_verification", settings={"totp_window": 100}),
    "onelogin/totp_user": Break("step 3 of 4: call verify_user_registration", settings={"totp_window": 0}),
    "onelogin/totp_window": Break("step 2 of 2: call verify_user_verification", settings={"totp_window": 2}),
    "onelogin/verification_expires": Break(
        "step 3 of 3: call verify_user_verification", settings={"verification_lifetime": 300}
    ),
    "onelogin/wrong_codes": Break("step 5 of 5: call verify_user_verification", settings={"max_otp_attempts": 10}),
    "twilio_verify/canceled": Break(
        "step 4 of 4: call CreateVerificationCheck",
        patch=rule(f"{TWILIO}.verifications.verification_lookup.end", not_kept),
    ),
    "twilio_verify/challenges_limited": Break(
        "step 3 of 5: call CreateChallenge", settings={"challenges_per_hour": 50}
    ),
    "twilio_verify/custom_code": Break("step 3 of 4: message", lost=TO),
    "twilio_verify/expiry": Break("step 6 of 6: call CreateVerificationCheck", settings={"resend_extends": True}),
    "twilio_verify/factor_deleted": Break(
        "step 3 of 4: call CreateChallenge", patch=rule(f"{TWILIO}.factors.entity_factors.remove", answers(None))
    ),
    "twilio_verify/fraud_guard": Break("step 1 of 5: call CreateVerification", settings={"fraud_guard": []}),
    "twilio_verify/lockout": Break("step 10 of 23: call CreateVerificationCheck", settings={"check_attempts": 10}),
    "twilio_verify/outage": Break("step 4 of 5: message", lost=TO),
    "twilio_verify/push_approve": Break("step 7 of 10: message", lost=IDENTITY),
    "twilio_verify/push_deny": Break("step 7 of 10: message", lost=IDENTITY),
    "twilio_verify/push_expires": Break("step 2 of 7: call CreateChallenge", settings={"challenge_validity": 600}),
    "twilio_verify/push_factor": Break(
        "step 1 of 3: call CreateNewFactor", settings={"notification_token_min_length": 200}
    ),
    "twilio_verify/push_notified_again": Break(
        "step 8 of 8: call CreateNotification", settings={"challenge_notifications": 0}
    ),
    "twilio_verify/rate_limited": Break(
        "step 5 of 9: call CreateVerification",
        patch=rule(f"{TWILIO}.verifications.rate_limit_counts.check", answers(None)),
    ),
    "twilio_verify/service": Break(
        "step 3 of 3: call FetchService", patch=rule(f"{TWILIO}.services.service_resource.view", renamed)
    ),
    "twilio_verify/sms": Break("step 14 of 14: call CreateVerificationCheck", settings={"verification_validity": 6000}),
    "twilio_verify/sms_lost_message": Break("step 6 of 7: message", lost=TO),
    "twilio_verify/totp": Break("step 15 of 17: call FetchChallenge", settings={"challenge_validity": 600}),
    "twilio_verify/totp_challenge_attempts": Break(
        "step 8 of 8: call UpdateChallenge", settings={"challenge_attempts": 0}
    ),
    "twilio_verify/totp_factor": Break("step 3 of 3: call UpdateFactor", patch=window(lambda steps: 0)),
    "twilio_verify/totp_factor_attempts": Break("step 8 of 8: call UpdateFactor", settings={"factor_attempts": 0}),
    "twilio_verify/totp_replay": Break("step 3 of 6: call CreateChallenge", settings={"totp_replay": "allow"}),
    "twilio_verify/totp_skewed_phone": Break("step 2 of 2: call CreateChallenge", patch=window(lambda steps: 100)),
    "twilio_verify/totp_window": Break("step 2 of 2: call CreateChallenge", patch=window(lambda steps: steps + 1)),
    "twilio_verify/webhooks": Break("step 5 of 5: webhook", settings={"webhook_factor_types": ["totp"]}),
    "twilio_verify/wrong_codes": Break("step 5 of 7: call CreateVerificationCheck", settings={"check_attempts": 3}),
}


def test_every_scenario_has_its_row() -> None:
    assert sorted(BREAKS) == NAMES


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_behavior_fails_the_scenario_at_its_step(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = load(FOLDER / f"{name}.mfa.yaml", f"{name}.mfa.yaml", PROVIDERS)
    broken = BREAKS[name]
    if broken.patch:
        broken.patch(monkeypatch)
    reports = [report for case in scenario.cases if (report := played(scenario, case, broken))]
    assert reports, "the scenario does not notice"
    place, _, step = reports[0].splitlines()[0].partition(": ")
    assert place.startswith(f"{name}.mfa.yaml:"), "a set-up fails, not the scenario itself"
    assert step == broken.step


def played(scenario: LoadedScenario, case: Case, broken: Break) -> str:
    """The report of a run in a world where that is broken; "" of one that notices nothing."""
    changes: Changes = {"settings": {scenario.provider: broken.settings}} if broken.settings else {}
    emulator = Emulator(**merged(scenario.options, changes))
    if broken.lost:
        emulator.faults.add(to=broken.lost, messages={"fate": "lost"}, times=0)
    with httpx2.Client(transport=emulator.transport(), base_url="http://localhost") as client:
        try:
            run(scenario, case, EmulatorTarget(client))
        except StepFailed as failed:
            return str(failed)
    return ""
