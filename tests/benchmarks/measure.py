"""One figure: a case against a server."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from servers import Served
from wire import Connection, latencies, rate

CONNECTIONS = 8


@dataclass
class Case:
    """Something to measure. `requests` yields requests that do not depend on answers; a `flow` runs a whole
    sequence on one connection, `steps` requests long."""

    name: str
    requests: Callable[[], Iterator[bytes]] | None = None
    flow: Callable[[Connection], object] | None = None
    steps: int = 1

    def repeated(self, other: "Case") -> "Case":
        """This case of single requests, as the same kind of case as `other`: a flow of as many of them if it is one."""
        if other.flow is None:
            return self
        assert self.requests is not None
        source = self.requests()

        def flow(connection: Connection) -> None:
            for _ in range(other.steps):
                connection.send(next(source))
                connection.receive()

        return Case(self.name, flow=flow, steps=other.steps)


@dataclass
class Figure:
    """`cpu_us` is the server's CPU time per request, `p50_ms` and `p99_ms` are of the whole case at one connection."""

    name: str
    per_second: float
    p50_ms: float
    p99_ms: float
    cpu_us: float


def measure(server: Served, case: Case, rounds: int) -> Figure:
    """Warm up, then measure latency at one connection and throughput at several."""
    one = server.connect()
    if case.flow is not None:
        flow = case.flow

        def once() -> object:
            return flow(one)
    else:
        assert case.requests is not None
        source = case.requests()

        def once() -> object:
            one.send(next(source))
            return one.receive()

    latencies(max(rounds // 10, 20), once)
    cpu = server.cpu()
    taken = latencies(rounds, once)
    per_second = rounds / sum(taken)
    count = rounds * case.steps
    if case.requests is not None:
        many = [server.connect() for _ in range(CONNECTIONS)]
        batch = [next(source) for _ in range(rounds * 4)]
        cpu = server.cpu()
        per_second = rate(many, batch)
        count = len(batch)
    spent = server.cpu() - cpu
    return Figure(
        case.name,
        per_second,
        taken[len(taken) // 2] * 1e3,
        taken[int(len(taken) * 0.99)] * 1e3,
        spent / count * 1e6,
    )
