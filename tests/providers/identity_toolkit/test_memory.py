"""Memory that an account takes."""

import gc
import tracemalloc

from mfa_emulator.providers.identity_toolkit.records import Factor, User
from mfa_emulator.providers.identity_toolkit.settings import EMULATOR
from mfa_emulator.providers.identity_toolkit.state import Project

COUNT = 5_000


def test_a_stored_account_takes_less_than_700_bytes(it):
    rows = [
        {
            "localId": f"{number:028d}",
            "email": f"user-{number:06d}@example.com",
            "displayName": f"User {number:06d}",
            "rawPassword": f"secret-{number:06d}",
        }
        for number in range(COUNT)
    ]
    # What the first call of its kind makes once is not the accounts'.
    first = {"localId": "first", "email": "first@example.com", "rawPassword": "secret-1"}
    it.ok("/v1/projects/demo-project/accounts:batchCreate", {"users": [first]}, admin=True)
    gc.collect()
    tracemalloc.start()
    try:
        for start in range(0, COUNT, 1000):
            body = {"users": rows[start : start + 1000]}
            it.ok("/v1/projects/demo-project/accounts:batchCreate", body, admin=True)
        gc.collect()
        size = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert len(it.accounts.project().users) == COUNT + 1
    assert size / COUNT < 700, f"{size / COUNT:.0f} bytes an account"


def test_records_are_invisible_to_the_garbage_collector():
    project = Project("p", EMULATOR)
    user = project.users.put(User("a", 1, factors=(Factor("f", 1),)))
    assert not gc.is_tracked(user)
