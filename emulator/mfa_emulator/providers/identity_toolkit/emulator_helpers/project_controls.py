"""The official emulator's own calls under ``/emulator/v1``: drop accounts, read codes, two switches."""

from msgspec.structs import replace

from mfa_emulator.core.http.messages import Reply
from mfa_emulator.core.store.shredding import shred_later
from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.state import Project
from mfa_emulator.providers.identity_toolkit.tenancy import project_of, scope_of
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import Config, EmailPrivacyConfig
from mfa_emulator.providers.identity_toolkit.types.configuration.sign_in_config import SignInConfig
from mfa_emulator.providers.identity_toolkit.types.project_controls import (
    EmulatorConfig,
    EmulatorEmailPrivacy,
    EmulatorSignIn,
    OobCode,
    OobCodes,
    VerificationCode,
    VerificationCodes,
)
from mfa_emulator.providers.identity_toolkit.user_events import events


def delete_accounts(call: Call[None]) -> Reply:
    """Drop all accounts of the project or tenant, with the codes sent to them.

    The official emulator keeps the codes, and lists them for ever.
    """
    scope = scope_of(call)
    if call.world.options.functions_host:
        for user in scope.users:
            events.deleted(call, scope, user)
    shred_later(scope.cleared().shred())
    return Reply(200, b"{}")


def list_oob_codes(call: Call[None]) -> OobCodes:
    """The mailed codes that are still good."""
    table = scope_of(call).oob_codes
    codes = (code for code in table if table.is_live(code, call.now))
    return OobCodes(
        oob_codes=tuple(
            OobCode(
                email=code.email,
                new_email=code.new_email or None,
                request_type=code.request_type,
                oob_code=code.code,
                oob_link=code.link,
            )
            for code in codes
        )
    )


def list_verification_codes(call: Call[None]) -> VerificationCodes:
    """The SMS codes that are still good."""
    table = scope_of(call).sms_sessions
    sessions = (session for session in table if table.is_live(session, call.now))
    return VerificationCodes(
        verification_codes=tuple(
            VerificationCode(phone_number=session.phone_number, session_info=session.session_info, code=session.code)
            for session in sessions
        )
    )


def get_config(call: Call[None]) -> EmulatorConfig:
    """The two switches."""
    return switches_of(project_of(call))


def update_config(call: Call[EmulatorConfig]) -> EmulatorConfig:
    """Set those of the switches that the request has; one without either puts both back."""
    project = project_of(call)
    config = with_switches(project.config, call.body)
    if config != project.config:  # a project that is as all new ones need not come into being
        project.config = config
    return switches_of(project)


def with_switches(config: Config, body: EmulatorConfig) -> Config:
    """The configuration with those of the switches that are given; without either both are off."""
    if body.sign_in is None and body.email_privacy_config is None:
        body = EmulatorConfig(
            sign_in=EmulatorSignIn(allow_duplicate_emails=False),
            email_privacy_config=EmulatorEmailPrivacy(enable_improved_email_privacy=False),
        )
    if body.sign_in is not None and body.sign_in.allow_duplicate_emails is not None:
        sign_in = config.sign_in or SignInConfig()
        config = replace(config, sign_in=replace(sign_in, allow_duplicate_emails=body.sign_in.allow_duplicate_emails))
    privacy = body.email_privacy_config
    if privacy is not None and privacy.enable_improved_email_privacy is not None:
        on = privacy.enable_improved_email_privacy
        config = replace(config, email_privacy_config=EmailPrivacyConfig(enable_improved_email_privacy=on))
    return config


def switches_of(project: Project) -> EmulatorConfig:
    """The two switches as they stand."""
    policy = policy_of(project)
    return EmulatorConfig(
        sign_in=EmulatorSignIn(allow_duplicate_emails=policy.duplicate_emails),
        email_privacy_config=EmulatorEmailPrivacy(enable_improved_email_privacy=policy.email_privacy),
    )
