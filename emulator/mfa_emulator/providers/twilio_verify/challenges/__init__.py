"""Challenges of entities' factors, and the pushes that they send."""
