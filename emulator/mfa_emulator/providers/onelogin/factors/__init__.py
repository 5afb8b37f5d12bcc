"""Authentication factors: the catalog, the devices that users enrolled, and their challenges in both versions."""
