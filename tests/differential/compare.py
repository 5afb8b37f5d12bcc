"""The same random flows sent to the official emulator and to ours: ``python tests/differential/compare.py URL``.

URL is that of a running official Auth emulator, which is emptied. Prints the differences that no row declares; its exit
status is 1 when there is one.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import closing

from differences import parts, undeclared
from flows import Flow
from sides import Side

from mfa_emulator import Emulator

STEPS = 40


def differences(official: Side, ours: Side, seed: int) -> list[str]:
    """What the two answer differently in the flow of that seed, each time that it is played.

    Both live by the real time, and compare moments by the second: a difference that is due to a second's end between
    two of their answers does not come twice.
    """
    found = [*played(official, ours, seed)]
    again = {*played(official, ours, seed)} if found else set()
    return [line for line in found if line in again]


def played(official: Side, ours: Side, seed: int) -> Iterator[str]:
    """What the two answer differently, until they hold different things."""
    official.begin()
    ours.begin()
    for number, step in enumerate(Flow(seed).steps(STEPS)):
        theirs, own = official.answer(step), ours.answer(step)
        yield from (f"flow {seed}, step {number}: {line}" for line in undeclared(step, theirs, own))
        if parts(step, theirs, own):
            return


def run(url: str, first: int, count: int) -> list[str]:
    """The differences that are not declared, of `count` flows."""
    with Emulator() as emulator, closing(Side(url)) as official, closing(Side(emulator.url)) as ours:
        return [line for seed in range(first, first + count) for line in differences(official, ours, seed)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="of the official Auth emulator: http://127.0.0.1:9099")
    parser.add_argument("--flows", type=int, default=500)
    parser.add_argument("--first", type=int, default=0, help="the seed of the first flow")
    options = parser.parse_args()
    found = run(options.url, options.first, options.flows)
    print("\n".join((*found, f"{len(found)} differences that no row declares in {options.flows} flows")))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
