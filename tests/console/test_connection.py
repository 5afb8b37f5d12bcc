"""The console stays connected: an emulator that is out of reach for a while, and answers that come late."""

import socket
import threading
from contextlib import suppress

import pytest

expect = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed").expect

KEY = "?key=any"


class Gate:
    """A port of its own in front of a server, which lets nobody through while it is shut."""

    def __init__(self, port: int) -> None:
        self.open = True
        self._port = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._through: set[socket.socket] = set()
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def shut(self) -> None:
        self.open = False
        for one in list(self._through):
            self._drop(one)

    def close(self) -> None:
        self.shut()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)  # wakes `accept`
        self._listening.close()
        self._thread.join()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._listening.accept()
                if self.open:
                    server = socket.create_connection(("127.0.0.1", self._port))
                    self._through |= {caller, server}
                    for pair in ((caller, server), (server, caller)):
                        threading.Thread(target=self._pump, args=pair, daemon=True).start()
                if not self.open:
                    self._drop(caller)

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        self._drop(source)
        self._drop(sink)

    def _drop(self, one: socket.socket) -> None:
        self._through.discard(one)
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()


@pytest.fixture
def gate(emulator):
    opened = Gate(int(emulator.url.rpartition(":")[2]))
    yield opened
    opened.close()


def test_the_page_says_so_when_the_server_is_gone_and_shows_what_it_missed(chromium, emulator, gate):
    page = chromium.new_page()
    page.set_default_timeout(30_000)
    page.goto(f"{gate.url}/_mfa/")
    page.wait_for_selector(".connection.yes")
    gate.shut()
    expect(page.locator("#gone")).to_be_visible()
    emulator.inbox.send(provider="toy", channel="sms", to="ada", body="sent meanwhile", code="")
    gate.open = True
    expect(page.locator("#gone")).to_be_hidden()
    expect(page.locator(".bubble")).to_contain_text("sent meanwhile")
    page.close()


def test_a_world_that_was_dropped_leads_back_to_that_of_the_address(page, emulator):
    emulator.worlds.add("other")
    page.evaluate("sessionStorage.setItem('mfa-world', 'other')")
    page.reload()
    expect(page.locator("#bar .world")).to_have_text("other")
    emulator.worlds.drop("other")
    expect(page.locator("#bar .world")).to_have_text("default")


def test_an_answer_about_people_that_comes_late_is_passed_over(page, emulator):
    for name in ("ann@example.com", "bob@example.com"):
        emulator.identity_toolkit.user(name)
    page.goto(page.url.split("#")[0] + "#/people")
    expect(page.locator(".card").filter(has_text="ann@")).to_have_count(1)
    held = []
    page.route("**/people?q=ann*", lambda route: held.append(route))  # until it is let through below
    search = page.get_by_label("Search people")
    search.fill("ann")
    search.fill("bob")
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator(".card")).to_contain_text("bob@")
    with page.expect_response("**/people?q=ann*"):
        for route in held:
            route.continue_()
    page.evaluate("new Promise(requestAnimationFrame)")
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator(".card")).to_contain_text("bob@")


def test_a_code_of_a_step_that_ended_on_the_way_is_asked_for_again(page, emulator):
    app = emulator.identity_toolkit.user("ada@example.com").enroll_totp().authenticator
    page.reload()
    expect(page.locator(".app output")).to_have_text(f"{app.code()[:3]} {app.code()[3:]}")
    held, free = [], []
    page.route("**/authenticators?*", lambda route: route.continue_() if free else held.append((route, route.fetch())))
    emulator.clock.advance("29s")
    page.wait_for_function("() => document.querySelector('#bar .now').textContent === '10:00:29'")
    for _ in range(600):  # the move of the clock has the page ask
        if held:
            break
        page.wait_for_timeout(50)
    emulator.clock.advance("1s")
    page.wait_for_function("() => document.querySelector('#bar .now').textContent === '10:00:30'")
    free.append(True)
    for route, answer in held:
        route.fulfill(response=answer)
    expect(page.locator(".app output")).to_have_text(f"{app.code()[:3]} {app.code()[3:]}")
