"""Finds the format of a document and reads it, with bounded memory and time.

Documents come from anywhere, and their readers are large programs. Each is read in a process of its
own: what takes too much memory or time, or breaks its reader, ends that process and no other.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

from guidance.errors import DocumentError, MissingExtraError
from guidance.upkeep.documents.blocks import Block, Reading

TrackedChanges = Literal["accepted", "rejected"]

LARGEST = 64 * 2**20
"""The most bytes that a document may have."""

MEMORY = 2 * 2**30
"""The most bytes that a reader may take, where the system can hold it to that."""

SECONDS = 60
"""How long a reader may take."""

_READERS = {
    "text/html": "html:read_html",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word:read_word",
    "application/pdf": "pdf:read_pdf",
    "text/markdown": "markdown:read_markdown",
    "text/plain": "text:read_text",
    "application/xml": "xml:read_xml",
}
HTML, WORD, PDF, MARKDOWN, TEXT, XML = _READERS

OUT_OF_MEMORY = 71
"""How a reader ends that may not take more memory."""

OUT_OF_TIME = (-24, -9)
"""How the system ends a reader that has taken its time: SIGXCPU, and then SIGKILL."""

_START = 4096
_IS_HTML = re.compile(
    rb"(?:<\?xml[^>]*\?>)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_HAS_HTML = re.compile(rb"<(?:main|body|head|article|div|section|h1|p)\b[^<>]*>", re.IGNORECASE)
_IS_XML = re.compile(rb"(?:<\?xml\b|<!DOCTYPE\b|<[A-Za-z_][\w.:-]*[\s/>])")
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "is an old Word file, or encrypted", "save it as .docx, unencrypted"),
    (b"{\\rtf", "is RTF", "save it as .docx"),
    (b"\x1f\x8b", "is compressed with gzip", "unpack it first"),
    (b"BZh", "is compressed with bzip2", "unpack it first"),
    (b"\x7fELF", "is a program", "name the document"),
    (b"\x89PNG", "is a picture", "read it with a program for that, and save the text"),
    (b"\xff\xd8\xff", "is a picture", "read it with a program for that, and save the text"),
)
_ENDINGS = {"md": MARKDOWN, "markdown": MARKDOWN, "html": HTML, "htm": HTML, "xhtml": HTML}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a document may take to be read."""

    size: int = LARGEST
    memory: int = MEMORY
    seconds: int = SECONDS


_USUAL = Limits()


def media_of(data: bytes, name: str = "") -> str:
    """Find the format of a document: by its first bytes, and where these leave it open by its name.

    Raises:
        DocumentError: It is of a format that cannot be read.
    """
    start = data[:_START].removeprefix(b"\xef\xbb\xbf")
    is_utf16 = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if is_utf16:
        start = start.decode("utf-16", errors="replace").encode()
    for mark, problem, mend in _REFUSED:
        if start.startswith(mark):
            raise DocumentError(problem, mend)
    if b"%PDF-" in start[:1024]:
        return PDF
    if start.startswith(b"PK"):
        return WORD
    ending = _ENDINGS.get(name.rpartition(".")[2].lower()) if "." in name else None
    bare = start.lstrip()
    if _IS_HTML.match(bare):
        return HTML
    if not is_utf16 and b"\0" in data:
        raise DocumentError("is not text, and of no format known here", "save it as .docx or HTML")
    if ending:
        return ending
    if bare.startswith(b"<?xml") or (bare.startswith(b"<") and name.lower().endswith(".xml")):
        return XML
    return HTML if bare.startswith(b"<") and _HAS_HTML.search(start) else TEXT


def open_document(
    data: bytes,
    name: str = "",
    *,
    changes: TrackedChanges = "accepted",
    headings: Mapping[str, int] | None = None,
    limits: Limits = _USUAL,
) -> Reading:
    """Read a document, in a process of its own.

    Args:
        data: Its bytes.
        name: The name of its file, which tells Markdown from plain text.
        changes: Whether tracked changes are read as accepted or as rejected.
        headings: What the records call its title and its sections, each with its level: in plain
            text, a line that says just that is a heading.
        limits: How much that may take.

    Raises:
        DocumentError: It cannot be read, or not within the limits.
        MissingExtraError: What its format needs is not installed.
    """
    if len(data) > limits.size:
        most = f"{limits.size // 2**20} MB"
        raise DocumentError(f"is larger than {most}", "cut it into parts, or save its text alone")
    media = media_of(data, name)
    request = json.dumps(
        {"media": media, "changes": changes, "headings": dict(headings or {})}
        | {"memory": limits.memory, "seconds": limits.seconds}
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(
            # -P: a file called json.py beside the document is not for us to run.
            [sys.executable, "-P", "-m", "guidance.upkeep.documents.apart"],
            input=request.encode() + b"\n" + data,
            capture_output=True,
            timeout=limits.seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_much("time", f"{limits.seconds} seconds") from None
    return _result(done, limits)


def read_here(
    data: bytes,
    media: str,
    changes: TrackedChanges = "accepted",
    headings: Mapping[str, int] | None = None,
) -> Reading:
    """Read a document in this process, whatever it takes.

    Raises:
        DocumentError: It cannot be read, or there is nothing in it.
    """
    module, _, function = _READERS[media].partition(":")
    reader: Callable[..., Reading]
    reader = getattr(import_module(f"guidance.upkeep.documents.{module}"), function)
    if media in (HTML, WORD):
        reading = reader(data, changes)
    else:
        reading = reader(data, headings) if media == TEXT else reader(data)
    if not reading.blocks:
        # A page that a script would write is no document of which everything is gone.
        mend = "save what you see: a page from the browser, when it has been drawn"
        raise DocumentError("has no text that can be read", mend)
    return reading


def _result(done: subprocess.CompletedProcess[bytes], limits: Limits) -> Reading:
    if done.returncode == OUT_OF_MEMORY:
        raise _too_much("memory", f"{limits.memory // 2**20} MB")
    if done.returncode in OUT_OF_TIME:
        raise _too_much("time", f"{limits.seconds} seconds")
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        how = f"with {done.returncode}{f': {last[:200]}' if last else ''}"
        raise DocumentError(
            f"broke its reader (it ended {how})",
            "save it anew in the program it was made with, or save its text",
        )
    # What comes back is data, and never code: a broken reader may write anything.
    answer = json.loads(done.stdout)
    match answer:
        case {"problem": problem, "mend": mend}:
            raise DocumentError(problem, mend)
        case {"need": need, "extra": extra}:
            raise MissingExtraError(need, extra)
    blocks = tuple(
        Block(number, kind, tuple(section), paragraph, text, column, page)
        for number, kind, section, paragraph, text, column, page in answer["blocks"]
    )
    return Reading(answer["media"], answer["reader"], blocks, tuple(answer["left_out"]))


def _too_much(what: str, most: str) -> DocumentError:
    return DocumentError(f"takes more than {most} of {what} to read", "cut it into parts")
