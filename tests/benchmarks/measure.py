"""Figures: a case against a server, taken in rounds that take turns with those of what it is held against."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from statistics import median

from servers import Served
from wire import Connection, encode, latencies, rate

from mfa_emulator.core.http.json import Json

CONNECTIONS = 8


@dataclass
class Case:
    """Something to measure. `requests` yields requests that do not depend on answers; a `flow` runs a whole
    sequence on one connection, `steps` requests long."""

    name: str
    requests: Callable[[], Iterator[bytes]] | None = None
    flow: Callable[[Connection], object] | None = None
    steps: int = 1
    body: tuple[str, dict[str, Json]] | None = None
    """Path and body of requests that are all the same."""

    @classmethod
    def posted(cls, name: str, path: str, body: dict[str, Json]) -> "Case":
        """The same request over and over."""
        return cls(name, lambda: cycle([encode("POST", path, body)]), body=(path, body))

    def repeated(self, other: "Case") -> "Case":
        """This case of single requests, as the same kind of case as `other`: a flow of as many of them if it is one.

        Its client then encodes and decodes as that of the other flow does: the longer it takes between requests, the
        colder are the server's caches.
        """
        if other.flow is None:
            return self
        assert self.body is not None
        path, body = self.body

        def flow(connection: Connection) -> None:
            for _ in range(other.steps):
                connection.call("POST", path, body)

        return Case(self.name, flow=flow, steps=other.steps)


@dataclass
class Spread:
    """The median of several figures, and the lowest and the highest of them."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, figures: Sequence[float]) -> "Spread":
        return cls(median(figures), min(figures), max(figures))


@dataclass
class Round:
    """`cpu_us` is the server's CPU time per request, `ms` the time of the whole case, at the same connections."""

    cpu_us: float
    per_second: float
    ms: float


class Runner:
    """A case against one server: a flow on one connection, single requests on several at once."""

    def __init__(self, server: Served, case: Case) -> None:
        self._server = server
        self._case = case
        self._many = [server.connect() for _ in range(1 if case.flow else CONNECTIONS)]
        self._source = case.requests() if case.requests is not None else iter(())

    def round(self, requests: int) -> Round:
        """One round of about so many requests."""
        case = self._case
        self._open_anew()
        if case.flow is None:
            batch = [next(self._source) for _ in range(requests)]
            before = self._server.cpu()
            per_second = rate(self._many, batch)
            spent, count, ms = self._server.cpu() - before, requests, 1e3 / per_second
        else:
            flow, connection = case.flow, self._many[0]
            times = max(requests // case.steps, 1)
            before = self._server.cpu()
            taken = latencies(times, lambda: flow(connection))
            spent, count, ms = self._server.cpu() - before, times * case.steps, median(taken) * 1e3
            per_second = times / sum(taken)
        return Round(spent / count * 1e6, per_second, ms)

    def _open_anew(self) -> None:
        """New connections, each used once: the official emulator ends those on which nothing comes for 5 s."""
        for connection in self._many:
            connection.open()
            if self._case.flow is not None:
                self._case.flow(connection)
        if self._case.flow is None:
            rate(self._many, [next(self._source) for _ in self._many])


@dataclass
class Figure:
    """A case beside others: `cpu_us` and `per_second` by server, and the CPU of each of the others over ours, by round.

    A machine's speed drifts within a minute: ratios of one round, whose parts come right after each other, hold still
    where the figures do not.
    """

    name: str
    cpu_us: dict[str, Spread]
    per_second: dict[str, Spread]
    ms: dict[str, Spread]
    of_cpu: dict[str, Spread]


def measure(case: Case, runners: dict[str, Runner], rounds: int, requests: int) -> Figure:
    """Rounds of all runners in turn, ours first; the first one warms up and does not count."""
    taken: dict[str, list[Round]] = {name: [] for name in runners}
    for number in range(rounds + 1):
        for name, runner in runners.items():
            one = runner.round(requests)
            if number:
                taken[name].append(one)
    ours, *others = runners
    ratios = {name: [b.cpu_us / a.cpu_us for a, b in zip(taken[ours], taken[name], strict=True)] for name in others}
    return Figure(
        case.name,
        {name: Spread.of([one.cpu_us for one in all_of]) for name, all_of in taken.items()},
        {name: Spread.of([one.per_second for one in all_of]) for name, all_of in taken.items()},
        {name: Spread.of([one.ms for one in all_of]) for name, all_of in taken.items()},
        {name: Spread.of(all_of) for name, all_of in ratios.items()},
    )
