"""Pop-up and redirect in a browser, by the unmodified Firebase JS SDK: the sign-in page plays the provider."""

from typing import Any

import pytest

from mfa_emulator import Emulator


def pop_up(page: Any, how: str, provider: str) -> tuple[Any, Any]:
    """The sign-in page that the app opens, and the outcome that it waits for."""
    with page.expect_popup() as opened:
        page.evaluate("([how, id]) => { window.outcome = app[how](id) }", [how, provider])
    window = opened.value
    window.get_by_role("button", name="Fill in").wait_for()
    return window, lambda: page.evaluate("window.outcome")


def add_account(window: Any, email: str, name: str = "") -> None:
    window.get_by_label("E-mail", exact=True).fill(email)
    window.get_by_label("Display name").fill(name)
    window.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("provider", ["google.com", "apple.com", "oidc.example", "saml.example"])
def test_a_new_account_signs_in_by_pop_up(app: Any, emulator: Emulator, provider: str) -> None:
    window, outcome = pop_up(app, "popUp", provider)
    assert provider in window.get_by_role("heading", level=1).inner_text()
    add_account(window, "ada@example.com", "Ada")
    shown = outcome()
    assert (shown["email"], shown["name"], shown["providerId"]) == ("ada@example.com", "Ada", provider)
    (user,) = emulator.identity_toolkit.users
    assert user.id == shown["uid"]


def test_a_known_account_is_chosen(app: Any) -> None:
    window, outcome = pop_up(app, "popUp", "google.com")
    add_account(window, "ada@example.com", "Ada")
    first = outcome()
    window, outcome = pop_up(app, "popUp", "google.com")
    window.get_by_role("button", name="Ada ada@example.com").click()
    assert outcome() == first


def test_the_form_fills_itself_in(app: Any, emulator: Emulator) -> None:
    window, outcome = pop_up(app, "popUp", "google.com")
    window.get_by_role("button", name="Fill in").click()
    window.get_by_role("button", name="Sign in").click()
    assert outcome()["email"] == emulator.identity_toolkit.users[0].email


def test_a_second_provider_is_linked_by_pop_up(app: Any, emulator: Emulator) -> None:
    window, outcome = pop_up(app, "popUp", "google.com")
    add_account(window, "ada@example.com")
    uid = outcome()["uid"]
    window, outcome = pop_up(app, "link", "github.com")
    add_account(window, "ada@example.com")
    assert outcome()["uid"] == uid
    links = emulator.identity_toolkit.users[0].record.links
    assert [link.provider_id for link in links] == ["google.com", "github.com"]


def test_a_provider_that_does_not_vouch_for_the_address_joins_no_account(app: Any, emulator: Emulator) -> None:
    emulator.identity_toolkit.user("ada@example.com", "secret-1")
    window, outcome = pop_up(app, "popUp", "facebook.com")
    window.get_by_label("The provider has verified the e-mail").uncheck()
    add_account(window, "ada@example.com")
    assert outcome() == {"error": "auth/account-exists-with-different-credential"}


def test_a_second_factor_is_asked_for_after_a_pop_up(app: Any, emulator: Emulator) -> None:
    window, outcome = pop_up(app, "popUp", "google.com")
    add_account(window, "ada@example.com", "Ada")
    outcome()
    emulator.identity_toolkit.users[0].enroll_totp()
    window, outcome = pop_up(app, "popUp", "google.com")
    window.get_by_role("button", name="Ada").click()
    assert outcome() == {"error": "auth/multi-factor-auth-required"}


def test_a_closed_pop_up_is_told(app: Any) -> None:
    window, outcome = pop_up(app, "popUp", "google.com")
    window.close()
    assert outcome() == {"error": "auth/popup-closed-by-user"}


def test_a_redirect_leads_to_the_page_and_back(app: Any, emulator: Emulator) -> None:
    app.evaluate("void app.redirect('google.com')")
    app.get_by_role("button", name="Fill in").wait_for()
    add_account(app, "ada@example.com", "Ada")
    app.wait_for_function("window.app")
    shown = app.evaluate("app.result()")
    assert (shown["email"], shown["providerId"]) == ("ada@example.com", "google.com")
    assert emulator.identity_toolkit.users[0].id == shown["uid"]


def test_a_page_that_nobody_was_led_to_has_no_result(app: Any) -> None:
    assert app.evaluate("app.result()") is None


def test_a_redirect_leads_to_no_script(app: Any, emulator: Emulator) -> None:
    query = "apiKey=any&providerId=google.com&appName=a&authType=signInViaRedirect&redirectUrl=javascript:alert(1)"
    app.goto(f"{emulator.url.replace('127.0.0.1', 'localhost')}/emulator/auth/handler?{query}")
    add_account(app, "ada@example.com")
    assert "is no web page" in app.get_by_role("alert").inner_text()


def test_names_of_accounts_are_texts_and_no_markup(app: Any, emulator: Emulator) -> None:
    window, outcome = pop_up(app, "popUp", "google.com")
    add_account(window, "ada@example.com", "</script><img src=x onerror=alert(1)>")
    outcome()
    window, outcome = pop_up(app, "popUp", "google.com")
    window.get_by_role("button", name="</script><img").click()
    assert outcome()["email"] == "ada@example.com"
