"""Log-ins that ask for a second factor, SAML assertions, and Smart MFA."""
