"""Tenants of a project, as administrators make, configure and delete them."""
