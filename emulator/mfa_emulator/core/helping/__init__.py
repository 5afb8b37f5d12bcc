"""Helpers that are called from another process: their values as JSON, and the objects that they gave."""
