"""A long document is fitted to its struct in slices, and comes out as it would be as a whole."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.descriptions import long_documents
from mfa_emulator.core.descriptions.long_documents import fitting, one_by_one
from mfa_emulator.core.descriptions.misfit_words import Unfit, fitted
from mfa_emulator.core.store.slices import at_once


class Factor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    secret: str = ""


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    full_name: str
    factors: tuple[Factor, ...] = ()
    claims: dict[str, object] = {}


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    people: list[Person] = []
    tags: tuple[str, ...] = ()


class World(Place, frozen=True, forbid_unknown_fields=True):
    places_by_name: dict[str, Place] = {}
    size: int = 0


FACTORS = st.lists(st.fixed_dictionaries({}, optional={"secret": st.text("ab", max_size=2)}), max_size=5)
PEOPLE = st.lists(
    st.dictionaries(
        st.sampled_from(["full_name", "fullName", "factors", "claims", "size"]),
        st.text("ab", max_size=2) | FACTORS | st.dictionaries(st.text("ab", max_size=2), st.integers(0, 3)),
        max_size=3,
    )
    | st.builds(lambda name, factors: {"fullName": name, "factors": factors}, st.text("ab", max_size=2), FACTORS),
    max_size=6,
)
GOOD = st.lists(
    st.builds(
        lambda key, name, factors, count: {key: name, "factors": factors, "claims": {str(n): n for n in range(count)}},
        st.sampled_from(["full_name", "fullName"]),
        st.text("ab", max_size=2),
        FACTORS,
        st.integers(0, 5),
    ),
    max_size=6,
)
TAGS = st.lists(st.text("ab", max_size=1), max_size=5)


def documents(people):
    places = st.dictionaries(st.text("abc", max_size=2), st.fixed_dictionaries({"people": people, "tags": TAGS}))
    return st.fixed_dictionaries(
        {},
        optional={"people": people, "tags": TAGS, "placesByName": places, "places_by_name": places, "size": st.just(1)},
    )


@pytest.fixture(autouse=True, scope="module")
def three_rows():
    """Slices of three rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_documents, "LONG", 3)
        yield


def outcome(fit, document):
    try:
        return fit(document, World)
    except Unfit as unfit:
        return str(unfit), unfit.path


@given(document=documents(GOOD) | documents(PEOPLE) | st.lists(GOOD, max_size=5))
def test_it_comes_out_or_is_refused_as_it_would_be_as_a_whole(document):
    assert outcome(lambda *given: at_once(fitting(*given)), document) == outcome(fitted, document)


def test_each_slice_has_a_few_rows():
    person = {"fullName": "ada", "factors": [{}] * 30}
    document = {"people": [person] * 30, "placesByName": {str(number): {"people": [person]} for number in range(30)}}
    assert sum(1 for _ in fitting(document, World)) > 2 * 30 * 30 / 3


def test_the_document_itself_stays_as_it_is():
    document = {"people": [{"fullName": "ada", "factors": [{}] * 9}] * 9}
    before = msgspec.json.encode(document)
    at_once(fitting(document, World))
    assert msgspec.json.encode(document) == before


def test_rows_are_taken_one_by_one_and_let_go_of():
    part = Place(people=[Person(str(number)) for number in range(3)])
    taken = one_by_one(part, "people", part.people)
    assert next(taken) == Person("0")
    assert part.people == ()
    assert [person.full_name for person in taken] == ["1", "2"]
