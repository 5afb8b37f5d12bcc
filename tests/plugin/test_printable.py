"""Reports of failing tests and scenarios obey no text of an app's users."""

import json

import pytest
from hostile_texts import TEXTS, raw
from toy import TOY

from mfa_emulator import Emulator
from mfa_emulator.core.printable import printable
from mfa_emulator.core.reading.report import sections

SENT = {what: text for what, text in TEXTS.items() if "\udcff" not in text}
"""Those that can be sent: half a character cannot."""
FAILING = """
import json
import pytest

TEXT = json.loads({text!r})

def test_report(mfa, mfa_http):
    mfa_http.post("/toy/factors", json={{"name": TEXT}})
    mfa_http.get("/toy/factors/" + "".join(f"%{{byte:02X}}" for byte in TEXT.encode()))
    pytest.fail("on purpose")

def test_wait(mfa, mfa_http):
    mfa_http.post("/toy/factors", json={{"name": TEXT}})
    mfa.inbox.wait_for(to=TEXT + "x", timeout=0)

def test_crash(mfa, mfa_http):
    mfa_http.post("/toy/factors/" + "".join(f"%{{byte:02X}}" for byte in TEXT.encode()) + ":crash")
"""
SCENARIO = """
scenario: It fails
provider: toy
steps:
  - call: factors.create
    with: {{name: {text}}}
    expect: {{status: 201, body: {{name: other}}}}
"""


@pytest.mark.parametrize("text", SENT.values(), ids=SENT)
def test_the_output_of_pytest_shows_them(run, pytester, text):
    pytester.makefile(".mfa.yaml", s=SCENARIO.format(text=json.dumps(text)))
    own = "test_the_output_of_pytest_shows_them.py"  # pytester names the module of a source after the test
    output = run(FAILING.format(text=json.dumps(text)), "--color=no", "s.mfa.yaml", own)
    output.assert_outcomes(failed=4)
    text = output.stdout.str() + output.stderr.str()
    assert "mfa refused requests" in text
    assert "no message (to=" in text
    assert "mfa-emulator itself failed" in text
    assert raw(text) == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_sections_of_a_report_show_them(text):
    emulator = Emulator(providers=[TOY], freeze=True)
    emulator.world.inbox.send(provider="toy", channel="sms", to=text, sender="toy", body=f"code for {text}")
    shown = "\n".join(text for _, text in sections(emulator.world))
    assert shown.count(printable(text)) == 2
    assert raw(shown) == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_text_of_a_wait_in_vain_shows_them(text):
    emulator = Emulator(providers=[TOY], freeze=True)
    emulator.world.inbox.send(provider="toy", channel="sms", to=text, sender="toy", body="")
    with pytest.raises(TimeoutError) as nothing:
        emulator.world.inbox.wait_for(to="ada", timeout=0)
    assert printable(text) in str(nothing.value)
    assert raw(str(nothing.value)) == []
