"""The first line of an answer or a report, and how good the evidence for it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from guidance.engine.coverage import CoverageStatus
from guidance.records.dates import ImpreciseDate
from guidance.records.parts import Part, code_of
from guidance.resolution.registry import source_of
from guidance.wording.asked import AskedDay
from guidance.wording.conditions import UNSAID
from guidance.wording.days import (
    counted,
    day_words,
    exact_words,
    past_words,
    span_words,
    when_words,
)
from guidance.wording.terms import listed, quoted

if TYPE_CHECKING:
    from guidance.answers.answer import Answer, Undetermined
    from guidance.answers.entries import Entry
    from guidance.answers.whens import When
    from guidance.changes.model import ChangeReport, Comparison
    from guidance.engine.coverage import CoverageReport, SourceCoverage


@dataclass(frozen=True, slots=True)
class SetAside:
    """A statement that an act in force sets aside, with the words for its source and the acts."""

    ref: str
    where: Part | None
    source: str
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gist:
    """What the headline of an answer says; answers of several sources can be put together.

    Attributes:
        applied: How many statements certainly applied.
        on_forecasts: How many of these rest on a forecast.
        on_conditions: How many more applied if a condition held, and on which conditions.
        deciding: The unknown days that something hangs on, group by group.
        unsaid: How many statements hang only on what the records do not say.
        set_aside: By reference.
        coverage: The evidence of each source, without what no headline tells.
    """

    applied: int
    on_forecasts: int
    on_conditions: tuple[int, tuple[str, ...]]
    deciding: tuple[tuple[When, ...], ...]
    unsaid: int
    set_aside: tuple[SetAside, ...]
    coverage: tuple[SourceCoverage, ...]

    @classmethod
    def of(cls, answer: Answer) -> Gist:
        """Return the gist of an answer."""
        aside = sorted(answer.displaced, key=lambda entry: (entry.ref, entry.part))
        return cls(
            sum(not entry.conditions for entry in answer.in_force),
            sum("forecast" in entry.caveats and not entry.conditions for entry in answer.in_force),
            _on_conditions(answer.in_force),
            tuple(group.events for group in answer.undetermined if not _is_unsaid(group)),
            sum(len(group.entries) for group in answer.undetermined if _is_unsaid(group)),
            tuple(_set_aside(entry, answer.title) for entry in aside),
            tuple(_plain(each) for each in answer.coverage.sources),
        )

    @classmethod
    def together(cls, parts: Iterable[Gist], order: Sequence[str]) -> Gist:
        """Return the gist of several answers about one day, the sources in an order given."""
        gists = tuple(parts)
        by_source = {each.source: each for gist in gists for each in gist.coverage}
        deciding = sorted(
            (days for gist in gists for days in gist.deciding),
            key=lambda days: (days[0].date.earliest or date.min, days[0].event),
        )
        aside = sorted(
            (each for gist in gists for each in gist.set_aside),
            key=lambda each: (each.ref, code_of(each.where)),
        )
        return cls(
            sum(gist.applied for gist in gists),
            sum(gist.on_forecasts for gist in gists),
            (
                sum(gist.on_conditions[0] for gist in gists),
                tuple(dict.fromkeys(each for gist in gists for each in gist.on_conditions[1])),
            ),
            tuple(deciding),
            sum(gist.unsaid for gist in gists),
            tuple(aside),
            tuple(by_source[source] for source in order),
        )


def is_unsaid(answer: Answer) -> bool:
    """Whether something hangs on nothing but what the records do not say."""
    return any(_is_unsaid(group) for group in answer.undetermined)


def _is_unsaid(group: Undetermined) -> bool:
    """Whether nothing but what the records do not say decides."""
    ways = [way for case in group.cases for way in case.ways]
    return bool(ways) and all(each.kind in UNSAID for way in ways for each in way)


def _on_conditions(entries: Iterable[Entry]) -> tuple[int, tuple[str, ...]]:
    resting = [entry for entry in entries if entry.conditions]
    told = dict.fromkeys(each for entry in resting for each in entry.conditions)
    return len(resting), tuple(told)


def _plain(source: SourceCoverage) -> SourceCoverage:
    return replace(source, newest_version=None, possible_versions=(), last_checked=None)


def _set_aside(entry: Entry, title: Callable[[str], str]) -> SetAside:
    acts = (
        f"{quoted(title(cause.by))} ({title(source_of(cause.by))})"
        for cause in entry.causes
        if cause.kind == "displaced"
    )
    page = quoted(title(source_of(entry.ref)))
    return SetAside(entry.ref, entry.where, page, tuple(dict.fromkeys(acts)))


def answer_headline(answer: Answer) -> str:
    """Say in a few sentences what the answer is, and what is set aside for the time being."""
    return gist_headline(Gist.of(answer), answer.coverage, AskedDay.of(answer.on))


def answer_title(answer: Answer) -> str:
    """Say the same, and no more of open questions than how many where there are several."""
    gist = Gist.of(answer)
    if len(gist.deciding) > 1:
        number = sum(len(group.entries) for group in answer.undetermined)
        first = f"On {exact_words(answer.on)} it cannot be settled whether"
        first += f" {counted(number, 'statement')} applied."
        told = f"{first} Apart from that, {counted(gist.applied, 'statement')} certainly applied."
    else:
        told = _headline(gist, answer.coverage, AskedDay.of(answer.on))
    is_stale = answer.coverage.status is CoverageStatus.STALE
    told += _conditional(gist)
    told += " The evidence is stale." if is_stale and "stale" not in told else ""
    return f"{told} {_displaced(gist.set_aside)}" if gist.set_aside else told


def gist_headline(gist: Gist, coverage: CoverageReport, asked: AskedDay) -> str:
    """Say the same from the gist alone, with any words for the day."""
    headline = _headline(gist, coverage, asked) + _conditional(gist)
    return f"{headline} {_displaced(gist.set_aside)}" if gist.set_aside else headline


def _headline(gist: Gist, coverage: CoverageReport, asked: AskedDay) -> str:
    on = asked.on
    applied = counted(gist.applied, "statement")
    if coverage.newest_evidence is None and not gist.applied:
        return f"On {on}: no evidence. {_before_first(coverage)}"
    if gist.unsaid and not gist.deciding:
        open_ = counted(gist.unsaid, "statement")
        return (
            f"On {on} the records do not say whether {open_} still applied."
            f" Apart from that, {applied} certainly applied."
        )
    if gist.deciding:
        by_event = {when.event: when for group in gist.deciding for when in group}
        named = [f"{past_words(when)} ({when_words(when)})" for when in by_event.values()]
        return (
            f"On {on} this cannot be settled: it depends on whether {listed(named, 'and whether')}."
            f" Apart from that, {applied} certainly applied."
        )
    caveats = []
    if gist.on_forecasts:
        verb = "rests" if gist.on_forecasts == 1 else "rest"
        caveats.append(f"{gist.on_forecasts} of them {verb} on a forecast that no record confirms")
    if coverage.status is CoverageStatus.STALE:
        caveats.append(f"stale: the newest evidence was {_age(coverage, asked)} old")
    extra = "".join(f"; {caveat}" for caveat in caveats)
    return f"On {on}: {applied if gist.applied else 'no statement'} applied{extra}."


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
    pages = dict.fromkeys(each.source for each in aside)
    acts = dict.fromkeys(act for each in aside for act in each.acts)
    count = counted(len(aside), "statement")
    verb = "does" if len(aside) == 1 else "do"
    return (
        f"{count} of {listed(pages)} {verb} not apply for the time being: set aside by"
        f" {listed(acts)}."
    )


def _before_first(coverage: CoverageReport) -> str:
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
