"""Accounts: signed up, looked up, updated, deleted, imported and exported."""
