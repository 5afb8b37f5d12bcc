"""Tables: what their rows promise beyond being found."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.store.sorted_keys import SortedKeys
from mfa_emulator.core.store.table import Table, Taken


class User(msgspec.Struct, frozen=True):
    id: str
    mails: tuple[str, ...] = ()
    team: str = ""


@pytest.fixture
def users() -> Table[User]:
    return Table(User, "id", unique={"mail": lambda u: u.mails}, groups={"team": lambda u: [u.team]})


def test_put_gives_the_record_back(users):
    ada = User("ada")
    assert users.put(ada) is ada
    assert users.get("ada") is ada


def test_a_clash_changes_nothing_at_all(users):
    users.put(User("ada", ("a", "b"), "red"))
    users.put(User("bob", ("c",), "red"))
    with pytest.raises(Taken, match=r"^mail 'b' is taken$"):
        users.put(User("bob", ("d", "b"), "blue"))
    assert users.get("bob") == User("bob", ("c",), "red")
    assert users.by("mail", "d") is None
    assert users.count("team", "blue") == 0


def test_of_two_clashes_the_index_that_was_declared_first_is_told():
    for names in (("mail", "phone"), ("phone", "mail")):
        users = Table(User, "id", unique={name: lambda u: u.mails for name in names})
        users.put(User("ada", ("a",)))
        with pytest.raises(Taken) as error:
            users.put(User("bob", ("a",)))
        assert error.value.index == names[0]


def test_taken_is_a_value_error_like_every_other_misfit_of_a_document():
    assert issubclass(Taken, ValueError)


def test_a_unique_value_is_free_again_once_its_record_gave_it_up(users):
    users.put(User("ada", ("a",)))
    users.put(User("ada", ("b",)))
    users.put(User("bob", ("a",)))
    users.delete("bob")
    users.put(User("eve", ("a",)))
    assert users.by("mail", "a") == User("eve", ("a",))


def test_a_changed_record_keeps_its_place_everywhere(users):
    for name in ("ada", "bob", "eve"):
        users.put(User(name, (name,), "red"))
    users.put(User("ada", ("new",), "red"))
    assert [user.id for user in users] == ["ada", "bob", "eve"]
    assert [user.id for user in users.group("team", "red")] == ["ada", "bob", "eve"]
    assert [user.id for user in users.page(None, 10)] == ["ada", "bob", "eve"]


def test_a_record_may_name_a_value_twice(users):
    users.put(User("ada", ("a", "a")))
    users.put(User("ada", ()))
    assert users.by("mail", "a") is None


def test_the_rows_may_change_while_somebody_walks_through_them(users):
    for number in range(10):
        users.put(User(str(number)))
    for user in users:
        users.delete(user.id)
    assert len(users) == 0


def test_a_bad_dump_is_a_value_error(users):
    for bad in ([{"id": 1}], [{"nope": 1}], [5], [{"id": "a", "mails": ["x"]}, {"id": "b", "mails": ["x"]}]):
        with pytest.raises(ValueError):
            users.load(bad)


def test_shredding_empties_a_table_in_pieces(users):
    for number in range(2500):
        users.put(User(str(number), (str(number),), str(number % 7)))
    pieces = sum(1 for _ in users.shred())
    assert pieces >= 6, "three of rows and three of the unique index at least"
    assert len(users) == 0


def _neighbors(key: int) -> list[int]:
    """Keys of which there are enough to be sorted together."""
    return list(range(key, key + 2 * SortedKeys.FEW))


def test_adding_a_key_moves_no_more_than_a_run():
    keys = SortedKeys(range(0, 200_000, 2))
    for key in range(1, 4001, 2):
        keys.add(key)
    assert max(map(len, keys._runs)) <= 2 * SortedKeys.RUN
    assert keys.after(0, 5) == [1, 2, 3, 4, 5]


@given(
    st.sets(st.integers(0, 5000), max_size=300),
    st.lists(st.one_of(st.integers(0, 5000).map(lambda key: [key]), st.integers(0, 5000).map(_neighbors)), max_size=12),
)
def test_keys_that_come_together_are_in_their_places_after_it(first, added):
    keys, known = SortedKeys(first), set(first)
    with keys.together():
        for key in (key for some in added for key in some if key not in known):
            known.add(key)
            keys.add(key)
    assert keys.after(None, len(known)) == sorted(known)
    assert keys._lasts == [run[-1] for run in keys._runs]


def test_many_keys_that_come_together_make_short_runs():
    keys = SortedKeys(())
    for begin in range(0, 20_000, 5000):
        with keys.together():
            for key in range(begin, begin + 5000):
                keys.add(key)
    assert max(map(len, keys._runs)) <= 2 * SortedKeys.RUN
    assert keys.after(None, 20_000) == list(range(20_000))


def test_a_key_that_comes_in_a_block_can_go_in_it():
    keys = SortedKeys([1, 5])
    with keys.together():
        keys.add(3)
        keys.add(2)
        keys.remove(3)
        keys.add(4)
    assert keys.after(None, 9) == [1, 2, 4, 5]


def test_pages_have_the_records_of_a_block_even_after_an_error_in_it():
    table = Table(User, "id", unique={"mail": lambda u: u.mails}, paged=True)
    rows = (User("b", ("x",)), User("a"), User("c", ("x",)))
    with pytest.raises(Taken), table.many():
        all(map(table.put, rows))
    assert [user.id for user in table.page(None, 9)] == ["a", "b"]
