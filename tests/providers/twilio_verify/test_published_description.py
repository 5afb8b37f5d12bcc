"""Every operation and every answer, compared with the published description of the API."""

import json
import re
from collections.abc import Callable
from tarfile import TarFile
from typing import Any

import httpx2
import pytest
from in_process import client_of

from mfa_emulator import Emulator
from mfa_emulator.core.operation import Operation
from mfa_emulator.providers.twilio_verify.api import OPERATIONS
from mfa_emulator.providers.twilio_verify.provider import PROVIDER

# Twilio's command line carries the descriptions of its APIs.
PACKAGE, DESCRIPTION = "@twilio/cli-core@9.0.0", "package/src/services/twilio-api/twilio_verify_v2.json"
PUBLISHED = [operation for operation in OPERATIONS if operation.published]
ADA = "ada-lovelace"


@pytest.fixture(scope="module")
def described(npm_archive: Callable[[str], TarFile]) -> dict[str, Any]:
    """Twilio's own description."""
    with npm_archive(PACKAGE) as archive:
        file = archive.extractfile(DESCRIPTION)
        assert file is not None
        found: dict[str, Any] = json.load(file)
    return found


def operations_of(described: dict[str, Any]) -> dict[str, tuple[str, dict[str, Any]]]:
    return {
        operation["operationId"]: (f"{verb.upper()} {path}", operation)
        for path, verbs in described["paths"].items()
        for verb, operation in verbs.items()
        if verb in ("get", "post", "delete")
    }


def test_all_57_operations_are_there_with_their_paths_and_built(described):
    published = {name: route for name, (route, _) in operations_of(described).items()}
    assert {operation.id: operation.route for operation in PUBLISHED} == published
    assert len(published) == 57
    assert {operation.built for operation in OPERATIONS} == {"built"}


@pytest.mark.parametrize("operation", PUBLISHED, ids=[operation.id for operation in PUBLISHED])
def test_the_parameters_are_the_published_ones(described, operation: Operation):
    import msgspec

    _, published = operations_of(described)[operation.id]
    content = published.get("requestBody", {}).get("content", {})
    form = content.get("application/x-www-form-urlencoded") or content.get("application/json") or {}
    names = set(form.get("schema", {}).get("properties", {}))
    names |= {one["name"] for one in published.get("parameters", []) if one["in"] == "query"}
    required = set(form.get("schema", {}).get("required", []))
    info: Any = msgspec.inspect.type_info(operation.body)
    ours = {field.encode_name for field in info.fields}
    assert ours == names
    assert {field.encode_name for field in info.fields if field.required} == required


class Tour:
    """Calls every operation with success, and keeps the answers."""

    def __init__(self) -> None:
        self.emulator = Emulator(freeze="2026-11-21T10:00:00Z", providers=[PROVIDER], seeds=[SEED])
        self.api = self.emulator.twilio_verify
        self.http = client_of(self.emulator, "verify.twilio.com")
        self.http.auth = httpx2.BasicAuth(self.api.account_sid, self.api.auth_token)
        self.s = f"/v2/Services/{self.api.service_sid}"
        self.e = f"{self.s}/Entities/{ADA}"

    def post(self, path: str, **form: Any) -> Any:
        answer = self.http.post(path, data={name.replace("__", "."): value for name, value in form.items()})
        assert answer.is_success, (path, answer.text, answer.headers)
        return answer.json()

    def json(self, path: str, body: Any) -> Any:
        answer = self.http.post(f"{self.s}/Passkeys/{path}", json=body)
        assert answer.is_success, (path, answer.text, answer.headers)
        return answer.json()

    def all_of(self, path: str, key: str, made: dict[str, Any], update: dict[str, Any] | None = None) -> None:
        """Fetch, list, update and delete what was made."""
        url = f"{path}/{made[key]}"
        for answer in (self.http.get(url), self.http.get(path)):
            assert answer.is_success, (url, answer.text)
        if update:
            self.post(url, **update)
        assert self.http.delete(url).status_code == 204

    def go(self) -> None:
        self.services()
        self.factors()
        self.passkeys()
        self.verifications()
        self.others()

    def services(self) -> None:
        made = self.post("/v2/Services", FriendlyName="Owl Bank", Totp__Issuer="owl", Whatsapp__From="whatsapp:+1")
        self.all_of("/v2/Services", "sid", made, {"CodeLength": "8"})

    def factors(self) -> None:
        self.post(f"{self.s}/Entities", Identity="grace-hopper")
        self.all_of(f"{self.s}/Entities", "identity", {"identity": "grace-hopper"})
        totp = self.post(f"{self.e}/Factors", FriendlyName="phone", FactorType="totp", Metadata='{"a":"b"}')
        code = self.emulator.authenticator(totp).code()
        self.post(f"{self.e}/Factors/{totp['sid']}", AuthPayload=code)
        self.http.get(f"{self.e}/Factors/{totp['sid']}")
        self.http.get(f"{self.e}/Factors")
        for payload in (code, "000"):
            self.post(f"{self.e}/Challenges", FactorSid=totp["sid"], AuthPayload=payload)
        phone = self.api.entity(ADA).enroll_push().device
        challenge = self.post(
            f"{self.e}/Challenges",
            FactorSid=phone.factor["sid"],
            Details__Message="Log in?",
            Details__Fields='{"label":"a","value":"b"}',
            HiddenDetails='{"ip":"1.2.3.4"}',
        )
        self.post(f"{self.e}/Challenges/{challenge['sid']}/Notifications")
        self.http.get(f"{self.e}/Challenges")
        phone.approve()
        phone.delete()
        token = self.post(f"{self.s}/AccessTokens", Identity=ADA, FactorType="push")
        self.http.get(f"{self.s}/AccessTokens/{token['sid']}")

    def passkeys(self) -> None:
        self.post(
            self.s,
            Passkeys__RelyingParty__Id="example.com",
            Passkeys__AuthenticatorAttachment="platform",
            Passkeys__DiscoverableCredentials="preferred",
            Passkeys__UserVerification="preferred",
        )
        browser = self.api.browser()
        factor = self.json("Factors", {"friendly_name": "key", "identity": ADA})
        self.json("VerifyFactor", browser.create(factor["options"]))
        for body in ({}, {"identity": ADA, "factor_sid": factor["sid"]}):
            challenge = self.json("Challenges", body)
            self.json("ApproveChallenge", browser.get(challenge["options"]))
        self.http.get(f"{self.e}/Factors")

    def verifications(self) -> None:
        for channel, to in (("sms", "+15017122661"), ("call", "+15017122662"), ("email", "ada@example.com")):
            self.post(f"{self.s}/Verifications", To=to, Channel=channel)
            self.http.get(f"{self.s}/Verifications/{to}")
            code = self.emulator.inbox.latest(to=to).code
            self.post(f"{self.s}/VerificationCheck", To=to, Code=code[::-1] if code != code[::-1] else "0000")
            self.post(f"{self.s}/VerificationCheck", To=to, Code=code)
        sna = self.post(f"{self.s}/Verifications", To="+15017122663", Channel="sna")
        self.post(f"{self.s}/VerificationCheck", To="+15017122663")
        self.post(f"{self.s}/Verifications/{sna['sid']}", Status="canceled")
        attempts = self.http.get("/v2/Attempts").json()["attempts"]
        self.http.get(f"/v2/Attempts/{attempts[0]['sid']}")
        self.http.get("/v2/Attempts/Summary")

    def others(self) -> None:
        limit = self.post(f"{self.s}/RateLimits", UniqueName="ip")
        buckets = f"{self.s}/RateLimits/{limit['sid']}/Buckets"
        self.all_of(buckets, "sid", self.post(buckets, Max="1", Interval="60"), {"Max": "2"})
        self.all_of(f"{self.s}/RateLimits", "sid", limit, {"Description": "x"})
        countries = f"{self.s}/MessagingConfigurations"
        made = self.post(countries, Country="US", MessagingServiceSid="MG" + 32 * "a")
        self.all_of(countries, "country", made, {"MessagingServiceSid": "MG" + 32 * "b"})
        hooks = f"{self.s}/Webhooks"
        made = self.post(hooks, FriendlyName="a", EventTypes=["*"], WebhookUrl="http://127.0.0.1:9/")
        self.all_of(hooks, "sid", made, {"Status": "disabled"})
        numbers = "/v2/SafeList/Numbers"
        self.post(numbers, PhoneNumber="+18001234567")
        self.http.get(f"{numbers}/+18001234567")
        self.http.delete(f"{numbers}/+18001234567")
        self.http.get("/v2/Forms/form-push")
        self.http.get("/v2/Templates")


SEED = {"twilio_verify": {"templates": [{"friendly_name": "a", "translations": {"en": {"text": "{{code}}"}}}]}}


@pytest.fixture(scope="module")
def answers() -> dict[str, list[tuple[int, bytes]]]:
    """Operation id -> status and body of its answers that were no refusals."""
    tour = Tour()
    tour.go()
    tour.http.close()
    assert not tour.emulator.requests.crashes
    found: dict[str, list[tuple[int, bytes]]] = {}
    for exchange in tour.emulator.requests:
        if exchange.status < 400:
            found.setdefault(exchange.operation, []).append((exchange.status, exchange.response))
    return found


@pytest.mark.parametrize("operation", PUBLISHED, ids=[operation.id for operation in PUBLISHED])
def test_every_answer_has_the_documented_keys_and_types_and_no_others(described, answers, operation: Operation):
    _, published = operations_of(described)[operation.id]
    assert answers[operation.id]
    for status, body in answers[operation.id]:
        response = published["responses"][str(status)]
        if status == 204:
            assert body == b""
            continue
        schema = response["content"]["application/json"]["schema"]
        assert list(Schema(described).problems(json.loads(body), schema, "")) == []


# Live answers have them for the channel sna alone.
OF_SNA = {"sna", "sna_attempts_error_codes"}
KINDS = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class Schema:
    """Checks a value: exactly the keys that a schema lists, and their types."""

    def __init__(self, described: dict[str, Any]) -> None:
        self._schemas = described["components"]["schemas"]

    def problems(self, value: Any, schema: dict[str, Any], where: str) -> Any:
        if "$ref" in schema:
            schema = self._schemas[schema["$ref"].rpartition("/")[2]]
        if value is None:
            if not schema.get("nullable") and "type" in schema:
                yield f"{where} is null"
            return
        kind = KINDS.get(schema.get("type", ""))
        if kind is not None and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
            yield f"{where} is {value!r}, not {schema['type']}"
            return
        if "enum" in schema and value not in schema["enum"]:
            yield f"{where} is {value!r}, none of {schema['enum']}"
        if "pattern" in schema and value and not re.search(schema["pattern"], value):
            yield f"{where} is {value!r}, not {schema['pattern']}"
        if schema.get("format") == "date-time" and not DATE.fullmatch(value):
            yield f"{where} is {value!r}, no date"
        if isinstance(value, list):
            for number, item in enumerate(value):
                yield from self.problems(item, schema.get("items", {}), f"{where}[{number}]")
        if isinstance(value, dict) and "properties" in schema:
            documented = set(schema["properties"]) - (set() if value.get("channel") == "sna" else OF_SNA)
            if set(value) != documented:
                yield f"{where} differs in {set(value) ^ documented}"
            for name in set(value) & set(schema["properties"]):
                yield from self.problems(value[name], schema["properties"][name], f"{where}.{name}")
