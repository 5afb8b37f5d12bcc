"""Verifications: codes sent and checked, and the rules of their requests."""
