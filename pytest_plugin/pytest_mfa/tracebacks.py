"""Tracebacks of helpers that a test called wrongly: the test's own lines, without those of the emulator."""

from __future__ import annotations

import inspect
from types import FrameType, FunctionType, TracebackType

import pytest

_OURS = ("mfa_emulator", "pytest_mfa")
_MISUSE = (ValueError, TypeError, LookupError, AttributeError, TimeoutError, ConnectionError)
"""Types of the errors by which helpers say that they cannot do what a test asked for."""


def without_helpers(
    excinfo: pytest.ExceptionInfo[BaseException], config: pytest.Config
) -> pytest.ExceptionInfo[BaseException]:
    """The error without the emulator's lines in its traceback, if one of its helpers raised it on purpose.

    An argument of a type that the helper does not take, or a name that is none, is told as what it is. Any other error
    that merely happened inside the emulator is a mistake of the emulator's, and keeps every line.
    """
    error = _misnamed(excinfo.value) or _mistyped(excinfo) or excinfo.value
    last = excinfo.traceback[-1]
    is_helpers = isinstance(error, _MISUSE) and _is_ours(last.frame.raw)
    # Frozen modules of Python's have no statements to be read: asked for those of ours alone.
    on_purpose = is_helpers and str(last.statement).lstrip().startswith("raise ")
    if error is excinfo.value and not on_purpose:
        return excinfo
    shortened = _others(excinfo.tb)
    if shortened is None:
        return excinfo
    inner = error.__cause__ or error.__context__
    if inner and inner.__traceback__ and _is_ours(inner.__traceback__.tb_frame):
        error.__cause__ = None  # what a helper caught before it raised would be shown first
    if _is_of(shortened, _plugins(config)):  # a fixture of ours failed, of which the tests have no line
        error = pytest.fail.Exception(str(error), pytrace=False)
    return pytest.ExceptionInfo.from_exception(error.with_traceback(shortened))


def _mistyped(excinfo: pytest.ExceptionInfo[BaseException]) -> TypeError | None:
    """The error of a helper that was given what it does not take, and went wrong by it."""
    if not isinstance(excinfo.value, TypeError | AttributeError | ValueError):
        return None
    called = None
    for entry in reversed(excinfo.traceback):
        if not _is_ours(entry.frame.raw):
            break
        called = entry.frame.raw
    helper = None if called is None else _function_of(called)
    if called is None or helper is None:
        return None
    from mfa_emulator.core.helping.arguments import misfit

    names = helper.__code__.co_varnames[: helper.__code__.co_argcount + helper.__code__.co_kwonlyargcount]
    problem = misfit(helper, {name: called.f_locals[name] for name in names if name in called.f_locals})
    return TypeError(problem) if problem else None


def _function_of(frame: FrameType) -> FunctionType | None:
    """The method that runs in a frame, or the setter of a property."""
    found = inspect.getattr_static(type(frame.f_locals.get("self")), frame.f_code.co_name, None)
    for function in (found, getattr(found, "fset", None)):
        if isinstance(function, FunctionType) and function.__code__ is frame.f_code:
            return function
    return None


def _misnamed(error: BaseException) -> AttributeError | None:
    """The error of a name that an object of the emulator's has not, with the nearest that it has."""
    if not isinstance(error, AttributeError) or type(error.obj).__module__.partition(".")[0] not in _OURS:
        return None
    from mfa_emulator.core.descriptions.suggestions import nearest

    near = nearest(error.name or "", (name for name in dir(error.obj) if not name.startswith("_")))
    return AttributeError(f"{error}; did you mean {near!r}?") if near and near not in str(error) else None


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


def _plugins(config: pytest.Config) -> set[str]:
    """The packages of pytest and of installed plugins, whose hooks stand around a fixture."""
    installed = (str(getattr(plugin, "__name__", "")) for plugin, _ in config.pluginmanager.list_plugin_distinfo())
    return {"_pytest", "pluggy", *(name.partition(".")[0] for name in installed)}


def _is_of(trace: TracebackType | None, packages: set[str]) -> bool:
    """Whether a traceback has no line but those of these packages."""
    while trace is not None:
        if _package(trace.tb_frame) not in packages:
            return False
        trace = trace.tb_next
    return True


def _is_ours(frame: FrameType) -> bool:
    return _package(frame) in _OURS


def _package(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__")).partition(".")[0]
