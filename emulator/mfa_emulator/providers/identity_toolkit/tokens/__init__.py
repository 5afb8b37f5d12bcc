"""ID tokens, refresh tokens and session cookies: issued, read, exchanged, and the keys that sign them."""
