"""Facts that an app gives of itself when a call is guarded against abuse. Accepted, never judged."""

from typing import Literal

from mfa_emulator.providers.identity_toolkit.types.base import Body

ClientType = Literal["CLIENT_TYPE_UNSPECIFIED", "CLIENT_TYPE_WEB", "CLIENT_TYPE_ANDROID", "CLIENT_TYPE_IOS"]
RecaptchaVersion = Literal["RECAPTCHA_VERSION_UNSPECIFIED", "RECAPTCHA_ENTERPRISE"]


class AutoRetrievalInfo(Body):
    """The hash of an Android app, by which the phone picks the code out of the SMS by itself."""

    app_signature_hash: str = ""
