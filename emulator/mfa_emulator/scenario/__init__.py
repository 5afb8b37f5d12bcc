"""Scenarios: `*.mfa.yaml` files that sign in, read codes and move time, with no code of their own.

Kept free of imports, so that the pytest plugin stays light until a scenario file is found.
"""

SUFFIX = ".mfa.yaml"
