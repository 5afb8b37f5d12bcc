"""Verify services, their rate limits, and the account's safe list."""
