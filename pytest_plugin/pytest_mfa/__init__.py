"""The pytest plugin of mfa-emulator: fixtures that begin with `mfa`, and scenarios in YAML."""
