"""Pages of the console as they look: in light and dark, on wide and narrow screens, full and empty."""

import json
import re
from importlib.resources import files

import pytest
from httpx2 import Client
from push_toy import PUSH_TOY

from mfa_emulator import Emulator
from mfa_emulator.providers import installed

expect = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed").expect

KEY = "?key=any"
AXE = "axe-core@4.14.1"
PAGES = ("home", "people", "faults", "worlds", "docs")
SIZES = {"wide": (1400, 900), "phone": (390, 844), "tiny": (320, 640)}


@pytest.fixture
def full(emulator, post, ask_for_a_push):
    """A world in which there is some of everything."""
    ask_for_a_push()
    emulator.clock.advance("40s")
    emulator.identity_toolkit.user("ada-with-a-long-name@a-long-domain-of-a-company.example").enroll_totp()
    mary = emulator.onelogin.user("mary@example.com", password="secret-1", phone="+15555550199")
    for enroll in (mary.enroll_totp, mary.enroll_sms, mary.enroll_email, mary.enroll_push):
        enroll()
    mary.disable()
    post(f"/v1/accounts:sendVerificationCode{KEY}", {"phoneNumber": "+15555550100"})
    post("/_mfa/v1/faults", {"operation": "accounts.sendVerificationCode", "messages": {"fate": "held"}})
    post(f"/v1/accounts:sendVerificationCode{KEY}", {"phoneNumber": "+15555550111"})
    post("/_mfa/v1/faults", {"operation": "accounts.signUp", "error": "EMAIL_EXISTS", "times": 3, "skip": 2})
    post(f"/v1/accounts:signInWithPassword{KEY}", {"email": "ada@example.com", "password": "x"})
    body = {"email": "ada@example.com", "requestType": "PASSWORD_RESET"}
    post(f"/v1/accounts:sendOobCode{KEY}", body)
    post("/_mfa/v1/worlds", {"name": "a-test-of-some-suite-with-a-long-name", "listen": True})


@pytest.fixture
def shown(page):
    """Go through all pages in a scheme and a size, each with its name, once the codes of authenticators are there."""

    def showing(scheme, size):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": SIZES[size][0], "height": SIZES[size][1]})
        with page.expect_response("**/_mfa/v1/timeline*"):
            page.reload()
        page.wait_for_selector(".connection.yes")
        for name in PAGES:
            page.goto(page.url.split("#")[0] + f"#/{name}")
            expect(page.locator("#page")).to_have_class(name)
            expect(page.locator(READY[name]).first).to_be_attached()
            yield name

    return showing


READY = {
    "home": ".bubble, .empty pre",
    "people": ".cards > *",
    "faults": ".cards > *",
    "worlds": ".card",
    "docs": ".manual h2",
}
"""Elements that are there once a page has what it shows."""


@pytest.fixture(scope="module")
def axe(npm_archive):
    """The source of axe-core, which finds what people with a screen reader or weak eyes could not use."""
    with npm_archive(AXE) as archive:
        return archive.extractfile("package/axe.min.js").read().decode()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", ["full", "empty"])
def test_no_page_is_wider_than_its_window(page, shown, request, state, scheme, size, tmp_path):
    if state == "full":
        request.getfixturevalue("full")
    for name in shown(scheme, size):
        page.screenshot(path=tmp_path / f"{name}.png", full_page=True, animations="disabled")
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0], name


@pytest.mark.parametrize(
    ("state", "scheme", "size"),
    [
        ("full", "light", "wide"),
        ("full", "dark", "wide"),
        ("full", "dark", "phone"),
        ("empty", "dark", "wide"),
        ("empty", "light", "phone"),
    ],
)
def test_axe_finds_no_violation_on_any_page(page, shown, axe, request, state, scheme, size):
    if state == "full":
        request.getfixturevalue("full")
    found = {}
    for name in shown(scheme, size):
        if name == "home" and size == "wide" and page.locator(".row").count():
            page.locator(".row").first.click()
            page.wait_for_selector(".detail h3")
        page.evaluate(axe)
        violations = page.evaluate("axe.run().then((found) => found.violations)")
        found[name] = [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in violations]
    assert not any(found.values()), json.dumps(found, indent=1)


def test_axe_finds_no_violation_in_dialogs(page, full, axe):
    for open_it in (lambda: page.keyboard.press("?"), lambda: page.get_by_role("button", name="QR").first.click()):
        open_it()
        expect(page.locator("dialog[open]")).to_be_visible()
        page.evaluate(axe)
        violations = page.evaluate("axe.run().then((found) => found.violations)")
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations] == []
        page.locator("dialog").get_by_role("button", name="Close").click()


def test_no_vendor_is_named_in_the_console_itself():
    names = {word for front in installed() for word in (front.name, *re.findall(r"\w{5,}", front.title))}
    for file in (files("mfa_emulator") / "console").iterdir():
        found = [name for name in names if re.search(rf"\b{name}\b", file.read_text(), re.IGNORECASE)]
        assert found == [], file.name


def test_a_vendor_from_outside_shows_up_by_itself(chromium):
    with Emulator(providers=[PUSH_TOY]) as emulator:
        page = chromium.new_page()
        page.goto(f"{emulator.url}/_mfa/")
        expect(page.locator(".screen")).to_contain_text("Toy")
        with Client(transport=emulator.transport(), base_url="http://localhost") as client:
            client.post("/toy/factors", json={"name": "ada"})
            client.get("/toy/factors/bob")
        expect(page.locator(".bubble.push")).to_contain_text("Sign in?")
        expect(page.locator(".row.bad")).to_contain_text("no factor 'bob' now")
        page.goto(page.url.split("#")[0] + "#/faults")
        expect(page.get_by_label("Vendor")).to_have_value("toy")
        expect(page.get_by_label("Operation")).to_have_value("factors.create")
        page.close()
