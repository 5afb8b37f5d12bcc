"""Changes of an account by an update."""

from msgspec.structs import replace

from mfa_emulator.core.time.durations import MILLISECOND, SECOND
from mfa_emulator.providers.identity_toolkit import errors, input_formats
from mfa_emulator.providers.identity_toolkit.accounts import federated_login
from mfa_emulator.providers.identity_toolkit.accounts.passwords import check_password
from mfa_emulator.providers.identity_toolkit.accounts.provider_links import linked, without_profile
from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.input_formats import require_number
from mfa_emulator.providers.identity_toolkit.records import User
from mfa_emulator.providers.identity_toolkit.second_factors import admin_changes
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.types.accounts import SetAccountInfoRequest
from mfa_emulator.providers.identity_toolkit.ways_in import providers

UpdateCall = Call[SetAccountInfoRequest]


def changed(call: UpdateCall, scope: Scope, old: User, *, anonymous: bool) -> User:
    """The account after the request's changes, all of them checked, none stored."""
    body = call.body
    user = old if input_formats.is_missing(call, body.email) else _with_email(call, scope, old, anonymous)
    if not input_formats.is_missing(call, body.password):
        check_password(call, scope, body.password or "", any_length=_chosen_for_another(call))
        user = replace(user, password=body.password or "", password_updated_at=call.now)
    if ends_sessions(body, old, user) and not (body.valid_since and call.caller.privileged):
        # Production ignores a client's own value of validSince; the official emulator takes it to mean now.
        user = replace(user, valid_since=call.now // SECOND)
    user = _with_profile(body, user)
    user = _without_attributes(body, user)
    if call.caller.privileged:
        user = _as_admin(call, scope, user)
    user = _without_providers(call, user)
    if body.delete_passkey:
        kept = tuple(key for key in user.rare.passkeys if key.credential_id not in body.delete_passkey)
        user = replace(user, rare=replace(user.rare, passkeys=kept))
    user = linked(call, scope, admin_changes.apply_admin_write(call, user, body.mfa))
    user = federated_login.restricted(_associated(call, user), body.upgrade_to_federated_login)
    return admin_changes.with_ids(call, user)


def _chosen_for_another(call: UpdateCall) -> bool:
    """Whether the password is one that an administrator chooses, which may be short in production (recorded)."""
    return call.caller.privileged and not call.settings.admin_passwords_measured


def ends_sessions(body: SetAccountInfoRequest, old: User, new: User) -> bool:
    """Whether the update moves `validSince`: for a new password, another address, or because it says so."""
    return bool(body.password or body.valid_since or (body.email and new.email != old.email))


def _with_email(call: UpdateCall, scope: Scope, user: User, anonymous: bool) -> User:
    email = input_formats.email_of(call, call.body.email or "")
    if email == user.email:
        return user
    if not call.caller.privileged:
        _check_unverified_change(call, scope, user)
    if scope.users.by("email", email):
        raise errors.EmailExists(reason=f"{email} belongs to another account")
    if call.caller.privileged and call.settings.admin_change_keeps_verification:
        return replace(user, email=email)
    if user.email and not user.rare.initial_email and not anonymous:
        user = replace(user, rare=replace(user.rare, initial_email=user.email))
    return replace(user, email=email, email_verified=False)


def _check_unverified_change(context: Context, scope: Scope, user: User) -> None:
    if not context.settings.email_change_needs_verification:
        return
    if user.factors:
        raise errors.EmailChangeNeedsVerification(
            reason="an account with a second factor changes its address by VERIFY_AND_CHANGE_EMAIL only"
        )
    if policy_of(scope).email_privacy:
        raise errors.OperationNotAllowed(
            "Please verify the new email before changing email.",
            reason="with e-mail enumeration protection an address changes by VERIFY_AND_CHANGE_EMAIL only",
        )


def _with_profile(body: SetAccountInfoRequest, user: User) -> User:
    given = {"display_name": body.display_name, "photo_url": body.photo_url}
    texts = {name: text for name, text in given.items() if text is not None}
    if not texts:
        return user
    blanks = tuple(name for name in given if not texts.get(name, name not in user.rare.blanks))
    rare = user.rare if blanks == user.rare.blanks else replace(user.rare, blanks=blanks)
    return replace(user, rare=rare, **texts)


def _without_attributes(body: SetAccountInfoRequest, user: User) -> User:
    for attribute in body.delete_attribute:
        match attribute:
            case "EMAIL":
                user = _without_email(user)
            case "DISPLAY_NAME":
                user = _without_text(user, "display_name")
            case "PHOTO_URL":
                user = _without_text(user, "photo_url")
            case "PASSWORD":
                user = replace(user, password="")
            case "PROVIDER":
                # Published without a word on what it takes: all identity providers at once, by a guess.
                user = replace(user, links=())
            case "RAW_USER_INFO":
                user = replace(user, links=tuple(without_profile(link) for link in user.links))
            case _:
                raise errors.InvalidArgument(reason=f"deleteAttribute {attribute} names nothing")
    return user


def _without_text(user: User, name: str) -> User:
    blanks = tuple(each for each in user.rare.blanks if each != name)
    rare = user.rare if blanks == user.rare.blanks else replace(user.rare, blanks=blanks)
    return replace(user, rare=rare, **{name: ""})


def _without_email(user: User) -> User:
    rare = replace(user.rare, email_link_signin=False) if user.rare.email_link_signin else user.rare
    return replace(user, email="", rare=rare)


def _as_admin(call: UpdateCall, scope: Scope, user: User) -> User:
    body = call.body
    changes: dict[str, object] = {}
    if body.disable_user is not None:
        changes["disabled"] = body.disable_user
        changes["rare"] = replace(user.rare, disabled_shown=True)
    if body.email_verified is not None:
        changes["email_verified"] = body.email_verified
    if body.custom_attributes is not None:
        changes["custom_attributes"] = body.custom_attributes
    if body.created_at:
        changes["created_at"] = input_formats.instant_of(body.created_at, MILLISECOND)
    if body.last_login_at:
        changes["last_login_at"] = input_formats.instant_of(body.last_login_at, MILLISECOND)
    if body.valid_since:
        changes["valid_since"] = input_formats.instant_of(body.valid_since, SECOND) // SECOND
    if body.phone_number and body.phone_number != user.phone_number:
        require_number(call, body.phone_number)
        if scope.users.by("phone", body.phone_number):
            raise errors.PhoneNumberExists(reason=f"{body.phone_number} belongs to another account")
        changes["phone_number"] = body.phone_number
    return replace(user, **changes)


def _without_providers(call: UpdateCall, user: User) -> User:
    gone = call.body.delete_provider
    if not gone:
        return user
    if "password" in gone:
        user = _without_email(user) if call.settings.unlinking_password_drops_email else user
        user = replace(user, password="", rare=replace(user.rare, email_link_signin=False))
    if "phone" in gone:
        user = replace(user, phone_number="")
    return replace(user, links=tuple(link for link in user.links if link.provider_id not in gone))


def _associated(call: UpdateCall, user: User) -> User:
    """The account with the identity providers that `provider` lists, each of which it must have by now.

    The list is published as "the Identity Providers that the account should be associated with". That the others go,
    and that a profile is not made from nothing, is a guess.
    """
    wanted = call.body.provider
    missing = set(wanted) - {info.provider_id for info in providers(user, call.settings)}
    if missing:
        raise errors.InvalidProviderId(
            reason=f"user {user.local_id} has no profile at {', '.join(sorted(missing))}: link one first"
        )
    if not wanted or call.settings.unlisted_providers == "keep":
        return user
    return replace(user, links=tuple(link for link in user.links if link.provider_id in wanted))
