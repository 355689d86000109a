"""Files are replaced whole or not at all.

The new content goes to a file beside the old one, is forced to the disk, and takes the old one's
place in one step; then the folder is forced to the disk too. Stopped at any moment, that leaves
the old file or the new one. What may be left beside it has a name that starts with a dot, which
the loader leaves alone.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Callable
from glob import escape
from pathlib import Path

from guidance.errors import WriteError

_MODE = 0o666
_LONG_AGO = 24 * 60 * 60
"""Seconds after which nobody is making a file any more."""
# Four bytes a letter at most, and 255 bytes a name.
_KEPT_OF_NAME = 50


def read(path: Path) -> bytes | None:
    """Return the content of a file, to be handed to :func:`write`; ``None`` where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def write(path: Path, content: bytes, *, expected: bytes | None) -> bool:
    """Put content into a file, unless the file is no longer as it was read.

    Args:
        path: The file. A link is followed.
        content: All of its new content.
        expected: What :func:`read` gave. ``None``: there must be no such file.

    Returns:
        Whether anything was written: not where the content is there already.

    Raises:
        WriteError: The file changed since it was read, or writing failed. It is as it was.
    """

    def replace(temporary: Path, path: Path) -> None:
        # Somebody may have saved the file while this one was being written.
        _check(path, expected)
        os.replace(temporary, path)  # noqa: PTH105  (one module does all the steps)

    path = path.resolve()
    _check(path, expected)
    if content == expected:
        return False
    try:
        _put(path, content, _put_new if expected is None else replace)
    except OSError as error:
        reason = (error.strerror or "it failed").lower()
        raise WriteError(str(path), f"cannot be written: {reason}", "it is as it was") from error
    return True


def overwrite(path: Path, content: bytes) -> None:
    """Put content into a file, whatever it held; a device takes what it is given.

    Raises:
        OSError: Writing failed, or it is a folder. A file is as it was.
    """
    path = path.resolve()
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder; name a file")
    if path.exists() and not path.is_file():
        path.write_bytes(content)
    else:
        _put(path, content, os.replace)


def put_made(path: Path, make: Callable[[Path], object]) -> None:
    """Put a file in its place that is made beside it, whatever stood there.

    Args:
        path: The file.
        make: Makes the file at a path; it may take as long as it will.

    Raises:
        OSError: It cannot be written, or it is a folder. A file is as it was.
    """
    path = path.resolve()
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder; name a file")
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is no file; name one")
    temporary = _beside(path)
    mode = path.stat().st_mode & 0o777 if path.exists() else None
    os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE))
    _clear_left(path, temporary)
    try:
        if mode is not None:
            os.chmod(temporary, mode)  # noqa: PTH101
        make(temporary)
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        os.replace(temporary, path)  # noqa: PTH105
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _beside(path: Path) -> Path:
    """A new name in the folder of a path."""
    return path.parent / f".{path.name[:_KEPT_OF_NAME]}.{secrets.token_hex(6)}.tmp"


def _clear_left(path: Path, temporary: Path) -> None:
    """Delete what makings of a file left that were killed long ago: it may be large, and is hidden.

    How long ago is told by the new file, for nothing here reads the clock.
    """
    now = temporary.stat().st_mtime
    for left in path.parent.glob(f".{escape(path.name[:_KEPT_OF_NAME])}.{'[0-9a-f]' * 12}.tmp"):
        with contextlib.suppress(OSError):  # gone, or not ours to delete
            if now - left.stat().st_mtime > _LONG_AGO:
                left.unlink()


def _check(path: Path, expected: bytes | None) -> None:
    try:
        content = read(path)
    except OSError as error:
        reason = (error.strerror or "it failed").lower()
        raise WriteError(str(path), f"cannot be read: {reason}", "check the path") from error
    if content == expected:
        return
    if expected is None:
        raise WriteError(str(path), "is there already", "choose another name, or overwrite it")
    problem = "was changed meanwhile" if content is not None else "was deleted meanwhile"
    raise WriteError(str(path), problem, "start again from what is there now")


def _put(path: Path, content: bytes, take_place: Callable[[Path, Path], object]) -> None:
    """Write a file beside a path, which keeps its permissions, and let it take its place."""
    temporary = _beside(path)
    mode = path.stat().st_mode & 0o777 if path.exists() else None
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)  # Windows has that
    handle = os.open(temporary, flags, _MODE if mode is None else mode)
    try:
        try:
            if mode is not None:
                os.chmod(temporary, mode)  # noqa: PTH101
            _write_all(handle, content)
            os.fsync(handle)
        finally:
            os.close(handle)
        take_place(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _put_new(temporary: Path, path: Path) -> None:
    """Give the file its name, unless that is taken: a link, unlike a renaming, never overwrites."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        _check(path, None)
        os.replace(temporary, path)  # noqa: PTH105
        return
    temporary.unlink(missing_ok=True)


def _write_all(handle: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _sync_folder(folder: Path) -> None:
    """Force the folder to the disk, where the system can do that."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)
