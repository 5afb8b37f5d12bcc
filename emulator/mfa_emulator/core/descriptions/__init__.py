"""Descriptions of code for people: docstrings of attributes, settings, types, misfits and nearest names in words."""
