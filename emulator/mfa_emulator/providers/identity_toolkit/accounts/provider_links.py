"""Links of an account to profiles at identity providers."""

from msgspec.structs import replace

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.records import Link, User
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.types.accounts import SetAccountInfoRequest
from mfa_emulator.providers.identity_toolkit.types.user_info import ProviderUserInfo


def linked(scope: Scope, user: User, body: SetAccountInfoRequest) -> User:
    """The account with the request's `linkProviderUserInfo`, in place of what it had at that provider."""
    info = body.link_provider_user_info
    if info is None:
        return user
    if not info.provider_id:
        raise errors.MissingProviderId(reason="linkProviderUserInfo has no providerId")
    if not info.raw_id:
        raise errors.MissingRawId(reason="linkProviderUserInfo has no rawId")
    owner = scope.users.by("link", (info.provider_id, info.raw_id))
    if owner is not None and owner.local_id != user.local_id:
        raise errors.FederatedUserIdAlreadyLinked(
            reason=f"{info.raw_id!r} of {info.provider_id} is linked to user {owner.local_id}"
        )
    return with_link(user, link_from(info))


def with_link(user: User, link: Link) -> User:
    """The account with that link; one it had at the same provider goes."""
    others = tuple(old for old in user.links if old.provider_id != link.provider_id)
    return replace(user, links=(*others, link))


def link_from(info: ProviderUserInfo) -> Link:
    """The link that a request describes."""
    return Link(
        provider_id=info.provider_id or "",
        raw_id=info.raw_id or "",
        federated_id=info.federated_id or "",
        display_name=info.display_name or "",
        email=info.email or "",
        phone_number=info.phone_number or "",
        photo_url=info.photo_url or "",
        screen_name=info.screen_name or "",
    )


def without_profile(link: Link) -> Link:
    """The link without the profile that its provider gave (a guess); the next sign-in with it brings that again."""
    return Link(link.provider_id, link.raw_id, link.federated_id)
