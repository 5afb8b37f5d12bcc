"""Measures the emulator beside bare servers and the official emulator in one run. See the README beside this file."""

import argparse
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

import bounds
import events
import lifecycle
import official_cases
import readme_table
import sharded
from machine import machine
from measure import Case, Figure, Runner, measure
from servers import OFFICIAL, bare, emulator, official

import console
from mfa_emulator.core.http.json import Json

SUITES = ("identity_toolkit", "twilio_verify", "onelogin")
OTHERS = {one.__name__: one.report for one in (lifecycle, bounds, events, console, sharded)}
BODY: dict[str, Json] = {"email": "ada@example.com", "password": "secret-1", "returnSecureToken": True}
BARE = {
    "bare ASGI": Case.posted("bare ASGI", "/echo", BODY),
    "Starlette": Case.posted("Starlette", "/starlette", BODY),
}


def main() -> None:
    options = _options()
    suites: list[dict[str, object]] = []
    lines: dict[str, list[str]] = {}
    for name in SUITES:
        for users in options.users if name in options.only else ():
            suites.append(_told(name, users, _suite(name, users, options)))
    if options.official:
        suites.append(_told("official", 0, _beside_official(options)))
    for name, report in OTHERS.items():
        if name in options.only:
            print(f"\n{name}")
            lines[name] = []
            for line in report():
                print("  " + line, flush=True)
                lines[name].append(line)
    found = {"machine": machine(), "rounds": options.rounds, "requests": options.requests, "suites": suites, **lines}
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n")
    if options.readme:
        readme_table.write(found)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", default=[0], type=_numbers, help="stored users before measuring, comma separated")
    parser.add_argument("--rounds", type=int, default=9, help="rounds of each figure")
    parser.add_argument("--requests", type=int, default=400, help="requests of a round")
    parser.add_argument("--only", action="append", choices=[*SUITES, *OTHERS, "none"], help="a suite; may be repeated")
    parser.add_argument(
        "--official", nargs="?", const=OFFICIAL, help=f"beside the official emulator too; its command is {OFFICIAL!r}"
    )
    parser.add_argument("--json", type=Path, help="a file for all figures")
    parser.add_argument("--readme", action="store_true", help="write the table of the README")
    options = parser.parse_args()
    options.only = options.only or [*SUITES, *OTHERS]
    return options


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _told(name: str, users: int, figures: Iterator[Figure]) -> dict[str, object]:
    """The figures of a suite, each printed as soon as it is known."""
    print(
        f"\n{name}, {users:,} stored: server's CPU a request in microseconds, ours and of the others, and their ratio"
    )
    told = []
    for figure in figures:
        others = "".join(
            f"{figure.cpu_us[other].median:10.0f} {other:9} {ratio.median:5.2f} x ({ratio.low:.2f} to {ratio.high:.2f})"
            for other, ratio in figure.of_cpu.items()
        )
        ours, ms = figure.cpu_us["ours"], figure.ms["ours"]
        print(
            f"  {figure.name:36}{ours.median:7.0f} ({ours.low:.0f} to {ours.high:.0f}){ms.median:8.3f} ms{others}",
            flush=True,
        )
        told.append(asdict(figure))
    return {"name": name, "users": users, "figures": told}


def _suite(name: str, users: int, options: argparse.Namespace) -> Iterator[Figure]:
    suite = import_module(name)
    with bare() as floor, emulator(*suite.options()) as server:
        suite.fill(server, users)
        for case in suite.cases(server):
            others = {other: Runner(floor, bare_case.repeated(case)) for other, bare_case in BARE.items()}
            yield measure(case, {"ours": Runner(server, case), **others}, options.rounds, options.requests)


def _beside_official(options: argparse.Namespace) -> Iterator[Figure]:
    """Cases that both answer. Signed tokens, which the official emulator does not have, are held against its own."""
    with ExitStack() as stack:
        peer = stack.enter_context(official(options.official))
        ours = stack.enter_context(emulator(*official_cases.OPTIONS))
        signing = stack.enter_context(emulator(*official_cases.OPTIONS, "--signed-tokens"))
        theirs = {case.name: case for case in official_cases.cases(peer)}
        for server, cases in ((ours, official_cases.cases(ours)), (signing, official_cases.signed(signing))):
            for case in cases:
                runners = {
                    "ours": Runner(server, case),
                    "official": Runner(peer, theirs[case.name.removesuffix(", RS256")]),
                }
                yield measure(case, runners, options.rounds, options.requests)


if __name__ == "__main__":
    main()
