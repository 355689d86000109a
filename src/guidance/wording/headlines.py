"""The first line of an answer or a report, and how good the evidence for it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from guidance.engine.coverage import CoverageStatus
from guidance.records.dates import ImpreciseDate
from guidance.wording.asked import AskedDay
from guidance.wording.days import (
    counted,
    day_words,
    exact_words,
    past_words,
    span_words,
    when_words,
)
from guidance.wording.gists import Gist, SetAside
from guidance.wording.terms import capital, listed, quoted

if TYPE_CHECKING:
    from guidance.answers.answer import Answer
    from guidance.changes.model import ChangeReport, Comparison
    from guidance.engine.coverage import CoverageReport, SourceCoverage


def answer_headline(answer: Answer) -> str:
    """Say in a few sentences what the answer is, and what is set aside for the time being."""
    return gist_headline(Gist.of(answer), answer.coverage, AskedDay.of(answer.on))


def gist_headline(gist: Gist, coverage: CoverageReport, asked: AskedDay) -> str:
    """Say the same from the gist alone, with any words for the day."""
    return " ".join((_headline(gist, coverage, asked) + _conditional(gist), *_beside(gist)))


def _beside(gist: Gist) -> Iterator[str]:
    """What is paused, set aside or recommended, which the reader must know at once."""
    if gist.paused:
        titles = dict.fromkeys(title for _, title, _ in gist.paused)
        acts = dict.fromkeys(act for *_, told in gist.paused for act in told)
        yield f"Paused: {_first(titles)}, by {listed(acts)}."
    if gist.set_aside:
        yield _displaced(gist.set_aside)
    if gist.recommended:
        yield f"Recommended, without effect so far: {_first(dict.fromkeys(gist.recommended))}."


def _first(told: Iterable[str], most: int = 3) -> str:
    """The first of a list, and how many more; the answer has them all."""
    words = list(told)
    if len(words) <= most + 1:
        return listed(words)
    return f"{', '.join(words[:most])} and {len(words) - most} more"


def _headline(gist: Gist, coverage: CoverageReport, asked: AskedDay) -> str:
    on = asked.on
    applied = counted(gist.applied, "statement")
    if coverage.newest_evidence is None and not gist.applied:
        return f"On {on}: no evidence. {before_first_words(coverage)}"
    if gist.unsaid and not gist.deciding:
        open_ = counted(gist.unsaid, "statement")
        return (
            f"On {on} the records do not say whether {open_} still applied."
            f" {_apart_from_that(gist)}"
        )
    if gist.deciding:
        by_event = {when.event: when for group in gist.deciding for when in group}
        named = [f"{past_words(when)} ({when_words(when)})" for when in by_event.values()]
        return (
            f"On {on} this cannot be settled: it depends on whether {listed(named, 'and whether')}."
            f" {_apart_from_that(gist)}"
        )
    caveats = []
    if gist.on_forecasts:
        verb = "rests" if gist.on_forecasts == 1 else "rest"
        caveats.append(f"{gist.on_forecasts} of them {verb} on a forecast that no record confirms")
    if coverage.status is CoverageStatus.STALE:
        caveats.append(f"stale: the newest evidence was {_age(coverage, asked)} old")
    extra = "".join(f"; {caveat}" for caveat in caveats)
    return f"On {on}: {applied if gist.applied else 'no statement'} applied{extra}."


def _apart_from_that(gist: Gist) -> str:
    applied = counted(gist.applied, "statement") if gist.applied else "nothing"
    return f"Apart from that, {applied} certainly applied."


def _conditional(gist: Gist) -> str:
    count, conditions = gist.on_conditions
    if not count:
        return ""
    verb = "applies" if count == 1 else "apply"
    return (
        f" {counted(count, 'statement')} more {verb} only on a condition, and no record says how"
        f" that came out: {listed(map(quoted, conditions))}."
    )


def _displaced(aside: tuple[SetAside, ...]) -> str:
    """Say at once what a binding act sets aside for the time being, and which act that is."""
    pages = dict.fromkeys(statement.source for statement in aside)
    acts = dict.fromkeys(act for statement in aside for act in statement.acts)
    count = counted(len(aside), "statement")
    verb = "does" if len(aside) == 1 else "do"
    return (
        f"{count} of {listed(pages)} {verb} not apply for the time being: set aside by"
        f" {listed(acts)}."
    )


def before_first_words(coverage: CoverageReport) -> str:
    """Say from when there is a record, and what that means for the time before."""
    first = coverage.first_evidence
    if first is None:
        return "There is no record of what was asked about."
    return (
        f"The first record is from {day_words(first)}; for the time before, neither that something"
        " applied nor that it did not can be said."
    )


def changes_headline(report: ChangeReport) -> str:
    """Say how much changed between two dates, and when."""
    between = f"Between {exact_words(report.since)} and {exact_words(report.until)}"
    changes = [change for step in report.steps for change in step.changes]
    if not changes:
        return f"{between}: no changes are recorded."
    count = counted(len(changes), "change")
    marks = ["forecast"] if any("forecast" in change.notes for change in changes) else []
    if any("not-settled" in change.notes for change in changes):
        marks.append("some may fall outside these days")
    mark = f" ({'; '.join(marks)})" if marks else ""
    if len(report.steps) == 1:
        step = report.steps[0]
        is_exact = step.earliest is not None and step.earliest == step.latest
        on = span_words(step.earliest, step.latest)
        all_on = f"{'on' if is_exact else 'on one unknown day:'} {on}"
        return f"{between}: {count}, {'all ' if len(changes) > 1 else ''}{all_on}{mark}."
    return f"{between}: {count} on {len(report.steps)} days or ranges of days{mark}."


def comparison_headline(comparison: Comparison) -> str:
    """Say how much two versions differ; what was only left alone does not count as a change."""
    compared = f"Compared {comparison.before} with {comparison.after}"
    silent = sum(change.id == "provision-not-mentioned" for change in comparison.changes)
    told = len(comparison.changes) - silent
    if not comparison.changes:
        return f"{compared}: no changes."
    left = f"; {counted(silent, 'statement')} not mentioned and left alone" if silent else ""
    return f"{compared}: {counted(told, 'change') if told else 'no changes'}{left}."


def learnt_headline(count: int, since: date, until: date) -> str:
    """Count what became known between two days of how things stood before."""
    told = counted(count, "change") if count else "nothing"
    became = "was" if count < 2 else "were"
    window = f"after {exact_words(since)} and up to {exact_words(until)}"
    return f"{capital(told)} {became} learnt {window} about days up to the first."


def timeline_headline(count: int, topic: str | None) -> str:
    """Say on how many days anything changes."""
    about = f" for the topic {topic}" if topic else ""
    days = "1 day or range of days" if count == 1 else f"{count} days or ranges of days"
    return f"{days if count else 'No day'} on which something changes{about}."


def coverage_sentence(coverage: CoverageReport, asked: AskedDay | None = None) -> str:
    """Say whether the evidence reaches the day asked about, and how old it is."""
    day = asked or AskedDay.of(coverage.on)
    on = day.on
    if coverage.newest_evidence is None:
        first = coverage.first_evidence
        start = f"; the first record is from {day_words(first)}" if first else ""
        return f"No evidence for {on}{start}."
    newest = (
        f"the newest evidence was published {_at(coverage.newest_evidence)}"
        f" and was {_age(coverage, day)} old on {on}"
    )
    if coverage.status is CoverageStatus.STALE:
        return f"Stale: {newest}. Nobody is recorded to have looked at every source since."
    return f"Covered: {newest}."


def source_sentence(source: SourceCoverage, on: date | AskedDay) -> str:
    """Say what evidence there is from one source on a day."""
    asked = on if isinstance(on, AskedDay) else AskedDay.of(on)
    if source.first_evidence is None:
        return "nothing was known of it."
    parts = []
    if source.newest_evidence is None:
        parts.append(
            f"no evidence yet; its first version was published {_at(source.first_evidence)}"
        )
    else:
        newest = source.newest_evidence
        age = asked.age(newest.earliest or date.min, newest.latest or date.max)
        parts.append(f"newest version published {_at(newest)} ({age} old)")
        if source.first_evidence != newest:
            parts.append(f"first {_at(source.first_evidence)}")
        if source.last_checked:
            parts.append(f"last known to say so on {exact_words(source.last_checked)}")
        parts.append(source.status)
    if source.possible_versions:
        parts.append(f"not settled whether published by then: {listed(source.possible_versions)}")
    return "; ".join(parts) + "."


def _at(known: ImpreciseDate) -> str:
    words = day_words(known)
    return words if words.startswith(("some", "on ", "a ")) else f"on {words}"


def _age(coverage: CoverageReport, asked: AskedDay) -> str:
    return asked.age(*coverage.age) if coverage.age else "of unknown age"
