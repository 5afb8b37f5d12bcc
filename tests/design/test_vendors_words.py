"""Each vendor says about itself what the shared rooms must not know: people, errors, names of fields."""

import dataclasses

import pytest
from toy import TOY

from mfa_emulator import Emulator
from mfa_emulator.core.handles import Person
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.otp.enrollment_answers import TotpNames
from mfa_emulator.core.provider import Provider
from mfa_emulator.core.providers import load
from mfa_emulator.providers import BUILT_IN

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OPERATIONS = [
    pytest.param(provider, operation, id=f"{provider.name} {operation.id}")
    for provider in (TOY, *(load(front) for front in BUILT_IN))
    for operation in provider.operations
]


@pytest.mark.parametrize(("provider", "operation"), OPERATIONS)
def test_the_errors_of_an_operation_are_among_those_of_its_vendor(provider: Provider, operation: Operation):
    assert set(operation.errors) <= set(provider.errors)
    assert len(set(operation.errors)) == len(operation.errors)


class Owner(Person):
    def __init__(self, world, name: str) -> None:
        super().__init__(world)
        self._name = name

    @property
    def id(self) -> str:
        return self._name

    name, factors = id, ()


def test_a_world_lists_the_people_of_its_vendors(client):
    peopled = dataclasses.replace(
        TOY, people=lambda world: [Owner(world, factor.name) for factor in world.states["toy"].factors]
    )
    emulator = Emulator(providers=[peopled])
    assert emulator.world.people() == []
    emulator.world.seed({"toy": {"factors": [{"name": "ada", "secret": SECRET, "expires_at": 0}]}})
    assert [person.name for person in emulator.world.people()] == ["ada"]


def test_an_authenticator_is_made_of_an_answer_in_the_vendors_words():
    emulator = Emulator(providers=[dataclasses.replace(TOY, totp_names=TotpNames("seed", "length"))])
    app = emulator.world.authenticator({"factor": {"seed": SECRET, "length": 8}})
    assert (app.secret, app.totp.digits) == (SECRET, 8)
    with pytest.raises(ValueError, match="no TOTP secret"):
        emulator.world.authenticator({"factor": {"seeds": SECRET}})
