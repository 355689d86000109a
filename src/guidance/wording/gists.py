"""What the headline of an answer says, as data that several answers can be put together from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from guidance.changes.model import ProposedAct
from guidance.records.natural import reading_order
from guidance.records.parts import Part
from guidance.resolution.registry import source_of
from guidance.wording.conditions import UNSAID
from guidance.wording.places import place_words
from guidance.wording.proposals import proposed_words
from guidance.wording.terms import quoted

if TYPE_CHECKING:
    from guidance.answers.answer import Answer, Undetermined
    from guidance.answers.entries import Entry
    from guidance.answers.proposals import Proposed
    from guidance.answers.whens import When
    from guidance.engine.coverage import SourceCoverage

_Paused: TypeAlias = tuple[str, str, tuple[str, ...]]
"""The source, the title, and the acts."""


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
        set_aside: What an act in force sets aside, in the order of the documents.
        paused: What is paused, in the same order, each with the acts that pause it.
        recommended: What is only recommended, in words.
        coverage: The evidence of each source, without what no headline tells.
    """

    applied: int
    on_forecasts: int
    on_conditions: tuple[int, tuple[str, ...]]
    deciding: tuple[tuple[When, ...], ...]
    unsaid: int
    set_aside: tuple[SetAside, ...]
    paused: tuple[_Paused, ...]
    recommended: tuple[str, ...]
    coverage: tuple[SourceCoverage, ...]

    @classmethod
    def of(cls, answer: Answer) -> Gist:
        """Return the gist of an answer."""
        return cls(
            len(_certain(answer)),
            sum("forecast" in entry.caveats for entry in _certain(answer)),
            _on_conditions(answer.in_force),
            tuple(group.events for group in answer.undetermined if not _is_unsaid(group)),
            sum(len(group.entries) for group in answer.undetermined if _is_unsaid(group)),
            tuple(_set_aside(entry, answer.title) for entry in answer.displaced),
            tuple(_paused(entry, answer.title) for entry in answer.suspended),
            tuple(_recommended(proposed, entries) for proposed, entries in answer.recommended),
            tuple(_plain(evidence) for evidence in answer.coverage.sources),
        )

    @classmethod
    def together(cls, parts: Iterable[Gist], order: Sequence[str]) -> Gist:
        """Return the gist of several answers about one day, the sources in an order given."""
        gists = tuple(parts)
        by_source = {evidence.source: evidence for gist in gists for evidence in gist.coverage}
        deciding = sorted(
            (days for gist in gists for days in gist.deciding),
            key=lambda days: (days[0].date.earliest or date.min, reading_order(days[0].event)),
        )
        aside = sorted(
            (aside for gist in gists for aside in gist.set_aside),
            key=lambda aside: reading_order(source_of(aside.ref)),
        )
        paused = sorted(
            (pause for gist in gists for pause in gist.paused),
            key=lambda pause: reading_order(pause[0]),
        )
        return cls(
            sum(gist.applied for gist in gists),
            sum(gist.on_forecasts for gist in gists),
            (
                sum(gist.on_conditions[0] for gist in gists),
                tuple(
                    dict.fromkeys(
                        condition for gist in gists for condition in gist.on_conditions[1]
                    )
                ),
            ),
            tuple(deciding),
            sum(gist.unsaid for gist in gists),
            tuple(aside),
            tuple(paused),
            tuple(dict.fromkeys(words for gist in gists for words in gist.recommended)),
            tuple(by_source[source] for source in order),
        )


def _certain(answer: Answer) -> list[Entry]:
    """What applied for certain: no step of a procedure, and nothing on a condition."""
    return [entry for entry in answer.in_force if not (entry.conditions or entry.is_happening)]


def _paused(entry: Entry, title: Callable[[str], str]) -> _Paused:
    acts = (cause.by for cause in entry.causes if cause.kind == "suspended")
    told = tuple(dict.fromkeys(f"{quoted(title(act))} ({act})" for act in acts))
    return source_of(entry.ref), quoted(entry.provision.title) + place_words(entry.where), told


def _recommended(proposed: Proposed, entries: Sequence[Entry]) -> str:
    own = [entry for entry in entries if entry.ref == proposed.act]
    titles = dict.fromkeys(entry.provision.title for entry in own or entries)
    return proposed_words(ProposedAct(proposed.act, proposed.kind, tuple(titles)))


def _is_unsaid(group: Undetermined) -> bool:
    """Whether nothing but what the records do not say decides."""
    ways = [way for case in group.cases for way in case.ways]
    return bool(ways) and all(condition.kind in UNSAID for way in ways for condition in way)


def _on_conditions(entries: Iterable[Entry]) -> tuple[int, tuple[str, ...]]:
    resting = [entry for entry in entries if entry.conditions]
    told = dict.fromkeys(condition for entry in resting for condition in entry.conditions)
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
