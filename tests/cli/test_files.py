"""Files are written whole or not at all."""

import errno
import os
import stat

import pytest

from mfa_emulator.cli import files
from mfa_emulator.cli.failure import BadInput


def test_a_new_content_takes_the_place_of_the_old_one(tmp_path):
    file = tmp_path / "a"
    file.write_text("old")
    files.write(str(file), b"new")
    assert file.read_text() == "new"


def test_what_a_link_points_to_is_replaced_and_not_the_link(tmp_path):
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    files.write(str(tmp_path / "link"), b"new")
    assert (tmp_path / "real").read_text() == "new"
    assert (tmp_path / "link").is_symlink()


def test_a_full_disk_leaves_the_old_content_and_no_rest(tmp_path, monkeypatch):
    file = tmp_path / "a"
    file.write_text("old")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadInput, match="No space left on device"):
        files.write(str(file), b"new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_device_or_a_pipe_is_written_to_and_stays_one(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    files.check_writable(str(pipe))
    files.write(str(pipe), b"new")
    assert os.read(reader, 10) == b"new"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_file_that_is_mounted_by_itself_is_written_in_its_place(tmp_path, monkeypatch):
    file = tmp_path / "a"
    file.write_text("older and longer")

    def busy(source, target):
        raise OSError(errno.EBUSY, "Device or resource busy")

    monkeypatch.setattr(os, "replace", busy)
    files.write(str(file), b"new")
    assert file.read_text() == "new"
    assert list(tmp_path.iterdir()) == [file]


def test_the_file_has_the_rights_that_any_new_file_has(tmp_path):
    (tmp_path / "other").touch()
    files.write(str(tmp_path / "a"), b"new")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ('{"codes": {"+1555": "1"}}', {"codes": {"+1555": "1"}}),
        ("codes: {+1555: 012345}", {"codes": {"+1555": "012345"}}),
        ("\ufeffcodes:\n  off: '1'\n", {"codes": {"off": "1"}}),
    ],
)
def test_documents_are_json_or_strict_yaml(tmp_path, text, document):
    file = tmp_path / "seed"
    file.write_text(text)
    assert files.read_document(str(file)) == document


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b"{", "truncated"),
        (b"- a\n- b\n", "mapping"),
        (b"a: 1\na: 2\n", ":2:1: duplicate key"),
        (b"\xff\xfe", "not UTF-8"),
        (b"a: [", "seed:"),
    ],
)
def test_a_document_that_cannot_be_read_is_told_in_one_line(tmp_path, content, told):
    file = tmp_path / "seed"
    file.write_bytes(content)
    with pytest.raises(BadInput, match=told) as error:
        files.read_document(str(file))
    assert "\n" not in error.value.message
    assert str(file) in error.value.message
