"""Keys of the console, and what stays where it is while more comes."""

import pytest

expect = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed").expect

KEY = "?key=any"


def test_keys_lead_to_every_page_and_the_list_of_them_names_each(page):
    page.keyboard.press("?")
    keys = page.locator("dialog kbd").all_inner_texts()
    assert keys[:8] == ["?", "c", "f", ".", "a", "d", "/", "w"]
    page.get_by_role("button", name="Close").click()
    for key in keys:
        if key.startswith("g "):
            for one in key.split(" "):
                page.keyboard.press(one)
            name = {"r": "home", "h": "home", "p": "people", "f": "faults", "w": "worlds", "d": "docs"}[key[-1]]
            expect(page.locator("#page")).to_have_class(name)
    page.keyboard.press("w")
    expect(page.locator("#page")).to_have_class("worlds")


def test_keys_copy_the_newest_code_and_answer_the_newest_push(page, post, emulator, ask_for_a_push):
    post(f"/v1/accounts:sendVerificationCode{KEY}", {"phoneNumber": "+15555550100"})
    expect(page.locator(".bubble")).to_have_count(1)
    page.keyboard.press("c")
    code = emulator.inbox.latest(to="+15555550100").code
    expect(page.locator(".toast")).to_have_text(f"copied {code}")
    assert page.evaluate("navigator.clipboard.readText()") == code
    ask_for_a_push()
    expect(page.locator(".bubble.push")).to_have_count(1)
    page.keyboard.press("d")
    expect(page.locator(".bubble.push")).to_have_count(0)
    [challenge] = emulator.world.providers["twilio_verify"].challenges(emulator.world)
    assert challenge.status == "denied"


def test_no_key_changes_anything_while_a_field_has_the_focus(page, emulator):
    before = emulator.clock.micros()
    page.keyboard.press("/")
    expect(page.get_by_label("Search messages")).to_be_focused()
    page.keyboard.type("f.adcw?gp")
    expect(page.get_by_label("Search messages")).to_have_value("f.adcw?gp")
    assert (emulator.clock.micros(), emulator.clock.mode) == (before, "frozen")
    expect(page.locator("#page")).to_have_class("home")


def test_what_is_being_read_stays_where_it_is_and_a_pill_counts_what_came(page, emulator):
    def send(count):
        for _ in range(count):
            emulator.inbox.send(provider="toy", channel="sms", to="ada", body="hello " * 20, code="123456")

    page.emulate_media(reduced_motion="reduce")  # a row that still slides in has no place of its own yet
    send(30)
    screen = page.locator(".screen")
    expect(page.locator(".bubble")).to_have_count(30)
    screen.evaluate("screen => { screen.scrollTop = 800; }")
    handle = page.locator(".bubble").nth(8).element_handle()
    place = handle.evaluate("one => one.getBoundingClientRect().top")
    send(3)
    expect(page.locator(".phone .pill")).to_have_text("3 new")
    assert abs(handle.evaluate("one => one.getBoundingClientRect().top") - place) < 2
    page.locator(".phone .pill").click()
    expect(page.locator(".phone .pill")).to_be_hidden()
    assert screen.evaluate("screen => screen.scrollTop") == 0


def test_requests_that_come_while_older_ones_are_read_are_counted(page, post):
    for _ in range(40):
        post(f"/v1/accounts:signInWithPassword{KEY}", {"email": "nobody@example.com", "password": "x"})
    rows = page.locator(".rows")
    expect(page.locator(".tools .note").first).to_have_text("40")
    rows.evaluate("rows => { rows.scrollTop = 330; }")
    for _ in range(2):
        post(f"/v1/accounts:signInWithPassword{KEY}", {"email": "nobody@example.com", "password": "x"})
    expect(page.locator(".journal .pill")).to_have_text("2 new")
    assert rows.evaluate("rows => rows.scrollTop") == 330 + 2 * 33
