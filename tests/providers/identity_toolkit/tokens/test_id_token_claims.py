"""Claims of ID tokens."""

import msgspec
from msgspec.structs import replace


def test_the_claims_of_a_full_account(it, claims_of):
    ada = it.user("ada@example.com", display_name="Ada", phone_number="+15555550100")
    it.ok("/v1/accounts:update", {"localId": ada.local_id, "photoUrl": "https://x.co/a.png"}, admin=True)
    it.clock.advance("10s")
    now = it.clock.micros() // 1_000_000
    assert claims_of(it.sign_in()["idToken"]) == {
        "iss": "https://securetoken.google.com/demo-project",
        "aud": "demo-project",
        "sub": ada.local_id,
        "user_id": ada.local_id,
        "iat": now,
        "exp": now + 3600,
        "auth_time": now,
        "email": "ada@example.com",
        "email_verified": True,
        "phone_number": "+15555550100",
        "name": "Ada",
        "picture": "https://x.co/a.png",
        "firebase": {
            "identities": {"email": ["ada@example.com"], "phone": ["+15555550100"]},
            "sign_in_provider": "password",
        },
    }


def test_custom_attributes_are_claims_but_never_reserved_ones(it, claims_of):
    ada = it.user()
    scope = it.accounts.project()
    scope.users.put(replace(ada.record, custom_attributes='{"admin":true,"sub":"eve","email":"eve@example.com"}'))
    claims = claims_of(it.sign_in()["idToken"])
    assert claims["admin"] is True
    assert claims["sub"] == ada.local_id
    assert claims["email"] == "ada@example.com"


def test_identities_name_the_accounts_at_providers(it, claims_of):
    ada = it.user()
    link = {"providerId": "github.com", "rawId": "42"}
    it.ok("/v1/accounts:update", {"localId": ada.local_id, "linkProviderUserInfo": link}, admin=True)
    assert claims_of(it.sign_in()["idToken"])["firebase"]["identities"]["github.com"] == ["42"]


def test_unsigned_tokens_look_like_those_of_the_official_emulator(it):
    from mfa_emulator.core.tokens import read_unverified

    token = it.user().id_token
    mark = it.world.ids.marks.origin.mark  # in a parameter that verifiers pass over
    assert read_unverified(token)[0] == {"alg": "none", "typ": "JWT", "mfa_world": mark}
    assert token.endswith(".")


def test_signed_tokens_verify_with_the_served_certificates_and_keys(make_it):
    import jwt
    from cryptography.x509 import load_pem_x509_certificate

    it = make_it(signed_tokens=True)
    token = it.user().id_token
    header = jwt.get_unverified_header(token)
    assert header["alg"] == "RS256"
    assert header["typ"] == "JWT"
    path = "/www.googleapis.com/robot/v1/metadata/x509/securetoken@system.gserviceaccount.com"
    pem = it.ok(path, method="GET")[header["kid"]]
    key = load_pem_x509_certificate(pem.encode()).public_key()
    options = {"verify_exp": False, "verify_iat": False}
    claims = jwt.decode(token, key, ["RS256"], audience="demo-project", options=options)
    assert claims["email"] == "ada@example.com"
    jwks = it.ok("/www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com", method="GET")
    jwk = jwt.PyJWK(jwks["keys"][0])
    assert jwt.decode(token, jwk, ["RS256"], audience="demo-project", options=options) == claims


def test_nested_custom_claims_survive(it, claims_of):
    ada = it.user()
    claims = {"roles": ["a", {"b": [1, 2.5, None, True]}]}
    body = {"localId": ada.local_id, "customAttributes": msgspec.json.encode(claims).decode()}
    it.ok("/v1/accounts:update", body, admin=True)
    assert claims_of(it.sign_in()["idToken"])["roles"] == claims["roles"]
