"""The sign-in page and its frame over HTTP; `tests/sdk/browser` has them in a browser."""

import json
import re

PAGE = "/emulator/auth/handler"


def data(answer):
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', answer.body.decode(), re.DOTALL)
    return json.loads(found[1])


def sign_in(it, claims, provider="google.com", **more):
    post_body = f"providerId={provider}&id_token={json.dumps(claims)}"
    body = {"postBody": post_body, "requestUri": "http://localhost", "returnSecureToken": True, **more}
    return it.ok("/v1/accounts:signInWithIdp", body)


def test_the_page_has_the_accounts_of_the_provider(it):
    sign_in(it, {"sub": "7", "email": "ada@example.com", "name": "Ada", "picture": "http://localhost/a.png"})
    sign_in(it, {"sub": "8"}, "github.com")
    answer = it.send("GET", PAGE, apiKey="any", providerId="google.com", appName="a")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert data(answer)["providerId"] == "google.com"
    assert data(answer)["accounts"] == [
        {
            "sub": "7",
            "email": "ada@example.com",
            "name": "Ada",
            "screenName": "",
            "picture": "http://localhost/a.png",
        }
    ]


def test_a_tenant_has_accounts_of_its_own(it):
    sign_in(it, {"sub": "7"}, tenantId="acme")
    for name in ("tid", "tenantId"):
        answer = it.send("GET", PAGE, apiKey="any", providerId="google.com", **{name: "acme"})
        assert len(data(answer)["accounts"]) == 1
    assert data(it.send("GET", PAGE, apiKey="any", providerId="google.com"))["accounts"] == []


def test_the_suggested_person_is_of_the_worlds_seed(make_it):
    def suggested(seed):
        return data(make_it(seed=seed).send("GET", PAGE, apiKey="any", providerId="google.com"))["suggestion"]

    assert suggested(1) == suggested(1) != suggested(2)
    assert re.fullmatch("[0-9]{40}", suggested(1)["sub"])
    assert suggested(1)["email"].endswith("@example.com")


def test_a_link_without_a_key_or_a_provider_leads_nowhere(it):
    for query in ({}, {"apiKey": "any"}, {"providerId": "google.com"}):
        answer = it.send("GET", PAGE, **query)
        assert answer.status == 400
        assert answer.json == {"authEmulator": {"error": "missing apiKey or providerId query parameters"}}
        assert answer.reason


def test_a_tenant_that_cannot_be_is_refused(it, strict):
    for client, name in ((it, "a/b"), (strict, "acme")):
        answer = client.send("GET", PAGE, apiKey="any", providerId="google.com", tid=name)
        assert (answer.status, answer.json["error"]["message"].split(" : ")[0]) == (400, "INVALID_TENANT_ID")


def test_nothing_in_the_page_can_end_its_script(it):
    sign_in(it, {"sub": "7", "name": "</script><script>alert(1)</script>", "email": "a<b@example.com"})
    answer = it.send("GET", PAGE, apiKey="any", providerId="<!--<script>")
    assert data(answer)["providerId"] == "<!--<script>"
    assert b"<script>alert" not in answer.body
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_the_frame_is_a_page(it):
    answer = it.send("GET", "/emulator/auth/iframe", apiKey="any", appName="a")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert b"https://apis.google.com/js/api.js" in answer.body
