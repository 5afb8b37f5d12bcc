"""Ready objects of the vendors' own Python SDKs."""
