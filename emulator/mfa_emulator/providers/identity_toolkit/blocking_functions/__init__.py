"""Blocking functions: code of the project's own that is asked before an account is made or a user gets in."""
