"""A table with a rule of expiry behaves as a plain dict does that is searched from end to end."""

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from mfa_emulator.core.store.expiry import Expiry
from mfa_emulator.core.store.table import Table

KEPT = 5


class Item(msgspec.Struct, frozen=True):
    id: int
    ends: int = 0


IDS = st.integers(0, 30)
SPANS = st.integers(0, 12)


class ExpiryMachine(RuleBasedStateMachine):
    """Does the same to a table and to a dict from which nothing is ever dropped. The clock goes both ways."""

    def __init__(self) -> None:
        super().__init__()
        rule_of_items = Expiry[Item](what="item", at="ends", subject=lambda item: str(item.id), kept=KEPT / 1e6)
        self.table = Table(Item, "id", expiry=rule_of_items)
        self.model: dict[int, Item] = {}
        self.now = self.latest = 1000
        self.next = 100

    @rule(id=IDS, lifetime=SPANS)
    def put(self, id: int, lifetime: int) -> None:
        self.model[id] = self.table.put(Item(id, self.now + lifetime if lifetime else 0), self.now)

    @rule(id=IDS)
    def delete(self, id: int) -> None:
        self.table.delete(id)
        self.model.pop(id, None)

    @rule(span=st.integers(-3, 12))
    def move(self, span: int) -> None:
        self.now += span
        self.latest = max(self.latest, self.now)

    @rule()
    def copy(self) -> None:
        self.table = self.table.copy()

    @rule()
    def fill_until_all_that_may_go_is_gone(self) -> None:
        # What is left of a round over the table, and the next one.
        for _ in range(len(self.table) + 4):
            self.model[self.next] = self.table.put(Item(self.next, self.now), self.now)
            self.next += 1
        assert not [item for item in self.table if item.id < 100 and item.ends and item.ends + KEPT <= self.now]
        for item in self.table:
            if item.id >= 100:
                self.table.delete(item.id)
                del self.model[item.id]

    @invariant()
    def a_record_is_live_until_its_end(self) -> None:
        for id in range(31):
            item = self.model.get(id)
            live = item if item is not None and (item.ends == 0 or self.now < item.ends) else None
            # What was dropped at a later instant is gone for good, also when the clock was set back.
            dropped = item is not None and id not in self.table and item.ends + KEPT <= self.latest
            assert self.table.live(id, self.now) == (None if dropped else live)

    @invariant()
    def none_is_dropped_that_is_still_told_of(self) -> None:
        for id, item in self.model.items():
            if id not in self.table:
                assert item.ends
                assert item.ends + KEPT <= self.latest

    @invariant()
    def the_ends_ahead_are_those_of_a_search(self) -> None:
        until = self.now + 6
        ahead = sorted((item.ends, str(item.id)) for item in self.table if self.now < item.ends <= until)
        assert sorted((at, subject) for at, _, subject in self.table.endings(self.now, until)) == ahead


TestExpiry = ExpiryMachine.TestCase
TestExpiry.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
