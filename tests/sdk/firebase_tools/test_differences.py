"""The same random flows to the official Auth emulator and to ours: `tests/differential` has them."""

from typing import Any

import compare
from differences import REFUSALS, SHAPES

FLOWS = 40


def test_only_declared_differences_remain(suite: Any) -> None:
    with suite.begin("emulators:start", "--only", "auth") as process:
        said = ""
        for line in process.stdout:
            said += line
            if "All emulators ready" in line:
                break
        else:
            raise AssertionError(said)
        found = compare.run(f"http://127.0.0.1:{suite.ports['auth']}", 0, FLOWS)
        process.terminate()
        process.communicate(timeout=180)
    assert found == []


def test_every_difference_has_a_reason() -> None:
    assert all(row.reason and all(row.told) for row in (*REFUSALS, *SHAPES))
