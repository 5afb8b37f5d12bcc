"""The tokens of a world: marked when they are issued, looked at when they come back."""

import jwt
import msgspec
import pytest

from mfa_emulator.core.issued.marks import Marks, Origin
from mfa_emulator.core.issued.tokens import Foreign, Tokens
from mfa_emulator.core.tokens import MARK, BadToken, Rs256, Unsigned, read_unverified

CLAIMS = {"sub": "ada", "exp": 2**40}
SIGNER = Rs256()
A, B = Origin(0, "a", 0), Origin(0, "b", 0)


class Value(msgspec.Struct, frozen=True):
    text: str


@pytest.fixture(params=[None, SIGNER], ids=["unsigned", "signed"])
def tokens_of(request):
    return lambda origin, further=(): Tokens(request.param, Marks(origin, further))


def test_a_world_reads_what_it_issued(tokens_of):
    tokens = tokens_of(A)
    token = tokens.issue(CLAIMS)
    assert tokens.read(token, unmarked=False) == CLAIMS
    assert read_unverified(token)[0][MARK] == A.mark
    assert tokens.unseal(tokens.seal(Value("x")), Value) == Value("x")


def test_a_world_refuses_what_another_one_issued(tokens_of):
    here, there = tokens_of(A), tokens_of(B)
    with pytest.raises(Foreign, match=r"^token was issued by another world than 'a'"):
        here.read(there.issue(CLAIMS), unmarked=True)
    with pytest.raises(Foreign, match=r"^was issued by another world than 'a'"):
        here.unseal(there.seal(Value("x")), Value)


def test_a_world_takes_what_a_snapshot_brought_and_issues_its_own(tokens_of):
    here, there = tokens_of(A, (B.mark,)), tokens_of(B)
    assert here.read(there.issue(CLAIMS), unmarked=False) == CLAIMS
    assert here.unseal(there.seal(Value("x")), Value) == Value("x")
    with pytest.raises(Foreign):
        there.read(here.issue(CLAIMS), unmarked=True)


def test_a_token_without_a_mark_is_taken_where_that_is_asked_for():
    tokens, token = Tokens(None, Marks(A)), Unsigned().issue(CLAIMS)
    assert tokens.read(token, unmarked=True) == CLAIMS
    with pytest.raises(Foreign, match=r"^token has no mark of a world: it was made by hand$"):
        tokens.read(token, unmarked=False)


@pytest.mark.parametrize("mark", [None, 5, [], {}, "", "a", True])
def test_a_mark_that_is_none_is_of_nobody(mark):
    token = jwt.encode(CLAIMS, "", "none", headers={MARK: mark}) if mark is not None else ""
    token = token or ".".join(["eyJtZmFfd29ybGQiOm51bGx9", "e30", ""])
    with pytest.raises(Foreign, match="another world"):
        Tokens(None, Marks(A)).read(token, unmarked=True)


def test_verifiers_pass_over_the_mark():
    token = Tokens(SIGNER, Marks(A)).issue(CLAIMS)
    [key] = jwt.PyJWKSet.from_dict(SIGNER.keys()).keys
    assert jwt.decode(token, key, ["RS256"]) == CLAIMS


def test_a_mark_cannot_be_put_on_a_signed_token():
    head, claims, signature = Tokens(SIGNER, Marks(B)).issue(CLAIMS).split(".")
    other = Tokens(SIGNER, Marks(A)).issue({"sub": "eve"}).split(".")[0]
    assert head != other
    with pytest.raises(BadToken, match="signature does not hold"):
        Tokens(SIGNER, Marks(A)).read(f"{other}.{claims}.{signature}", unmarked=True)


def test_the_type_can_be_left_out(tokens_of):
    assert "typ" not in read_unverified(tokens_of(A).issue(CLAIMS, typ=None))[0]
    assert read_unverified(tokens_of(A).issue(CLAIMS))[0]["typ"] == "JWT"


def test_keys_are_those_of_the_format(tokens_of):
    tokens = tokens_of(A)
    assert bool(tokens.certificates()) == bool(tokens.keys()["keys"]) == tokens.signs
