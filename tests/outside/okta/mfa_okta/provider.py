"""The provider: Okta's table of operations, and what else the emulator asks of a vendor."""

from typing import Any

import msgspec

from mfa_emulator.core.errors import BadBody
from mfa_emulator.core.http.messages import Request
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.provider import Provider
from mfa_okta import FRONT, errors, factors
from mfa_okta.facade import Okta
from mfa_okta.seeds import seed
from mfa_okta.settings import PRESETS, Settings
from mfa_okta.state import new_state

_FACTORS = "/api/v1/users/{userId}/factors"


def _decode(request: Request, body: type[Any], settings: Settings) -> Any:
    if body is type(None):
        return None
    try:
        return msgspec.json.decode(request.body, type=body)
    except msgspec.ValidationError as error:
        raise errors.ValidationFailed(str(error), reason=str(error)) from None
    except ValueError as error:
        raise BadBody(str(error)) from None


PROVIDER = Provider(
    front=FRONT,
    operations=(
        Operation("listFactors", f"GET {_FACTORS}", factors.list_factors, factors.authenticate),
        Operation("enrollFactor", f"POST {_FACTORS}", factors.enroll_factor, factors.authenticate),
        Operation(
            "activateFactor",
            f"POST {_FACTORS}/{{factorId}}/lifecycle/activate",
            factors.activate_factor,
            factors.authenticate,
        ),
        Operation("verifyFactor", f"POST {_FACTORS}/{{factorId}}/verify", factors.verify_factor, factors.authenticate),
        Operation("unenrollFactor", f"DELETE {_FACTORS}/{{factorId}}", factors.unenroll_factor, factors.authenticate),
        Operation("getFactor", f"GET {_FACTORS}/{{factorId}}", None),
    ),
    new_state=new_state,
    presets=PRESETS,
    decode=_decode,
    encode=msgspec.json.encode,
    render=errors.render,
    failures=errors.FAILURES,
    errors=errors.ERRORS,
    env=lambda world, url: {"OKTA_CLIENT_ORGURL": url, "OKTA_CLIENT_TOKEN": world.states["okta"].token},
    seed=seed,
    api=Okta,
    authenticators=lambda world: [factor.authenticator for user in Okta(world).users for factor in user.factors],
    credentials=lambda env: {"": {"Authorization": f"SSWS {env['OKTA_CLIENT_TOKEN']}"}},
)
