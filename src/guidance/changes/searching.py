"""Which texts held some words, when, and in which words they came and went."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from guidance.answers.answering import Answering, TextOverTime
from guidance.answers.entries import Entry
from guidance.answers.question import Question
from guidance.answers.values import Origin, Shown, Value
from guidance.changes.redline import Piece, redline
from guidance.engine.arithmetic import FIRST_DAY
from guidance.engine.coverage import CoverageReport
from guidance.engine.states import State
from guidance.errors import QueryError
from guidance.records.model import Provision
from guidance.records.parts import Part

_GONE = (State.ENDED, State.NO_EVIDENCE)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, repr=False)
class HitStretch(Shown):
    """A stretch of days in one state; the last day is included.

    Attributes:
        first: ``None`` from the beginning of the calendar.
        last: ``None`` without end.
        state: That of the provision; ``undetermined`` where this text, or another, may hold.
    """

    first: date | None
    last: date | None
    state: State


@dataclass(frozen=True, slots=True, repr=False)
class Hit(Shown):
    """A text that holds the words, on the days on which it was the text of its provision.

    Attributes:
        part: The part of the territory in which it was.
        where: The same, where that is not all of the territory.
        version: The version that states it.
        stretches: The days, by state, in order and without gaps: also while it was still to
            come, paused, set aside or undetermined.
        came: The text before against this one; nothing where there was none.
        went: This text against the one after it; nothing where there is none.
    """

    ref: str
    part: Part
    where: Part | None
    version: str
    provision: Provision
    stretches: tuple[HitStretch, ...]
    came: tuple[Piece, ...] = ()
    went: tuple[Piece, ...] = ()

    @property
    def first(self) -> date | None:
        """Its first day; ``None`` from the beginning of the calendar."""
        return self.stretches[0].first

    @property
    def last(self) -> date | None:
        """Its last day; ``None`` without end."""
        return self.stretches[-1].last

    def state_on(self, day: date) -> State | None:
        """The state on a day; ``None`` where this was not the text."""
        for stretch in self.stretches:
            if (stretch.first is None or stretch.first <= day) and (
                stretch.last is None or day <= stretch.last
            ):
                return stretch.state
        return None


@dataclass(frozen=True, slots=True, repr=False)
class Search(Value):
    """The texts that held some words.

    Attributes:
        words: As they were looked for: whole words, capitals and forms of letters aside.
        on: The day asked about; ``None`` for all days.
        hits: By provision, part and time.
        coverage: The evidence on that day; else on the last on which any source was looked at.
    """

    words: tuple[str, ...]
    on: date | None
    known_on: date | None
    topic: str | None
    source: str | None
    hits: tuple[Hit, ...]
    coverage: CoverageReport
    _origin: Origin | None = field(default=None, repr=False, compare=False)


def words_in(text: str) -> list[str]:
    """The words of a text, as they are compared."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def words_asked(text: str) -> tuple[str, ...]:
    """The words to look for, each once.

    Raises:
        QueryError: There is none.
    """
    asked = tuple(dict.fromkeys(words_in(text)))
    if not asked:
        raise QueryError(f"{text!r} holds no word to look for")
    return asked


def holds(provision: Provision, words: Iterable[str]) -> bool:
    """Whether the title and text of a provision hold all words."""
    held = {*words_in(provision.title), *words_in(provision.text)}
    return all(word in held for word in words)


def find(
    records: Answering, refs: Iterable[str], words: tuple[str, ...], asked: Question
) -> list[Hit]:
    """Find the texts of some provisions that held all words.

    Args:
        records: The records.
        refs: The provisions.
        words: What to look for.
        asked: What was known, and how to narrow it; its day is not looked at.
    """
    hits: list[Hit] = []
    wanted = {*refs}
    for ref in (known for known in records.provisions if known in wanted):
        for spans in records._texts_over_time(ref, asked.known_on):
            hits += _found(ref, [s for s in spans if asked.admits(s.entry)], words)
    return hits


def _found(ref: str, spans: list[TextOverTime], words: tuple[str, ...]) -> Iterator[Hit]:
    texts = dict.fromkeys(
        (provision.title, provision.text)
        for span in spans
        if span.entry.state not in _GONE
        for provision in span.texts
        if holds(provision, words)
    )
    runs: list[tuple[int, int, tuple[str, str]]] = []
    for text in texts:
        start = None
        for index, span in enumerate(spans):
            is_in = _is_text(span, text)
            if is_in and start is None:
                start = index
            if start is not None and not is_in:
                runs.append((start, index, text))
                start = None
        if start is not None:
            runs.append((start, len(spans), text))
    for start, end, text in sorted(runs):
        yield _hit(ref, spans, start, end, text)


def _is_text(span: TextOverTime, text: tuple[str, str]) -> bool:
    return span.entry.state not in _GONE and any(
        (provision.title, provision.text) == text for provision in span.texts
    )


def _hit(ref: str, spans: list[TextOverTime], start: int, end: int, text: tuple[str, str]) -> Hit:
    entry = spans[start].entry
    provision = next(
        provision for provision in spans[start].texts if (provision.title, provision.text) == text
    )
    before = spans[start - 1].entry if start else None
    after = spans[end].entry if end < len(spans) else None
    return Hit(
        ref,
        entry.part,
        entry.where,
        spans[start].version_of(provision),
        provision,
        tuple(_stretches(spans, start, end)),
        came=_compared(before, provision, is_before=True),
        went=_compared(after, provision, is_before=False),
    )


def _stretches(spans: list[TextOverTime], start: int, end: int) -> Iterator[HitStretch]:
    """The days of a run, by state."""
    first = start
    for index in range(start, end):
        state = spans[index].entry.state
        if index + 1 == end or spans[index + 1].entry.state is not state:
            yield HitStretch(_day(spans[first].first), _day_before(spans, index), state)
            first = index + 1


def _compared(other: Entry | None, provision: Provision, *, is_before: bool) -> tuple[Piece, ...]:
    if other is None or other.state in _GONE or other.provision.text == provision.text:
        return ()
    if is_before:
        return redline(other.provision.text, provision.text)
    return redline(provision.text, other.provision.text)


def _day(first: int) -> date | None:
    return date.fromordinal(first) if first > FIRST_DAY else None


def _day_before(spans: list[TextOverTime], index: int) -> date | None:
    if index + 1 == len(spans):
        return None
    return date.fromordinal(spans[index + 1].first) - timedelta(days=1)
