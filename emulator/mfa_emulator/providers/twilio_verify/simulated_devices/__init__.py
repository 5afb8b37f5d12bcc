"""Simulated devices for tests: a phone with the mobile SDK's protocol, a browser with passkeys."""
