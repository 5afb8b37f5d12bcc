"""An app with the unmodified Firebase JS SDK in Chromium, beside an emulator on a real port."""

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from stand_in_servers import served

from mfa_emulator import Emulator

HERE = Path(__file__).parent


@pytest.fixture
def sdk(node_project: Any) -> Path:
    """The SDK's files for browsers, of the npm package."""
    folder: Path = node_project.folder / "node_modules" / "firebase"
    return folder


@pytest.fixture
def page_url(emulator: Emulator, sdk: Path) -> Iterator[str]:
    """The page of the app, on a server of its own: browsers lead no page from elsewhere to this machine."""
    version = re.search(r"firebasejs/([0-9.]+)/", (sdk / "firebase-auth.js").read_text())
    assert version is not None
    html = (HERE / "app.html").read_text().replace("VERSION", version[1])
    html = html.replace("EMULATOR", emulator.url.replace("127.0.0.1", "localhost"))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

    with served(Handler) as url:
        yield f"{url.replace('127.0.0.1', 'localhost')}/"


@pytest.fixture
def app(chromium: Any, page_url: str, sdk: Path) -> Iterator[Any]:
    """The app in the browser. Of the world outside it gets the SDK, from the npm package, and gapi's stand-in."""
    scripts = "text/javascript"
    with chromium.new_context() as context:
        context.set_default_timeout(20_000)

        def gstatic(route: Any) -> None:
            name = route.request.url.rpartition("/")[2]
            route.fulfill(body=(sdk / name).read_text(), content_type=scripts)

        context.route("https://www.gstatic.com/firebasejs/**", gstatic)
        context.route(
            "https://apis.google.com/js/api.js*",
            lambda route: route.fulfill(body=(HERE / "gapi.js").read_text(), content_type=scripts),
        )
        page = context.new_page()
        page.goto(page_url)
        page.wait_for_function("window.app")
        yield page
