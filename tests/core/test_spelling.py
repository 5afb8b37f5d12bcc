"""Names in seeds: snake_case, or the camelCase of the vendors' own APIs."""

import msgspec
import pytest

from mfa_emulator.core.descriptions.misfit_words import Unfit, fitted


class Thing(msgspec.Struct, forbid_unknown_fields=True):
    """A part."""

    display_name: str = ""
    size: int = 0


class Whole(msgspec.Struct, forbid_unknown_fields=True):
    """A document."""

    first_thing: Thing | None = None
    more_things: tuple[Thing, ...] = ()
    things_by_name: dict[str, Thing] = {}
    free_form: dict[str, object] = {}


@pytest.mark.parametrize(
    "document",
    [
        {"first_thing": {"display_name": "a"}, "more_things": [{"display_name": "b", "size": 1}]},
        {"firstThing": {"displayName": "a"}, "moreThings": [{"displayName": "b", "size": 1}]},
        {"firstThing": {"display_name": "a"}, "more_things": [{"displayName": "b", "size": 1}]},
    ],
)
def test_either_spelling_means_the_same(document):
    assert fitted(document, Whole) == Whole(Thing("a"), (Thing("b", 1),))


def test_names_that_are_keys_stay_as_they_are():
    found = fitted({"thingsByName": {"bigOne": {"displayName": "a"}}, "freeForm": {"aName": 1}}, Whole)
    assert (found.things_by_name, found.free_form) == ({"bigOne": Thing("a")}, {"aName": 1})


@pytest.mark.parametrize(
    ("document", "path", "words"),
    [
        ({"firstThing": {"displayName": 5}}, ("firstThing", "displayName"), "must be a text, not 5"),
        ({"moreThings": [{}, {"dispName": "a"}]}, ("moreThings", 1, "dispName"), "no field 'dispName'"),
        ({"moreThings": [{"size": "1"}]}, ("moreThings", 0, "size"), "must be a whole number"),
        ({"firstThing": {}, "first_thing": {}}, ("firstThing",), "no field 'firstThing'"),
    ],
)
def test_a_misfit_is_where_it_was_written(document, path, words):
    with pytest.raises(Unfit, match=words) as caught:
        fitted(document, Whole)
    assert caught.value.path == path
