"""One account of an import, checked and turned into a record."""

from mfa_emulator.core.errors import VendorError
from mfa_emulator.core.time.durations import MILLISECOND, SECOND, instant
from mfa_emulator.providers.identity_toolkit import errors, input_formats
from mfa_emulator.providers.identity_toolkit.accounts import passwords
from mfa_emulator.providers.identity_toolkit.accounts.passwords import check_password
from mfa_emulator.providers.identity_toolkit.accounts.provider_links import link_from
from mfa_emulator.providers.identity_toolkit.configuration import password_policy
from mfa_emulator.providers.identity_toolkit.context import Context
from mfa_emulator.providers.identity_toolkit.input_formats import require_number
from mfa_emulator.providers.identity_toolkit.records import (
    NOTHING_RARE,
    Factor,
    ImportedHash,
    Link,
    Rarities,
    User,
    blanks,
)
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tokens.custom_claims import check_custom_attributes
from mfa_emulator.providers.identity_toolkit.types.user_info import MfaEnrollment, UserInfo


class BadRow(Exception):
    """A row that cannot be stored; the message says why, in plain words as the vendor does."""


def user_of(context: Context, scope: Scope, row: UserInfo, algorithm: str) -> User:
    """The record of a row. Raises `BadRow`. That its e-mail, number and raw ids are free shows when it is stored."""
    local_id = row.local_id
    if not local_id:
        raise BadRow("localId is missing")
    if row.tenant_id and row.tenant_id != scope.tenant_id:
        raise BadRow("Tenant id in userInfo does not match the tenant id in request.")
    has_password = bool(row.raw_password or row.password_hash)
    # The first by place: Python makes a dict of this many arguments by name, which takes three times as long.
    return User(
        local_id,
        _time(row.created_at, MILLISECOND) if row.created_at else context.now,
        _email(context, row.email) if row.email else "",
        row.email_verified,
        password=_password(context, scope, row, algorithm) if has_password else "",
        password_updated_at=_password_time(context, row) if has_password else 0,
        valid_since=(_time(row.valid_since, SECOND) if row.valid_since else context.now) // SECOND,
        display_name=row.display_name or "",
        photo_url=row.photo_url or "",
        phone_number=_phone(context, row.phone_number) if row.phone_number else "",
        disabled=bool(row.disabled),
        last_login_at=_time(row.last_login_at, MILLISECOND) if row.last_login_at else 0,
        last_refresh_at=_timestamp(row.last_refresh_at) if row.last_refresh_at else 0,
        custom_attributes=_claims(row.custom_attributes) if row.custom_attributes else "",
        links=_links(row) if row.provider_user_info else (),
        factors=_factors(context, row) if row.mfa_info else (),
        rare=_rarities(row),
    )


def _bad(text: str, error: VendorError) -> BadRow:
    """The refusal of a single request, in the words of an import."""
    return BadRow(f"{text}: {error.message}")


def _email(context: Context, email: str) -> str:
    wrong = input_formats.misfit_of_email(context.settings, email)
    if wrong:
        raise _bad("email is invalid", errors.InvalidEmail(reason=wrong))
    return email.lower()


def _phone(context: Context, number: str) -> str:
    try:
        require_number(context, number)
    except VendorError as error:
        raise _bad("phone number format is invalid", error) from None
    return number


def _claims(text: str) -> str:
    try:
        check_custom_attributes(text)
    except VendorError as error:
        raise _bad("custom claims are invalid", error) from None
    return text


def _password(context: Context, scope: Scope, row: UserInfo, algorithm: str) -> str | ImportedHash:
    """The password of a row that has one, plain or hashed."""
    if row.raw_password and not row.password_hash:
        _check_password(context, scope, row.raw_password)
        return row.raw_password
    stored = row.password_hash or ""
    plain = passwords.from_fake(stored)
    # Another salt than ours is kept, so that an export of an import is the same.
    ours = plain is not None and row.salt in (None, "", passwords.fake_salt(row.local_id or ""))
    return plain if plain is not None and ours else ImportedHash(stored, row.salt or "", algorithm)


def _check_password(context: Context, scope: Scope, password: str) -> None:
    try:
        if context.settings.import_checks:
            check_password(context, scope, password)
        else:
            password_policy.check(scope, password)
    except VendorError as error:
        raise _bad("raw password is too weak", error) from None


def _password_time(context: Context, row: UserInfo) -> int:
    return _time(row.password_updated_at, MILLISECOND) if row.password_updated_at else context.now


def _time(value: str | float, unit: int) -> int:
    """A number of `unit` microseconds, in microseconds."""
    try:
        return input_formats.instant_of(int(value), unit)
    except VendorError as error:
        raise _bad("a time is out of range", error) from None


def _timestamp(text: str) -> int:
    try:
        return instant(text)
    except ValueError:
        raise BadRow("lastRefreshAt is no time") from None


def _links(row: UserInfo) -> tuple[Link, ...]:
    """The accounts at identity providers; password and phone stand in the account's own fields."""
    links: dict[str, Link] = {}
    for info in row.provider_user_info or ():
        if info.provider_id in ("password", "phone"):
            continue
        if not info.provider_id or not info.raw_id:
            raise BadRow("federatedId or (providerId & rawId) is required")
        links[info.provider_id] = link_from(info)
    return tuple(links.values())


def _factors(context: Context, row: UserInfo) -> tuple[Factor, ...]:
    if not row.email or not row.email_verified:
        raise BadRow("Second factor account requires email to be presented and verified.")
    factors: dict[str, Factor] = {}
    for given in row.mfa_info or ():
        factor = _factor(context, given)
        if factor.id in factors:
            raise BadRow(f'Enrollment id "{factor.id}" already exists.')
        if any(factor.phone_number == known.phone_number for known in factors.values()):
            raise BadRow("A phone number is a second factor twice.")
        factors[factor.id] = factor
    return tuple(factors.values())


def _factor(context: Context, given: MfaEnrollment) -> Factor:
    if not given.phone_info:
        # Production refuses TOTP factors here (recorded): their secrets are not in any export.
        raise BadRow("Second factor not supported.")
    try:
        require_number(context, given.phone_info)
    except VendorError as error:
        raise _bad("phone number format of a second factor is invalid", error) from None
    return Factor(
        id=given.mfa_enrollment_id or context.world.ids.uuid(),
        enrolled_at=(_timestamp(given.enrolled_at) if given.enrolled_at else 0) or context.now,
        display_name=given.display_name or "",
        phone_number=given.phone_info,
    )


def _rarities(row: UserInfo) -> Rarities:
    has_blanks = row.display_name == "" or row.photo_url == ""
    if row.disabled is None and not (
        row.initial_email or row.custom_auth or row.email_link_signin or row.screen_name or has_blanks
    ):
        return NOTHING_RARE
    return Rarities(
        initial_email=(row.initial_email or "").lower(),
        custom_auth=bool(row.custom_auth),
        email_link_signin=bool(row.email_link_signin),
        screen_name=row.screen_name or "",
        disabled_shown=row.disabled is not None,
        blanks=blanks(display_name=row.display_name, photo_url=row.photo_url) if has_blanks else (),
    )
