"""A sign-in by the unmodified Firebase JS SDK, and the console in the tab beside it, where its user finds the phone."""

from typing import Any

import pytest

from mfa_emulator import Emulator

expect = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed").expect

PHONE = "+15555550100"


@pytest.fixture
def console(app: Any, emulator: Emulator) -> Any:
    """The console, in the browser in which the app is."""
    app.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=emulator.url)
    page = app.context.new_page()
    page.goto(f"{emulator.url}/_mfa/")
    page.wait_for_selector(".connection.yes")
    return page


def test_the_code_that_the_sdk_asks_for_appears_without_a_reload_and_signs_in(
    app: Any, console: Any, emulator: Emulator
) -> None:
    ada = emulator.identity_toolkit.user("ada@example.com", "secret-1")
    ada.enroll_sms(PHONE)
    asked = app.evaluate("app.firstFactor('ada@example.com', 'secret-1')")
    assert asked == {"error": "auth/multi-factor-auth-required", "phone": "+*******0100"}
    app.evaluate("app.sendCode()")
    bubble = console.locator(".bubble")
    expect(bubble).to_contain_text(PHONE)
    bubble.get_by_role("button").click()
    expect(bubble.get_by_role("button")).to_have_text("copied")
    code = console.evaluate("navigator.clipboard.readText()")
    wrong = "000000" if code != "000000" else "000001"
    assert app.evaluate("code => app.secondFactor(code)", wrong) == {"error": "auth/invalid-verification-code"}
    expect(console.locator(".row.bad").first).to_contain_text("accounts.mfaSignIn.finalize")
    shown = app.evaluate("code => app.secondFactor(code)", code)
    assert (shown["uid"], shown["email"]) == (ada.id, "ada@example.com")
