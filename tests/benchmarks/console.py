"""Times between frames of the console while much is shown and more comes."""

import shutil
import threading
import time
from collections.abc import Iterator

from servers import Served, emulator
from wire import encode

MESSAGES, REQUESTS, SECONDS = 1000, 10_000, 5
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")

FRAMES = """(seconds) => new Promise((done) => {
    const frames = [];
    const begun = performance.now();
    let last = begun;
    requestAnimationFrame(function frame(now) {
        frames.push(now - last);
        last = now;
        if (now - begun < seconds * 1000) requestAnimationFrame(frame);
        else done(frames.slice(1).sort((a, b) => a - b));
    });
})"""


def report() -> Iterator[str]:
    """Lines of text, one a figure: alone, and beside 100 requests a second."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        yield "Chromium is not installed"
        return
    with emulator() as server, sync_playwright() as playwright:
        connection = server.connect()
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(f"http://127.0.0.1:{server.port}/_mfa/")
        page.wait_for_selector(".connection.yes")
        for number in range(MESSAGES):
            body = {"phoneNumber": f"+1555555{number:04}"}
            connection.call("POST", "/v1/accounts:sendVerificationCode?key=k", body)
        page.evaluate(_MORE, REQUESTS - MESSAGES)
        yield f"{MESSAGES:,} messages, {REQUESTS:,} requests".ljust(40) + _times(page.evaluate(FRAMES, SECONDS))
        over = threading.Event()
        calling = threading.Thread(target=_call, args=(server, over))
        calling.start()
        yield "the same, and 100 more a second".ljust(40) + _times(page.evaluate(FRAMES, SECONDS))
        over.set()
        calling.join()
        browser.close()


_MORE = """async (count) => {
    const store = await import("./store.js");
    const last = store.state.requests.at(-1);
    const older = Array.from({ length: count }, (_, at) => ({ ...last, number: at - count }));
    store.state.requests.unshift(...older);
    store.changed("requests");
}"""
"""Older requests, of which the emulator itself keeps fewer."""


def _call(server: Served, over: threading.Event) -> None:
    connection = server.connect()
    request = encode("POST", "/v1/accounts:signInWithPassword?key=k", {"email": "nobody@example.com", "password": "x"})
    while not over.is_set():
        connection.send(request)
        connection.receive()
        time.sleep(0.01)


def _times(frames: list[float]) -> str:
    at = (frames[len(frames) // 2], frames[int(len(frames) * 0.99)], frames[-1])
    return "frames of {:.0f} ms, 99 % within {:.0f} ms, the longest {:.0f} ms".format(*at)
