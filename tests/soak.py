"""The suite many times, each time in another order: `python tests/soak.py [RUNS] [--first SEED] [TESTS…]`.

Every second run has artificial load beside it. A line for each run gives the seed that repeats its order:
`PYTEST_ADDOPTS='-p randomly --randomly-seed=SEED' pytest`. What failed stands below it, and the whole output in a file.
It ends with 1 if a run failed.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOAD = (sys.executable, "-c", "import os\nparent = os.getppid()\nwhile os.getppid() == parent: pass")
BUSY = 2 * (os.cpu_count() or 1)
"""Programs that do nothing but take processors, until they or this one are ended."""


@contextmanager
def load(wanted: bool) -> Iterator[None]:
    """Other programs that want every processor, while the block runs."""
    programs = [subprocess.Popen(LOAD) for _ in range(BUSY)] if wanted else []
    try:
        yield
    finally:
        for program in programs:
            program.kill()
            program.wait()


def run(seed: int, tests: list[str], output: Path) -> bool:
    """Run the suite in the order of that seed and print how it went; whether all passed."""
    loaded = seed % 2 == 0
    started = time.monotonic()
    with load(loaded), output.open("w") as file:
        env = {**os.environ, "PYTEST_ADDOPTS": f"-p randomly --randomly-seed={seed}"}
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests]
        status = subprocess.run(command, stdout=file, stderr=subprocess.STDOUT, env=env, check=False).returncode
    text = output.read_text(errors="replace")
    last = text.strip().rpartition("\n")[2].strip("= ")
    took = f"{time.monotonic() - started:.0f} s"
    print(
        f"{seed:>10}  {'yes' if loaded else 'no':4}  {took:>7}  {'ok' if status == 0 else 'FAILED':6}  {last}",
        flush=True,
    )
    for line in re.findall(r"^(?:FAILED|ERROR) .*$", text, flags=re.MULTILINE):
        print(f"            {line[:200]}", flush=True)
    return status == 0


def main() -> int:
    """Run them all; the number of runs that failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="?", type=int, default=20)
    parser.add_argument(
        "--first", type=int, default=1, metavar="SEED", help="of the first run; each next one is higher"
    )
    options, tests = parser.parse_known_args()
    folder = Path(tempfile.mkdtemp(prefix="soak-"))
    print(f"whole outputs: {folder}\n      seed  load     time  result", flush=True)
    seeds = range(options.first, options.first + options.runs)
    passed = sum(run(seed, tests, folder / f"{seed}.txt") for seed in seeds)
    print(f"{passed} of {options.runs} runs passed", flush=True)
    return options.runs - passed


if __name__ == "__main__":
    sys.exit(bool(main()))
