"""How long others wait for one who asks for much: the slowest `GET /clock` of another world meanwhile."""

import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import identity_toolkit
import msgspec
from servers import Served, emulator

OTHER = "X-MFA-World: other\r\n"
OWNER = identity_toolkit.OWNER
ACCOUNTS = f"/identitytoolkit.googleapis.com/v1/projects/{identity_toolkit.PROJECT}/accounts"
ROUNDS = 3
"""Rounds of each work. The best one counts, as what other programs take of the machine only makes it slower."""


def report(users: int = 100_000) -> Iterator[str]:
    """Lines of text, one a kind of work in a world with so many users."""
    slowest = [_beside_the_first_call() for _ in range(ROUNDS)]
    yield _line("the first call of a vendor", slowest)
    with emulator(*identity_toolkit.options()) as server, tempfile.TemporaryDirectory() as folder:
        server.connect().call("POST", "/_mfa/v1/worlds", {"name": "other"})
        works = Works(server, Path(folder), users)
        for name, work, before in works.all():
            slowest = []
            for _ in range(ROUNDS):
                before()
                slowest.append(_slowest(server, work))
            yield _line(name, slowest)


def _line(name: str, slowest: list[float]) -> str:
    return f"slowest clock beside {name:<34} {min(slowest):5.1f} ms   (rounds {_listed(slowest)})"


def _beside_the_first_call() -> float:
    """The same in a new server, which loads a vendor when it is called first."""
    with emulator(*identity_toolkit.options()) as server:
        server.connect().call("POST", "/_mfa/v1/worlds", {"name": "other"})
        connection = server.connect()
        return _slowest(server, lambda: connection.call("POST", "/v1/accounts:signUp?key=k", {}))


class Works:
    """Works on a world with many users, each with what has to be done before it."""

    def __init__(self, server: Served, folder: Path, users: int) -> None:
        self._server, self._users = server, users
        self._url = f"http://127.0.0.1:{server.port}"
        self._snapshot = folder / "world.json"
        self._seeds = {count: self._written(folder / f"{count}.json", count) for count in (10_000, users)}
        identity_toolkit.fill(server, users)
        self._curl("/_mfa/v1/snapshot", "-o", str(self._snapshot))

    def all(self) -> Iterator[tuple[str, Callable[[], object], Callable[[], object]]]:
        """Name, work, and what comes before it."""
        yield "nothing", lambda: time.sleep(1), _nothing
        yield "GET /snapshot", lambda: self._curl("/_mfa/v1/snapshot"), _nothing
        yield "PUT /snapshot", self._restore, _nothing
        yield "GET /export", lambda: self._curl("/_mfa/v1/export"), _nothing
        yield "accounts:batchGet, the first page", lambda: self._curl(f"{ACCOUNTS}:batchGet?maxResults=1000"), _nothing
        newest = '{"sortBy": "CREATED_AT", "order": "DESC"}'
        yield "accounts:query, sorted", lambda: self._curl(f"{ACCOUNTS}:query", "--json", newest), _nothing
        yield "GET /people?q=, nobody found", lambda: self._curl("/_mfa/v1/people?q=nobody-at-all"), _nothing
        yield "batchCreate of 1,000", self._create, self._restore
        yield "batchDelete of 1,000", self._delete, self._restore
        for count, file in self._seeds.items():
            yield f"POST /seed of {count:,}", lambda file=file: self._seed(file), self._restore
        clear = f"/emulator/v1/projects/{identity_toolkit.PROJECT}/accounts"
        yield "DELETE of all accounts", lambda: self._curl(clear, "-X", "DELETE"), self._restore
        yield "POST /reset", self._reset, self._restore
        yield "POST /worlds, seeded with 10,000", self._add, self._remove
        yield (
            "POST /reset of that",
            lambda: self._curl("/_mfa/v1/reset", "-X", "POST", "-H", "X-MFA-World: w"),
            _nothing,
        )
        yield "DELETE of a world", self._remove, self._add_filled

    def _curl(self, path: str, *options: str) -> None:
        """In a process of its own, so as not to hold up the client that measures."""
        to = () if "-o" in options else ("-o", "/dev/null")
        subprocess.run(["curl", "-sSf", "-H", OWNER.strip(), *to, *options, self._url + path], check=True)

    def _restore(self, world: str = "default") -> None:
        self._curl("/_mfa/v1/snapshot", "-T", str(self._snapshot), "-H", "Expect:", "-H", f"X-MFA-World: {world}")

    def _reset(self, world: str = "default") -> None:
        self._curl("/_mfa/v1/reset", "-X", "POST", "-H", f"X-MFA-World: {world}")

    def _seed(self, file: Path) -> None:
        self._curl("/_mfa/v1/seed", "--data-binary", f"@{file}", "-H", "Expect:")

    @staticmethod
    def _written(file: Path, count: int) -> Path:
        """A seed; its users' ids come in no order."""
        people = [
            {"email": f"seeded{number}@example.com", "local_id": f"{number * 7919 % 10**6:06}-{number}"}
            for number in range(count)
        ]
        file.write_bytes(msgspec.json.encode({"identity_toolkit": {"users": people}}))
        return file

    def _create(self) -> None:
        rows = [{"localId": f"new{number}", "email": f"new{number}@example.com"} for number in range(1000)]
        self._server.connect().call("POST", f"{ACCOUNTS}:batchCreate", {"users": rows}, OWNER)

    def _delete(self) -> None:
        ids = [f"stored{number:08d}" for number in range(1000)]
        self._server.connect().call("POST", f"{ACCOUNTS}:batchDelete", {"localIds": ids, "force": True}, OWNER)

    def _add(self) -> None:
        seed = msgspec.json.decode(self._seeds[10_000].read_bytes())
        self._server.connect().call("POST", "/_mfa/v1/worlds", {"name": "w", "seeds": [seed]})

    def _add_filled(self) -> None:
        self._remove()
        self._server.connect().call("POST", "/_mfa/v1/worlds", {"name": "w"})
        self._restore("w")

    def _remove(self) -> None:
        connection = self._server.connect()
        names = [world["name"] for world in connection.call("GET", "/_mfa/v1/worlds")["worlds"]]
        if "w" in names:
            connection.call("DELETE", "/_mfa/v1/worlds/w")


def _nothing() -> None:
    pass


def _listed(slowest: list[float]) -> str:
    return ", ".join(f"{one:.1f}" for one in slowest)


def _slowest(server: Served, work: Callable[[], object]) -> float:
    """The slowest `GET /clock` of another world, in ms, while the work is done and a moment longer."""
    connection, over = server.connect(), threading.Event()
    taken = []

    def look() -> None:
        while not over.is_set():
            started = time.perf_counter()
            connection.call("GET", "/_mfa/v1/clock", headers=OTHER)
            taken.append(time.perf_counter() - started)
            time.sleep(0.0005)

    looking = threading.Thread(target=look)
    looking.start()
    work()
    time.sleep(0.2)  # for what is freed afterwards
    over.set()
    looking.join()
    return max(taken) * 1e3
