"""Documents that do not fit, in words."""

import msgspec
import pytest

from mfa_emulator.core.descriptions.misfit_words import Unfit, fitted


class Wheel(msgspec.Struct, forbid_unknown_fields=True):
    size: int = 0


class Cart(msgspec.Struct, forbid_unknown_fields=True):
    wheels: tuple[Wheel, ...] = ()
    spare: Wheel | None = None
    names: dict[str, str] = {}
    others: dict[str, Wheel] = {}


def test_a_document_that_fits_is_its_struct():
    assert fitted({"wheels": [{"size": 3}]}, Cart) == Cart(wheels=(Wheel(3),))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"wheel": []}, "no field 'wheel'; did you mean 'wheels'?"),
        ({"wheels": [{}, {"sise": 1}]}, "wheels[1]: no field 'sise'; did you mean 'size'?"),
        ({"spare": {"sise": 1}}, "spare: no field 'sise'; did you mean 'size'?"),
        ({"others": {"a": {"sise": 1}}}, "others[...]: no field 'sise'; did you mean 'size'?"),
        ({"wheels": 5}, "wheels must be a list, each an object, not 5"),
        ({"wheels": [{}, {"size": "x" * 300}]}, f'wheels[1].size must be a whole number, not "{"x" * 199}'),
        ({"spare": {"size": None}}, "spare.size must be a whole number, not null"),
        ({"spare": []}, "spare must be an object or null, not a list"),
        ({"names": {"a": 5}}, "each value in names must be a text"),
        ({"names": {5: "a"}}, "each name in names must be a text"),
        ([], "it must be an object, not a list"),
    ],
)
def test_one_that_does_not_fit_says_where(values, said: str):
    with pytest.raises(ValueError) as refused:
        fitted(values, Cart)
    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"wheels": [{}, {"sise": 1}]}, ("wheels", 1, "sise")),
        ({"wheels": [{}, {"size": "1"}]}, ("wheels", 1, "size")),
        ({"wheels": 5}, ("wheels",)),
        ([], ()),
    ],
)
def test_the_place_can_be_looked_up(values, path: tuple[str | int, ...]):
    with pytest.raises(Unfit) as refused:
        fitted(values, Cart)
    assert refused.value.path == path
    assert refused.value.within("cart").path == ("cart", *path)
