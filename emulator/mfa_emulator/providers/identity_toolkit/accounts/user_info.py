"""An account as answers show it."""

from mfa_emulator.core.time.durations import MILLISECOND, rfc3339
from mfa_emulator.providers.identity_toolkit.accounts import passwords
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.records import NOTHING_RARE, Factor, Rarities, User
from mfa_emulator.providers.identity_toolkit.second_factors.enrollment_info import enrollment
from mfa_emulator.providers.identity_toolkit.settings import Settings
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.types.user_info import MfaEnrollment, PasskeyInfo, UserInfo
from mfa_emulator.providers.identity_toolkit.ways_in import providers


def view(context: Context, scope: Scope, user: User, *, exported: bool = False) -> UserInfo:
    """The whole account, as lookup or an export shows it.

    Production leaves an empty `mfaInfo` out; so do both presets here.
    """
    settings: Settings = context.settings
    password_hash, salt = passwords.shown(user, settings, exported=exported)
    # Python makes a dict of more than 15 arguments by name, which takes three times as long: the rest comes after.
    info = UserInfo(
        local_id=user.local_id,
        email=user.email or None,
        email_verified=bool(user.email_verified) if user.email else user.email_verified,
        display_name=user.display_name or None,
        photo_url=user.photo_url or None,
        phone_number=user.phone_number or None,
        disabled=user.disabled or (False if user.rare.disabled_shown else None),
        created_at=_millis(user.created_at),
        last_login_at=_millis(user.last_login_at) if user.last_login_at else None,
        last_refresh_at=rfc3339(user.last_refresh_at, 3) if user.last_refresh_at else None,
        valid_since=str(user.valid_since) if user.valid_since else None,
        password_hash=password_hash,
        salt=salt,
        password_updated_at=user.password_updated_at // MILLISECOND if user.password_updated_at else None,
        provider_user_info=providers(user, settings) or None,
    )
    if exported and password_hash and settings.hash_version_shown:
        info.version = 0
    if user.factors:
        info.mfa_info = tuple(_factor(settings, factor) for factor in user.factors)
    info.custom_attributes = user.custom_attributes or None
    info.tenant_id = scope.tenant_id or None
    if user.rare is not NOTHING_RARE:
        _show_rarities(info, user.rare, settings)
    return info


def _show_rarities(info: UserInfo, rare: Rarities, settings: Settings) -> None:
    for name in rare.blanks if settings.empty_texts_shown else ():
        setattr(info, name, "")
    info.custom_auth = rare.custom_auth or None
    if rare.passkeys:
        info.passkey_info = tuple(PasskeyInfo(credential_id=key.credential_id, name=key.name) for key in rare.passkeys)
    info.email_link_signin = rare.email_link_signin or None
    info.initial_email = rare.initial_email or None
    info.screen_name = rare.screen_name or None


def _millis(at: int) -> str:
    return str(at // MILLISECOND)


def _factor(settings: Settings, factor: Factor) -> MfaEnrollment:
    shown = enrollment(factor, factor.phone_number or None)
    if factor.phone_number and settings.unobfuscated_phone_info:
        shown.unobfuscated_phone_info = factor.phone_number
    return shown
