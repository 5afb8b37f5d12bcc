"""Bundled scenarios, by provider."""
