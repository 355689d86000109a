"""The briefs of days and of pairs of days, as the commands show them.

A brief is drawn by the report itself, once for a stretch of days: where it names the day asked
about, or how old the evidence is on it, there is a slot that the page fills in. That this is all
that depends on the day is not taken for granted: each brief is drawn for a second day of its
stretch as well, and one that comes out otherwise is not kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from guidance.exports.explorer.tables import Pool, SlottedText, day_of, number
from guidance.report.answers import of_answer
from guidance.report.changes import of_changes, window_of
from guidance.report.model import Look, Report
from guidance.report.outline import Line, PageBlock, Run
from guidance.report.outlining import outlined
from guidance.wording.days import ages_words, exact_words

if TYPE_CHECKING:
    from guidance.corpus import Corpus
    from guidance.engine.coverage import CoverageReport

MOST_OF_DAYS, MOST_OF_PAIRS = 20_000, 20_000
"""How much is drawn beforehand: statements asked about times briefs. For the others the page names
the command."""
_FAR = 4_000
_LEFT_OUT = ("Evidence: ",)
"""Notes that the page tells itself, in words of its own for each day."""

_KNOWN = 1
_KNOWN_ON = "nown on: "
"""How what stands before the day of knowledge ends, where a brief says what was asked. Elsewhere
that day is one on which something happened, whatever day of knowledge is asked about."""

_Lines = list[tuple[str, list[list[tuple[str, str]]]]]
_Words = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class DayStretch:
    """Days between which nothing changes but how old things are; the last is included."""

    first: date
    last: date

    @property
    def days(self) -> tuple[date, date]:
        """Two days of it, far apart: the last, and the first, where these are not without end."""
        if self.first == date.min:
            return self.last, date.fromordinal(max(1, self.last.toordinal() - _FAR))
        last = min(self.last.toordinal(), self.first.toordinal() + _FAR)
        return date.fromordinal(last), self.first


class Briefs:
    """The briefs that are drawn beforehand, for one corpus."""

    def __init__(self, corpus: Corpus, topic: str | None) -> None:
        self._corpus, self._topic = corpus, topic
        self.blocks, self.lines = Pool(), Pool()
        self.days: list[tuple[int, ...]] = []
        self.pairs: list[tuple[int, ...]] = []
        size = max(1, len(corpus.provisions))
        self.most_days, self.most_pairs = MOST_OF_DAYS // size, MOST_OF_PAIRS // size

    def add_day(self, stretch: DayStretch, known: DayStretch | None) -> int | None:
        """Draw the brief of a stretch of days, as known on each day of another; ``None`` if none.

        Args:
            stretch: The days.
            known: The days of knowledge; ``None`` for all records.
        """
        known_on = known.first if known else None
        return self._kept([self._of_day(day, known_on) for day in stretch.days])

    def keep_day(self, stretch: DayStretch, known: DayStretch | None, place: int) -> None:
        """Say where the brief of a stretch of days is kept."""
        days = (known.first, known.last) if known else (date.min, date.max)
        first, last, low, high = map(number, (*days, stretch.first, stretch.last))
        self.days.append((int(known is None), first, last, low, high, place))

    def add_pair(self, earlier: DayStretch, later: DayStretch) -> bool:
        """Draw the brief of what changed between days of two stretches, and keep it."""
        pairs = zip(earlier.days, later.days, strict=True)
        place = self._kept([self._of_pair(since, until) for since, until in pairs])
        if place is None:
            return False
        days = (earlier.first, earlier.last, later.first, later.last)
        first, last, low, high = map(number, days)
        self.pairs.append((first, last, low, high, place))
        return True

    def _of_day(self, day: date, known_on: date | None) -> _Drawn:
        answer = self._corpus.as_of(day, topic=self._topic, known_on=known_on)
        words: _Words = [(_KNOWN, exact_words(known_on))] if known_on is not None else []
        words.append((0, exact_words(day)))
        return _Drawn(_lines(of_answer(answer)), words, answer.coverage)

    def _of_pair(self, since: date, until: date) -> _Drawn:
        window = window_of(self._corpus, since, until, topic=self._topic)
        # What became known only later hangs on the very day; the day of knowledge shows it.
        window = replace(window, changes=replace(window.changes, learn=None))
        words: _Words = [(0, exact_words(until)), (2, exact_words(since))]
        return _Drawn(_lines(of_changes(self._corpus, window)), words, window.after.coverage)

    def _kept(self, drawn: list[_Drawn]) -> int | None:
        """Keep what was drawn for one of two days, if with the other's words it is the other."""
        for own, other in (drawn, reversed(drawn)):
            slotted = own.slotted()
            if _filled(slotted, other) == other.lines:
                return self.blocks.add(
                    [
                        (kind, [self.lines.add(_without_roles(runs)) for runs in block])
                        for kind, block in slotted
                    ]
                )
        return None


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What was drawn for one day, and the words for what depends on it."""

    lines: _Lines
    words: _Words
    coverage: CoverageReport

    @property
    def on(self) -> date:
        return self.coverage.on

    def slotted(self) -> list[Any]:
        """The lines with slots for what depends on the day."""
        marks: list[tuple[str, Any]] = []
        if self.coverage.age is not None:
            earliest, latest = self.coverage.age
            since = None if earliest == date.min else number(earliest)
            marks.append((f"{ages_words(earliest, latest, self.on)} old", [since, number(latest)]))
        marks += [(said, slot) for slot, said in self.words]

        def divided(text: str, is_asked: bool) -> SlottedText:
            pieces: list[Any] = [text]
            for said, slot in marks:
                if slot != _KNOWN or is_asked:
                    pieces = [told for piece in pieces for told in _parted(piece, said, slot)]
            return pieces[0] if len(pieces) == 1 and isinstance(pieces[0], str) else pieces

        def line(runs: list[tuple[str, str]]) -> list[tuple[str, SlottedText]]:
            before = ["", *(text for _, text in runs)]
            return [
                (role, divided(text, was.endswith(_KNOWN_ON)))
                for was, (role, text) in zip(before, runs, strict=False)
            ]

        return [(kind, [line(runs) for runs in block]) for kind, block in self.lines]


def _without_roles(runs: list[Any]) -> list[Any]:
    """A line as the page reads it: plain text bare, with an empty role where it has slots."""
    return [
        text
        if role == "plain" and isinstance(text, str)
        else ("" if role == "plain" else role, text)
        for role, text in runs
    ]


def _parted(piece: Any, said: str, slot: Any) -> Iterator[Any]:  # noqa: ANN401
    """A text divided where something is to be put in; "1 May 2020" is not within "11 May 2020"."""
    if not isinstance(piece, str):
        yield piece
        return
    for place, text in enumerate(re.split(rf"(?<!\w){re.escape(said)}(?!\w)", piece)):
        if place:
            yield slot
            if isinstance(slot, list):
                yield " old"
        if text:
            yield text


def _filled(slotted: list[Any], day: _Drawn) -> _Lines:
    """Lines with the words of a day in their slots."""
    words = dict(day.words)

    def said(text: SlottedText) -> str:
        if isinstance(text, str):
            return text
        told = []
        for piece in text:
            if isinstance(piece, list):
                since = date.min if piece[0] is None else day_of(piece[0])
                told.append(ages_words(since, day_of(piece[1]), day.on))
            else:
                told.append(piece if isinstance(piece, str) else words.get(piece, words[0]))
        return "".join(told)

    return [
        (kind, [[(role, said(text)) for role, text in runs] for runs in block])
        for kind, block in slotted
    ]


def _lines(report: Report) -> _Lines:
    """A brief as plain data: blocks of lines of runs, without what the page says itself."""
    blocks: _Lines = []
    for block in outlined(report, Look()).blocks:
        if not isinstance(block, PageBlock):
            continue
        lines = [_runs(line) for line in block.lines if not _is_left_out(line)]
        if lines:
            blocks.append((block.kind, lines))
    return blocks


def _is_left_out(line: Line) -> bool:
    return bool(line) and line[0] in {Run(name, "strong") for name in _LEFT_OUT}


def _runs(line: Line) -> list[tuple[str, str]]:
    """The runs of a line; those of one role together."""
    told: list[tuple[str, str]] = []
    for run in line:
        if told and told[-1][0] == run.role:
            told[-1] = run.role, told[-1][1] + run.text
        else:
            told.append((run.role, run.text))
    return told
