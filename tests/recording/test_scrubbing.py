"""Scrubbing: no secret is kept, wherever it stands, and flows stay connected."""

import base64
import json
from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from toy import TOY

from mfa_emulator.core import base64url
from mfa_emulator.recording.exchange import Exchange
from mfa_emulator.recording.recorded import Recording, decoded, encoded
from mfa_emulator.recording.scrubbing import vocabulary
from mfa_emulator.recording.scrubbing.scrubber import scrubbed

JSON = (("content-type", "application/json"),)
FORM = (("content-type", "application/x-www-form-urlencoded"),)
WORDS = {"toy": vocabulary.of(TOY)}


def exchange(**changes) -> Exchange:
    usual = {
        "at": 1_795_000_000_000_000,
        "provider": "toy",
        "operation": "factors.create",
        "route": "POST /toy/factors",
        "method": "POST",
        "path": "/toy/factors",
        "query": "",
        "headers": JSON,
        "body": b"",
        "status": 200,
        "answer_headers": JSON,
        "answer": b"{}",
    }
    return Exchange(**(usual | changes))


def recording(*exchanges: Exchange) -> tuple[Recording, str]:
    """The recording of these, and its text."""
    done = scrubbed(exchanges, WORDS, frozenset({"api.toy.example"}))
    made = Recording(
        target="https://api.toy.example",
        began="2026-11-21T10:00:00Z",
        exchanges=done.exchanges,
        tokens=done.tokens,
        left_out=done.left_out,
    )
    text = encoded(made).decode()
    assert decoded(text.encode()) == made
    return made, text


def one(**changes):
    return recording(exchange(**changes))[0].exchanges[0]


def jwt(**claims) -> str:
    parts = ({"alg": "RS256", "typ": "JWT"}, claims)
    return ".".join(base64url.encode(json.dumps(part).encode()) for part in parts) + ".c2lnbmF0dXJl"


SECRETS = {
    "password": ["correct horse battery", "hunter2", "swordfish", "Pa$$w0rd!", "пароль-секрет", "pending-horse9"],
    "token": [
        jwt(sub="u-77123456789"),
        "ya29.a0AfH6SMBxyzABCDEF",
        "eyJhbGciOiJub25lIn0.e30.",
        "AMf-vBxZJ9Q2k7T1hY3nPqRs",
        "xoxb-2481632-abcdef",
        "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3",
        "d2hhdCBhIHNlY3JldCE=",
        "5b1c8e2f-8f1a-4c39-9f38-2d7f7e8f0a11",
    ],
    "clientSecret": [
        "JBSWY3DPEHPK3PXP",
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
        "sk_live_51H8xYzABCDEFGHIJ",
        "AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY",
        "f3c2b1a0f3c2b1a0f3c2b1a0f3c2b1a0",
        "QWERTYUIOPASDFGHJKLZXCVB",
        "s3cr3t",
    ],
    "code": ["123456", "0042", "987654321", "80817263", "Z7Q2", "493817"],
    "email": ["ada@example.com", "grace.hopper+test@navy.mil", "o'neil@mail.example.org", "JÜRGEN@bücher.example"],
    "phoneNumber": ["+15017122661", "+49 151 23456789", "(501) 712-2661", "0044 20 7946 0958", "whatsapp:+14155238886"],
    "address": ["12 High Street, London", "203.0.113.77", "2001:db8::ff00:42:8329", "SW1A 1AA"],
    "displayName": ["Ada Lovelace", "Grace Hopper", "ada-lovelace", "Müller"],
    "sid": ["VA0123456789abcdef0123456789abcdef", "AC" + 32 * "f", "YF02aa46c0ab8d0c0e7b7f5a4c1f9e2d11", "771234567"],
    "city": ["Reykjavik"],
}
LISTED = [(name, value) for name, values in SECRETS.items() for value in values]


def test_fifty_secrets_are_listed():
    assert len(LISTED) == len({value for _, value in LISTED}) == 50


def written(secret: str) -> set[str]:
    """A secret in the forms in which it might stand in a file."""
    raw = secret.encode()
    forms = {secret, json.dumps(secret)[1:-1], quote(secret, safe=""), quote_plus(secret)}
    return forms | {base64.b64encode(raw).decode(), base64.b64encode(raw).decode().rstrip("="), raw.hex()}


def everywhere(name: str, secret: str) -> list[Exchange]:
    """Exchanges with a secret in all places, under its own name and under names that tell of nothing."""
    whole = {name: secret, "zzz": secret, "deep": [{"a": {"b": [secret, {name: secret}]}}], secret: 1}
    pairs = urlencode({name: secret, "zzz": secret, "json": json.dumps({name: secret, "q": secret})})
    basic = base64.b64encode(f"user:{secret}".encode()).decode()
    headers = (*JSON, ("authorization", f"Bearer {quote(secret)}"), ("x-zzz", secret), ("cookie", f"sid={secret}"))
    link = f"https://app.example/{quote(secret, safe='')}?{pairs}#{quote(secret)}"
    message = f"The value {secret} is not valid: see {link}"
    token = jwt(**{name: secret, "zzz": secret, "nested": {"a": [secret]}})
    answer = {**whole, "url": link, "message": message, "error": {"message": secret}, "idToken": token}
    return [
        exchange(headers=headers, body=json.dumps(whole).encode(), answer=json.dumps(answer).encode()),
        exchange(headers=FORM, body=pairs.encode(), query=pairs, answer=json.dumps([secret, whole]).encode()),
        exchange(
            headers=(("authorization", f"Basic {basic}"), ("x-api-key", secret), (f"x-{name.lower()}", secret)),
            method="GET",
            operation="factors.get",
            route="GET /toy/factors/{name}",
            path=f"/toy/factors/{quote(secret, safe='')}",
            answer_headers=(*JSON, ("location", link), ("set-cookie", f"a={secret}; Path=/"), ("x-zzz", secret)),
            status=404,
            answer=json.dumps({"message": message, "detail": secret, "zzz": token}).encode(),
        ),
        exchange(operation="", route="", path=f"/nowhere/{quote(secret, safe='')}", answer=message.encode()),
        exchange(headers=(("authorization", f"client_id:{secret}, client_secret:{secret}"),), body=b""),
        exchange(body=b"<a>" + secret.encode() + b"</a>", headers=(("content-type", "text/xml"),)),
    ]


@pytest.mark.parametrize(("name", "secret"), LISTED, ids=[value for _, value in LISTED])
def test_a_secret_is_scrubbed_from_all_places(name: str, secret: str):
    _, text = recording(*everywhere(name, secret))
    assert [form for form in written(secret) if form in text] == []


def test_all_fifty_are_scrubbed_from_one_recording():
    _, text = recording(*(each for name, secret in LISTED for each in everywhere(name, secret)))
    assert [secret for _, secret in LISTED for form in written(secret) if form in text] == []


PLACES = {
    "a field": lambda name, secret: exchange(body=json.dumps({name: secret}).encode()),
    "a field of the answer": lambda name, secret: exchange(answer=json.dumps({"user": [{name: secret}]}).encode()),
    "a form": lambda name, secret: exchange(headers=FORM, body=urlencode({name: secret}).encode()),
    "a query": lambda name, secret: exchange(query=urlencode({name: secret})),
    "a header": lambda name, secret: exchange(headers=((name.lower(), secret), ("authorization", secret))),
    "a path": lambda name, secret: exchange(
        route="GET /toy/factors/{name}", path=f"/toy/factors/{quote(secret, safe='')}"
    ),
    "an answer's sentence": lambda name, secret: exchange(answer=json.dumps({"message": secret}).encode()),
    "a field without a name that tells": lambda name, secret: exchange(answer=json.dumps({"zzz": secret}).encode()),
}
NAMES = [name for name in SECRETS if name != "displayName"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("name", "secret"), LISTED, ids=[value for _, value in LISTED])
def test_a_secret_that_stands_in_one_place_alone_is_scrubbed(name: str, secret: str, place: str):
    _, text = recording(PLACES[place](name, secret))
    assert [form for form in written(secret) if form in text] == []


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="<>")


@given(st.text(LETTERS, min_size=6, max_size=60).filter(lambda text: text.strip() == text), st.sampled_from(NAMES))
def test_no_value_under_a_telling_name_is_kept(secret: str, name: str):
    def text_with(value: str) -> str:
        answer = {"echo": value, "message": f"no {value} here"}
        return recording(exchange(body=json.dumps({name: value}).encode(), answer=json.dumps(answer).encode()))[1]

    assume(secret not in text_with("another value than that, 123"))
    assert [form for form in written(secret) if form in text_with(secret)] == []


@given(st.lists(st.sampled_from(["1234567", "ada@example.com", "s3cr3t-s3cr3t", "ZZZ"]), min_size=1, max_size=8))
def test_the_same_value_has_the_same_placeholder_and_another_one_another(values: list[str]):
    exchanges = [exchange(body=json.dumps({"token": value}).encode()) for value in values]
    given_ = [each.json["token"] for each in recording(*exchanges)[0].exchanges]
    pairs = set(zip(values, given_, strict=True))
    assert len(pairs) == len(set(values)) == len(set(given_))


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(LETTERS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(LETTERS, max_size=12), inner, max_size=4),
    max_leaves=12,
)


@given(JSON_VALUES, st.binary(max_size=60), st.text(max_size=40))
def test_whatever_was_recorded_is_scrubbed_without_an_error(value, body: bytes, header: str):
    recording(exchange(body=json.dumps(value).encode(), answer=body, headers=(("authorization", header), *JSON)))


def test_a_value_is_known_wherever_it_was_told_first():
    first = exchange(answer=b'{"idToken": "abcdef", "userId": 4711000}')
    second = exchange(
        route="GET /toy/factors/{name}",
        path="/toy/factors/4711000",
        headers=(("authorization", "bearer:abcdef"),),
        answer=b'{"zzz": "abcdef"}',
    )
    one_, two = recording(first, second)[0].exchanges
    assert one_.answer == {"idToken": "<token-1>", "userId": "<id-1 number>"}
    assert (two.path, two.headers["authorization"]) == ("/toy/factors/<id-1>", "bearer:<token-1>")
    assert two.answer == {"zzz": "<token-1>"}


def test_words_of_the_vendor_and_harmless_values_are_kept():
    answer = {
        "toy": "UNKNOWN",
        "status": 404,
        "at": "2026-11-21T10:00:00Z",
        "valid": True,
        "none": None,
        "expires_in": 36000,
        "text": "Invalid code",
    }
    assert one(status=404, answer=json.dumps(answer).encode()).answer == answer


def test_a_sentence_keeps_plain_words_alone():
    answer = json.dumps({"message": "The user ada@example.com was not found in Reykjavik"}).encode()
    assert one(answer=answer).answer == {"message": "The user <email-1> was not found in <unknown-1>"}


def test_the_claims_of_a_token_are_kept_without_its_values():
    token = jwt(sub="user-1", email="ada@example.com", iat=1795000000, second_factor="totp")
    made, _ = recording(exchange(answer=json.dumps({"idToken": token, "localId": "user-1"}).encode()))
    assert made.exchanges[0].answer == {"idToken": "<token-1>", "localId": "<id-1>"}
    claims = made.tokens["<token-1>"]
    assert claims["sub"] == "<id-1>"
    assert claims["email"] == "<email-1>"
    assert claims["iat"] == 1795000000


def test_values_that_nothing_is_known_of_are_told():
    made, _ = recording(exchange(answer=b'{"mood": "melancholy"}', headers=(("x-mood", "sad"), *JSON)))
    assert made.exchanges[0].answer == {"mood": "<unknown-1>"}
    assert made.left_out == ["factors.create: answer.mood", "factors.create: request header x-mood"]


def test_a_body_that_is_no_json_is_left_out_and_told():
    made, _ = recording(exchange(answer=b"<html>", answer_headers=(("content-type", "text/html"),)))
    assert made.left_out == ["factors.create: answer body, of text/html"]


def test_credentials_keep_their_scheme():
    basic = base64.b64encode(b"AC0:secret").decode()
    assert one(headers=(("authorization", f"Basic {basic}"),)).headers == {"authorization": "Basic <token-1>"}
    assert one(headers=(("authorization", "Bearer abc"),)).headers == {"authorization": "Bearer <token-1>"}
    assert one(headers=(("authorization", "client_id:abc, client_secret:def"),)).headers == {
        "authorization": "client_id:<secret-1>, client_secret:<secret-2>"
    }
