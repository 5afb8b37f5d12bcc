"""Sign-in by the first factors: password, e-mail link, phone, custom token, identity provider."""
