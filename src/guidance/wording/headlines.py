"""The first line of an answer or a report, and how good the evidence for it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from guidance.engine.coverage import CoverageStatus
from guidance.records.dates import ImpreciseDate
from guidance.resolution.registry import source_of
from guidance.wording.days import (
    ages_words,
    counted,
    day_words,
    exact_words,
    past_words,
    span_words,
    when_words,
)
from guidance.wording.terms import listed, quoted

if TYPE_CHECKING:
    from guidance.answers.answer import Answer
    from guidance.changes.model import ChangeReport, Comparison
    from guidance.engine.coverage import CoverageReport, SourceCoverage


def answer_headline(answer: Answer) -> str:
    """Say in a few sentences what the answer is, and what is set aside for the time being."""
    headline = _headline(answer)
    return f"{headline} {_displaced(answer)}" if answer.displaced else headline


def _headline(answer: Answer) -> str:
    on = exact_words(answer.on)
    applied = counted(len(answer.in_force), "statement")
    if answer.coverage.newest_evidence is None and not answer.in_force:
        return f"On {on}: no evidence. {_before_first(answer)}"
    if answer.undetermined:
        days = {when.event: when for group in answer.undetermined for when in group.events}
        named = [f"{past_words(when)} ({when_words(when)})" for when in days.values()]
        return (
            f"On {on} this cannot be settled: it depends on whether {listed(named, 'and whether')}."
            f" Apart from that, {applied} certainly applied."
        )
    caveats = []
    forecasts = sum("forecast" in entry.caveats for entry in answer.in_force)
    if forecasts:
        verb = "rests" if forecasts == 1 else "rest"
        caveats.append(f"{forecasts} of them {verb} on a forecast that no record confirms")
    if answer.coverage.status is CoverageStatus.STALE:
        caveats.append(f"the newest evidence was {_age(answer.coverage)} old")
    extra = "".join(f"; {caveat}" for caveat in caveats)
    return f"On {on}: {applied if answer.in_force else 'no statement'} applied{extra}."


def _displaced(answer: Answer) -> str:
    """Say at once what a binding act sets aside for the time being, and which act that is."""
    aside = sorted(answer.displaced, key=lambda entry: (entry.ref, entry.where or ""))
    pages = dict.fromkeys(quoted(answer.title(source_of(entry.ref))) for entry in aside)
    acts = dict.fromkeys(
        f"{quoted(answer.title(cause.by))} ({answer.title(source_of(cause.by))})"
        for entry in aside
        for cause in entry.causes
        if cause.kind == "displaced"
    )
    count = counted(len(aside), "statement")
    verb = "does" if len(aside) == 1 else "do"
    return (
        f"{count} of {listed(pages)} {verb} not apply for the time being: set aside by"
        f" {listed(acts)}."
    )


def _before_first(answer: Answer) -> str:
    first = answer.coverage.first_evidence
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
        return f"{between}: no changes."
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


def coverage_sentence(coverage: CoverageReport) -> str:
    """Say whether the evidence reaches the day asked about, and how old it is."""
    on = exact_words(coverage.on)
    if coverage.newest_evidence is None:
        first = coverage.first_evidence
        start = f"; the first record is from {day_words(first)}" if first else ""
        return f"No evidence for {on}{start}."
    newest = (
        f"the newest evidence was published {_at(coverage.newest_evidence)}"
        f" and was {_age(coverage)} old on {on}"
    )
    if coverage.status is CoverageStatus.STALE:
        return f"Stale: {newest}; nobody is recorded to have looked at every source since."
    return f"Covered: {newest}."


def source_sentence(source: SourceCoverage, on: date) -> str:
    """Say what evidence there is from one source."""
    if source.first_evidence is None:
        return "nothing was known of it."
    parts = []
    if source.newest_evidence is None:
        parts.append(
            f"no evidence yet; its first version was published {_at(source.first_evidence)}"
        )
    else:
        newest = source.newest_evidence
        age = ages_words(newest.earliest or date.min, newest.latest or on, on)
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


def _age(coverage: CoverageReport) -> str:
    age = coverage.age
    return ages_words(*age, coverage.on) if age else "of unknown age"
