"""Tracebacks of helpers that a test called wrongly: the test's own lines, without those of the emulator."""

from __future__ import annotations

from types import FrameType, TracebackType

import pytest

_OURS = ("mfa_emulator", "pytest_mfa")
_MISUSE = (ValueError, TypeError, LookupError, AttributeError, TimeoutError, ConnectionError)
"""Types of the errors by which helpers say that they cannot do what a test asked for."""


def without_helpers(excinfo: pytest.ExceptionInfo[BaseException]) -> pytest.ExceptionInfo[BaseException]:
    """The error without the emulator's lines in its traceback, if one of its helpers raised it on purpose.

    An error that merely happened inside the emulator is a mistake of the emulator's, and keeps every line.
    """
    error, last = excinfo.value, excinfo.traceback[-1]
    is_helpers = isinstance(error, _MISUSE) and _is_ours(last.frame.raw)
    # Frozen modules of Python's have no statements to be read: asked for those of ours alone.
    if not (is_helpers and str(last.statement).lstrip().startswith("raise ")):
        return excinfo
    shortened = _others(excinfo.tb)
    if shortened is None:
        return excinfo
    inner = error.__cause__ or error.__context__
    if inner and inner.__traceback__ and _is_ours(inner.__traceback__.tb_frame):
        error.__cause__ = None  # what a helper caught before it raised would be shown first
    return pytest.ExceptionInfo.from_exception(error.with_traceback(shortened))


def _others(trace: TracebackType | None) -> TracebackType | None:
    """A traceback without the emulator's frames."""
    frames = []
    while trace is not None:
        frames.append(trace)
        trace = trace.tb_next
    for one in reversed(frames):
        if not _is_ours(one.tb_frame):
            trace = TracebackType(trace, one.tb_frame, one.tb_lasti, one.tb_lineno)
    return trace


def _is_ours(frame: FrameType) -> bool:
    return str(frame.f_globals.get("__name__")).partition(".")[0] in _OURS
