"""Codes by SMS, of a first or a second factor, and their quotas."""
