"""Entities and their TOTP and push factors."""
