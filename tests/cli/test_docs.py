"""``mfa-emulator docs``."""

import shutil
from pathlib import Path

import pytest

from mfa_emulator.docs import manual

MANUAL = Path(manual.__file__).parent


def test_without_a_topic_the_pages_are_listed(cli):
    lines = cli("docs").stdout.splitlines()
    assert [line.split()[0] for line in lines[2:]] == list(manual.topics())
    assert lines[2].split(maxsplit=1)[1] == "Start"


@pytest.mark.parametrize("topic", manual.topics())
def test_a_page_is_printed_without_the_marks_of_its_parts(cli, topic):
    shown = cli("docs", topic).stdout
    assert shown.startswith("# ")
    assert "<!--" not in shown


def test_a_wrong_topic_is_told_the_nearest_one(cli):
    done = cli("docs", "twillio")
    assert done.exit_code == 2
    assert "no page 'twillio'; did you mean 'twilio'?" in done.stderr


def test_pages_are_brought_up_to_date(cli, tmp_path, monkeypatch):
    monkeypatch.setattr("mfa_emulator.cli.docs._write_schemas", lambda: pytest.fail("they lie elsewhere"))
    for page in MANUAL.glob("*.md"):
        shutil.copy(page, tmp_path)
    settings = tmp_path / "settings.md"
    settings.write_text("# Mine\n\n<!-- made of the code: settings -->\nold\n<!-- end -->\nmine\n")
    assert cli("docs", "--write", str(tmp_path)).exit_code == 0
    text = settings.read_text()
    assert text.startswith("# Mine\n\n<!-- made of the code: settings -->\n## ")
    assert text.endswith("<!-- end -->\nmine\n")
    assert "old" not in text.split("\n")


def test_another_folder_is_left_alone(cli, tmp_path):
    done = cli("docs", "--write", str(tmp_path))
    assert done.exit_code == 2
    assert "is not the folder of the manual" in done.stderr
    assert list(tmp_path.iterdir()) == []
