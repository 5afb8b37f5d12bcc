"""Files that are written whole or not at all, whenever the program is killed."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PIECE = 64 * 1024
"""Bytes that are written at a time."""

_BINARY = getattr(os, "O_BINARY", 0)
"""Windows alone has it, and would else change line ends."""
_MOVED_CLOSED = os.name == "nt"
"""Whether a file must be closed before it takes another's place. Windows was not tried."""


def write(target: Path, data: bytes) -> None:
    """Put the data in the file, or leave the file as it was. Raises OSError."""
    for _ in steps(target, data):
        pass


def steps(target: Path, data: bytes, piece: int = PIECE) -> Iterator[None]:
    """The same step by step: at each the program may end, and there is the old file or the new one."""
    _remove_leftovers(target)
    yield
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    file, named = _opened(target.parent, temporary)
    try:
        with suppress(FileNotFoundError, AttributeError):  # Windows has no such rights
            os.fchmod(file, stat.S_IMODE(target.stat().st_mode))
        for start in range(0, len(data), piece):
            _write_all(file, data[start : start + piece])
            yield
        os.fsync(file)
        yield
        if not named:
            os.link(f"/proc/self/fd/{file}", temporary, src_dir_fd=file, follow_symlinks=True)
            yield
        if _MOVED_CLOSED:
            os.close(file)
            file = -1
        _put_in_place(temporary, target, data)
        yield
        _sync_folder(target.parent)
    finally:
        if file >= 0:
            os.close(file)
        temporary.unlink(missing_ok=True)


def _opened(folder: Path, temporary: Path) -> tuple[int, bool]:
    """A new file, locked, and whether it has a name: one without leaves nothing behind when the program is killed."""
    nameless = getattr(os, "O_TMPFILE", None)
    if nameless is not None and os.path.isdir("/proc/self/fd"):
        try:
            file = os.open(folder, nameless | os.O_WRONLY, 0o666)
        except OSError as error:  # not every file system has them
            if error.errno not in (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT):
                raise
        else:
            _lock(file)
            return file, False
    file = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, 0o666)
    _lock(file)
    return file, True


def _lock(file: int) -> bool:
    """Lock a file until it is closed or the program ends; False if another program has it locked, or none can."""
    try:
        import fcntl
    except ImportError:  # Windows
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _remove_leftovers(target: Path) -> None:
    """Remove what programs left that were killed between the name of the new file and its place: nobody locks it."""
    for leftover in target.parent.glob(f".{_literal(target.name)}.*.tmp"):
        with suppress(OSError):
            file = os.open(leftover, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
            try:
                if _lock(file):
                    leftover.unlink()
            finally:
                os.close(file)


def _literal(name: str) -> str:
    """A name as a pattern that means it alone."""
    return "".join(f"[{character}]" if character in "*?[" else character for character in name)


def _write_all(file: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]


def _put_in_place(temporary: Path, target: Path, data: bytes) -> None:
    try:
        temporary.replace(target)
    except OSError as error:
        if error.errno != errno.EBUSY:
            raise
        # A file that is mounted by itself, as containers do it: nothing can take its place, and a kill does harm.
        _overwrite(target, data)


def _overwrite(target: Path, data: bytes) -> None:
    before = target.read_bytes()
    try:
        target.write_bytes(data)
    except OSError:
        target.write_bytes(before)
        raise


def _sync_folder(folder: Path) -> None:
    """Have the new name on the disk too, where folders can be synced."""
    with suppress(OSError):
        file = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)
