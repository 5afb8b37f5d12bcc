"""Rules that a test changes while the server asks for them."""

import threading

import pytest

from mfa_emulator.core.faults.faults import Faults


@pytest.mark.usefixtures("restless")
def test_a_call_meets_rules_while_others_add_and_drop_them():
    faults, broken, over = Faults({}), [], threading.Event()

    def meet():
        try:
            while not over.is_set():
                faults.strike("toy", "create")
                faults.list()
        except Exception as error:
            broken.append(error)

    threads = [threading.Thread(target=meet) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in range(400):
        rules = [faults.add(status=500) for _ in range(20)]
        for rule in rules:
            faults.remove(rule.id)
    over.set()
    for thread in threads:
        thread.join()
    assert broken == []
