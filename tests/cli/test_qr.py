"""QR codes in the terminal, read again as a phone would."""

import pytest
from toy import Factor

from mfa_emulator.core.otp.enrollment_answers import read

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
DARK = {" ": (True, True), "\u2580": (False, True), "\u2584": (True, False), "\u2588": (False, False)}
SCALE = 6


@pytest.fixture
def scanned():
    """The texts in the QR codes that a command printed."""
    zxingcpp = pytest.importorskip("zxingcpp")
    image = pytest.importorskip("PIL.Image")

    def scan(printed: str) -> str:
        drawn = [line for line in printed.splitlines() if set(line) <= set(DARK) and "\u2588" in line]
        rows = [[DARK[block][half] for block in line] for line in drawn for half in (0, 1)]
        picture = image.new("L", (len(rows[0]), len(rows)))
        picture.putdata([0 if dark else 255 for row in rows for dark in row])
        [code] = zxingcpp.read_barcodes(picture.resize((picture.width * SCALE, picture.height * SCALE)))
        return code.text

    return scan


@pytest.fixture
def ada(emulator):
    emulator.toy.put(Factor("ada@example.com", SECRET, 1 << 60))


@pytest.mark.parametrize("words", [("ada@example.com",), ()])
def test_a_real_phone_can_take_over_an_authenticator(cli, ada, scanned, words):
    totp, label = read(scanned(cli("code", *words, "--qr").stdout))
    assert (totp.secret, label) == (SECRET, "Toy:ada@example.com")


def test_a_bare_secret_can_be_scanned_too(cli, scanned):
    totp, _ = read(scanned(cli("code", SECRET, "--qr").stdout))
    assert totp.secret == SECRET


@pytest.mark.parametrize(
    ("body", "code", "text"),
    [
        ("Your code: 123456", "123456", "123456"),
        (
            "Follow https://app.example/verify?oobCode=abc&mode=x now",
            "abc",
            "https://app.example/verify?oobCode=abc&mode=x",
        ),
    ],
)
def test_a_message_is_scanned_as_its_link_or_else_its_code(cli, emulator, scanned, body, code, text):
    emulator.inbox.send(provider="toy", channel="email", to="ada", body=body, code=code)
    assert scanned(cli("messages", "--qr").stdout) == text


def test_a_message_without_either_is_told(cli, emulator):
    emulator.inbox.send(provider="toy", channel="sms", to="ada", body="Hello", code="")
    done = cli("messages", "--latest", "--qr")
    assert (done.exit_code, done.stderr) == (1, "Error: the message to ada carries neither a link nor a code: Hello\n")


def test_a_text_that_fits_into_no_qr_code_is_told(cli, emulator):
    emulator.inbox.send(provider="toy", channel="email", to="ada", body=f"https://{'x' * 3000}", code="")
    assert "are too many for a QR code" in cli("messages", "--qr").stderr


def test_qr_codes_are_not_for_programs(cli):
    assert cli("messages", "--qr", "--json").exit_code == 2


def test_an_output_without_blocks_is_told(run, emulator):
    emulator.inbox.send(provider="toy", channel="sms", to="ada", body="", code="123456")
    done = run("messages", "--qr", "--url", emulator.url, PYTHONIOENCODING="ascii")
    assert (done.returncode, "which has no blocks" in done.stderr) == (1, True)
