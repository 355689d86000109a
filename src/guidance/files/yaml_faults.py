"""What is wrong where a YAML parser gives up, told from the text itself.

A parser says where it stopped and where the thing began that it was reading; its words change from
one release to the next, and differ between libyaml and the parser written in Python. So only the
places are used.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from guidance.errors import RecordFault
from guidance.files.tree import make_fault, place_at

_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:[^\\]?|[xuU][0-9a-fA-F]{1,8}.?)\Z", re.DOTALL)
_TOO_HIGH = re.compile(r"\\U(?!000|0010)[0-9a-fA-F]{8}")
_DASH = re.compile(r"-(?:\s|\Z)")
_COLON = re.compile(r":(?:\s|\Z)")
_DOCUMENT = re.compile(r"(?:---|\.\.\.)(?:\s|\Z)")


class _Meaning(NamedTuple):
    problem: str
    mend: str


_TAB = _Meaning("a tab is used to indent", "indent with spaces")
_TAB_BETWEEN = _Meaning("a tab stands where a space is expected", "use spaces")
_OPEN_QUOTE = _Meaning(
    "a quotation mark is opened and not closed",
    "close the quotation, or double an apostrophe inside it: 'it''s'",
)
_INDICATOR = _Meaning(
    "a line starts with --- or ... inside a quoted text",
    "close the quotation before it, or indent the line",
)
_BAD_ESCAPE = _Meaning(
    "a backslash in a text in double quotes starts an escape that YAML does not know",
    r"write \\ for a backslash, or use single quotes",
)
_DIRECTIVE = _Meaning("directives (lines that start with %) are not allowed", "delete the line")
_AFTER_END = _Meaning("text follows the end of the document", "delete what follows ...")
_BRACKETS = _Meaning("a list or block in brackets is not closed", "check the commas and brackets")
_STRAY_COLON = _Meaning(
    "a colon followed by a space stands inside a text without quotes, or the line is indented"
    " too far",
    'put the text in quotes: "a: b"',
)
_RESERVED = _Meaning(
    "the text starts with a character that YAML keeps for itself", "put the text in quotes"
)
_MARKS = {
    "*": _Meaning("an asterisk starts an alias", 'put the text in quotes: "* note"'),
    "&": _Meaning("an ampersand starts an anchor", 'put the text in quotes: "& note"'),
    "!": _Meaning("an exclamation mark starts a tag", 'put the text in quotes: "!"'),
}
_LIST_BESIDE_KEY = _Meaning(
    "a list item stands on the line of its key",
    "start the list on the next line, or write [a, b]",
)
_NO_ITEM = _Meaning("something other than a list item stands in a list", "check the indentation")
_NO_COLON = _Meaning("a key without a colon", "write key: value")
_MISFIT = _Meaning(
    "the line does not fit the block it stands in, or follows a closed quotation",
    "align it with the keys above, and put all of a text inside its quotes",
)


def syntax_fault(text: str, stop: int, start: int | None, *, is_over: bool) -> RecordFault:
    """Say what is wrong where a parser gave up.

    Args:
        text: The whole text.
        stop: Where the parser stopped.
        start: Where the thing began that it was reading, where the parser says so.
        is_over: Whether the document had ended before.
    """
    meaning = _quotation(text, stop, start) or _around(text, stop, start, is_over=is_over)
    if meaning is _BAD_ESCAPE:
        stop = text.rfind("\\", 0, stop + 1)
    return make_fault(meaning.problem, meaning.mend, (), place_at(text, stop))


def escape_fault(text: str) -> RecordFault:
    """Say where an escape stands for more than there are characters in Unicode."""
    escape = _TOO_HIGH.search(text)
    place = place_at(text, escape.start() if escape else 0)
    return make_fault(_BAD_ESCAPE.problem, _BAD_ESCAPE.mend, (), place)


def _quotation(text: str, stop: int, start: int | None) -> _Meaning | None:
    """What is wrong inside a quoted text, if the parser was in one."""
    if start is None or text[start : start + 1] not in ("'", '"'):
        return None
    closed = _QUOTED.match(text, start)
    if closed and closed.end() <= stop:
        return None
    if text[start] == '"' and _ESCAPE.search(text, start, stop + 1):
        return _BAD_ESCAPE
    is_line = text[stop - 1 : stop] in ("\n", "\r")
    return _INDICATOR if is_line and _DOCUMENT.match(text, stop) else _OPEN_QUOTE


def _around(text: str, stop: int, start: int | None, *, is_over: bool) -> _Meaning:
    """What is wrong outside quoted texts: the first of these that fits."""
    line = text[max(text.rfind("\n", 0, stop), text.rfind("\r", 0, stop)) + 1 : stop]
    indent = line[: len(line) - len(line.lstrip())]
    here = text[stop : stop + 1]
    begun = "" if start is None else text[start : start + 1]
    begun_line = "" if start is None else re.split(r"[\r\n]", text[start:stop], maxsplit=1)[0]
    is_first = start is None or text[start - 1 : start] in ("", "\n", "\r")
    meanings = (
        ("\t" in indent or (here == "\t" and indent == line), _TAB),
        (here == "\t", _TAB_BETWEEN),
        ((here == "%" and not line) or (begun == "%" and is_first), _DIRECTIVE),
        (begun in ("[", "{"), _BRACKETS),
        (bool(_COLON.match(text, stop)), _STRAY_COLON),
        (is_over, _AFTER_END),
        (begun in ("|", ">") or here in ("@", "`", "%", "|", ">"), _RESERVED),
        (bool(_DASH.match(text, stop)) and bool(line.strip()), _LIST_BESIDE_KEY),
        (begun == "-", _NO_ITEM),
    )
    for fits, meaning in meanings:
        if fits:
            return meaning
    if mark := _MARKS.get(begun) or _MARKS.get(here):
        return mark
    return _NO_COLON if begun_line and not re.search(r":(?:\s|\Z)|\A\?", begun_line) else _MISFIT
