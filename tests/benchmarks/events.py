"""The share of CPU that readers of the events add to a request."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from servers import Served, emulator
from wire import encode

ROUNDS, REQUESTS = 12, 1500
BODY = {"email": "nobody@example.com", "password": "secret-1"}
KINDS = (
    ("10 readers of everything", 10, ""),
    ("1,000 readers of what does not come", 1000, "?kinds=message&to=nobody"),
    ("1,000 readers of everything", 1000, ""),
)

READER = """
import selectors, socket, sys
port, count, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
waiting = selectors.DefaultSelector()
for _ in range(count):
    one = socket.create_connection(("127.0.0.1", port))
    one.sendall(f"GET {path} HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\n\\r\\n".encode())
    data = b""
    while b": ready" not in data:
        data += one.recv(65536)
    waiting.register(one, selectors.EVENT_READ)
print("ready", flush=True)
while True:
    for key, _ in waiting.select():
        if not key.fileobj.recv(1 << 20):
            sys.exit()
"""
"""A process of its own, which reads so many streams and does nothing with them."""


@contextmanager
def readers(server: Served, count: int, query: str) -> Iterator[None]:
    command = [sys.executable, "-c", READER, str(server.port), str(count), f"/_mfa/v1/events{query}"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield
    finally:
        process.kill()
        process.communicate()


def report() -> Iterator[str]:
    """Lines of text, one a figure: the least of many short rounds with readers over the least of those without.

    They take turns, and what else the machine does can only add to either.
    """
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # for the streams
    for name, count, query in KINDS:
        with emulator() as server:
            _spent(server)
            alone, beside = [], []
            for _ in range(ROUNDS):
                alone.append(_spent(server))
                with readers(server, count, query):
                    beside.append(_spent(server))
        share = min(beside) / min(alone) - 1
        between = median(beside) / median(alone) - 1
        yield f"{name:<40}{share:+.1%} CPU a request ({between:+.1%} by medians), of {min(alone) * 1e6:.0f} us"


def _spent(server: Served) -> float:
    """Seconds of CPU for a request of a round, as one client sends them."""
    connection = server.connect()
    request = encode("POST", "/v1/accounts:signInWithPassword?key=k", BODY)
    started = server.cpu()
    for _ in range(REQUESTS):
        connection.send(request)
        connection.receive()
    return (server.cpu() - started) / REQUESTS
