"""API access tokens, temporary MFA tokens of users, and the rate limit."""
