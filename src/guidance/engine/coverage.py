"""How good the evidence is on a day: first and newest, last checked, and how old.

An answer is *covered* up to the day its source was last known to say so, *stale* after it, and
without evidence before the first record. A source is known to say what is recorded on the day a
version of it was published (where that is imprecise, on the earliest day it can have been) and on
each day it was checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guidance.engine.arithmetic import FIRST_DAY, LAST_DAY, date_within
from guidance.engine.calendar import Calendar
from guidance.records.dates import ImpreciseDate
from guidance.records.shown import Shown, Value


class CoverageStatus(StrEnum):
    """Whether the evidence reaches the day asked about.

    Source:
        docs/explanation/certain.md.
    """

    COVERED = "covered"
    STALE = "stale"
    NO_EVIDENCE = "no-evidence"


@dataclass(frozen=True, slots=True, repr=False)
class SourceCoverage(Shown):
    """The evidence from one source on a day.

    Attributes:
        first_evidence: Publication of its first known version.
        newest_evidence: Publication of its newest version that is certainly out by the day.
        newest_version: That version.
        possible_versions: Versions of which it is open whether they were out by the day.
        last_checked: The last day it is known to have said what is recorded.
    """

    source: str
    status: CoverageStatus
    first_evidence: ImpreciseDate | None
    newest_evidence: ImpreciseDate | None
    newest_version: str | None
    possible_versions: tuple[str, ...]
    last_checked: date | None


@dataclass(frozen=True, slots=True, repr=False)
class CoverageReport(Value):
    """The evidence for an answer: its sources one by one, and the weakest of them.

    Sources that have no evidence yet do not weaken an answer that others give.

    Attributes:
        on: The day asked about.
        status: That of the weakest source that has any evidence.
        first_evidence: Publication of the first known version of any of them.
        newest_evidence: Publication of the newest version that is certainly out by the day.
        newest_version: That version.
        sources: The evidence of each source, sorted by its id.
    """

    on: date
    status: CoverageStatus
    first_evidence: ImpreciseDate | None
    newest_evidence: ImpreciseDate | None
    newest_version: str | None
    sources: tuple[SourceCoverage, ...]

    @property
    def age(self) -> tuple[date, date] | None:
        """The days between which the newest evidence was published; its age counts from them."""
        if self.newest_evidence is None:
            return None
        earliest = self.newest_evidence.earliest or date.min
        return earliest, self.newest_evidence.latest or self.on


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is recorded of one source, by the days on which it was seen.

    Attributes:
        published: Its versions from first to last, each with the first and last day on which it
            can have been published, as ordinals; ``None`` where it never was.
        checked: The days on which it was looked at.
    """

    source: str
    published: tuple[tuple[str, tuple[int, int] | None], ...]
    checked: tuple[date, ...]


def evidence_of(calendar: Calendar, source: str) -> Evidence:
    """Read the evidence from one source off the days of events on all records."""
    registry = calendar.registry
    published = tuple((ref, calendar.window(ref)) for ref in registry.order[source])
    return Evidence(source, published, registry.sources[source].checked)


def source_coverage(evidence: Evidence, on: date, known_on: date | None) -> SourceCoverage:
    """Return how far the evidence from one source reaches, as known on a day.

    Args:
        evidence: What is recorded of it.
        on: The day asked about.
        known_on: The day of knowledge; ``None`` for all records.
    """
    day, limit = on.toordinal(), known_on.toordinal() if known_on else LAST_DAY
    first = newest = newest_version = None
    possible = []
    seen = FIRST_DAY
    for ref, window in evidence.published:
        if window is None or window[0] > limit:
            continue
        published = date_within(window)
        first = first or published
        if window[1] <= limit:
            seen = max(seen, window[0])
        if window[1] <= min(day, limit):
            newest, newest_version = published, ref
        elif window[0] <= day:
            possible.append(ref)
    checks = [look.toordinal() for look in evidence.checked]
    seen = max([seen, *(check for check in checks if check <= limit)])
    if newest is None:
        status = CoverageStatus.NO_EVIDENCE
    else:
        status = CoverageStatus.COVERED if day <= seen else CoverageStatus.STALE
    last = date.fromordinal(seen) if seen > FIRST_DAY else None
    return SourceCoverage(
        evidence.source, status, first, newest, newest_version, tuple(possible), last
    )


def turning_days(evidence: Evidence) -> set[int]:
    """The days from which the evidence from one source reaches otherwise, by all records."""
    windows = [window for _, window in evidence.published if window is not None]
    seen = [*(first for first, _ in windows), *(day.toordinal() for day in evidence.checked)]
    return {day for window in windows for day in window} | {day + 1 for day in seen}


def combine(on: date, sources: tuple[SourceCoverage, ...]) -> CoverageReport:
    """Put the evidence of several sources together."""
    known = [coverage for coverage in sources if coverage.status is not CoverageStatus.NO_EVIDENCE]
    if not known:
        status = CoverageStatus.NO_EVIDENCE
    elif any(coverage.status is CoverageStatus.STALE for coverage in known):
        status = CoverageStatus.STALE
    else:
        status = CoverageStatus.COVERED
    firsts = [coverage.first_evidence for coverage in sources if coverage.first_evidence]
    first = min(firsts, key=lambda known: known.earliest or date.min, default=None)
    newest = max(
        (coverage for coverage in known if coverage.newest_evidence),
        key=lambda coverage: (
            (coverage.newest_evidence and coverage.newest_evidence.latest) or date.min
        ),
        default=None,
    )
    return CoverageReport(
        on,
        status,
        first,
        newest.newest_evidence if newest else None,
        newest.newest_version if newest else None,
        sources,
    )
