"""Descriptions of APIs as vendors publish them, read into one form, and our own tables in the same form."""
