"""Passkeys: their factors, their challenges, and WebAuthn."""
