"""Passkeys: enrolled with an ID token, and a way to sign in."""
