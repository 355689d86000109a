"""Which texts of a report and of its act are held together, and in which part.

In each part of the two territories the last text that reaches it counts, on either side: an act
that says 250 for Scotland alone is no difference to a report that says 400 of England.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from guidance.changes.transitions import words
from guidance.records.parts import Part
from guidance.records.scopes import NEWEST, Scope
from guidance.resolution.registry import Registry, Statement


@dataclass(frozen=True, slots=True)
class TextPair:
    """A text of a report, and the text of its act that it is held against.

    Attributes:
        where: The part in which the two stand beside each other, where that is not all of which
            either speaks; a document that names no place speaks of what the other does.
    """

    report: Statement
    act: Statement
    where: Part | None = None


def text_pairs(registry: Registry, ref: str, target: str) -> Iterator[TextPair]:
    """Yield the texts of a report with those of its act, from the newest to the first.

    The newest texts are held together, part by part, and earlier ones that are of one version, or
    start with one event: two records of one history may differ in what it said long ago.

    Args:
        registry: The records.
        ref: The provision that reports.
        target: The one that it reports.
    """
    reports, acts = registry.statements[ref], registry.statements.get(target, ())
    if not acts:
        return
    ground = _Ground(registry, reports, acts)
    newest = list(ground.newest())
    yield from newest
    for report in reversed(reports):
        if any(pair.report is report for pair in newest):
            continue
        alike = [act for act in acts if _is_same_text(registry, report, act)]
        if len(alike) == 1:  # of several, which is meant cannot be told
            yield from ground.pairs(report, alike[0])


def _is_same_text(registry: Registry, report: Statement, act: Statement) -> bool:
    names = (text.version.partition("@")[2] for text in (report, act))
    starts = (registry.same_as.get(text.start, text.start) for text in (report, act))
    return len(set(names)) == 1 or len(set(starts)) == 1


def _is_same(text: Statement, other: Statement) -> bool:
    return text is other or words(text.provision) == words(other.provision)


@dataclass(slots=True)
class _Together:
    """Two texts, and the parts in which they are held together."""

    report: Statement
    act: Statement
    parts: list[Part] = field(default_factory=list)


class _Ground:
    """The territories of a report and of its act, by the newest members of the Union."""

    def __init__(
        self, registry: Registry, reports: Sequence[Statement], acts: Sequence[Statement]
    ) -> None:
        self._registry = registry
        self._reports, self._acts = reports, acts
        scopes = [self._scope(text) for text in (*reports, *acts)]
        named = any(scope.codes for scope in scopes)
        self._parts = registry.gazetteer.parts(scopes, (), NEWEST) if named else ()
        self._spoken_of = {
            part
            for part in self._parts
            for scope in scopes
            if scope.is_stated and scope.on(NEWEST) & part.cells
        }

    def newest(self) -> Iterator[TextPair]:
        """Yield the newest texts for each part; where the two share no place, of any place."""
        held: list[_Together] = []
        shared: set[Part] = set()
        for part in self._parts:
            report, act = self._last(self._reports, part), self._last(self._acts, part)
            if report is None or act is None:
                continue
            shared.add(part)
            for pair in held:
                # A text restated for one part, in the same words, is told as one.
                if _is_same(pair.report, report) and _is_same(pair.act, act):
                    pair.report = max(pair.report, report, key=self._reports.index)
                    pair.act = max(pair.act, act, key=self._acts.index)
                    pair.parts.append(part)
                    break
            else:
                held.append(_Together(report, act, [part]))
        if not held:
            yield TextPair(self._reports[-1], self._acts[-1])
        for pair in sorted(held, key=self._from_newest):
            yield from self._placed(pair.report, pair.act, pair.parts, shared)

    def pairs(self, report: Statement, act: Statement) -> Iterator[TextPair]:
        """Yield two texts for the places that they share."""
        both = [
            part for part in self._parts if self._reaches(report, part) and self._reaches(act, part)
        ]
        yield from self._placed(report, act, both, {*both})

    def _placed(
        self, report: Statement, act: Statement, parts: list[Part], shared: set[Part]
    ) -> Iterator[TextPair]:
        if not parts or {*parts} >= self._spoken_of | shared:
            yield TextPair(report, act)
            return
        for where in self._registry.gazetteer.join(parts, NEWEST):
            yield TextPair(report, act, where)

    def _from_newest(self, pair: _Together) -> tuple[int, int]:
        return -self._reports.index(pair.report), -self._acts.index(pair.act)

    def _last(self, texts: Sequence[Statement], part: Part) -> Statement | None:
        """The last text that reaches a part; none where a whole version left the part out."""
        for text in reversed(texts):
            if self._reaches(text, part):
                return text
            if self._registry.versions[text.version].extent == "whole":
                return None
        return None

    def _reaches(self, text: Statement, part: Part) -> bool:
        return bool(self._scope(text).on(NEWEST) & part.cells)

    def _scope(self, text: Statement) -> Scope:
        return self._registry.gazetteer.scope(text.jurisdictions, text.opted_out)
