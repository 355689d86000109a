"""The texts of a provision in one part of its territory, with what can end each of them.

Texts are told apart by the version that states them. A correction whose publication is open makes
a text come in several forms, of which each world has one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from guidance.engine.arithmetic import NEVER
from guidance.engine.calendar import Calendar
from guidance.engine.diagrams import FALSE, TRUE, Worlds, leaves
from guidance.engine.parts import MemberDays, Reach
from guidance.records.model import Corrects, Provision
from guidance.resolution.readings import corrected, placed
from guidance.resolution.registry import Act, Days, Statement, Whole


@dataclass(slots=True, eq=False)
class End:
    """One thing that can end a text, beside the texts that follow it.

    Attributes:
        kind: ``until``, ``dropped``, ``ended`` or ``left``.
        event: The event at which it does.
        version: The version that says so.
        holds: In which worlds it is known and reaches the text.
        first: The first day it can be.
    """

    kind: str
    event: str
    version: str
    holds: Worlds
    first: int
    act: Act | None = None


@dataclass(eq=False)
class Text:
    """A text in one part of the territory, as corrected.

    Attributes:
        version: The version that states it.
        exists: In which worlds it is known, in this form.
        corrections: The acts that correct it.
        start_window: First and last day of its start; ``NEVER`` twice where it will not come.
        latest: The last day by which it has started in every world; ``NEVER`` where its start has
            no day in some.
        ends: What can end it, by the first day it can.
        gates: Whole versions that leave it out before it has started, with whether they keep it.
        membership: Where it reaches the part through membership: the days from and to.
    """

    statement: Statement
    days: Days
    exists: Worlds
    corrections: tuple[Act, ...]
    start_window: tuple[int, int]
    place: int
    latest: int = NEVER
    membership: tuple[tuple[int, int], ...] | None = None
    ends: list[End] = field(default_factory=list)
    gates: list[tuple[Whole, Worlds]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.version = self.statement.version

    @cached_property
    def provision(self) -> Provision:
        """The provision as it reads, corrections included."""
        return corrected(self.statement.provision, self.corrections)


def same_words(provision: Provision, other: Provision) -> bool:
    """Whether two texts say the same: who must or may do what, and in which words."""
    return provision is other or (
        provision.text == other.text
        and provision.force == other.force
        and provision.only == other.only
        and provision.kind == other.kind
        and provision.action == other.action
        and provision.population == other.population
        and provision.criteria == other.criteria
    )


class TextMaker:
    """Reads the texts of one provision in one part from the records."""

    def __init__(self, calendar: Calendar, reach: Reach, ref: str) -> None:
        self._calendar = calendar
        self._diagrams = calendar.diagrams
        self._registry = calendar.registry
        self._reach = reach
        self._ref = ref
        self._acts = calendar.acts(ref)
        self._corrections = [a for a in self._acts if isinstance(a.amendment, Corrects)]

    def texts(self) -> list[Text]:
        """The texts that reach the part, in the order of publication."""
        texts: list[Text] = []
        for statement in self._registry.statements[self._ref]:
            if statement.provision.proposes:
                continue
            known = self._calendar.knows(statement.version)
            if known is FALSE:
                continue
            for form, corrections in self._forms(statement, known):
                here = self._placed(statement, corrections)
                if not self._reach.covers(here):
                    continue
                inside = self._reach.membership(here)
                for there, days in self._days(statement, corrections, inside):
                    window = self._calendar.window(days.start) or (NEVER, NEVER)
                    exists = self._diagrams.both(form, there)
                    if exists is FALSE:
                        continue
                    latest = NEVER if self._may_be_undated(days.start) else window[1]
                    if _can_start(window, inside) or latest == NEVER:
                        place = len(texts)
                        texts.append(
                            Text(here, days, exists, corrections, window, place, latest, inside)
                        )
        return texts

    def _forms(
        self, statement: Statement, exists: Worlds
    ) -> Iterable[tuple[Worlds, tuple[Act, ...]]]:
        """The forms of a text: with each correction that reaches it, and without."""
        forms: list[tuple[Worlds, tuple[Act, ...]]] = [(exists, ())]
        diagrams = self._diagrams
        for act in self._corrections:
            reaches = self._corrects(act, statement)
            if reaches is FALSE:
                continue
            split = []
            for form, acts in forms:
                split.append((diagrams.both(form, reaches), (*acts, act)))
                split.append((diagrams.less(form, reaches), acts))
            forms = [pair for pair in split if pair[0] is not FALSE]
        return forms

    def _corrects(self, act: Act, statement: Statement) -> Worlds:
        """Whether a correction is known and mends this text: the last published before it."""
        before, diagrams = self._calendar.published_before, self._diagrams
        corrects = diagrams.both(
            self._calendar.knows(act.version), before(statement.version, act.version)
        )
        for later in self._registry.statements[self._ref]:
            if corrects is FALSE:
                break
            if later is not statement and not later.provision.proposes:
                between = diagrams.both(
                    before(statement.version, later.version), before(later.version, act.version)
                )
                corrects = diagrams.less(corrects, between)
        return corrects

    def _placed(self, statement: Statement, corrections: tuple[Act, ...]) -> Statement:
        """A text where it applies, as corrected."""
        if not corrections:
            return statement
        return placed(self._registry, statement, corrected(statement.provision, corrections))

    def _days(
        self, statement: Statement, corrections: tuple[Act, ...], inside: MemberDays
    ) -> Iterator[tuple[Worlds, Days]]:
        """Yield the days that a text may have in the part, each with where it has them.

        Other days in the Union are those of its members on the day on which the text would first
        start by either: nothing that comes later, joining or leaving, changes them. A text that
        only comes with the joining has the days that it has in the Union.
        """
        days, by_place = statement.days, statement.by_place
        for act in corrections:
            if act.days is None or not isinstance(act.amendment, Corrects):
                continue
            days, by_place = act.days, act.by_place
            right = act.amendment.set.applies
            if right is not None and not right.model_fields_set:
                days, by_place = statement.default
        plain = _stated(days, statement.version)
        rest, joins = TRUE, inside[0][0] if inside else 0
        for places, other in by_place:
            own = _stated(other, statement.version)
            there = self._reach.starts_in(places, own.start, plain.start, joins)
            if self._diagrams.both(rest, there) is not FALSE:
                yield self._diagrams.both(rest, there), own
            rest = self._diagrams.less(rest, there)
        if rest is not FALSE:
            yield rest, plain

    def _may_be_undated(self, event: str) -> bool:
        """Whether an event has no day by some of what may be known: it may still be given one."""
        return any(point is None for point in leaves(self._calendar.pointed(event)))

    # -- ends ----------------------------------------------------------------------------------

    def add_ends(self, texts: list[Text]) -> None:
        """Add to each text what can end it, and what can keep it from starting."""
        wholes = [
            whole
            for whole in self._registry.wholes[self._ref.partition("#")[0]]
            if self._calendar.knows(whole.version) is not FALSE
        ]
        starts = [(self._calendar.window(w.start) or (NEVER, NEVER))[0] for w in wholes]
        soonest = list(starts)
        for index in range(len(soonest) - 2, -1, -1):
            soonest[index] = min(soonest[index], soonest[index + 1])
        stating: dict[str, list[Text]] = {whole.version: [] for whole in wholes}
        for text in texts:
            if text.version in stating:
                stating[text.version].append(text)
        rank = {whole.version: index for index, whole in enumerate(wholes)}
        silent = {
            index: leaves_out
            for index, whole in enumerate(wholes)
            if (leaves_out := self._leaves_out(whole, stating[whole.version])) is not FALSE
        }
        for text in texts:
            text.ends += self._own_ends(text)
            begin = self._first_later(text, wholes, rank)
            for index, leaves_out in silent.items():
                if index >= begin and wholes[index].version != text.version:
                    whole = wholes[index]
                    holds = self._diagrams.both(leaves_out, self._drops(whole, text))
                    if holds is not FALSE:
                        text.ends.append(
                            End("dropped", whole.start, whole.version, holds, starts[index])
                        )
            if begin < len(wholes) and soonest[begin] < text.latest:
                self._add_gates(text, wholes[begin:], starts[begin:])
            text.ends.sort(key=lambda end: end.first)

    def _first_later(self, text: Text, wholes: list[Whole], rank: dict[str, int]) -> int:
        """The place of the first whole version that may be published after a text."""
        place = rank.get(text.version)
        if place is None:
            order = self._registry.rank
            place = bisect_left(wholes, order[text.version], key=lambda w: order[w.version])
        before = self._registry.published_before
        while place > 0 and before(wholes[place - 1].version, text.version) is None:
            place -= 1
        return place

    def _leaves_out(self, whole: Whole, own: list[Text]) -> Worlds:
        """Whether a whole version (with its own texts) says nothing of the part on its day.

        What it says of the Union it says of the members of that day. Who joins later gets its text
        then, and until then has nothing more of what older versions said ("a whole version with
        fewer places ends the text where it no longer reaches").
        """
        diagrams, stated = self._diagrams, FALSE
        for text in own:
            here = self._reach.inside(text.statement, whole.start)
            stated = diagrams.either(stated, diagrams.both(text.exists, here))
        return diagrams.negated(stated)

    def _drops(self, whole: Whole, text: Text) -> Worlds:
        """Whether a whole version is known, published later and speaks of the part on its day."""
        diagrams, calendar = self._diagrams, self._calendar
        holds = diagrams.both(
            calendar.knows(whole.version), calendar.published_before(text.version, whole.version)
        )
        if holds is FALSE or not text.membership or text.membership[-1][1] == NEVER:
            return holds
        # A place that has left keeps what it has from the Union, whatever the Union says later.
        reach = self._reach.inside(self._registry.versions[whole.version], whole.start)
        stayed = calendar.happened_by(whole.start, text.membership[-1][1] - 1)
        return diagrams.both(holds, diagrams.either(stayed, reach))

    def _own_ends(self, text: Text) -> Iterator[End]:
        calendar = self._calendar
        if text.days.until is not None:
            yield self._end("until", text.days.until, text.version, TRUE, None)
        for act in self._acts:
            if act.amendment.act != "ends" or act.amendment.proposes:
                continue
            is_own = act.version == text.version
            if is_own and act.is_whole:
                continue
            before = TRUE if is_own else calendar.published_before(text.version, act.version)
            holds = self._diagrams.both(calendar.knows(act.version), before)
            if holds is not FALSE:
                holds = self._diagrams.both(holds, self._reach.acts_on(act, text.statement))
            if holds is not FALSE:
                yield self._end("ended", act.start, act.version, holds, act)

    def _end(self, kind: str, event: str, version: str, holds: Worlds, act: Act | None) -> End:
        window = self._calendar.window(event) or (NEVER, NEVER)
        return End(kind, event, version, holds, window[0], act)

    def _add_gates(self, text: Text, wholes: list[Whole], starts: list[int]) -> None:
        for whole, first in zip(wholes, starts, strict=True):
            if first < text.latest and whole.version != text.version:
                holds = self._drops(whole, text)
                if holds is not FALSE:
                    text.gates.append((whole, holds))


def _can_start(window: tuple[int, int], inside: MemberDays) -> bool:
    """Whether a text can start before its place leaves the Union; what is undated can."""
    first, _ = window
    return inside is None or first == NEVER or any(first < left for _, left in inside)


def _stated(days: Days, version: str) -> Days:
    """The days of a text; without a stated start it applies from its publication."""
    if days.is_stated or days.start == version:
        return days
    return Days(version, days.until, is_stated=False, then=days.then)
