"""API access tokens, and temporary MFA tokens of users."""
