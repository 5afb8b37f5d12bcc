"""The console, as a person uses it."""

import json
import zipfile
from urllib.request import urlopen

import pytest

from mfa_emulator.core.otp.enrollment_answers import read

expect = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed").expect

KEY = "?key=any"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PAYLOADS = (
    "<img src=x onerror=document.title='hit'>",
    "<script>document.title='hit'</script>",
    "\"><svg onload=document.title='hit'>",
    "javascript:document.title='hit'",
    "{{constructor.constructor('document.title=1')()}}",
    "\u202eright-to-left\u2066",
    "</style><h1>hit</h1>",
    "&lt;b&gt;bold&lt;/b&gt;",
)


def test_an_sms_appears_without_a_reload_and_its_code_is_copied(page, post):
    post(f"/v1/accounts:sendVerificationCode{KEY}", {"phoneNumber": "+15555550100"})
    bubble = page.locator(".bubble")
    expect(bubble).to_contain_text("+15555550100")
    code = bubble.locator("output").inner_text().replace(" ", "")
    bubble.get_by_role("button").click()
    expect(bubble.get_by_role("button")).to_have_text("copied")
    assert page.evaluate("navigator.clipboard.readText()") == code
    assert page.title().startswith(code)


def test_the_code_changes_with_the_clock_and_the_old_one_is_refused_with_its_reason(page, post, emulator):
    ada = emulator.identity_toolkit.user("ada@example.com", password="secret-1")
    factor = ada.enroll_totp()
    post("/_mfa/v1/clock", {"advance": "1s"})
    shown = page.locator(".app output")
    old = factor.code()
    expect(shown).to_have_text(f"{old[:3]} {old[3:]}")
    page.get_by_role("button", name="+5 min").click()
    expect(shown).not_to_have_text(f"{old[:3]} {old[3:]}")
    body = {"email": "ada@example.com", "password": "secret-1", "returnSecureToken": True}
    pending = post(f"/v1/accounts:signInWithPassword{KEY}", body)
    finalize = {
        "mfaPendingCredential": pending["mfaPendingCredential"],
        "mfaEnrollmentId": factor.id,
        "totpVerificationInfo": {"verificationCode": old},
    }
    assert "error" in post(f"/v2/accounts/mfaSignIn:finalize{KEY}", finalize)
    row = page.locator(".row.bad").first
    expect(row).to_contain_text("steps old")
    row.click()
    expect(page.locator(".detail .why")).to_contain_text("steps old")


def test_the_clock_is_frozen_and_resumed_by_a_key(page, emulator):
    expect(page.locator(".mode.frozen")).to_be_visible()
    page.keyboard.press("f")
    expect(page.locator(".mode.live")).to_be_visible()
    page.keyboard.press("f")
    expect(page.locator(".mode.frozen")).to_be_visible()
    before = emulator.clock.micros()
    with page.expect_response("**/_mfa/v1/clock"):
        page.keyboard.press(".")
    assert emulator.clock.micros() - before == 30_000_000


def test_an_instant_that_cannot_be_read_leaves_the_clock_where_it_is(page, emulator):
    page.get_by_label("An instant to go to").fill("soon")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.locator("#bar .to input:invalid")).to_have_count(1)
    assert emulator.clock.micros() == 1795255200_000_000


@pytest.mark.parametrize(("button", "status"), [("✓ Approve", "approved"), ("✕ Deny", "denied")])
def test_a_push_is_answered_with_one_tap(page, emulator, ask_for_a_push, button, status):
    ask_for_a_push()
    page.get_by_role("button", name=button).click()
    expect(page.locator(".push")).to_have_count(0)
    [challenge] = emulator.world.providers["twilio_verify"].challenges(emulator.world)
    assert challenge.status == status


def test_what_a_step_of_the_clock_would_end_is_shaded(page, post):
    post(f"/v1/accounts:sendVerificationCode{KEY}", {"phoneNumber": "+15555550100"})
    expect(page.locator("#ribbon .next")).to_contain_text("+15555550100 in")
    page.get_by_role("button", name="+1 h").hover()
    expect(page.locator("#ribbon .next")).to_contain_text("That would end 1")
    expect(page.locator(".tick.would-end")).to_have_count(1)


def test_a_message_that_a_fault_holds_is_released(page, post):
    post("/_mfa/v1/faults", {"operation": "accounts.sendVerificationCode", "messages": {"fate": "held"}})
    post(f"/v1/accounts:sendVerificationCode{KEY}", {"phoneNumber": "+15555550100"})
    expect(page.locator(".bubble.parked")).to_contain_text("held")
    page.get_by_role("button", name="Release").click()
    expect(page.locator(".bubble.parked")).to_have_count(0)
    expect(page.locator(".bubble")).to_have_count(1)


def test_a_fault_chosen_from_the_documented_errors_hits_the_next_call(page, post):
    page.goto(page.url.split("#")[0] + "#/faults")
    page.get_by_label("Operation").select_option("accounts.signUp")
    page.get_by_label("Effect").select_option("error:EMAIL_EXISTS")
    page.get_by_role("button", name="Add fault").click()
    expect(page.locator(".card")).to_contain_text("EMAIL_EXISTS")
    body = {"email": "new@example.com", "password": "secret-1"}
    assert post(f"/v1/accounts:signUp{KEY}", body)["error"]["message"] == "EMAIL_EXISTS"
    assert "error" not in post(f"/v1/accounts:signUp{KEY}", body)


def test_people_are_added_enrolled_and_lose_their_factor(page, emulator):
    page.goto(page.url.split("#")[0] + "#/people")
    page.get_by_label("Name or e-mail address").fill("bob@example.com")
    page.get_by_role("button", name="Add", exact=True).click()
    card = page.locator(".card").filter(has_text="bob@example.com")
    card.get_by_label("Kind of factor").select_option("totp")
    card.get_by_role("button", name="Enroll").click()
    expect(card).to_contain_text("enrolled")
    assert len(emulator.identity_toolkit.find_user("bob@example.com").factors) == 1
    card.get_by_role("button", name="Remove").click()
    expect(card).to_contain_text("no second factor")
    assert emulator.identity_toolkit.find_user("bob@example.com").factors == ()


def test_a_person_is_shut_out_and_let_in_again(page, emulator):
    bob = emulator.identity_toolkit.user("bob@example.com")
    emulator.twilio_verify.user("eve-of-app")
    page.goto(page.url.split("#")[0] + "#/people")
    card = page.locator(".card").filter(has_text="bob@example.com")
    card.get_by_role("button", name="Disable").click()
    expect(card.locator("header .badge")).to_have_text("disabled")
    assert bob.disabled
    card.get_by_role("button", name="Enable").click()
    expect(card.locator("header .badge")).to_have_count(0)
    assert not bob.disabled
    expect(page.locator(".card").filter(has_text="eve-of-app").get_by_role("button", name="Disable")).to_have_count(0)


def test_an_app_is_added_by_what_was_pasted_follows_the_clock_and_is_forgotten(page, emulator):
    app = emulator.world.authenticator(SECRET)
    page.get_by_label("a vendor's answer").fill(json.dumps({"totpSessionInfo": {"sharedSecretKey": SECRET}}))
    page.get_by_role("button", name="Add", exact=True).click()
    for _ in range(2):
        expect(page.locator(".app output")).to_have_text(f"{app.code()[:3]} {app.code()[3:]}")
        emulator.clock.advance("30s")
    page.reload()
    expect(page.locator(".app output")).to_have_text(f"{app.code()[:3]} {app.code()[3:]}")
    page.get_by_role("button", name="Forget").click()
    expect(page.locator(".app")).to_have_count(0)


def test_what_cannot_be_an_app_is_refused_with_the_reason(page):
    page.get_by_label("a vendor's answer").fill("no secret!")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".toast")).to_contain_text("Base32")


def test_the_focus_stays_while_new_things_come(page, post):
    post(f"/v1/accounts:sendVerificationCode{KEY}", {"phoneNumber": "+15555550100"})
    copy = page.locator(".bubble").get_by_role("button")
    copy.focus()
    row = page.locator(".row").first.element_handle()
    post(f"/v1/accounts:sendVerificationCode{KEY}", {"phoneNumber": "+15555550101"})
    expect(page.locator(".bubble")).to_have_count(2)
    expect(page.locator(".row")).to_have_count(2)
    assert "+15555550100" in page.evaluate("document.activeElement.closest('.bubble').textContent")
    assert row.evaluate("row => row.isConnected")


def test_a_choice_on_the_page_of_faults_stays_when_the_page_connects_anew(page, emulator):
    page.goto(page.url.split("#")[0] + "#/faults")
    page.get_by_label("Vendor").select_option("onelogin")
    expect(page.get_by_label("Operation").locator("option")).not_to_have_count(0)
    expect(page.get_by_label("Operation").locator("option[value^='accounts.']")).to_have_count(
        0
    )  # of the vendor before
    page.get_by_label("Operation").select_option(index=3)
    chosen = page.get_by_label("Operation").input_value()
    page.evaluate("import('./store.js').then((store) => store.load())")
    expect(page.get_by_label("Vendor")).to_have_value("onelogin")
    expect(page.get_by_label("Operation")).to_have_value(chosen)


def test_the_world_is_saved_as_a_snapshot_and_as_the_vendors_own_folder(page, emulator, tmp_path):
    emulator.identity_toolkit.user("ada@example.com")
    page.goto(page.url.split("#")[0] + "#/worlds")
    for name, file in (("Save a snapshot", "default.json"), ("Save an export", "default.zip")):
        with page.expect_download() as saved:
            page.get_by_role("button", name=name).click()
        assert saved.value.suggested_filename == file
        saved.value.save_as(tmp_path / file)
    assert "ada@example.com" in (tmp_path / "default.json").read_text()
    with zipfile.ZipFile(tmp_path / "default.zip") as folder:
        [accounts] = [name for name in folder.namelist() if name.endswith("accounts.json")]
        assert b"ada@example.com" in folder.read(accounts)
    emulator.world.reset()
    page.get_by_label("Restore a snapshot from a file").set_input_files(tmp_path / "default.json")
    expect(page.locator(".toast")).to_have_text("restored")
    assert emulator.identity_toolkit.find_user("ada@example.com")


def test_another_world_is_made_and_shown(page, post):
    post(f"/v1/accounts:sendVerificationCode{KEY}", {"phoneNumber": "+15555550100"})
    page.goto(page.url.split("#")[0] + "#/worlds")
    page.get_by_label("Name of a new world").fill("other")
    page.get_by_role("button", name="Make").click()
    page.locator(".card").filter(has_text="other").get_by_role("button", name="Show").click()
    expect(page.locator("#bar .world")).to_have_text("other")
    expect(page.locator(".bubble")).to_have_count(0)
    post(f"/v1/accounts:sendVerificationCode{KEY}", {"phoneNumber": "+15555550101"}, **{"X-MFA-World": "other"})
    expect(page.locator(".bubble")).to_contain_text("+15555550101")


def test_a_qr_code_is_read_as_the_uri_of_the_authenticator(page, emulator, tmp_path):
    zxingcpp = pytest.importorskip("zxingcpp")
    image = pytest.importorskip("PIL.Image")
    factor = emulator.identity_toolkit.user("ada@example.com").enroll_totp()
    page.reload()
    page.get_by_role("button", name="QR").click()
    expect(page.locator(".qr")).to_be_visible()
    page.locator(".qr").screenshot(path=tmp_path / "qr.png")
    [code] = zxingcpp.read_barcodes(image.open(tmp_path / "qr.png"))
    totp, _ = read(code.text)
    assert totp.secret == factor.authenticator.secret


def until_all_is_loaded(page):
    while not page.evaluate("async () => (await import('./store.js')).state.pointers.length"):
        page.wait_for_timeout(10)


def test_a_request_that_comes_while_the_page_loads_is_shown_once(page, emulator, post):
    until_all_is_loaded(page)
    held = []
    page.route("**/_mfa/v1/pointers", lambda route: held.append(route))
    with page.expect_response("**/_mfa/v1/requests?*"):
        page.reload()
    with urlopen(f"{emulator.url}/_mfa/v1/events?kinds=request") as events:
        assert events.readline() == b"retry: 1000\n"
        post(f"/v1/accounts:signInWithPassword{KEY}", {"email": "ada@example.com", "password": "secret-1"})
        assert any(line == b"event: request\n" for line in events)  # the page has been told by now as well
    while not held:
        page.wait_for_timeout(10)
    held[0].continue_()
    until_all_is_loaded(page)
    expect(page.locator(".row")).to_have_count(1)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_texts_from_outside_are_inert(page, emulator, post, payload):
    emulator.world.inbox.send(provider="toy", channel="sms", to=payload, body=payload, code=payload)
    post(f"/v1/accounts:signInWithPassword{KEY}", {"email": payload, "password": payload})
    expect(page.locator(".bubble .text")).to_have_text(payload)
    page.locator(".row").first.click()
    page.wait_for_selector(".detail h3")
    assert page.title() != "hit"
    assert page.locator("main img, main svg, main script, main h1:not(.visually-hidden)").count() == 0


def test_ten_thousand_requests_stay_few_rows(page, emulator, post):
    for number in range(300):
        emulator.world.inbox.send(provider="toy", channel="sms", to=f"+1555{number:07}", body="code", code="123456")
    expect(page.locator(".bubble").first).to_be_visible()  # all is loaded, and replaces no more what is put in here
    page.evaluate(
        """async () => {
            const store = await import("./store.js");
            const one = {at: "2026-11-21T10:00:00Z", operation: "x", status: 200, reason: "", took_us: 5};
            for (let number = 1; number <= 10000; number += 1) store.state.requests.push({...one, number});
            store.changed("requests");
            await new Promise(requestAnimationFrame);
        }"""
    )
    expect(page.locator(".tools .note").first).to_contain_text("10000")
    assert page.locator(".row").count() < 100
    assert page.locator(".bubble").count() <= 200


def test_what_is_done_before_all_is_loaded_is_done_right(page, emulator):
    page.add_init_script(
        """const fetched = window.fetch;
        window.fetch = async (url, ...rest) => {
            if (/pointers|health/.test(url)) await new Promise((go) => setTimeout(go, 1000));
            return fetched(url, ...rest);
        }"""
    )
    page.goto(page.url.split("#")[0] + "#/worlds")
    page.reload()
    page.wait_for_selector(".connection.yes")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save a snapshot").click()
    assert saved.value.suggested_filename == "default.json"
    page.goto(page.url.split("#")[0] + "#/people")
    page.reload()
    page.get_by_label("Name or e-mail address").fill("bob@example.com")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".card").filter(has_text="bob@example.com")).to_be_visible()
    assert [user.email for user in emulator.identity_toolkit.users] == ["bob@example.com"]


def test_the_manual_is_read_in_the_console(page):
    page.goto(page.url.split("#")[0] + "#/docs/clock")
    expect(page.locator(".manual h2").first).to_be_visible()
    expect(page.locator(".topics a[aria-current=page]")).to_have_attribute("href", "#/docs/clock")
