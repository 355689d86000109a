"""Writing loses nothing: a thousand kills, full disks, files that change meanwhile."""

from __future__ import annotations

import errno
import os
import random
import signal
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest

from guidance import load
from guidance.errors import WriteError
from guidance.files import atomic
from guidance.files.atomic import overwrite, read, write

OLD = b"format: guidance/1\nsource: leaflet\ntitle: Old\ntopics: [tea]\n"
NEW = OLD.replace(b"Old", b"New") + b"# " + b"x" * 3000 + b"\n"
STEPS = ("open", "write", "fsync", "close", "chmod", "replace", "link")


class Killed(BaseException):
    """The program is gone: nothing after this runs, not even what tidies up."""


class Disk:
    """Stands in for :mod:`os`: ends the program, or fills up, at one step of writing."""

    def __init__(self, monkeypatch, chooser, *, kill_at=-1, full_after=-1):
        self.steps = 0
        self.kill_at = kill_at
        self.room = full_after
        self.chooser = chooser
        self.is_dead = False
        fakes = {name: self._step(name) for name in STEPS}
        real = {name: getattr(os, name) for name in ("O_WRONLY", "O_CREAT", "O_EXCL", "O_RDONLY")}
        monkeypatch.setattr(atomic, "os", SimpleNamespace(**real, **fakes))
        unlink = Path.unlink

        def unlink_if_alive(path, **options):
            self._live()
            unlink(path, **options)

        monkeypatch.setattr(Path, "unlink", unlink_if_alive)

    def _live(self):
        if self.is_dead:
            raise Killed

    def _step(self, name):
        act = getattr(os, name)

        def step(*args):
            self._live()
            self.steps += 1
            dies = self.steps == self.kill_at
            if name == "write":
                handle, content = args
                is_whole = self.chooser.random() < 0.6
                most = len(content) if is_whole else self.chooser.randint(1, len(content))
                if self.room >= 0:
                    most = min(most, self.room)
                    self.room -= most
                    if not most:
                        raise OSError(errno.ENOSPC, "No space left on device")
                result = act(handle, content[:most])
            elif name == "fsync" or (dies and self.chooser.random() < 0.5):
                result = None  # the disk is not real; or gone before the step took effect
            else:
                result = act(*args)
            if dies:
                self.is_dead = True
                raise Killed
            return result

        return step


def umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


MEMORY = Path("/dev/shm")


@pytest.fixture
def tmp_path(tmp_path):
    """In memory where there is such a folder: on disk, a rename may wait for five milliseconds."""
    if not os.access(MEMORY, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        yield Path(folder)


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "data" / "leaflet"
    folder.mkdir(parents=True)
    path = folder / "source.yaml"
    path.write_bytes(OLD)
    return path


def test_a_thousand_kills_lose_nothing(source):
    chooser = random.Random(5)
    ends = {OLD: 0, NEW: 0}
    for _ in range(1000):
        source.write_bytes(OLD)
        with pytest.MonkeyPatch.context() as monkeypatch:
            Disk(monkeypatch, chooser, kill_at=chooser.randint(1, 12))
            with suppress(Killed):
                write(source, NEW, expected=OLD)
        ends[source.read_bytes()] += 1
    assert min(ends.values()) > 50
    # What the kills left behind does not disturb the loader.
    left = [path.name for path in source.parent.iterdir() if path != source]
    assert len(left) > 100
    assert all(name.startswith(".") for name in left)
    assert load(source.parents[1]).sources["leaflet"].title in ("Old", "New")


def test_a_thousand_full_disks_lose_nothing_and_leave_nothing(source):
    chooser = random.Random(6)
    for _ in range(1000):
        with pytest.MonkeyPatch.context() as monkeypatch:
            Disk(monkeypatch, chooser, full_after=chooser.randint(0, len(NEW) - 1))
            with pytest.raises(WriteError, match="no space left"):
                write(source, NEW, expected=OLD)
        assert source.read_bytes() == OLD
        assert list(source.parent.iterdir()) == [source]


def test_a_new_file_is_there_whole_or_not_at_all(source):
    chooser = random.Random(7)
    path = source.with_name("2020.yaml")
    ends = {None: 0, NEW: 0}
    for _ in range(300):
        path.unlink(missing_ok=True)
        with pytest.MonkeyPatch.context() as monkeypatch:
            Disk(monkeypatch, chooser, kill_at=chooser.randint(1, 12))
            with suppress(Killed):
                write(path, NEW, expected=None)
        ends[read(path)] += 1
    assert min(ends.values()) > 15


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_real_processes_killed_at_random_moments(source):
    chooser = random.Random(8)
    contents = {OLD, NEW}
    for _ in range(60):
        child = os.fork()
        if child == 0:
            while True:
                found = source.read_bytes()
                write(source, NEW if found == OLD else OLD, expected=found)
        time.sleep(chooser.random() / 100)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert source.read_bytes() in contents
    assert load(source.parents[1]).sources


class TestRefusals:
    def test_a_file_that_changed_since_it_was_read(self, source):
        source.write_bytes(OLD + b"note: mine\n")
        with pytest.raises(WriteError, match="changed meanwhile") as caught:
            write(source, NEW, expected=OLD)
        assert caught.value.path == str(source)
        assert source.read_bytes() == OLD + b"note: mine\n"

    def test_a_file_that_changes_while_the_new_one_is_written(self, source, monkeypatch):
        real = atomic._write_all

        def slow(handle, content):
            real(handle, content)
            source.write_bytes(b"mine")

        monkeypatch.setattr(atomic, "_write_all", slow)
        with pytest.raises(WriteError, match="changed meanwhile"):
            write(source, NEW, expected=OLD)
        assert source.read_bytes() == b"mine"
        assert list(source.parent.iterdir()) == [source]

    def test_a_file_that_was_deleted(self, source):
        source.unlink()
        with pytest.raises(WriteError, match="deleted meanwhile"):
            write(source, NEW, expected=OLD)
        assert not source.exists()

    def test_a_new_file_where_there_is_one(self, source):
        with pytest.raises(WriteError, match="there already"):
            write(source, NEW, expected=None)
        assert source.read_bytes() == OLD

    def test_a_new_file_where_one_comes_up_meanwhile(self, source, monkeypatch):
        path = source.with_name("2020.yaml")
        real = atomic._write_all

        def slow(handle, content):
            real(handle, content)
            path.write_bytes(b"mine")

        monkeypatch.setattr(atomic, "_write_all", slow)
        with pytest.raises(WriteError, match="exists"):
            write(path, NEW, expected=None)
        assert path.read_bytes() == b"mine"
        assert sorted(source.parent.iterdir()) == [path, source]

    def test_a_folder_that_is_not_there(self, tmp_path):
        with pytest.raises(WriteError, match="no such file"):
            write(tmp_path / "none" / "source.yaml", NEW, expected=None)


class TestOverwriting:
    """What commands write with ``-o``: whatever was there before."""

    def test_a_thousand_kills_lose_nothing(self, tmp_path):
        chooser = random.Random(9)
        path = tmp_path / "answer.md"
        ends = {OLD: 0, NEW: 0}
        for _ in range(1000):
            path.write_bytes(OLD)
            with pytest.MonkeyPatch.context() as monkeypatch:
                Disk(monkeypatch, chooser, kill_at=chooser.randint(1, 12))
                with suppress(Killed):
                    overwrite(path, NEW)
            ends[path.read_bytes()] += 1
        assert min(ends.values()) > 50

    def test_new_and_old_files(self, tmp_path):
        path = tmp_path / ("\U0001f375" * 60)  # 240 bytes, near the most that a name may have
        overwrite(path, OLD)
        assert path.stat().st_mode & 0o777 == 0o666 & ~umask()
        path.chmod(0o640)
        overwrite(path, NEW)
        assert (path.read_bytes(), path.stat().st_mode & 0o777) == (NEW, 0o640)
        assert list(tmp_path.iterdir()) == [path]

    def test_a_link_is_followed(self, source, tmp_path):
        link = tmp_path / "link.yaml"
        link.symlink_to(source)
        overwrite(link, NEW)
        assert link.is_symlink()
        assert source.read_bytes() == NEW

    def test_what_is_no_file(self, tmp_path):
        with pytest.raises(IsADirectoryError, match="name a file"):
            overwrite(tmp_path, NEW)
        overwrite(Path(os.devnull), NEW)
        assert not Path(os.devnull).is_file()

    def test_a_full_disk_leaves_the_old_file(self, source):
        with pytest.MonkeyPatch.context() as monkeypatch:
            Disk(monkeypatch, random.Random(10), full_after=100)
            with pytest.raises(OSError, match="No space left"):
                overwrite(source, NEW)
        assert source.read_bytes() == OLD
        assert list(source.parent.iterdir()) == [source]


class TestWriting:
    def test_what_is_there_already_is_left_alone(self, source):
        before = source.stat()
        assert write(source, OLD, expected=OLD) is False
        assert source.stat().st_mtime_ns == before.st_mtime_ns
        assert source.stat().st_ino == before.st_ino

    def test_permissions_are_kept(self, source):
        source.chmod(0o640)
        assert write(source, NEW, expected=OLD) is True
        assert source.stat().st_mode & 0o777 == 0o640

    def test_a_link_is_followed(self, source, tmp_path):
        link = tmp_path / "link.yaml"
        link.symlink_to(source)
        write(link, NEW, expected=OLD)
        assert link.is_symlink()
        assert source.read_bytes() == NEW

    def test_where_there_are_no_links(self, source, monkeypatch):
        def refuse(*_):
            raise OSError(errno.EPERM, "not permitted")

        monkeypatch.setattr(os, "link", refuse)
        path = source.with_name("2020.yaml")
        assert write(path, NEW, expected=None) is True
        assert path.read_bytes() == NEW
