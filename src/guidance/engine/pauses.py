"""Suspensions and liftings of a provision in one part (design, "Acts").

Suspensions stand side by side; each runs out for itself. A lifting that names suspensions lifts
those. One that names none lifts those of its own source that had begun by its day, and where its
source has none, all that had; a lifting of a whole source lifts no pause of a single provision.
A suspension rests on the provision, later texts included, but not on the texts of its own version.
"""

from __future__ import annotations

from dataclasses import dataclass

from guidance.engine.arithmetic import NEVER
from guidance.engine.budget import TANGLED
from guidance.engine.diagrams import FALSE, TRUE, Worlds
from guidance.engine.moment import Moment
from guidance.engine.parts import Reach
from guidance.engine.succession import Succession
from guidance.engine.tests import Order
from guidance.engine.texts import Text
from guidance.records.model import Reinstates, Suspends
from guidance.resolution.registry import Act, source_of


@dataclass(slots=True, eq=False)
class StandingAct:
    """A suspension or a lifting, with when it is known and reaches the part.

    Attributes:
        national: Whether it rests on the texts that hold here whether or not the place is a member
            of the Union.
        joined: Whether it rests on those that a member takes over: as they stand when it joins.
    """

    act: Act
    national: Worlds
    joined: Worlds
    first: int

    def rests_on(self, text: Text) -> Worlds:
        """Whether it is known and rests on a text of the part."""
        return self.national if text.membership is None else self.joined


class Pauses:
    """What pauses a provision in one part."""

    def __init__(self, succession: Succession) -> None:
        ref, texts, reach = succession.ref, succession.texts, succession.reach
        self._calendar = calendar = succession.calendar
        self._diagrams = calendar.diagrams
        self.pauses: list[StandingAct] = []
        self._lifts: list[StandingAct] = []
        self._own: dict[tuple[int, int], Worlds] = {}
        if not texts:
            return
        for act in calendar.acts(ref):
            if not isinstance(act.amendment, Suspends | Reinstates) or act.amendment.proposes:
                continue
            known = self._speaks(act, texts)
            national, joined = (
                self._diagrams.both(known, self._reaches(act, some, reach))
                for some in (
                    [text for text in texts if text.membership is None],
                    [text for text in texts if text.membership is not None],
                )
            )
            if national is not FALSE or joined is not FALSE:
                window = calendar.window(act.start) or (NEVER, NEVER)
                where = self.pauses if isinstance(act.amendment, Suspends) else self._lifts
                where.append(StandingAct(act, national, joined, window[0]))

    def _speaks(self, act: Act, texts: list[Text]) -> Worlds:
        """Whether an act is known and speaks of the provision."""
        diagrams, calendar = self._diagrams, self._calendar
        known = calendar.knows(act.version)
        if known is FALSE:
            return FALSE
        if act.is_whole:
            # What the source had said before, and not what the version itself says for the first
            # time.
            said = FALSE
            for text in texts:
                said = diagrams.either(said, calendar.published_before(text.version, act.version))
                if said is TRUE:
                    break
            known = diagrams.both(known, said)
        return known

    def _reaches(self, act: Act, texts: list[Text], reach: Reach) -> Worlds:
        """Whether an act reaches texts of one kind: those of members, or those of the place."""
        return reach.acts_on(act, texts[0].statement) if texts else FALSE

    def paused(self, text: Text, moment: Moment, care: Worlds) -> Worlds:
        """Where ``care`` holds: whether a text is paused on a day."""
        diagrams, paused = self._diagrams, FALSE
        for pause in self.pauses:
            rest = diagrams.less(care, paused)
            if rest is FALSE:
                break
            if pause.act.version != text.version:
                paused = diagrams.either(paused, self.stands(pause, text, moment, rest))
        return paused

    def stands(self, pause: StandingAct, text: Text, moment: Moment, care: Worlds) -> Worlds:
        """Where ``care`` holds: whether a suspension has begun, not run out and not been lifted."""
        diagrams = self._diagrams
        if pause.first > moment.day:
            moment.note(pause.first)
            return FALSE
        stands = diagrams.both(
            care, diagrams.both(pause.rests_on(text), moment.happened(pause.act.start))
        )
        if pause.act.until is not None and stands is not FALSE:
            stands = diagrams.less(stands, moment.happened(pause.act.until))
        for lift in self._lifts:
            if stands is FALSE:
                break
            stands = diagrams.less(stands, self.lifts(lift, pause, text, moment))
        return stands

    def lifts(self, lift: StandingAct, pause: StandingAct, text: Text, moment: Moment) -> Worlds:
        """Whether a lifting has lifted a suspension by a day."""
        diagrams = self._diagrams
        if lift.first > moment.day:
            moment.note(lift.first)
            return FALSE
        happened = diagrams.both(lift.rests_on(text), moment.happened(lift.act.start))
        if happened is FALSE:
            return FALSE
        if lift.act.lifts:
            return happened if _names(lift.act, pause.act) else FALSE
        if lift.act.is_whole and not pause.act.is_whole:
            return FALSE
        begun = self._begun_by(pause, lift)
        if begun is not FALSE and not _is_own(lift, pause):
            begun = diagrams.less(begun, self._has_own(lift, text, moment))
        return diagrams.both(happened, begun)

    def _has_own(self, lift: StandingAct, text: Text, moment: Moment) -> Worlds:
        """Whether the source of a lifting had itself suspended by then."""
        diagrams, own = self._diagrams, FALSE
        for pause in self.pauses:
            if _is_own(lift, pause) and not (lift.act.is_whole and not pause.act.is_whole):
                if pause.first > moment.day:
                    moment.note(pause.first)
                    continue
                begun = diagrams.both(pause.rests_on(text), self._begun_by(pause, lift))
                own = diagrams.either(own, begun)
        return own

    def _begun_by(self, pause: StandingAct, lift: StandingAct) -> Worlds:
        """Whether a suspension had begun by a lifting; of one day, the later published is last."""
        key = id(pause), id(lift)
        begun = self._own.get(key)
        if begun is None:
            calendar, diagrams = self._calendar, self._diagrams
            suspension, lifting = pause.act, lift.act
            if suspension.version == lifting.version:
                first = diagrams.ask(
                    Order(
                        f"{suspension.version}/{suspension.path[-1]}",
                        f"{lifting.version}/{lifting.path[-1]}",
                    )
                )
            else:
                first = calendar.published_before(suspension.version, lifting.version)
            not_later = calendar.no_later(suspension.start, lifting.start)
            earlier = diagrams.negated(calendar.no_later(lifting.start, suspension.start))
            begun = self._own[key] = diagrams.choose(first, not_later, earlier)
        return begun

    def standing(self, text: Text, moment: Moment) -> tuple[Act, ...]:
        """The suspensions that cover a day; those that may, where none does for certain.

        None where that takes too long to tell.
        """
        budget = self._diagrams.budget
        mine = budget.swap(budget.fresh())
        try:
            standing = [
                (pause.act, self.stands(pause, text, moment, TRUE))
                for pause in self.pauses
                if pause.act.version != text.version
            ]
        except TANGLED:
            return ()
        finally:
            budget.swap(mine)
        sure = tuple(act for act, stands in standing if stands is TRUE)
        return sure or tuple(act for act, stands in standing if stands is not FALSE)


def _is_own(lift: StandingAct, pause: StandingAct) -> bool:
    return source_of(lift.act.version) == source_of(pause.act.version)


def _names(lift: Act, pause: Act) -> bool:
    own = pause.amendment.id if isinstance(pause.amendment, Suspends) else None
    return any(
        version == pause.version and (name is None or name == own) for version, name in lift.lifts
    )
