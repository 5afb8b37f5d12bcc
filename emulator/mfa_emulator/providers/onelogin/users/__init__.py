"""Users: their queries and changes in both versions, their passwords and locks."""
