"""A savepoint leads back from any changes as exactly as a copy would, and costs what has changed."""

import threading
from contextlib import suppress
from itertools import islice
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.store.savepoint import Savepoint
from mfa_emulator.core.store.state import Map, State
from mfa_emulator.core.store.table import Table, Taken


class User(msgspec.Struct, frozen=True):
    id: str
    mail: str = ""
    tags: tuple[str, ...] = ()
    note: int = 0


class Users(State):
    def __init__(self) -> None:
        self.users: Table[User] = Table(
            User,
            "id",
            unique={"mail": lambda u: [u.mail] if u.mail else []},
            groups={"tag": lambda u: u.tags},
            indexed=("mail", "tags"),
        )
        self.config = "first"
        self.counters: dict[str, int] = {}


class Everything(State):
    def __init__(self) -> None:
        self.projects: Map[Users] = Map(lambda name: Users())


IDS = st.text("abcd", min_size=1, max_size=2)
USERS = st.builds(
    User,
    id=IDS,
    mail=st.sampled_from(["", "m1", "m2", "m3"]),
    tags=st.lists(st.sampled_from("xyz"), max_size=3).map(tuple),
    note=st.integers(0, 3),
)
CHANGES = st.lists(
    st.tuples(
        st.sampled_from("pq"),
        st.one_of(
            st.tuples(st.just("put"), USERS),
            st.tuples(st.just("put"), USERS),
            st.tuples(st.just("delete"), IDS),
            st.tuples(st.just("trim"), st.integers(0, 12)),
            st.tuples(st.just("clear"), st.none()),
            st.tuples(st.just("config"), st.text("xy", max_size=2)),
            st.tuples(st.just("count"), IDS),
            st.tuples(st.just("drop"), st.none()),
            st.tuples(st.just("page"), st.none()),
        ),
    ),
    max_size=25,
)


def change(state: Everything, changes: Any) -> None:
    for name, (kind, value) in changes:
        project = state.projects[name]
        if kind == "put":
            with suppress(Taken):
                project.users.put(value)
        elif kind == "config":
            project.config = value
        elif kind == "count":
            project.counters[value] = project.counters.get(value, 0) + 1
        elif kind == "drop":
            state.projects.pop(name, None)
        elif kind == "page":
            project.users.page(None, 3)
        else:
            getattr(project.users, kind)(*() if value is None else (value,))


def seen(state: Everything) -> Any:
    return [
        (
            name,
            project.config,
            dict(project.counters),
            list(project.users),
            [user.id for user in project.users.page(None, 1000)],
            [project.users.by("mail", mail) for mail in ("m1", "m2", "m3")],
            [project.users.group("tag", tag) for tag in "xyz"],
        )
        for name, project in state.projects.items()
    ]


@given(before=CHANGES, meanwhile=CHANGES)
def test_all_is_as_it_was(before, meanwhile):
    state = Everything()
    change(state, before)
    was = seen(state)
    savepoint = Savepoint([state])
    change(state, meanwhile)
    savepoint.roll_back()
    savepoint.release()
    assert seen(state) == was


@given(before=CHANGES, meanwhile=CHANGES)
def test_a_savepoint_that_is_released_leaves_the_changes(before, meanwhile):
    state, same = Everything(), Everything()
    change(state, before)
    savepoint = Savepoint([state])
    change(state, meanwhile)
    savepoint.release()
    change(same, before + meanwhile)
    assert seen(state) == seen(same)


@given(before=CHANGES, meanwhile=CHANGES, steps=st.integers(0, 6))
def test_a_release_that_is_given_up_halfway_leaves_all_changes_too(before, meanwhile, steps):
    state, same = Everything(), Everything()
    change(state, before)
    savepoint = Savepoint([state])
    change(state, meanwhile)
    releasing = savepoint.releasing()
    for _ in islice(releasing, steps):
        pass
    releasing.close()
    if not steps:  # it was not begun
        savepoint.release()
    change(same, before + meanwhile)
    assert seen(state) == seen(same)


@pytest.fixture
def stored() -> Everything:
    state = Everything()
    for number in range(1000):
        state.projects.keep("p").users.put(User(str(number), f"{number}@x", ("all",)))
    return state


class Counted(dict[Any, Any]):
    """A dict that counts the keys that are gone through, and is never copied."""

    seen = 0

    def copy(self) -> Any:
        raise AssertionError("copied")

    items = values = keys = copy

    def __iter__(self) -> Any:
        for key in super().__iter__():
            self.seen += 1
            yield key


@pytest.mark.parametrize(
    ("change", "seen", "left"),
    [
        (lambda users: users.put(User("new", "new@x", ("all",))), 0, 1001),
        (lambda users: users.put(User("7", "seven@x", ("all",))), 0, 1000),
        (lambda users: users.delete("7"), 0, 999),
        (lambda users: (users.delete("7"), users.put(User("7"))), 0, 1000),
        (lambda users: users.trim(999), 100, 900),
        (lambda users: users.clear(), 0, 0),
    ],
)
@pytest.mark.parametrize("stands", [True, False])
def test_a_change_costs_the_same_however_many_records_there_are(stored, change, seen, left, stands):
    users = stored.projects["p"].users
    counted = users._rows = Counted(users._rows)
    for index in (users._indexes.unique, users._indexes.groups):
        index.update({name: Counted(values) for name, values in index.items()})
    groups = users._indexes.groups["tag"]
    groups["all"] = Counted(groups["all"])
    savepoint = Savepoint([stored])
    change(users)
    assert len(users) == left
    if not stands:
        savepoint.roll_back()
    savepoint.release()
    assert len(users) == (left if stands else 1000)
    assert (counted.seen, groups["all"].seen if "all" in groups else 0) == (seen, 0)


def test_no_table_has_a_layer_that_does_not_change(stored):
    savepoint = Savepoint([stored])
    users = stored.projects["p"].users
    rows = users._rows
    assert users.by("mail", "7@x") == User("7", "7@x", ("all",))
    assert users._rows is rows
    savepoint.release()
    users.put(User("new"))
    assert users._rows is rows


def test_a_copy_of_a_table_that_has_changed_is_a_table_like_others(stored):
    savepoint = Savepoint([stored])
    users = stored.projects["p"].users
    users.delete("7")
    users.put(User("7", "seven@x", ("all",)))
    copy = users.copy()
    savepoint.roll_back()
    savepoint.release()
    assert [user.id for user in copy][-1] == "7"
    copy.put(User("8", "eight@x"))
    assert copy.by("mail", "eight@x") == User("8", "eight@x")
    assert users.by("mail", "7@x") == User("7", "7@x", ("all",))


@pytest.mark.usefixtures("restless")
def test_another_thread_may_read_a_table_while_it_changes(stored):
    users, broken, over = stored.projects["p"].users, [], threading.Event()

    def read() -> None:
        try:
            while not over.is_set():
                assert len(list(users)) in (1000, 1001)
                assert len(users.group("tag", "all")) in (999, 1000, 1001)
                assert users.by("mail", "8@x") == User("8", "8@x", ("all",))
        except Exception as error:
            broken.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(200):
        savepoint = Savepoint([stored])
        users.put(User("new", "new@x", ("all",)))
        users.put(User("7", f"{number}@y", ("all",)))
        users.delete("new")
        if number % 2:
            savepoint.roll_back()
        savepoint.release()
    over.set()
    reader.join()
    assert broken == []


def test_a_state_that_somebody_was_lent_is_still_theirs():
    state = Everything()
    lent = state.projects["p"]
    savepoint = Savepoint([state])
    state.projects["q"].config = "changed"
    savepoint.roll_back()
    savepoint.release()
    lent.config = "kept"
    assert [(name, project.config) for name, project in state.projects.items()] == [("p", "kept")]
    assert state.projects["q"].config == "first"
