"""Whatever is sent to any operation: never a 5xx, and never a change by a request that is refused."""

from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from urllib.parse import quote

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mfa_emulator.core.operation import Operation
from mfa_emulator.providers.identity_toolkit.provider import PROVIDER

BUILT = [operation for operation in PROVIDER.operations if operation.handler is not None]
JUNK_SETTINGS = settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

WORDS = (
    *("", "\x00", "ada@example.com", "new@example.com", "secret-2", "+15555550100", "ada", "t1", "https://x.co"),
    *("VERIFY_EMAIL", "PASSWORD_RESET", "EMAIL_SIGNIN", "VERIFY_AND_CHANGE_EMAIL", "refresh_token", "google.com"),
    *("ID_TOKEN", "REFRESH_TOKEN", "PENDING", "OOB_CODE", "SESSION", "EMAIL", "DISPLAY_NAME", "SHA256", "SCRYPT"),
    *('{"uid":"x"}', '{"sub":"1"}', "providerId=google.com&id_token=%7B%22sub%22%3A%221%22%7D", "mfa", "signIn.email"),
    *("9" * 18, "9" * 400, "-1", "0", "1000", "😀" * 10, "a" * 5000, "<script>", "../..", "%00", "{}", "[" * 500),
    *("2026-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999+23:59", "YQ==", "fakeHash:salt=x:password=y"),
)
texts = st.one_of(st.text(max_size=30), st.sampled_from(WORDS))
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=6,
)


def members(kind: Any) -> dict[str, Any]:
    """The members of a request, with their types."""
    if not isinstance(kind, type) or not issubclass(kind, msgspec.Struct):
        return {"nothing": str}
    return {info.encode_name: info.type for info in msgspec.structs.fields(kind)} or {"nothing": str}


def fitting(kind: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """Values of the right type and mostly the wrong content, which get further than junk does."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return fitting(next(one for one in arguments if one is not type(None)), depth)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is Annotated:
        return st.sampled_from(["0", "1", "-1", "300", "1795255200", "9" * 18, 5, 2**31 - 1, "2026-01-01T00:00:00Z"])
    if origin is tuple:
        return st.lists(fitting(arguments[0], depth), max_size=3)
    if origin is dict:
        return st.dictionaries(texts, fitting(arguments[1], depth), max_size=2)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return bodies(kind, depth + 1) if depth < 3 else st.just({})
    return {bool: st.booleans(), str: st.sampled_from(WORDS)}.get(kind, st.integers(0, 10**15))


def bodies(kind: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """A request with some of its members."""
    return st.fixed_dictionaries({}, optional={n: fitting(k, depth) for n, k in members(kind).items()})


@st.composite
def requests(draw: st.DrawFn) -> tuple[Operation, str, Any, dict[str, str], bool]:
    operation = draw(st.sampled_from(BUILT))
    path = ""
    for part in operation.route.split(" ")[1].split("/")[1:]:
        if "{" in part:
            value = draw(st.one_of(st.just("demo-project"), st.just("demo-project"), texts.filter(bool)))
            part = quote(value, safe="") + part[part.index("}") + 1 :]
        path += f"/{part}"
    name = st.one_of(st.sampled_from(sorted(members(operation.body))), texts)
    junk = st.one_of(st.dictionaries(name, values, max_size=8), values, st.binary(max_size=50))
    body = draw(st.one_of(bodies(operation.body), bodies(operation.body), junk))
    query = draw(st.dictionaries(name, texts, max_size=3))
    return operation, path, body, query, draw(st.booleans())


def filled(it: Any) -> dict[str, str]:
    """A world with something in it, and real values to throw at it."""
    ada = it.user("ada@example.com", local_id="ada", phone_number="+15555550109")
    it.user("eve@example.com", local_id="eve").enroll_totp()
    it.ok("/v1/accounts:sendOobCode", {"requestType": "PASSWORD_RESET", "email": "ada@example.com"})
    return {
        "ID_TOKEN": ada.id_token,
        "REFRESH_TOKEN": ada.refresh_token,
        "PENDING": it.sign_in("eve@example.com")["mfaPendingCredential"],
        "OOB_CODE": it.inbox.latest(to="ada@example.com").code,
        "SESSION": it.ok("/v1/accounts:sendVerificationCode", {"phoneNumber": "+15555550100"})["sessionInfo"],
    }


def real(value: Any, known: dict[str, str]) -> Any:
    """The value with real tokens in place of their names."""
    if isinstance(value, str):
        return known.get(value, value)
    if isinstance(value, list):
        return [real(item, known) for item in value]
    if isinstance(value, dict):
        return {name: real(item, known) for name, item in value.items()}
    return value


@pytest.mark.parametrize("profile", ["emulator", "strict"])
def test_junk_is_refused_politely_and_changes_nothing(make_it, profile):
    it = make_it(profile)
    it.switch_on_second_factors()
    known = filled(it)

    @JUNK_SETTINGS
    @given(requests())
    def throw(request: tuple[Operation, str, Any, dict[str, str], bool]) -> None:
        operation, path, body, query, admin = request
        before = it.emulator.snapshot().to_json()
        body = body if isinstance(body, bytes) else real(body, known)
        verb = operation.route.split(" ")[0]
        options = {"headers": {"authorization": "Bearer owner"}} if admin else {}
        query = {name: real(value, known) for name, value in query.items() if name not in ("headers", "body")}
        answer = it.send(verb, path, body, **options, **{"key": "k", **query})
        assert answer.status < 500 or answer.status == 501, answer
        if answer.status >= 400:
            assert answer.reason, answer
            assert answer.json.keys() == {"error"} or answer.json.keys() == {"authEmulator"}
            assert it.emulator.snapshot().to_json() == before, answer

    throw()
