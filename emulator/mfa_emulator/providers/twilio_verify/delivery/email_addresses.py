"""E-mail addresses."""

import re

_EMAIL = re.compile(r"[^@\s]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def is_email(text: str) -> bool:
    """Whether a text looks like an e-mail address."""
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None
