"""One-time passwords: TOTP codes and their windows, and the authenticator apps that show them."""
