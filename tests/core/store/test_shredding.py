"""Many records are freed in small pieces while a loop runs."""

import asyncio

from mfa_emulator.core.store.shredding import shred_later


def test_pieces_are_taken_one_by_one_between_other_work():
    seen = []

    async def main():
        shred_later(seen.append(number) for number in range(3))
        for _ in range(5):
            await asyncio.sleep(0)
            seen.append("work")

    asyncio.run(main())
    assert [item for item in seen if item != "work"] == [0, 1, 2]
    assert seen.index("work") < seen.index(2)


def test_without_a_loop_nothing_is_taken_apart():
    taken = []
    shred_later(taken.append(number) for number in range(3))
    assert taken == []
