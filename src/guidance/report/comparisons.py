"""Changes between two versions, and over all time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal

from guidance.documents.changes import learnt_document, timeline_document
from guidance.documents.comparisons import comparison_document
from guidance.report.answer_rows import coverage_columns
from guidance.report.answers import add_coverage
from guidance.report.change_items import change_row
from guidance.report.directions import direction_lines
from guidance.report.model import NO_DAY, Report, ReportPart
from guidance.report.outline import Line, Page, Run, line, muted, reference, strong
from guidance.report.redlines import redline_runs
from guidance.wording import comparison_headline
from guidance.wording.days import counted, exact_words, span_words
from guidance.wording.headlines import learnt_headline, timeline_headline
from guidance.wording.sentences import change_sentence, change_title
from guidance.wording.terms import CHANGES, capital, cite_words, quoted

if TYPE_CHECKING:
    from guidance.answers.listings import Listing
    from guidance.changes.model import Change, Comparison, Step
    from guidance.corpus import Corpus
    from guidance.engine.coverage import CoverageReport

# More plain information than this in one step is listed by title.
_MANY = 3


def of_comparison(comparison: Comparison) -> Report:
    """Report how two versions differ."""
    headline = comparison_headline(comparison)
    return Report(
        title=headline,
        day=NO_DAY,
        brief=lambda: _comparison_parts(comparison),
        document=lambda: comparison_document(comparison),
        rows=lambda: change_rows((("net", comparison.changes),), headline, {}),
    )


def of_timeline(corpus: Corpus, topic: str | None, known_on: date | None) -> Report:
    """Report the days on which anything changes."""
    steps = corpus.timeline(topic=topic, known_on=known_on)
    last = max((step.latest for step in steps if step.latest), default=date.max)
    coverage = corpus.as_of(last, topic=topic, known_on=known_on).coverage
    headline = timeline_headline(len(steps), topic)
    stepwise = [change for step in steps for change in step.changes]
    return Report(
        title=headline,
        day=last,
        brief=lambda: _timeline_parts(steps, known_on, coverage, corpus.title),
        document=lambda: timeline_document(steps, topic, known_on, coverage),
        rows=lambda: change_rows(
            (("step", stepwise),), headline, coverage_columns(coverage, last, known_on)
        ),
    )


def of_learnt(corpus: Corpus, learnt: Listing[Change]) -> Report:
    """Report what became known in a window about days up to its first."""
    asked, since = learnt._origin.question, learnt.since or date.min
    coverage = corpus._answer(asked).coverage
    headline = learnt_headline(len(learnt), since, asked.on)
    return Report(
        title=headline,
        day=asked.on,
        brief=lambda: _learnt_parts(learnt),
        document=lambda: learnt_document((since, asked.on), learnt, coverage),
        rows=lambda: change_rows(
            (("learnt", learnt),), headline, coverage_columns(coverage, asked.on, asked.known_on)
        ),
    )


def change_rows(
    groups: Iterable[tuple[Literal["step", "net", "learnt"], Iterable[Change]]],
    headline: str,
    shared: Mapping[str, str],
) -> list[dict[str, str]]:
    """A row for each change, and one that says so where there is none."""
    rows = [
        {**change_row(change, part), **shared} for part, changes in groups for change in changes
    ]
    return rows or [{"sentence": headline, **shared}]


def _learnt_parts(learnt: Iterable[Change]) -> list[ReportPart]:
    page = Page()
    _add_changes(page, list(learnt))
    return list(page.blocks)


def _comparison_parts(comparison: Comparison) -> list[ReportPart]:
    """Lay out how two versions differ."""
    page = Page()
    silent = [c for c in comparison.changes if c.id == "provision-not-mentioned"]
    _add_changes(page, [c for c in comparison.changes if c.id != "provision-not-mentioned"])
    if silent:
        count = counted(len(silent), "statement")
        rows = [(_compact(change),) for change in silent]
        page.folded(f"Left alone (silence is not repeal): {count}", rows)
    return list(page.blocks)


def _timeline_parts(
    steps: tuple[Step, ...],
    known_on: date | None,
    coverage: CoverageReport,
    title: Callable[[str], str],
) -> list[ReportPart]:
    """Lay out the days on which anything changes."""
    page = Page()
    if known_on is not None:
        page.paragraph(f"As known on {exact_words(known_on)}.")
    for step in steps:
        page.heading(f"{_step_words(step)} ({len(step.changes)})")
        told, facts = _divided(step.changes)
        for change in told:
            page.item(_compact(change, named=True))
        if facts:
            rows = [(_compact(change),) for change in facts]
            page.folded(f"For information: {counted(len(facts), 'statement')} added", rows)
    add_coverage(page, coverage, title)
    return list(page.blocks)


def change_lines(change: Change) -> tuple[Line, ...]:
    """A change: its sentence, the redline where it helps, and the references."""
    refs = [change.ref]
    for side in (change.before, change.after):
        if side is not None and side.ref not in refs:
            refs.append(side.ref)
    beside = [span for ref in refs for span in (Run("; ", "muted"), reference(ref))][1:]
    if change.authority is not None and change.authority not in refs:
        beside += [muted("; authority: "), reference(change.authority)]
    marked = redline_runs(change.redline)
    direction = change.direction
    return (
        line(strong(change_title(change)), f" — {CHANGES[change.id]}"),
        line(change_sentence(change)),
        *((line("Word by word: ", *marked),) if marked else ()),
        *(direction_lines(direction, change.sheet) if direction else ()),
        line(*beside),
    )


def _add_changes(page: Page, changes: Iterable[Change]) -> None:
    told, facts = _divided(changes)
    for change in told:
        page.item(*change_lines(change))
    if facts:
        page.label(f"For information: {counted(len(facts), 'statement')} added")
        for change in facts:
            page.item(_compact(change))


def _divided(changes: Iterable[Change]) -> tuple[list[Change], list[Change]]:
    """Set many additions of plain information apart, so that they drown nothing."""
    told = list(changes)
    facts = [
        change
        for change in told
        if change.id == "provision-added"
        and change.after is not None
        and change.after.provision is not None
        and change.after.provision.force == "information"
    ]
    if len(facts) <= _MANY:
        return told, []
    return [change for change in told if change not in facts], facts


def _compact(change: Change, *, named: bool = False) -> Line:
    title = change_title(change)
    name = f" — {CHANGES[change.id]}" if named else ""
    cite = f"; {cite_words(change.cite)}" if change.cite else ""
    if "not-settled" in change.notes:
        cite += "; not settled"
    if "forecast" in change.notes:
        cite += "; a forecast"
    if "conditional" in change.notes:
        condition = change.event.condition if change.event else None
        cite += f"; on a condition: {quoted(condition)}" if condition else "; on a condition"
    return line(strong(title) if named else title, f"{name} — ", reference(change.ref), muted(cite))


def _step_words(step: Step) -> str:
    words = capital(span_words(step.earliest, step.latest))
    if step.earliest is not None and step.earliest == step.latest:
        return words
    return f"{words}: one unknown day" if len(step.changes) > 1 else words
