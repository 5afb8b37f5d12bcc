"""Indexes that look at few accounts only: each names the attribute without which an account is not in it."""

import pytest
from msgspec.structs import replace

from mfa_emulator.core.store.indexes import Index, Sparse
from mfa_emulator.providers.identity_toolkit.records import Factor, Link, Passkey, Rarities, User
from mfa_emulator.providers.identity_toolkit.state import USER_GROUPS, USER_KEYS

INDEXES: dict[str, Index[User]] = {**USER_KEYS, **USER_GROUPS}
SPARSE = {name: index for name, index in INDEXES.items() if isinstance(index, Sparse)}

EVERYTHING = User(
    "u1",
    1,
    "ada@example.com",
    phone_number="+15555550100",
    links=(Link("google.com", "g1", email="ada@gmail.com"),),
    factors=(Factor("f1", 1, secret="JBSWY3DPEHPK3PXP"),),
    rare=Rarities(initial_email="first@example.com", passkeys=(Passkey("p1"),)),
)


@pytest.mark.parametrize("name", SPARSE)
def test_an_account_with_everything_is_in_each(name: str):
    assert list(SPARSE[name].values(EVERYTHING))


@pytest.mark.parametrize("name", SPARSE)
def test_an_account_without_the_attribute_is_in_none_that_names_it(name: str):
    index = SPARSE[name]
    assert not list(index.values(replace(EVERYTHING, **{index.attribute: index.usual})))


@pytest.mark.parametrize("name", SPARSE)
def test_the_attribute_is_as_a_new_account_has_it(name: str):
    index = SPARSE[name]
    assert getattr(User("u1", 1), index.attribute) == index.usual
