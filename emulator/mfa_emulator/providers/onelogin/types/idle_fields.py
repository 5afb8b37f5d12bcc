"""Fields of requests that are accepted and change nothing here."""

from collections.abc import Mapping

_DIRECTORY = "no directory is asked; filters find users by it"
_PEOPLE = "for people; filters find users by it"

WITHOUT_EFFECT: Mapping[str, str] = {
    "title": _PEOPLE,
    "department": _PEOPLE,
    "company": _PEOPLE,
    "comment": _PEOPLE,
    "notes": _PEOPLE,
    "openid_name": _PEOPLE,
    "preferred_locale_code": "texts are in English",
    "locale_code": "texts are in English",
    "group_id": "there are no groups, and so no policies of groups",
    "directory_id": _DIRECTORY,
    "trusted_idp_id": "no other identity provider logs in",
    "manager_ad_id": _DIRECTORY,
    "manager_user_id": _DIRECTORY,
    "samaccountname": _DIRECTORY,
    "member_of": _DIRECTORY,
    "userprincipalname": _DIRECTORY,
    "distinguished_name": _DIRECTORY,
    "external_id": _DIRECTORY,
}
"""Attributes of users that are kept and shown, with the reason why."""

PASSED_OVER: Mapping[str, str] = {
    "browser_id": "no browser is remembered",
    "validate_policy": "there is no policy of passwords",
    "context.ip": "the score of Smart MFA is the setting smart_mfa_score",
    "context.user_agent": "the score of Smart MFA is the setting smart_mfa_score",
}
"""Names of fields as published, with the reason why."""
