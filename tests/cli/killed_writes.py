"""Kills a program at so many points inside the write of a file, and looks at what is left each time.

python tests/cli/killed_writes.py 1000
"""

import os
import signal
import sys
import tempfile
from itertools import islice
from pathlib import Path

from mfa_emulator.cli import whole_files

OLD, NEW = b"old" * 1000, b"new" * 20_000
OTHERS = 4
"""Steps beside those of the pieces; at the last but one the new file has a name, and not its place yet."""


def kill_at(target: Path, piece: int, point: int) -> bool:
    """Write in a child that is killed at that point; whether it got as far as that."""
    child = os.fork()
    if child == 0:
        for _ in islice(whole_files.steps(target, NEW, piece=piece), point, None):
            os.kill(os.getpid(), signal.SIGKILL)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def problems(folder: Path, points: int) -> list[str]:
    """What was wrong after a kill at any of the points, and after the write that follows it."""
    found = []
    target = folder / "world.json"
    piece = len(NEW) // points + 1
    steps = -(-len(NEW) // piece) + OTHERS
    for point in range(steps + 1):
        target.write_bytes(OLD)
        killed = kill_at(target, piece, point)
        content, left = target.read_bytes(), sorted(os.listdir(folder))
        if content not in (OLD, NEW):
            found.append(f"point {point}: {len(content)} bytes")
        if killed != (point < steps) or (not killed and content != NEW):
            found.append(f"point {point}: not written to the end")
        if len(left) != 1 and point != steps - 2 and hasattr(os, "O_TMPFILE"):
            found.append(f"point {point}: {left}")
        whole_files.write(target, OLD)
        if os.listdir(folder) != ["world.json"] or target.read_bytes() != OLD:
            found.append(f"after point {point}: {os.listdir(folder)}")
    return found


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name:
        wrong = problems(Path(name), count)
    print(
        "\n".join(wrong) or f"killed at {count} points and the steps around them: the old file or the new one each time"
    )
    sys.exit(bool(wrong))
