"""A report as one HTML file: nothing is fetched, no script is needed to read it.

One script, known to the page by its hash, adds buttons that copy; no other can run.

All data goes through one place in the template environment: characters that a page would obey
are made visible, then everything is escaped.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any

from guidance.report.model import BriefTable, ChangeItem, Look, Report, ReportPart, ReportTable
from guidance.report.outline import Folded, PageBlock
from guidance.report.outlining import facts_line, table_of
from guidance.report.pictures.picture import Picture
from guidance.report.pictures.timeline_svg import timeline_svg
from guidance.report.redlines import wording_runs
from guidance.wording.visible import visible

if TYPE_CHECKING:
    from jinja2 import Template


def draw(report: Report, look: Look) -> str:  # noqa: ARG001  (one signature for all formats)
    """Draw a report as a page, with buttons that copy what a reader wants to pass on."""
    return draw_page(report, script=_script())


def draw_page(report: Report, *, script: str = "") -> str:
    """Draw a report as a page; without a script for what prints it or sends it."""
    from markupsafe import Markup

    sections = _sections(report.brief_parts, "start")
    annex = _sections(report.parts[len(report.brief_parts) :], "annex")
    for section in sections:
        section |= {"is_annex": False, "begins_annex": False}
    for place, section in enumerate(annex):
        section |= {"is_annex": True, "begins_annex": place == 0 and report.is_divided}
    return _template().render(
        report=report,
        sections=[*sections, *annex],
        wording_runs=wording_runs,
        facts_line=facts_line,
        script=Markup(script),  # noqa: S704  (our own; nothing of a record is in it)
        script_hash=b64encode(sha256(script.encode()).digest()).decode() if script else "",
    )


@cache
def _script() -> str:
    return (files("guidance.report.faces") / "templates" / "report.js").read_text("utf-8")


@cache
def _template() -> Template:
    from jinja2 import DictLoader, Environment, StrictUndefined

    folder = files("guidance.report.faces") / "templates"
    sources = {name: (folder / name).read_text("utf-8") for name in ("report.html", "report.css")}
    environment = Environment(
        loader=DictLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("report.html")


def _shown(value: object) -> object:
    """Make plain text safe to look at; what is markup already stays as it is."""
    return visible(value) if type(value) is str else value


def _sections(parts: tuple[ReportPart, ...], name: str) -> list[dict[str, Any]]:
    """Group the parts under their headings, and items that follow each other into lists."""
    sections: list[dict[str, Any]] = [{"id": name, "title": "", "nodes": []}]
    for kind, group in groupby(parts, key=_kind):
        alike = tuple(group)
        nodes: Iterable[ReportPart | tuple[ReportPart, ...]] = (alike,) if kind == "item" else alike
        for part in nodes:
            if kind == "heading" and isinstance(part, PageBlock):
                title = "".join(span.text for span in part.lines[0])
                sections.append({"id": f"{name}-{len(sections)}", "title": title, "nodes": []})
            else:
                section = sections[-1]
                own = f"{section['id']}-node-{len(section['nodes']) + 1}"
                section["nodes"].append(_node(kind, part, own))
    return [section for section in sections if section["title"] or section["nodes"]]


def _kind(part: ReportPart) -> str:
    match part:
        case PageBlock():
            return "heading" if part.kind == "headline" else part.kind
        case Folded():
            return "folded"
        case ReportTable():
            return "table"
        case BriefTable():
            return "brief"
        case ChangeItem():
            return "change"
        case _:
            return "picture"


def _node(kind: str, part: ReportPart | tuple[ReportPart, ...], name: str) -> dict[str, Any]:
    node: dict[str, Any] = {"kind": kind, "id": name, "part": part}
    if isinstance(part, Picture):
        from markupsafe import Markup

        # The picture escapes its own texts; it is the one piece of markup made outside.
        node["svg"] = Markup(timeline_svg(part, name=name))  # noqa: S704
        node["table"] = table_of(part)
    return node
