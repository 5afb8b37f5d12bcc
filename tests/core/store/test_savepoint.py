"""A savepoint leads back from any changes as exactly as a copy would, and costs what has changed."""

from contextlib import suppress
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


@pytest.fixture
def stored() -> Everything:
    state = Everything()
    for number in range(1000):
        state.projects.keep("p").users.put(User(str(number), f"{number}@x", ("all",)))
    return state


def test_no_table_is_copied_for_a_record_that_is_new_or_replaced(stored, monkeypatch):
    monkeypatch.setattr(Table, "copy", None)
    monkeypatch.setattr(State, "copy", None)
    savepoint = Savepoint([stored])
    stored.projects["p"].users.put(User("new", "new@x", ("all",)))
    stored.projects["p"].users.put(User("7", "seven@x", ("all",)))
    assert len(savepoint._steps) == 2
    savepoint.roll_back()
    savepoint.release()
    assert len(stored.projects["p"].users) == 1000
    assert stored.projects["p"].users.by("mail", "7@x") == User("7", "7@x", ("all",))


def test_nothing_is_noted_once_it_is_released(stored):
    savepoint = Savepoint([stored])
    savepoint.release()
    stored.projects["p"].users.put(User("new"))
    assert not savepoint._steps


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
