"""Documents that do not fit, in words."""

import msgspec
import pytest

from mfa_emulator.core.descriptions.misfit_words import fitted


class Wheel(msgspec.Struct, forbid_unknown_fields=True):
    size: int = 0


class Cart(msgspec.Struct, forbid_unknown_fields=True):
    wheels: tuple[Wheel, ...] = ()
    spare: Wheel | None = None


def test_a_document_that_fits_is_its_struct():
    assert fitted({"wheels": [{"size": 3}]}, Cart) == Cart(wheels=(Wheel(3),))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"wheel": []}, "no field 'wheel'; did you mean 'wheels'?"),
        ({"wheels": [{}, {"sise": 1}]}, "wheels[1]: no field 'sise'; did you mean 'size'?"),
        ({"spare": {"sise": 1}}, "spare: no field 'sise'; did you mean 'size'?"),
        ({"wheels": 5}, "Expected `array`, got `int` - at `$.wheels`"),
    ],
)
def test_one_that_does_not_fit_says_where(values, said: str):
    with pytest.raises(ValueError) as refused:
        fitted(values, Cart)
    assert str(refused.value) == said
