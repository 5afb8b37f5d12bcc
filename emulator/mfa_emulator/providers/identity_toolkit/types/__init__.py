"""Requests and responses as published, one module for each area. Import from the area's module."""
