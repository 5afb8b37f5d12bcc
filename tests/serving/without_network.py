"""pytest where there is no network but loopback, for uvloop and child processes either.

`python tests/serving/without_network.py -q` runs it in a network namespace of its own (`unshare`, on Linux) and takes
pytest's arguments. What has to be downloaded first, and is not there yet, is skipped.
"""

import fcntl
import os
import shutil
import socket
import struct
import subprocess
import sys

SET_FLAGS, UP = 0x8914, 0x1
"""SIOCSIFFLAGS and IFF_UP of Linux."""
INTO = ("unshare", "--map-root-user", "--net")


def obstacle() -> str:
    """The reason why there can be no such namespace here; empty where there can."""
    if shutil.which(INTO[0]) is None:
        return "unshare is not installed"
    done = subprocess.run([*INTO, "true"], capture_output=True, text=True, check=False)
    return f"no network namespace may be made here: {done.stderr.strip()}" if done.returncode else ""


def enter(arguments: list[str]) -> None:
    """Turn into pytest, with loopback up."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sH14x", b"lo", UP))
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *arguments])


def command(*arguments: str) -> list[str]:
    """The command that runs pytest so."""
    return [*INTO, sys.executable, __file__, "--inside", *arguments]


if __name__ == "__main__":
    given = sys.argv[1:]
    if given[:1] == ["--inside"]:
        enter(given[1:])
    sys.exit(obstacle() or subprocess.run(command(*given), check=False).returncode)
