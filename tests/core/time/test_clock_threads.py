"""Server and test read and move one clock from two threads."""

import threading

from mfa_emulator.core.time.clock import Clock
from mfa_emulator.core.time.durations import SECOND


def test_a_reader_never_sees_time_go_back_or_jump_too_far_while_another_thread_moves_it(wall):
    clock = Clock()
    start, steps = clock.micros(), 2000
    wall.pass_("1d")  # a line and a source of different moments, mixed, would show a day too much
    start = clock.micros()
    wrong: list[int] = []
    stop = threading.Event()

    def watch() -> None:
        last = start
        while not stop.is_set():
            now = clock.micros()
            if not last <= now <= start + steps * SECOND:
                wrong.append(now - start)
            last = now

    watcher = threading.Thread(target=watch)
    watcher.start()
    for _ in range(steps):
        clock.advance(1)
    stop.set()
    watcher.join()
    assert wrong == []
    assert clock.micros() == start + steps * SECOND


def test_effects_of_several_threads_all_happen_once():
    clock, seen = Clock(1_800_000_000), []
    due = clock.micros() + SECOND

    def ask() -> None:
        for _ in range(200):
            clock.call_at(due, lambda: seen.append(threading.get_ident()))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    clock.advance(1)
    assert len(seen) == 800
    assert set(seen) == {threading.get_ident()}
