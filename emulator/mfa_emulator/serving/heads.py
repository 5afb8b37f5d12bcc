"""Bounds of a request's head: its size and the number of its lines."""

from mfa_emulator.core.http.refusal import Refused

LARGEST = 64 * 1024
"""Bytes of a whole head."""
LINES = 256
"""Header lines of a head."""


def refusal(target: bytes, headers: list[tuple[bytes, bytes]]) -> Refused | None:
    """The refusal of a head that is over a bound; None if it is within both."""
    if len(headers) > LINES:
        return Refused(400, "too_many_headers", f"a request's head takes {LINES} header lines, not {len(headers)}")
    if len(target) + sum(len(name) + len(value) + 4 for name, value in headers) > LARGEST:
        return too_large()
    return None


def too_large() -> Refused:
    """The refusal of a head that is too large, whether it has ended or not."""
    return Refused(431, "head_too_large", f"a request's head takes {LARGEST} bytes, its target included")
