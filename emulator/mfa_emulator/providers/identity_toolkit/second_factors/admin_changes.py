"""Second factors written by administrators, without any code."""

from collections.abc import Iterable

from msgspec.structs import replace

from mfa_emulator.core.time import durations
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.input_formats import require_number
from mfa_emulator.providers.identity_toolkit.records import Factor, User
from mfa_emulator.providers.identity_toolkit.types.user_info import MfaEnrollment, MfaFactor, MfaInfo


def from_sign_up(call: Call[object], wanted: tuple[MfaFactor, ...]) -> tuple[Factor, ...]:
    """Phones for a new account, still without ids; a number that is there twice counts once.

    Raises `InsufficientPermission`, `InvalidMfaPhoneNumber` (or `InvalidPhoneNumber`) or `SecondFactorLimitExceeded`.
    """
    if not wanted:
        return ()
    _require_admin(call)
    factors = _without_repeated_numbers(
        Factor("", call.now, given.display_name, phone_number=_number(call, given.phone_info)) for given in wanted
    )
    _require_room(call, len(factors))
    return factors


def apply_admin_write(call: Call[object], user: User, wanted: MfaInfo | None) -> User:
    """The user with these factors in place of all others; None leaves them alone, an empty list takes them away.

    New ones are still without ids: production makes those that are missing, the official emulator refuses them, and
    with it updates of the Admin SDKs (firebase/firebase-admin-node#1276). Raises what `from_sign_up` does,
    `DuplicateMfaEnrollmentId` or `UnsupportedSecondFactor`.
    """
    if wanted is None:
        return user
    _require_admin(call)
    factors = _without_repeated_numbers(_factor(call, user, given) for given in wanted.enrollments)
    ids = [factor.id for factor in factors if factor.id]
    if len(set(ids)) < len(ids):
        raise errors.DuplicateMfaEnrollmentId(reason="two of the factors have the same mfaEnrollmentId")
    _require_room(call, len(factors))
    return replace(user, factors=factors)


def with_ids(context: Context, user: User) -> User:
    """The user, whose new factors get ids: the last thing before it is stored, so that no refusal uses an id up."""
    if all(factor.id for factor in user.factors):
        return user
    named = (factor if factor.id else replace(factor, id=context.world.ids.uuid()) for factor in user.factors)
    return replace(user, factors=tuple(named))


def _factor(context: Context, user: User, given: MfaEnrollment) -> Factor:
    if given.email_info is not None:
        raise errors.UnsupportedSecondFactor(reason="no sign-in asks for an e-mail as second factor")
    if given.phone_info is None and given.totp_info is not None:
        return _kept_totp(context, user, given)
    number = _number(context, given.phone_info or "")
    return Factor(
        id=given.mfa_enrollment_id or "",
        enrolled_at=_instant(given.enrolled_at, context.now),
        display_name=given.display_name or "",
        phone_number=number,
    )


def _kept_totp(context: Context, user: User, given: MfaEnrollment) -> Factor:
    """A TOTP factor that the user has. A new one cannot be written, for want of a secret."""
    known = user.factor(given.mfa_enrollment_id or "")
    if known is None or known.kind != "totp" or not context.settings.update_keeps_totp:
        raise errors.UnsupportedSecondFactor(reason="a TOTP factor cannot be written, its user must enroll it")
    return replace(known, display_name=given.display_name or "")


def _without_repeated_numbers(factors: Iterable[Factor]) -> tuple[Factor, ...]:
    """The first of the factors with one and the same number."""
    by_number: dict[str, Factor] = {}
    for factor in factors:
        by_number.setdefault(factor.phone_number or f"totp {factor.id}", factor)
    return tuple(by_number.values())


def _require_admin(call: Call[object]) -> None:
    # That production refuses with this code is a guess; it is documented to want an administrator.
    if call.settings.factor_writes_need_admin and not call.caller.privileged:
        raise errors.InsufficientPermission(reason="only administrators write second factors here; enroll them")


def _require_room(context: Context, count: int) -> None:
    # Guess: the limit of enrollment holds here too.
    if count > context.settings.second_factors:
        refusal = errors.SecondFactorLimitExceeded(
            reason=f"{count} second factors, an account can have {context.settings.second_factors}"
        )
        refusal.message = refusal.code  # without a text, which users get (recorded)
        raise refusal


def _number(context: Context, phone_number: str) -> str:
    try:
        require_number(context, phone_number)
    except errors.InvalidPhoneNumber as error:
        if context.settings.factor_number_refusal == error.code:
            raise
        raise errors.InvalidMfaPhoneNumber(reason=error.reason) from None
    return phone_number


def _instant(text: str | None, otherwise: int) -> int:
    """The instant that a timestamp names. Raises `InvalidArgument` on a day that no calendar has."""
    try:
        return durations.instant(text) if text else otherwise
    except ValueError as error:
        raise errors.InvalidArgument(reason=f"enrolledAt: {error}") from None
