"""The provider: Okta's table of operations, and what else the emulator asks of a vendor."""

from mfa_emulator.core.operation import Operation
from mfa_emulator.core.otp.enrollment_answers import TotpNames
from mfa_emulator.core.people.records import check_people
from mfa_emulator.core.people.seeds import seed_people
from mfa_emulator.core.provider import Provider
from mfa_okta import FRONT, errors, facade, factors
from mfa_okta.factors import authenticate
from mfa_okta.settings import PRESETS
from mfa_okta.state import State, new_state

_ALL = "/api/v1/users/{userId}/factors"
_ONE = f"{_ALL}/{{factorId}}"

PROVIDER = Provider(
    front=FRONT,
    operations=(
        Operation("listFactors", f"GET {_ALL}", factors.list_factors, authenticate),
        Operation("enrollFactor", f"POST {_ALL}", factors.enroll_factor, authenticate),
        Operation("activateFactor", f"POST {_ONE}/lifecycle/activate", factors.activate_factor, authenticate),
        Operation("verifyFactor", f"POST {_ONE}/verify", factors.verify_factor, authenticate),
        Operation("unenrollFactor", f"DELETE {_ONE}", factors.unenroll_factor, authenticate),
    ),
    new_state=new_state,
    check=check_people,
    presets=PRESETS,
    render=errors.render,
    failures=errors.FAILURES,
    errors=errors.ERRORS,
    totp_names=TotpNames("sharedSecret", "keyLength", "timeStep"),
    env=lambda world, url: {"OKTA_CLIENT_ORGURL": url, "OKTA_CLIENT_TOKEN": world.state_of("okta", State).token},
    credentials=lambda env: {"": {"Authorization": f"SSWS {env['OKTA_CLIENT_TOKEN']}"}},
    api=facade.Okta,
    people=lambda world: facade.Okta(world).users,
    seed=seed_people(facade.Okta),
)
