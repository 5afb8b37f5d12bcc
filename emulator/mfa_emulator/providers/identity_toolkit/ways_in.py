"""Ways in to an account, as answers, blocking functions and user events show them."""

from mfa_emulator.providers.identity_toolkit.records import Link, User
from mfa_emulator.providers.identity_toolkit.settings import Settings
from mfa_emulator.providers.identity_toolkit.types.user_info import ProviderUserInfo


def providers(user: User, settings: Settings) -> tuple[ProviderUserInfo, ...]:
    """The ways in: password or e-mail link, identity providers, phone; production has them the other way round."""
    ways = [link_view(link) for link in user.links]
    password_last = settings.password_provider == "last"
    if user.phone_number:
        number = user.phone_number
        phone = ProviderUserInfo(provider_id="phone", phone_number=number, raw_id=number)
        ways.insert(0 if password_last else len(ways), phone)
    if user.email and (user.password or user.rare.email_link_signin):
        ways.insert(len(ways) if password_last else 0, _password(user, settings))
    return tuple(ways)


def _password(user: User, settings: Settings) -> ProviderUserInfo:
    blanks = user.rare.blanks if settings.empty_texts_shown else ()
    return ProviderUserInfo(
        provider_id="password",
        email=user.email,
        federated_id=user.email,
        raw_id=user.email,
        display_name=user.display_name or ("" if "display_name" in blanks else None),
        photo_url=user.photo_url or ("" if "photo_url" in blanks else None),
    )


def link_view(link: Link) -> ProviderUserInfo:
    """The account at an identity provider."""
    return ProviderUserInfo(
        provider_id=link.provider_id,
        raw_id=link.raw_id,
        federated_id=link.federated_id or link.raw_id,
        display_name=link.display_name or None,
        email=link.email or None,
        phone_number=link.phone_number or None,
        photo_url=link.photo_url or None,
        screen_name=link.screen_name or None,
    )
