"""Access to the console: the token of a wide bind, and pages of other sites."""

from http.server import BaseHTTPRequestHandler

import pytest
from stand_in_servers import served

from mfa_emulator import Emulator
from mfa_emulator.serving.guard import Access

expect = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed").expect

TOKEN = "open-sesame-of-this-run"


@pytest.fixture
def emulator():
    with Emulator(access=Access(token=TOKEN), freeze="2026-11-21T10:00:00Z") as running:
        yield running


@pytest.fixture
def context(chromium):
    opened = chromium.new_context()
    opened.set_default_timeout(30_000)
    yield opened
    opened.close()


def test_the_token_is_asked_for_once_and_kept_in_the_tab_alone(context, emulator):
    page, asked = context.new_page(), []
    context.on("request", lambda request: asked.append(request.url))
    page.goto(f"{emulator.url}/_mfa/")
    page.get_by_label("Token").fill("a wrong one")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("Token")).to_have_value("")
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".connection.yes")).to_be_visible()
    emulator.inbox.send(provider="toy", channel="sms", to="ada", body="hello", code="")
    expect(page.locator(".bubble")).to_contain_text("hello")
    page.goto(f"{emulator.url}/_mfa/#/worlds")
    page.reload()
    expect(page.locator(".card")).to_contain_text("default")
    expect(page.locator("dialog[open]")).to_have_count(0)
    other = context.new_page()
    other.goto(f"{emulator.url}/_mfa/")
    expect(other.get_by_label("Token")).to_be_visible()
    assert page.evaluate("JSON.stringify(localStorage)").count(TOKEN) == 0
    assert context.cookies() == []
    assert any("/_mfa/v1/events" in url for url in asked)
    assert not any(TOKEN in url for url in asked)


READ = """async (url) => {
    try {
        const answer = await fetch(url, {headers: {"X-MFA-Token": "open-sesame-of-this-run"}});
        const { value } = await answer.body.getReader().read();
        return new TextDecoder().decode(value);
    } catch (error) {
        return `refused: ${error.name}`;
    }
}"""


PATHS = ("v1/events", "v1/messages", "v1/snapshot")


@pytest.mark.parametrize(
    "site",
    [
        "https://evil.example",
        "https://identitytoolkit.googleapis.com",
        "https://acme.onelogin.com",
        "https://verify.twilio.com",
    ],
)
def test_a_page_of_another_site_reads_nothing(context, emulator, site):
    page = context.new_page()
    page.route(f"{site}/**", lambda route: route.fulfill(body="<title>a site</title>", content_type="text/html"))
    page.goto(f"{site}/")
    for path in PATHS:
        assert page.evaluate(READ, f"{emulator.url}/_mfa/{path}") == "refused: TypeError"


class _Blank(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>an app</title>")


@pytest.fixture
def app():
    """The address of an app on this machine."""
    with served(_Blank) as url:
        yield url


def test_a_page_of_this_machine_may_read(context, emulator, app):
    page = context.new_page()
    page.goto(app)
    for path in PATHS:
        assert not page.evaluate(READ, f"{emulator.url}/_mfa/{path}").startswith("refused")
