"""The control API ``/_mfa/v1``: what tests and people do to a world from outside, in any language."""
