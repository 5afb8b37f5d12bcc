"""The fuzz by hand: `python tests/fuzz/run.py 100000 [SEED]` prints what it found, and ends with 1 for a failure."""

import sys

from fuzzer import Fuzzer

given = [int(word) for word in sys.argv[1:]]
tally = Fuzzer(*given[1:]).run(given[0] if given else 100_000)
print("\n".join(tally.lines()))
sys.exit(bool(tally.failures))
