"""A report as a plain outline: what formats draw that have no use for its richer parts."""

from __future__ import annotations

from guidance.report.model import BriefTable, ChangeItem, Look, Report, ReportTable
from guidance.report.outline import Folded, Line, Page, PageBlock, Run, line, muted, strong
from guidance.report.pictures.picture import Picture
from guidance.report.redlines import wording_runs
from guidance.wording.terms import in_sentence


def outlined(report: Report, look: Look) -> Page:
    """Lay a report out as a plain outline, in the same words."""
    page = Page()
    page.headline(report.first_line)
    if report.author:
        page.paragraph(f"By {report.author}.")
    for name, value in report.scope:
        page.item(line(muted(f"{name}: "), value))
    for part in report.parts if look.full else report.brief_parts:
        if isinstance(part, PageBlock | Folded):
            page.blocks.append(part)
        elif isinstance(part, ReportTable):
            _add_table(page, part)
        elif isinstance(part, BriefTable):
            _add_brief(page, part)
        elif isinstance(part, ChangeItem):
            page.item(*change_lines(part))
        else:
            page.paragraph(part.summary)
            _add_table(page, table_of(part))
    return page


def change_lines(item: ChangeItem) -> tuple[Line, ...]:
    """A change as the lines of a list item."""
    return (
        line(strong(item.title), f" — {'; '.join(tags(item))}"),
        *((wording_runs(item.wording),) if item.wording else ()),
        *((line(muted("Says: "), "; ".join(item.says)),) if item.says else ()),
        *((line(" ".join(item.direction)),) if item.direction else ()),
        facts_line(item),
    )


def facts_line(item: ChangeItem) -> Line:
    """What is there to be looked up, in one line."""
    spans: list[Run | str] = []
    for name, facts in item.facts:
        spans += [muted(f"{name}: "), *facts, " "]
    return line(*spans[:-1])


def tags(item: ChangeItem) -> list[str]:
    """A change at a glance: what kind, when, which way, and what is uncertain about it."""
    verdict = [item.verdict_words] if item.verdict else []
    return [item.kind, item.days, *verdict, *item.marks]


def table_of(picture: Picture) -> ReportTable:
    """The table that says what a picture shows."""
    return ReportTable(
        "What the picture shows",
        ("No.", "Source", "What", "Day", "How it is known"),
        tuple(
            (
                line(str(mark.number)),
                line(mark.lane),
                line(f"{mark.kind}: {mark.label}"),
                line(mark.days),
                line(mark.known),
            )
            for mark in picture.marks
        ),
    )


def _add_table(page: Page, table: ReportTable) -> None:
    page.label(f"{table.caption} ({', '.join(name.lower() for name in table.columns)})")
    for row in table.rows:
        first, *rest = row
        spans = [span for cell in rest if cell for span in (Run("; "), *cell)][1:]
        page.item(line(*first, " — ", *spans))


def _add_brief(page: Page, table: BriefTable) -> None:
    for row in table.rows:
        when = f" ({row.when})" if row.when else ""
        is_said = row.names_whom or row.repeats_whom
        whom = f"For {row.whom}:" if row.whom and not is_said else ""
        old = () if row.is_unheard_of else (muted("old: "), *_lowered(row.before))
        joint = Run("; " if row.is_over else " ")
        ways = f": {row.way_and_marks}" if row.way_and_marks else ""
        new = (*_lowered(row.after), *((Run("; "), *row.beside) if row.beside else ()))
        page.row(
            line(strong(f"{row.number} {row.title}{when}"), ways, joint, *row.act),
            *((line(whom),) if whom else ()),
            *(((*old, Run(";")), (muted("new: "), *new)) if old else (line(*new),)),
        )


def _lowered(words: Line) -> Line:
    first, *rest = words
    return (Run(in_sentence(first.text), first.role), *rest)
