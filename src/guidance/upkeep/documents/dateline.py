"""Lines that say nothing but when a document was made, updated or looked at."""

from __future__ import annotations

import re

from guidance.upkeep.documents.blocks import Block
from guidance.upkeep.documents.normal import normal

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_DATE = re.compile(
    rf"""(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\ )?
    (?: \d{{1,2}}(?:st|nd|rd|th)?\ (?:{_MONTHS})\.?,?\ \d{{4}}
      | (?:{_MONTHS})\.?\ \d{{1,2}}(?:st|nd|rd|th)?,\ \d{{4}}
      | (?:{_MONTHS})\.?\ \d{{4}}
      | \d{{4}}-\d{{2}}-\d{{2}}
      | \d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}
      | \d{{1,2}}[:.]\d{{2}}\ ?(?:[ap]\.?m\.?)?
      | (?:19|20)\d{{2}}
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
# Words of such lines. None says from when anything applies, or until when.
_OF_THE_DOCUMENT = frozenset(
    "updated last update published first reviewed review revised revision modified changed"  # noqa: SIM905
    " checked accessed printed issued page content document guidance publication text this the on"
    " of at and was date version generated crown copyright ©".split()
)
_SAYS_SO = frozenset(
    "updated update published reviewed revised revision modified changed checked accessed printed"  # noqa: SIM905
    " issued generated copyright ©".split()
)
_WORD = re.compile(r"[^\W\d_]+|©|\d+(?:\.\d+)*")
_LONGEST = 160


def is_date_line(block: Block, text: str) -> bool:
    """Whether a block says nothing but a day of the document itself.

    "Updated 7 April 2021" does. A day that stands alone does only under a heading that says so
    ("Date of revision of the text"). "Applies from 7 April 2021" never does.
    """
    if block.kind == "heading" or len(text) > _LONGEST:
        return False
    rest, count = _DATE.subn(" ", normal(text))
    if not count:
        return False
    words = {word.casefold() for word in _WORD.findall(rest)}
    if not words <= _OF_THE_DOCUMENT:
        return False
    if words & _SAYS_SO:
        return True
    return not words and bool(block.section) and _is_about_the_document(block.section[-1])


def _is_about_the_document(heading: str) -> bool:
    words = {word.casefold() for word in _WORD.findall(heading) if not word[0].isdigit()}
    return bool(words & _SAYS_SO) and words <= _OF_THE_DOCUMENT
