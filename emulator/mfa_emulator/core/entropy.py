"""Unpredictable tokens for the protection of the emulator itself. A world's ids come from its seed instead."""

import secrets


def token() -> str:
    """32 characters that are safe in URLs and headers."""
    return secrets.token_urlsafe(24)
