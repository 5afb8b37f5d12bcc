"""Worlds spread over several processes behind nginx, by the configuration of the manual."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx2

from mfa_emulator.docs import manual

MAIN = """
daemon off;
pid nginx.pid;
error_log stderr warn;
events {}
http {
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include mfa.conf;
}
"""
NGINX = shutil.which("nginx", path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin")))


@contextmanager
def front(emulators: Sequence[str], folder: Path) -> Iterator[tuple[str, int]]:
    """The host of an nginx that leads to emulators at these ``host:port``, and its process; its files are in `folder`.

    Raises RuntimeError when it does not serve.
    """
    assert NGINX is not None
    here = _address()
    (folder / "main.conf").write_text(MAIN)
    (folder / "mfa.conf").write_text(_configuration(emulators, here))
    user = ["-g", "user root;"] if os.getuid() == 0 else []
    with (folder / "log").open("w+") as log:
        running = subprocess.Popen([NGINX, "-p", str(folder), "-c", "main.conf", *user], stderr=log)
        try:
            _wait_until_it_listens(running, here, folder / "log")
            yield here, running.pid
        finally:
            running.terminate()
            running.wait(30)


def _address() -> str:
    """An address of this machine that nobody else listens on, so that the manual's ports are free there."""
    return f"127.{100 + os.getpid() // 62500 % 100}.{os.getpid() // 250 % 250}.{1 + os.getpid() % 250}"


def _configuration(emulators: Sequence[str], here: str) -> str:
    """The manual's, for these processes and this address."""
    found = re.search(r"^```nginx\n(.*?)^```", manual.page("load"), re.MULTILINE | re.DOTALL)
    assert found is not None
    servers = "\n".join(f"    server {emulator};" for emulator in emulators)
    text, count = re.subn(r"(^    server 127\.0\.0\.1:92\d\d;\n)+", lambda _: f"{servers}\n", found[1], flags=re.M)
    assert count == 1
    return text.replace("listen 127.0.0.1:", f"listen {here}:")


def _wait_until_it_listens(running: "subprocess.Popen[bytes]", here: str, log: Path) -> None:
    for _ in range(600):
        with suppress(httpx2.TransportError):
            httpx2.get(f"http://{here}:9100/_mfa/v1/health", trust_env=False, timeout=30).raise_for_status()
            return
        with suppress(subprocess.TimeoutExpired):
            running.wait(0.05)
            break
    raise RuntimeError(f"nginx does not serve:\n{log.read_text()}")
