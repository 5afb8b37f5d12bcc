"""Configurations of identity providers, of projects and of tenants: written by administrators, obeyed at sign-in."""
