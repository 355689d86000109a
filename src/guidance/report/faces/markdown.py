"""Markdown (CommonMark, as common viewers draw it); data is escaped and stays visible text.

Deletions and insertions are ``<del>`` and ``<ins>``: unlike ``~~`` and ``**`` they hold next to
spaces and punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidance.report.model import Look, Report
from guidance.report.outline import Folded, Line, Page, PageBlock, Run
from guidance.report.outlining import outlined
from guidance.wording.visible import visible

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~&$@!]|:(?=//)|(?<=[wW])\.")
_START = re.compile(r"^(\s*)(#|[-+=](?=\s|=|-|$)|\d{1,9}(?=[.)](?:\s|$)))")
_CODE = re.compile(r"[A-Za-z0-9.@#:/-]+\Z")


def draw(report: Report, look: Look) -> str:
    """Draw a report as Markdown."""
    return draw_page(outlined(report, look))


def draw_page(page: Page) -> str:
    """Draw a page as Markdown."""
    return "\n".join(_blocks(page)) + "\n"


def escaped(text: str) -> str:
    """Text that is shown as it is, wherever in a line it stands."""
    shown = _SPECIAL.sub(lambda match: "\\" + match.group(), visible(text))
    match = _START.match(shown)
    if match is None:
        return shown
    lead, mark = match.groups()
    rest = shown[match.end() :]
    return f"{lead}{mark}\\{rest}" if mark.isdigit() else f"{lead}\\{mark}{rest}"


def _blocks(page: Page) -> Iterator[str]:
    previous = ""
    for block in page.blocks:
        kind = "folded" if isinstance(block, Folded) else block.kind
        if previous and not previous == kind in ("item", "row"):
            yield ""
        if isinstance(block, Folded):
            yield from _folded(block)
        else:
            yield _block(block)
        previous = kind


def _block(block: PageBlock) -> str:
    match block.kind:
        case "headline":
            return f"# {_line(block.lines[0], is_heading=True)}"
        case "heading":
            return f"## {_line(block.lines[0], is_heading=True)}"
        case "subheading":
            return f"### {_line(block.lines[0], is_heading=True)}"
        case "label":
            return f"_{_line(block.lines[0], is_heading=True)}_"
        case "item" | "row":
            return "- " + "\\\n  ".join(_line(line) for line in block.lines)
        case "notes":
            return "\n\n".join(_line(line) for line in block.lines)
        case _:
            return _line(block.lines[0])


def _folded(block: Folded) -> Iterator[str]:
    yield f"<details><summary>{escaped(block.summary)}</summary>"
    yield ""
    for item in block.items:
        yield _block(item)
    yield ""
    yield "</details>"


def _line(line: Line, *, is_heading: bool = False) -> str:
    return "".join(_span(span, is_heading=is_heading) for span in line).strip()


def _span(span: Run, *, is_heading: bool) -> str:
    match span.role:
        case "break":
            return " " if is_heading else "\\\n  "
        case "reference" if _CODE.match(span.text):
            return f"`{span.text}`"
        case "strong" if not is_heading and span.text.strip() == span.text:
            return f"**{escaped(span.text)}**"
        case "deleted":
            return f"<del>{escaped(span.text)}</del>"
        case "inserted":
            return f"<ins>{escaped(span.text)}</ins>"
        case _:
            return escaped(span.text)
