"""Twilio Verify: factors, challenges, verifications and lists, with 0 to 100,000 entities stored.

Calls take turns over many entities and addresses: a limit that is met would be measured in place of the work.
"""

from base64 import b64encode
from collections.abc import Callable, Iterator
from itertools import count, cycle
from typing import Any
from urllib.parse import urlencode

from measure import Case
from servers import Served
from wire import Connection, encode

from mfa_emulator.core.otp.totp import Totp

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
CODE = "234567"
TURNS = 500
"""How many entities take turns."""


def options() -> tuple[str, ...]:
    return ("--freeze",)


def fill(server: Served, users: int) -> None:
    """Store that many entities with a TOTP factor each, in services of a thousand."""
    connection = server.connect()
    for start in range(0, users, 1000):
        _seed(connection, [_entity(f"stored-{n:08d}", 1) for n in range(start, min(start + 1000, users))])


def cases(server: Served) -> list[Case]:
    """The cases against a server that runs with `options`."""
    connection = server.connect()
    env = connection.call("GET", "/_mfa/v1/env")
    basic = _basic(env["TWILIO_ACCOUNT_SID"], env["TWILIO_AUTH_TOKEN"])
    _seed(connection, [_entity(f"turn-{n:08d}", 1) for n in range(TURNS)] + [_entity("many-factors", 1000)])
    services = connection.call("GET", "/v2/Services?PageSize=1000", None, basic)["services"]
    service = f"/v2/Services/{services[-1]['sid']}"
    listed = connection.call("GET", f"{service}/Entities/many-factors/Factors", None, basic)["factors"]
    paths = {
        "fetch service": service,
        "fetch factor": f"{service}/Entities/many-factors/Factors/{listed[0]['sid']}",
        "page of 50 of 1,000 factors": f"{service}/Entities/many-factors/Factors",
        "list of 1,000 factors": f"{service}/Entities/many-factors/Factors?PageSize=1000",
        "page of 50 entities": f"{service}/Entities",
    }
    single = {name: encode("GET", path, None, basic) for name, path in paths.items()}
    return [
        *(Case(name, lambda request=request: cycle([request])) for name, request in single.items()),
        Case("factor create", _creations(service, basic)),
        Case("factor create, verify (2 requests)", flow=_verify(connection, service, basic), steps=2),
        Case("challenge approve (2 requests)", flow=_approve(connection, service, basic), steps=2),
        Case("verification + check (2 requests)", flow=_verification(connection, service, basic), steps=2),
    ]


def _seed(connection: Connection, entities: list[dict[str, Any]]) -> None:
    service = {"friendly_name": "Benchmark", "entities": entities}
    connection.call("POST", "/_mfa/v1/seed", {"twilio_verify": {"services": [service]}, "codes": {}})


def _entity(identity: str, factors: int) -> dict[str, Any]:
    # A binding is used once in an entity: further factors have secrets of their own.
    secrets = [SECRET, *(f"GEZDGNBVGY3TQOJ{_letters(n)}" for n in range(1, factors))]
    return {"identity": identity, "factors": [{"friendly_name": "phone", "secret": secret} for secret in secrets]}


def _letters(number: int) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    return "".join(alphabet[number >> shift & 31] for shift in (20, 15, 10, 5, 0))


def _basic(user: str, password: str) -> str:
    return f"Authorization: Basic {b64encode(f'{user}:{password}'.encode()).decode()}\r\n"


def _turns() -> Iterator[str]:
    return cycle([f"turn-{n:08d}" for n in range(TURNS)])


def _creations(service: str, basic: str) -> Callable[[], Iterator[bytes]]:
    form = urlencode({"FriendlyName": "phone", "FactorType": "totp"})
    requests = (encode("POST", f"{service}/Entities/{identity}/Factors", form, basic) for identity in _turns())
    return lambda: requests


class _Clock:
    """The server's time in microseconds; it moves on so far at every so many readings."""

    def __init__(self, setup: Connection, advance: str, every: int) -> None:
        self._setup = setup
        self._advance = advance
        self._every = every
        self._turn = count()
        self._at = 0

    def now(self) -> int:
        if next(self._turn) % self._every == 0:
            self._at = int(self._setup.call("POST", "/_mfa/v1/clock", {"advance": self._advance})["epoch"] * 1e6)
        return self._at


def _verify(setup: Connection, service: str, basic: str) -> Callable[[Connection], None]:
    # A day later the factors that another case left unverified have aged away.
    identities, clock = _turns(), _Clock(setup, "24h", 50 * TURNS)
    form = urlencode({"FriendlyName": "phone", "FactorType": "totp"})

    def once(connection: Connection) -> None:
        path = f"{service}/Entities/{next(identities)}/Factors"
        at = clock.now()
        factor = connection.call("POST", path, form, basic)
        code = Totp(factor["binding"]["secret"]).at(at)
        connection.call("POST", f"{path}/{factor['sid']}", f"AuthPayload={code}", basic)

    return once


def _approve(setup: Connection, service: str, basic: str) -> Callable[[Connection], None]:
    identities = [f"turn-{n:08d}" for n in range(TURNS)]
    paths = [f"{service}/Entities/{identity}" for identity in identities]
    factors = [
        (path, setup.call("GET", f"{path}/Factors?PageSize=1", None, basic)["factors"][0]["sid"]) for path in paths
    ]
    turns, clock = cycle(factors), _Clock(setup, "15m", TURNS)

    def once(connection: Connection) -> None:
        path, factor = next(turns)
        code = Totp(SECRET).at(clock.now())
        challenge = connection.call("POST", f"{path}/Challenges", f"FactorSid={factor}", basic)
        url = f"{path}/Challenges/{challenge['sid']}"
        answer = connection.call("POST", url, f"AuthPayload={code}", basic)
        assert answer["status"] == "approved"

    return once


def _verification(setup: Connection, service: str, basic: str) -> Callable[[Connection], None]:
    numbers = [f"+1501{n:07d}" for n in range(TURNS)]
    setup.call("POST", "/_mfa/v1/seed", {"codes": dict.fromkeys(numbers, CODE)})
    turns = cycle(numbers)

    def once(connection: Connection) -> None:
        to = urlencode({"To": next(turns)})
        connection.call("POST", f"{service}/Verifications", f"{to}&Channel=sms", basic)
        answer = connection.call("POST", f"{service}/VerificationCheck", f"{to}&Code={CODE}", basic)
        assert answer["status"] == "approved"

    return once
