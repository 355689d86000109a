"""What acts say of dates and of records: days fixed, moved or cancelled, and corrections.

Each is a change on the day it was published, whatever day it speaks of.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from guidance.answers.answer import Question
from guidance.answers.entries import Entry
from guidance.answers.states import KeptBeside, States
from guidance.answers.whens import PUT_OFF
from guidance.changes.deeds import act_deed
from guidance.changes.ids import ChangeId
from guidance.changes.model import Change, Side, changed_fields
from guidance.engine.arithmetic import FIRST_DAY, LAST_DAY, NEVER, day_of
from guidance.engine.states import State
from guidance.engine.texts import Text
from guidance.records.dates import ImpreciseDate
from guidance.records.model import UNTIL_FIXED, Cancels, Corrects, FixesDate
from guidance.records.parts import Part
from guidance.resolution.readings import corrected
from guidance.resolution.registry import Act, Dating

DayPair = tuple[int, int]


def record_changes(
    states: States, question: Question, refs: Iterable[str], low: int, high: int
) -> Iterator[tuple[int, int, Change]]:
    """Yield what was published of dates and records, with the days it can have been published.

    Args:
        states: Where the records and their days are.
        question: What was known, and when.
        refs: The provisions asked about; of events, those they start or end with.
        low: The day after which it may have been published.
        high: The last day on which it may have been.
    """
    refs = tuple(refs)
    registry, naming = states.registry, states.beside(DatedEvents)
    asked = frozenset(refs)
    for key, datings in registry.datings.items():
        if not asked.isdisjoint(naming.provisions(key)):
            for index, dating in enumerate(datings):
                span = _published(states, question, dating.version, low, high)
                if span is not None:
                    yield *span, dating_change(states, key, index, _notes(span, low, high))
    for ref in refs:
        for act in registry.acts.get(ref, ()):
            if isinstance(act.amendment, Corrects):
                span = _published(states, question, act.version, low, high)
                if span is not None:
                    yield *span, correction_change(states, ref, act, _notes(span, low, high))


def announcements(
    states: States, refs: Iterable[str], low: int, high: int
) -> Iterator[tuple[int, int, Change, Entry]]:
    """Yield the texts published ahead for provisions that have one already, with its entry."""
    ahead = states.beside(TextsAhead)
    for ref in refs:
        for first, last, change, entry in ahead.of(ref):
            if first <= high and last > low:
                yield first, last, change._replace(notes=_notes((first, last), low, high)), entry


class DatedEvents(KeptBeside):
    """The provisions that each event which an act dates is about."""

    def __init__(self, states: States) -> None:
        super().__init__(states)
        registry = states.registry
        self._provisions: dict[str, set[str]] = {key: set() for key in registry.datings}
        for ref in registry.statements if registry.datings else ():
            for event in registry.events_of(ref):
                if event in self._provisions:
                    self._provisions[event].add(ref)

    def provisions(self, event: str) -> set[str]:
        """The provisions that start or end with it, and those that an act with it reaches."""
        return self._provisions[event]


class TextsAhead(KeptBeside):
    """The texts of each provision that were published ahead, while it had another."""

    def __init__(self, states: States) -> None:
        super().__init__(states)
        self._found: dict[str, tuple[tuple[int, int, Change, Entry], ...]] = {}

    def of(self, ref: str) -> tuple[tuple[int, int, Change, Entry], ...]:
        """Those of one provision, with the days they can have been published, and the entry."""
        notices = self._found.get(ref)
        if notices is None:
            notices = self._found[ref] = tuple(self._ahead(ref))
        return notices

    def _ahead(self, ref: str) -> Iterator[tuple[int, int, Change, Entry]]:
        states = self.states
        for part, spans in states.spans(ref).items():
            for text in states.timeline.succession(ref, part).texts:
                when = states.describer.when(text.version).date
                first = when.earliest.toordinal() if when.earliest else FIRST_DAY
                last = when.latest.toordinal() if when.latest else LAST_DAY
                if not last < text.start_window[0] < NEVER:
                    continue
                entry = spans[bisect_right(spans, last, key=lambda span: span[0]) - 1][1]
                if entry.state is State.UPCOMING and entry.version == text.version:
                    continue  # the step from one state to the next says it
                if entry.state is State.ENDED and not entry.upcoming:
                    continue  # it was taken back as it was published
                if entry.state is State.NO_EVIDENCE:
                    continue  # its place is no member yet
                yield first, last, _announced(states, entry, part, text, (first, last)), entry


def _announced(states: States, entry: Entry, part: Part, text: Text, span: DayPair) -> Change:
    version = states.registry.versions[text.version]
    return Change(
        id=ChangeId.ANNOUNCED,
        ref=entry.ref,
        before=None,
        after=Side(
            entry.ref, text.version, text.provision, State.UPCOMING, standing=version.standing
        ),
        part=part,
        where=entry.where,
        earliest=day_of(span[0]),
        latest=day_of(span[1]),
        event=states.describer.when(text.days.start),
        authority=text.version,
        standing=version.standing,
        cite=text.provision.cite,
        document=version.document.title,
        sheet=states.registry.sheet_of(entry.topics),
        deed=act_deed(State.UPCOMING.value, text.version, ()),
    )


def publication(states: States, version: str) -> DayPair:
    """The days on which a version can have been published."""
    when = states.describer.when(version).date
    first = when.earliest.toordinal() if when.earliest else FIRST_DAY
    return first, when.latest.toordinal() if when.latest else LAST_DAY


def _published(
    states: States, question: Question, version: str, low: int, high: int
) -> DayPair | None:
    first, last = publication(states, version)
    if question.known_on is not None and first > question.known_on.toordinal():
        return None
    return (first, last) if first <= high and last > low else None


def _notes(span: DayPair, low: int, high: int) -> tuple[str, ...]:
    return () if span[0] > low and span[1] <= high else ("not-settled",)


def dating_change(states: States, key: str, index: int, notes: tuple[str, ...] = ()) -> Change:
    """What an act says of the day of an event, given its place among those that do."""
    registry = states.registry
    *earlier, dating = registry.datings[key][: index + 1]
    span, amendment = publication(states, dating.version), dating.amendment
    known = PUT_OFF if registry.events[key].is_until_fixed else registry.events[key].date
    for other in earlier:
        known = _said(other)
    version = registry.versions[dating.version]
    if isinstance(amendment, Cancels):
        change_id, after = ChangeId.CANCELLED, Side(key, dating.version)
    else:
        is_fixed = isinstance(amendment, FixesDate)
        change_id = ChangeId.DATE_FIXED if is_fixed else ChangeId.DATE_MOVED
        after = Side(key, dating.version, date=_said(dating), standing=version.standing)
    return Change(
        id=change_id,
        ref=key,
        before=Side(key, registry.events[key].version, date=known),
        after=after,
        earliest=day_of(span[0]),
        latest=day_of(span[1]),
        event=states.describer.when(key),
        authority=dating.version,
        standing=version.standing,
        cite=amendment.cite,
        because=amendment.because,
        notes=notes,
        document=version.document.title,
        deed=act_deed(
            amendment.act,
            dating.version,
            ((before.amendment.act, before.version) for before in earlier),
        ),
    )


def _said(dating: Dating) -> ImpreciseDate | None:
    """The date that an act gives an event, where it gives one of its own."""
    said = getattr(dating.amendment, "set", dating.amendment)
    known = getattr(said, "date", None)
    if known == UNTIL_FIXED:
        return PUT_OFF
    return known if isinstance(known, ImpreciseDate) else None


def correction_change(states: States, ref: str, act: Act, notes: tuple[str, ...] = ()) -> Change:
    """What an act mends in the record of a provision."""
    span = publication(states, act.version)
    assert isinstance(act.amendment, Corrects)  # noqa: S101  (checked by the caller)
    registry = states.registry
    hit = [
        statement
        for statement in registry.statements[ref]
        if registry.published_by_then(statement.version, act.version) is not False
    ][-1]
    version = registry.versions[act.version]
    before = tuple(
        other
        for other in registry.acts.get(ref, ())
        if isinstance(other.amendment, Corrects)
        and registry.published_before(other.version, act.version)
    )
    earlier = registry.acts[ref][: registry.acts[ref].index(act)]
    same = ((before.amendment.act, before.version) for before in earlier)
    stood = corrected(hit.provision, before)
    right = corrected(stood, (act,))
    return Change(
        id=ChangeId.CORRECTED,
        ref=ref,
        before=Side(ref, before[-1].version if before else hit.version, stood),
        after=Side(ref, act.version, right, standing=version.standing),
        earliest=day_of(span[0]),
        latest=day_of(span[1]),
        authority=act.version,
        standing=version.standing,
        cite=act.amendment.cite,
        because=act.amendment.because,
        fields=changed_fields(stood, right),
        sheet=registry.sheet_of(registry.topics_of(hit)),
        notes=notes,
        document=version.document.title,
        deed=act_deed(act.amendment.act, act.version, same),
    )
