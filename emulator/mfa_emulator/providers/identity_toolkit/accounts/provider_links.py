"""Links of an account to profiles at identity providers."""

from msgspec.structs import replace

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.records import Link, User
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.types.accounts import SetAccountInfoRequest
from mfa_emulator.providers.identity_toolkit.types.user_info import ProviderUserInfo

OWN_WAYS = ("password", "phone")
"""Ways in that are no identity providers: a link of such a name would pass for one of them in the claims."""


def linked(call: Call[SetAccountInfoRequest], scope: Scope, user: User) -> User:
    """The account with the request's `linkProviderUserInfo`, in place of what it had at that provider.

    Raises `UnexpectedParameter`, `MissingProviderId`, `InvalidProviderId`, `MissingRawId` or `MissingIdentifier`, and
    `FederatedUserIdAlreadyLinked`.
    """
    info = call.body.link_provider_user_info
    if info is None:
        return user
    if call.settings.links_need_admin and not call.caller.privileged:
        raise errors.UnexpectedParameter("linkProviderUserInfo", reason="only an administrator links a profile")
    if not info.provider_id:
        raise errors.MissingProviderId(reason="linkProviderUserInfo has no providerId")
    if info.provider_id in OWN_WAYS:
        raise errors.InvalidProviderId(reason=f"{info.provider_id!r} is no identity provider")
    if not info.raw_id:
        named_so = call.settings.missing_raw_id_refusal == errors.MissingIdentifier.code
        refusal = errors.MissingIdentifier if named_so else errors.MissingRawId
        raise refusal(reason="linkProviderUserInfo has no rawId")
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
