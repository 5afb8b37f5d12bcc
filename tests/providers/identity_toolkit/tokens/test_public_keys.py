"""Public keys, for verifiers that want a signature."""

import pytest

ACCOUNT = "securetoken@system.gserviceaccount.com"
CERTIFICATES = [
    "/v1/publicKeys",
    f"/www.googleapis.com/robot/v1/metadata/x509/{ACCOUNT}",
    f"/robot/v1/metadata/x509/{ACCOUNT}",
]
KEY_SETS = ["/v1/sessionCookiePublicKeys", f"/www.googleapis.com/service_accounts/v1/jwk/{ACCOUNT}"]


@pytest.mark.parametrize("path", CERTIFICATES)
def test_certificates_are_served_when_tokens_are_signed(make_it, path):
    answer = make_it(signed_tokens=True).send("GET", path)
    (pem,) = answer.json.values()
    assert pem.startswith("-----BEGIN CERTIFICATE-----")
    assert "max-age=" in answer.headers["cache-control"]


@pytest.mark.parametrize("path", KEY_SETS)
def test_key_sets_are_served_when_tokens_are_signed(make_it, path):
    (key,) = make_it(signed_tokens=True).send("GET", path).json["keys"]
    assert key["kty"] == "RSA"
    assert key["alg"] == "RS256"


def test_there_are_none_while_tokens_are_unsigned(it):
    assert it.send("GET", CERTIFICATES[0]).json == {}
    assert it.send("GET", KEY_SETS[0]).json == {"keys": []}


@pytest.mark.parametrize("path", [CERTIFICATES[0], KEY_SETS[0]])
def test_key_ids_are_those_of_the_tokens(make_it, path):
    import jwt

    it = make_it(signed_tokens=True)
    kid = jwt.get_unverified_header(it.user().id_token)["kid"]
    assert kid in it.send("GET", path).body.decode()


def test_openid_configuration_points_at_issuer_and_keys(make_it):
    it = make_it(signed_tokens=True)
    document = it.send("GET", "/securetoken.google.com/demo-project/.well-known/openid-configuration").json
    assert document["issuer"] == "https://securetoken.google.com/demo-project"
    keys = document["jwks_uri"].removeprefix("http://127.0.0.1:9099")
    assert it.send("GET", keys).json["keys"]
