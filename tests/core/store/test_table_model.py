"""A table behaves as a plain dict does, and its indexes as a search through that dict would."""

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from mfa_emulator.core.store.indexes import Sparse
from mfa_emulator.core.store.sorted_keys import SortedKeys
from mfa_emulator.core.store.table import Table, Taken


class User(msgspec.Struct, frozen=True):
    id: str
    mail: str = ""
    tags: tuple[str, ...] = ()


IDS = st.text("abcdef", min_size=1, max_size=2)
MAILS = st.sampled_from(["", "m1", "m2", "m3"])
TAGS = st.lists(st.sampled_from("xyz"), max_size=3).map(tuple)


def new_table() -> Table[User]:
    return Table(
        User,
        "id",
        unique={"mail": lambda u: [u.mail] if u.mail else []},
        groups={"tag": Sparse("tags", (), lambda u: u.tags)},
    )


class TableMachine(RuleBasedStateMachine):
    """Does the same to a table and to a dict."""

    def __init__(self) -> None:
        super().__init__()
        self.table, self.model = new_table(), dict[str, User]()
        # Positions in a group: when a record came into it, which a change of other values does not alter.
        self.joined: dict[tuple[str, str], int] = {}
        self.moment = 0
        self.kept: list[tuple[Table[User], dict[str, User]]] = []

    @rule(id=IDS, mail=MAILS, tags=TAGS)
    def put(self, id: str, mail: str, tags: tuple[str, ...]) -> None:
        user = User(id, mail, tags)
        clash = any(mail and other.mail == mail and other.id != id for other in self.model.values())
        if clash:
            with pytest.raises(Taken) as error:
                self.table.put(user)
            assert (error.value.index, error.value.value) == ("mail", mail)
            return
        self.table.put(user)
        self.leave(id, keep=tags)
        self.model[id] = user
        for tag in tags:
            self.moment += 1
            self.joined.setdefault((tag, id), self.moment)

    @rule(id=IDS)
    def delete(self, id: str) -> None:
        assert self.table.delete(id) == self.model.pop(id, None)
        self.leave(id, keep=())

    @rule()
    def clear(self) -> None:
        self.table.clear()
        self.model.clear()
        self.joined.clear()

    @rule()
    def keep_a_copy(self) -> None:
        self.kept.append((self.table.copy(), dict(self.model)))

    @precondition(lambda self: self.kept)
    @rule()
    def go_on_with_a_copy(self) -> None:
        table, model = self.kept[-1]
        self.table, self.model = table.copy(), dict(model)
        self.joined = {}
        for tag in "xyz":
            for position, user in enumerate(table.group("tag", tag)):
                self.joined[tag, user.id] = position - 1000

    @rule()
    def go_through_json(self) -> None:
        other = new_table()
        other.load(msgspec.json.decode(msgspec.json.encode(list(self.table))))
        assert list(other) == list(self.table)
        assert all(other.by("mail", mail) == self.table.by("mail", mail) for mail in ("m1", "m2", "m3"))

    @rule(after=st.one_of(st.none(), IDS), limit=st.integers(1, 5))
    def page(self, after: str | None, limit: int) -> None:
        keys = sorted(key for key in self.model if after is None or key > after)[:limit]
        assert [user.id for user in self.table.page(after, limit)] == keys

    @rule(before=st.one_of(st.none(), IDS), limit=st.integers(1, 5))
    def page_before(self, before: str | None, limit: int) -> None:
        keys = sorted((key for key in self.model if before is None or key < before), reverse=True)[:limit]
        assert [user.id for user in self.table.page_before(before, limit)] == keys

    @rule(limit=st.integers(0, 30))
    def trim(self, limit: int) -> None:
        gone = list(self.model)[: len(self.model) - limit + limit // 10] if len(self.model) > limit else []
        self.table.trim(limit)
        for id in gone:
            del self.model[id]
            self.leave(id, keep=())

    @invariant()
    def all_views_agree(self) -> None:
        assert list(self.table) == list(self.model.values())
        assert len(self.table) == len(self.model)
        for id in ("a", "ab", "zz"):
            assert self.table.get(id) == self.model.get(id)
            assert (id in self.table) == (id in self.model)
        for mail in ("", "m1", "m2", "m3"):
            owners = [user for user in self.model.values() if mail and user.mail == mail]
            assert self.table.by("mail", mail) == (owners[0] if owners else None)
        for tag in "xyz":
            members = [user for user in self.model.values() if tag in user.tags]
            members.sort(key=lambda user: self.joined[tag, user.id])
            assert self.table.group("tag", tag) == members
            assert self.table.count("tag", tag) == len(members)
        assert all(self.table._indexes.groups["tag"].values()), "nothing stays of values that no record has any more"

    @invariant()
    def copies_stay_as_they_were(self) -> None:
        for table, model in self.kept:
            assert list(table) == list(model.values())
            assert [user.id for user in table.page(None, 1000)] == sorted(model)

    def leave(self, id: str, keep: tuple[str, ...]) -> None:
        for tag, member in list(self.joined):
            if member == id and tag not in keep:
                del self.joined[tag, member]


TestTable = TableMachine.TestCase
TestTable.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


class SortedKeysMachine(RuleBasedStateMachine):
    """Adds, removes and reads keys in runs short enough to be split and emptied."""

    def __init__(self) -> None:
        super().__init__()
        self.keys, self.model = SortedKeys([]), set[int]()
        self.keys.RUN = 3  # type: ignore[misc]

    @rule(key=st.integers(0, 40))
    def add(self, key: int) -> None:
        if key not in self.model:
            self.keys.add(key)
            self.model.add(key)

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.model)))
        self.keys.remove(key)
        self.model.remove(key)

    @rule(key=st.one_of(st.none(), st.integers(-1, 41)), limit=st.integers(0, 50))
    def after(self, key: int | None, limit: int) -> None:
        expected = sorted(one for one in self.model if key is None or one > key)[:limit]
        assert self.keys.after(key, limit) == expected

    @rule(key=st.one_of(st.none(), st.integers(-1, 41)), limit=st.integers(0, 50))
    def before(self, key: int | None, limit: int) -> None:
        expected = sorted((one for one in self.model if key is None or one < key), reverse=True)[:limit]
        assert self.keys.before(key, limit) == expected

    @invariant()
    def runs_are_short(self) -> None:
        assert all(1 <= len(run) <= 6 for run in self.keys._runs)


TestSortedKeys = SortedKeysMachine.TestCase
TestSortedKeys.settings = settings(max_examples=60, stateful_step_count=60, deadline=None)
