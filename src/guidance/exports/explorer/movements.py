"""What differs between two days, statement by statement, as the library tells it."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

from guidance.answers.answer import Question
from guidance.changes.days import ChangeFinder
from guidance.exports.explorer.tables import Pool, SlottedText, lengths, number
from guidance.resolution.families import linked
from guidance.wording.directions import direction_sentence, witness_sentence
from guidance.wording.places import place_words
from guidance.wording.sentences import change_sentence, text_words
from guidance.wording.terms import CHANGES, capital, cite_words

if TYPE_CHECKING:
    from guidance.answers.entries import Entry
    from guidance.answers.states import States
    from guidance.changes.model import Change
    from guidance.directions.provisions import Direction
    from guidance.exports.explorer.statements import Statements
    from guidance.records.criteria import FactSheet
    from guidance.records.model import Provision

    _Spans = list[tuple[str, tuple[tuple[int, tuple[Entry, ...]], ...]]]


class Movements:
    """The net changes between any two days, for one stretch of knowledge after the other."""

    def __init__(self, statements: Statements, topic: str | None) -> None:
        self.statements = statements
        self.topic = topic
        self.changes, self.directions, self.lists, self.nets = Pool(), Pool(), Pool(), Pool()
        self.lists.add([])  # the place 0: nothing changed
        self._told: dict[Change, int] = {}
        self._last: dict[str, tuple[_Spans, int]] = {}

    def net(self, ref: str, states: States, known_on: date | None) -> int:
        """Keep what changes of a provision between each two of the days on which it can.

        The days are kept with a triangle of lists of changes: from the first stretch to the
        second, to the third and so on, then from the second.
        """
        # Also on the days on which a part is called otherwise, as when a country joins the EU.
        spans = [
            (other, tuple(states.shown(other))) for other in sorted(linked(states.registry, ref))
        ]
        before = self._last.get(ref)
        if before is not None and before[0] == spans:
            return before[1]
        cuts = sorted({first for _, span in spans for first, _ in span})
        days = [date.fromordinal(first) for first in cuts]
        question = Question(on=days[-1], known_on=known_on, topic=self.topic)
        finder = ChangeFinder(states, question, refs=(ref,))
        lists = [
            self.lists.add([self._told_once(change, states) for change in finder.net(low, high)])
            for low, high in combinations(days, 2)
        ]
        kept = self.nets.add(([number(day) for day in cuts], lists))
        self._last[ref] = spans, kept
        return kept

    def _quoted(self, provision: Provision) -> str:
        """Return a mark for the text of a provision."""
        statements = self.statements
        return statements.sentences.text(statements.texts.add(text_words(provision)))

    def _told_once(self, change: Change, states: States) -> int:
        key = change._replace(sheet=None)
        place = self._told.get(key)
        if place is None:
            place = self._told[key] = self._change(change, states)
        return place

    def _change(self, change: Change, states: States) -> int:
        statements = self.statements
        sides = [side and side.provision for side in (change.before, change.after)]
        named = sides[1] or sides[0]
        pieces = [(piece.kind, piece.text) for piece in change.redline]
        kept = sum(len(text) for kind, text in pieces if kind == "kept")
        total = sum(len(text) for _, text in pieces)
        is_readable = kept < total <= 2 * kept
        refs = dict.fromkeys(side.ref for side in (change.before, change.after) if side)
        direction = change.direction
        return self.changes.add(
            {
                "id": change.id.value,
                "kind": CHANGES[change.id],
                "ref": change.ref,
                "refs": list(refs),
                "title": (named.title if named else change.ref) + place_words(change.where),
                "sentence": statements.sentences.divided(change_sentence(change, self._quoted)),
                "sides": [statements.wording(side) if side else None for side in sides],
                "redline": lengths(iter(pieces)) if is_readable else [],
                "direction": (
                    self.directions.add(told(direction, change.sheet)) if direction else None
                ),
                "authority": (
                    statements.version(change.authority, states) if change.authority else None
                ),
                "cite": capital(cite_words(change.cite)) if change.cite else None,
            }
        )


def told(
    direction: Direction, sheet: FactSheet | None, sentence: SlottedText | None = None
) -> dict[str, Any]:
    """A direction with its sentence, or with another one given, and its witnesses."""
    return {
        "verdict": direction.verdict,
        "sentence": sentence or direction_sentence(direction),
        "witnesses": [witness_sentence(witness, sheet) for witness in direction.witnesses],
    }
