"""Mutated files: each gives mistakes with a position, or loads; never a traceback, never a hang.

`python tests/scenario/mutated_files.py 10000` tries more of them.
"""

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutated_files import FILES, mutant, trouble_of


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(chance=st.randoms(use_true_random=False))
def test_a_mutated_file_is_told_with_its_position_or_loads(chance: random.Random) -> None:
    text = mutant(chance)
    trouble, _ = trouble_of(text)
    assert not trouble, f"{trouble}\n{text}"


def test_mutants_are_refused_and_some_load() -> None:
    chance = random.Random(0)
    loaded = [trouble_of(mutant(chance))[1] for _ in range(100)]
    assert 1 <= sum(loaded) <= 50


def test_every_bundled_file_is_a_seed_of_mutants() -> None:
    assert len(FILES) >= 40
