"""PDF read to blocks: the lines as PDFium finds them, put together by where they stand.

A PDF holds no paragraphs. What repeats at the head or foot of the pages is left out; lines that
follow each other closely are one paragraph; what is larger than the text, or stands out in bold on
a line of its own, is a heading. Cells of tables cannot be told apart: a row is a line.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from guidance.errors import DocumentError, MissingExtraError
from guidance.upkeep.documents.blocks import Reading
from guidance.upkeep.documents.normal import raised
from guidance.upkeep.documents.pdf_layout import CUT, PrintedLine, laid_out

if TYPE_CHECKING:
    import pypdfium2

READER = "pdf/2"
MEDIA = "application/pdf"

_MOST_PAGES = 5000
_BOLD = 600
_RAISED = 0.3
"""A figure that stands higher than this share of its size above the foot of its line is raised."""

_OFF = 0.6
"""A word whose foot is further off than this share of its size is on another line."""

_APART = 1.5
"""A word that is further away than this is in another column, where others stand closer."""

_FAR = 3.0
"""A word that is further away than this is in another column, however the others stand."""

_SPACES = (0x20, 0xA0, 0x0)
_HYPHENS = {0xFFFE: CUT, 0x0002: CUT}
_SURROGATES = range(0xD800, 0xE000)


def read_pdf(data: bytes) -> Reading:
    """Read a PDF.

    Raises:
        DocumentError: It is damaged, locked, or has no text.
        MissingExtraError: PDFium is not installed.
    """
    try:
        import pypdfium2
    except ImportError:
        raise MissingExtraError("reading PDF needs pypdfium2", "documents") from None
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise DocumentError("is locked with a password", "save it without one") from None
        raise DocumentError("is damaged, or no PDF", "save it anew") from None
    if count > _MOST_PAGES:
        raise DocumentError(f"has more than {_MOST_PAGES:,} pages", "cut it into parts")
    pages: list[list[PrintedLine]] = []
    empty = 0
    for index in range(count):
        try:
            lines = list(_lines(document, index))
        except pypdfium2.PdfiumError:
            raise DocumentError(f"is damaged at page {index + 1}", "save it anew") from None
        pages.append(lines)
        empty += not lines
    if empty == count:
        problem = "has no text: its pages are pictures, or empty"
        raise DocumentError(problem, "have the text recognised, and save that")
    builder = laid_out(pages)
    if empty:
        builder.omit(f"{empty} of {count} pages, which have no text")
    if document.get_formtype():
        builder.omit("what is filled into form fields")
    return builder.reading(MEDIA, READER)


def _lines(document: pypdfium2.PdfDocument, index: int) -> Iterator[PrintedLine]:
    """The lines of a page, in the order of the file."""
    from pypdfium2 import raw

    page = document[index]
    text = page.get_textpage()
    height = page.get_height()
    start = 0
    count = text.count_chars()
    codes = [raw.FPDFText_GetUnicode(text, position) for position in range(count)]
    for position, code in enumerate([*codes, 0x0A]):
        if code not in (0x0A, 0x0D):
            continue
        for first, stop in _parts(text, codes, start, position):
            if line := _line(text, codes, first, stop):
                yield PrintedLine(*line, page=index + 1, height=height)
        start = position + 1
    text.close()
    page.close()


def _parts(
    text: pypdfium2.PdfTextPage, codes: list[int], start: int, stop: int
) -> Iterator[tuple[int, int]]:
    """Cut a line where its words leave it: PDFium puts cells of a table on one."""
    if stop <= start:
        return
    size = _size(text, start)
    gaps = list(_gaps(text, codes, start, stop))
    # A line that is stretched to the width of its column has wide gaps, all alike.
    usual = min((wide for _, wide, _ in gaps if wide > 0), default=0)
    for at, wide, off in gaps:
        is_apart = wide > _FAR * size or (wide > _APART * size and wide > 2 * usual)
        if off > _OFF * size or is_apart:
            yield start, at
            start = at
    yield start, stop


def _gaps(
    text: pypdfium2.PdfTextPage, codes: list[int], start: int, stop: int
) -> Iterator[tuple[int, float, float]]:
    """Where words begin: the position, how wide the space before is, how far their feet differ."""
    last = start
    for at in range(start + 1, stop):
        if codes[at] in _SPACES:
            continue
        if codes[at - 1] in _SPACES:
            before, box = text.get_charbox(last), text.get_charbox(at)
            yield at, box[0] - before[2], abs(box[1] - before[1])
        last = at


_Found = tuple[str, float, float, float, float, float, bool]


def _line(text: pypdfium2.PdfTextPage, codes: list[int], start: int, stop: int) -> _Found | None:
    """The words of a line, its box (left, bottom, right, top), its size, and whether it is bold."""
    solid = [at for at in range(start, stop) if codes[at] not in _SPACES]
    if not solid:
        return None
    first, last = solid[0], solid[-1]
    middle = solid[len(solid) // 2]
    boxes = [text.get_charbox(at) for at in {first, middle, last}]
    size = max(_size(text, at) for at in (first, middle, last))
    bottom = min(box[1] for box in boxes)
    is_bold = all(_is_bold(text, at) for at in (first, middle, last))
    words = _characters(text, codes, start, stop, (size, bottom))
    left = min(box[0] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return words, left, bottom, right, top, size, is_bold


def _size(text: pypdfium2.PdfTextPage, at: int) -> float:
    """The size of a character on the page, in points: that of its font, scaled as it is drawn."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(text, at, matrix):
        return float(raw.FPDFText_GetFontSize(text, at))
    return float(raw.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d))


def _characters(
    text: pypdfium2.PdfTextPage,
    codes: list[int],
    start: int,
    stop: int,
    line: tuple[float, float],
) -> str:
    size, bottom = line
    words = []
    was_raised = False
    high = 0
    for at in range(start, stop):
        code = codes[at]
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if code in _SURROGATES or not code:
            continue
        character = _HYPHENS.get(code) or chr(code)
        follows = at > start and codes[at - 1] not in _SPACES
        if character.isdigit() and follows:
            foot = text.get_charbox(at)[1]
            before = bottom if was_raised else text.get_charbox(at - 1)[1]
            was_raised = foot > max(bottom, before) + _RAISED * size
            character = raised(character) if was_raised else character
        else:
            was_raised = False
        words.append(character)
    return "".join(words)


def _is_bold(text: pypdfium2.PdfTextPage, at: int) -> bool:
    from pypdfium2 import raw

    if raw.FPDFText_GetFontWeight(text, at) >= _BOLD:
        return True
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    if not raw.FPDFText_GetFontInfo(text, at, buffer, len(buffer), flags):
        return False
    return b"bold" in buffer.value.lower()
