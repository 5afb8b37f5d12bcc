"""Measures the emulator beside bare servers in one run and prints ratios. See the README beside this file."""

import argparse
from importlib import import_module
from itertools import cycle
from pathlib import Path

import bounds
import lifecycle
from measure import Case, Figure, measure
from servers import bare, emulator
from wire import encode

SUITES = [
    name
    for name in ("identity_toolkit", "twilio_verify", "onelogin")
    if (Path(__file__).parent / f"{name}.py").exists()
]
OTHERS = {"lifecycle": lifecycle.report, "bounds": bounds.report}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", default="0,10000,100000", help="stored users before measuring, comma separated")
    parser.add_argument("--rounds", type=int, default=2000, help="requests per figure")
    parser.add_argument("--only", action="append", choices=[*SUITES, *OTHERS], help="a suite; may be repeated")
    arguments = parser.parse_args()
    wanted = arguments.only or [*SUITES, *OTHERS]
    sizes = [int(size) for size in arguments.users.split(",")]
    for name in SUITES:
        if name in wanted:
            for size in sizes:
                _suite(name, size, arguments.rounds)
    for name, report in OTHERS.items():
        if name in wanted:
            print(f"\n{name}")
            for line in report():
                print("  " + line, flush=True)


def _suite(name: str, users: int, rounds: int) -> None:
    suite = import_module(name)
    body = {"email": "ada@example.com", "password": "secret-1", "returnSecureToken": True}
    print(f"\n{name}, {users:,} stored")
    print(f"  {'':32}{'per s':>9}{'p50 ms':>9}{'p99 ms':>9}{'cpu us':>9}{'of ASGI':>9}{'of Starlette':>13}{'cpu':>8}")
    echo_case = Case("bare ASGI echo", lambda: cycle([encode("POST", "/echo", body)]))
    route_case = Case("bare Starlette route", lambda: cycle([encode("POST", "/starlette", body)]))
    with bare() as floor, emulator(*suite.options()) as server:
        suite.fill(server, users)
        for case in [echo_case, route_case, *suite.cases(server)]:
            # What it is held against is measured right before it, and a flow against as many bare requests, one after
            # the other: a machine's speed drifts within a minute, and one connection costs more than several.
            times = rounds if case.steps == 1 else rounds // 4
            echo, route = (measure(floor, bare_case.repeated(case), times) for bare_case in (echo_case, route_case))
            figure = measure(floor if case in (echo_case, route_case) else server, case, times)
            _print(figure, echo, route, case)


def _print(figure: Figure, echo: Figure, route: Figure, case: Case) -> None:
    def ratio(other: Figure) -> float:
        return other.p50_ms / figure.p50_ms if case.flow else figure.per_second / other.per_second

    print(
        f"  {figure.name:32}{figure.per_second:9,.0f}{figure.p50_ms:9.3f}{figure.p99_ms:9.3f}{figure.cpu_us:9.0f}"
        f"{ratio(echo):8.2f}x{ratio(route):12.2f}x{echo.cpu_us / figure.cpu_us:7.2f}x",
        flush=True,
    )


if __name__ == "__main__":
    main()
