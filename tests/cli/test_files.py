"""Files are written whole or not at all."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from mfa_emulator.cli import files, whole_files
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


def test_a_file_keeps_the_rights_that_it_has(tmp_path):
    file = tmp_path / "secret"
    file.touch(0o600)
    files.write(str(file), b"new")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_a_program_that_is_killed_at_any_point_leaves_the_old_file_or_the_new_one():
    """By hand: ``python tests/cli/killed_writes.py 1000``."""
    script = Path(__file__).with_name("killed_writes.py")
    done = subprocess.run([sys.executable, str(script), "50"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.mark.parametrize("named", [True, False])
def test_the_file_is_on_the_disk_before_it_takes_its_place_and_then_its_folder(tmp_path, monkeypatch, named):
    seen = []

    def recorded(name):
        real = getattr(os, name)

        def call(*arguments, **options):
            what = os.path.isdir(arguments[0]) if name == "fsync" else None
            seen.append("fsync of a folder" if what else name)
            return real(*arguments, **options)

        monkeypatch.setattr(os, name, call)

    if named:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    for name in ("write", "fsync", "replace"):
        recorded(name)
    files.write(str(tmp_path / "a"), b"new")
    assert seen == ["write", "fsync", "replace", "fsync of a folder"]
    assert (tmp_path / "a").read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]


def test_what_another_program_is_writing_is_left_alone(tmp_path):
    target = tmp_path / "a[b]*"
    others = whole_files.steps(target, b"other", piece=1)
    for _ in range(4):
        next(others)
    mine = tmp_path / ".a[b]*.1.tmp"
    mine.write_bytes(b"left by a program that was killed")
    unrelated = tmp_path / ".ab.1.tmp"
    unrelated.write_bytes(b"of another file")
    files.write(str(target), b"new")
    assert not mine.exists()
    assert unrelated.exists()
    assert target.read_bytes() == b"new"
    for _ in others:
        pass
    assert target.read_bytes() == b"other"


def test_a_mounted_file_has_its_content_again_when_the_disk_is_full(tmp_path, monkeypatch):
    file = tmp_path / "a"
    file.write_text("old")
    real = Path.write_bytes

    def busy(source, target):
        raise OSError(errno.EBUSY, "Device or resource busy")

    def full(self, data):
        real(self, data[:1])
        if data == b"new":
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, data)

    monkeypatch.setattr(os, "replace", busy)
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(BadInput, match="No space left on device; what was there is as it was"):
        files.write(str(file), b"new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("path", ["missing", "folder", "a/b"])
def test_a_file_that_cannot_be_read_is_named(tmp_path, path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "a").touch()
    for reading in (files.read, files.read_document):
        with pytest.raises(BadInput) as error:
            reading(str(tmp_path / path))
        assert error.value.message.startswith(str(tmp_path / path))
        assert "\n" not in error.value.message


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
