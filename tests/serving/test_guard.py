"""Who may talk to the emulator: a page of another site and a rebound name may not, on any path."""

from types import SimpleNamespace
from typing import Any

import pytest

from mfa_emulator.core.http.messages import Request
from mfa_emulator.core.http.refusal import Refused
from mfa_emulator.core.identifiers import is_loopback
from mfa_emulator.serving.guard import Access, Guard
from mfa_emulator.serving.hosts import Hosts

VENDOR: Any = SimpleNamespace(hosts=("api.toy.example", "*.toys.example"), prefixes=("/toy",))


def guard(**access: Any) -> Guard:
    return Guard(Hosts({"toy": VENDOR}), Access(**access))


def request(method: str = "GET", path: str = "/toy", **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
    return Request.read(method, path.encode(), b"", raw)


def verdict(asked: Request, **access: Any) -> str:
    try:
        guard(**access).check(asked)
    except Refused as refused:
        return refused.code if refused.status == 403 and refused.text else repr(refused)
    return "allowed"


LOCAL = [
    "localhost",
    "localhost:9099",
    "app.localhost",
    "127.0.0.1",
    "127.0.0.1:9099",
    "127.8.9.1",
    "[::1]:9099",
    "[::1]",
]
VENDORS = ["api.toy.example", "API.Toy.Example", "api.toy.example:443", "any.toys.example", "a.b.toys.example"]
NEAR = [
    *("LocalHost.", "0.0.0.0", "10.0.2.2:9099", "192.168.0.7:9099", "[2001:db8::1]", "emulator", "auth_emulator:9099"),
    *("host.docker.internal", "gateway.docker.internal:9099", "host.containers.internal"),
]
FOREIGN = [
    *("evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil-toys.example", "toys.example"),
    *("toy.example", "::1", "evil.example:127.0.0.1", "-", ".", "..", "a..b", "localhost:", "localhost:x", "127.1"),
    *("evil.example.", "docker.internal", "x.host.docker.internal", "localhost@evil.example", "[::1", "[x]", "\xe9"),
    *("localhost evil.example", "localhost/evil", f"{'a' * 64}", f"{'a.' * 127}a", "[localhost]"),
]


@pytest.mark.parametrize("host", [*LOCAL, *VENDORS, *NEAR])
def test_names_that_nobody_can_rebind_and_the_vendors_hosts_are_served(host: str):
    assert verdict(request(host=host)) == "allowed"


@pytest.mark.parametrize("host", FOREIGN)
def test_any_other_host_is_refused_on_every_path(host: str):
    for path in ("/toy", "/_mfa/v1/reset", "/", "/nowhere"):
        assert verdict(request(path=path, host=host)) == "forbidden_host"


@pytest.mark.parametrize(
    "host", ["emulator.internal", "Emulator.Internal:80", "a.preview.example", "a.b.preview.example"]
)
def test_a_host_is_served_that_was_allowed_by_name_or_by_the_name_that_it_is_below(host: str):
    assert verdict(request(host=host), hosts=("Emulator.internal", "*.preview.example")) == "allowed"


@pytest.mark.parametrize("host", ["x.emulator.internal", "preview.example", "apreview.example", "evil.example"])
def test_a_name_allows_no_names_below_it_and_a_pattern_not_its_own_name(host: str):
    assert verdict(request(host=host), hosts=("emulator.internal", "*.preview.example")) == "forbidden_host"


def test_the_refusal_of_a_host_gives_the_exact_option_to_add():
    with pytest.raises(Refused, match=r"allow it with --allow-host evil\.example$"):
        guard().check(request(host="Evil.example:9099"))


@pytest.mark.parametrize(
    "pattern",
    ["*", "*.", "*.*.example", "a.*.example", "*a.example", "", "https://a.example", "a.example:80", "ä.example"],
)
def test_a_host_pattern_that_cannot_be_meant_is_refused_at_the_start(pattern: str):
    with pytest.raises(ValueError, match=r"write the name of a host"):
        Access(hosts=(pattern,))


def test_a_request_of_the_time_before_hosts_is_served():
    assert verdict(request()) == "allowed"


@pytest.mark.parametrize(
    "origin",
    [
        "http://localhost:5173",
        "https://app.localhost",
        "http://127.0.0.1",
        "https://api.toy.example",
        "http://[::1]:80",
    ],
)
def test_a_local_page_may_call_and_is_told_so(origin: str):
    headers = dict(guard().check(request("POST", host="localhost", origin=origin)))
    assert headers[b"access-control-allow-origin"] == origin.encode()
    assert headers[b"access-control-allow-credentials"] == b"true"
    assert headers[b"access-control-expose-headers"] == b"X-MFA-Reason"
    assert headers[b"vary"] == b"Origin"


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "", "http://localhost.evil.example", "http://[", "file://", "evil"]
)
def test_a_page_from_elsewhere_may_not(origin: str):
    for method in ("GET", "POST", "OPTIONS"):
        assert verdict(request(method, host="localhost", origin=origin)) == "forbidden_origin"


def test_an_origin_may_be_allowed_by_name_and_only_that_one():
    allowed = {"origins": ("https://staging.example",)}
    assert verdict(request(host="localhost", origin="https://staging.example"), **allowed) == "allowed"
    assert verdict(request(host="localhost", origin="http://staging.example"), **allowed) == "forbidden_origin"


def test_a_page_that_the_emulator_itself_served_may_call_it():
    asked = request(host="emulator.internal:9099", origin="http://emulator.internal:9099")
    assert verdict(asked, hosts=("emulator.internal",)) == "allowed"
    other = request(host="emulator.internal:9099", origin="http://other.internal:9099")
    assert verdict(other, hosts=("*.internal",)) == "forbidden_origin"


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("https://App.example:443", "https://app.example"),
        ("http://app.example:80", "http://app.example"),
        ("https://app.example:80", "https://app.example:80"),
        ("null", "null"),
        ("http://[2001:DB8::1]:80", "http://[2001:db8::1]"),
    ],
)
def test_an_allowed_origin_is_read_as_browsers_send_it(given: str, sent: str):
    assert verdict(request(host="localhost", origin=sent), origins=(given,)) == "allowed"


@pytest.mark.parametrize(
    "origin",
    ["*", "https://*.app.example", "https://app.*", "app.example", "https://app.example/", "https://", "", "NULL"],
)
def test_an_origin_that_browsers_never_send_is_refused_at_the_start(origin: str):
    with pytest.raises(ValueError, match=r"^write https://app.example, with a :port if need be") as refused:
        Access(origins=(origin,))
    assert ("patterns" in str(refused.value)) is ("*" in origin)


@pytest.mark.parametrize("origin", ["https://api.toy.example", "https://evil.toys.example", "http://any.toys.example"])
def test_a_page_of_a_vendors_domain_may_call_the_vendors_routes_but_never_control(origin: str):
    for host in ("localhost", "any.toys.example"):
        assert verdict(request(host=host, origin=origin)) == "allowed"
        for path in ("/_mfa", "/_mfa/v1/snapshot", "//_mfa/v1/reset"):
            for method in ("GET", "POST", "OPTIONS"):
                asked = request(method, path, host=host, origin=origin, access_control_request_method="PUT")
                assert verdict(asked) == "forbidden_origin"


@pytest.mark.parametrize(
    ("origin", "path", "refusal"),
    [
        ("https://api.toy.example", "/toy", "forbidden_site"),
        ("https://api.toy.example", "/_mfa/v1/clock", "forbidden_origin"),
        ("http://localhost:5173", "/_mfa/v1/clock", "forbidden_site"),
        ("http://[::1]:3000", "//_mfa", "forbidden_site"),
    ],
)
def test_a_page_that_the_browser_calls_one_of_another_site_is_refused_unless_it_is_allowed(
    origin: str, path: str, refusal: str
):
    headers = {"host": "127.0.0.1", "origin": origin, "sec_fetch_site": "cross-site", "sec_fetch_mode": "cors"}
    asked = request("POST", path, **headers)
    assert verdict(asked) == refusal
    assert verdict(asked, origins=(origin,)) == "allowed"


@pytest.mark.parametrize("method", ["OPTIONS", "POST", "GET"])
@pytest.mark.parametrize("host", ["127.0.0.1:9099", "10.0.2.2:9099", "emulator:9099", "any.toys.example"])
def test_a_page_of_this_machine_calls_vendors_routes_by_whatever_host(method: str, host: str):
    headers = {"host": host, "origin": "http://localhost:5173", "sec_fetch_site": "cross-site"}
    assert verdict(request(method, access_control_request_method="POST", **headers)) == "allowed"
    assert verdict(request(method, "/_mfa/v1/messages", **headers)) == "forbidden_site"


def test_the_refusal_of_a_page_gives_the_exact_option_to_add():
    for site, origin in (("cross-site", "http://localhost:5173"), ("same-site", "https://evil.example")):
        with pytest.raises(Refused, match=rf"allow it with --allow-origin {origin}$"):
            guard().check(request(path="/_mfa/v1/clock", host="127.0.0.1", origin=origin, sec_fetch_site=site))


def fetched(site: str, mode: str, method: str = "GET", path: str = "/toy") -> Request:
    return request(method, path, host="localhost", sec_fetch_site=site, sec_fetch_mode=mode)


@pytest.mark.parametrize("site", ["same-origin", "same-site", "none"])
@pytest.mark.parametrize("mode", ["cors", "no-cors", "navigate"])
def test_what_a_page_of_the_same_site_or_a_person_asks_for_is_served(site: str, mode: str):
    assert verdict(fetched(site, mode, path="/_mfa/v1/clock")) == "allowed"


@pytest.mark.parametrize("mode", ["cors", "no-cors", "websocket", ""])
def test_what_another_site_asks_for_without_saying_its_origin_is_refused(mode: str):
    assert verdict(fetched("cross-site", mode)) == "forbidden_site"


def test_a_link_that_somebody_followed_leads_to_a_vendors_page_but_never_to_control():
    assert verdict(fetched("cross-site", "navigate")) == "allowed"
    assert verdict(fetched("cross-site", "navigate", "POST")) == "forbidden_site"
    assert verdict(fetched("cross-site", "navigate", path="/_mfa/v1/reset")) == "forbidden_site"
    assert verdict(fetched("cross-site", "navigate", path="/_mfa")) == "forbidden_site"


def test_a_preflight_is_told_what_it_asks_for():
    headers = dict(
        guard().check(
            request(
                "OPTIONS",
                host="localhost",
                origin="http://localhost:3000",
                access_control_request_method="PATCH",
                access_control_request_headers="x-client-version,content-type",
                access_control_request_private_network="true",
            )
        )
    )
    assert headers[b"access-control-allow-methods"] == b"PATCH"
    assert headers[b"access-control-allow-headers"] == b"x-client-version,content-type"
    assert headers[b"access-control-allow-private-network"] == b"true"
    assert b"access-control-max-age" in headers


def test_control_needs_the_token_where_there_is_one():
    secured = guard(token="t0ken")
    secured.check_token(request(x_mfa_token="t0ken"))
    secured.check_token(request(authorization="Bearer t0ken"))
    for wrong in (
        {},
        {"x_mfa_token": "other"},
        {"authorization": "t0ken"},
        {"authorization": "Bearer "},
        {"authorization": "xyz 12 t0ken"},
    ):
        with pytest.raises(Refused) as refused:
            secured.check_token(request(**wrong))
        assert (refused.value.status, refused.value.code) == (401, "token_required")
        assert all(way in refused.value.text for way in ("X-MFA-Token", "--token", "MFA_EMULATOR_TOKEN"))


def test_without_a_token_control_needs_none():
    guard().check_token(request())


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("localhost", True),
        ("x.localhost", True),
        ("::1", True),
        ("127.0.0.1", True),
        ("", False),
        ("localhos", False),
        ("10.0.0.1", False),
    ],
)
def test_only_names_that_can_mean_nothing_else_are_loopback(name: str, ours: bool):
    assert is_loopback(name) is ours
