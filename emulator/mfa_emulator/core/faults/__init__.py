"""Faults that a test asks for: rules, those of a world, and the handle of one."""
