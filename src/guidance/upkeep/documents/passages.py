"""What a citation names in a document, and what became of a passage whose fingerprint is kept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from guidance.records.model import Citation, Version
from guidance.upkeep.documents.blocks import Reading
from guidance.upkeep.documents.normal import fingerprint, normal
from guidance.upkeep.documents.units import Unit, units

STEP = " > "
"""What stands between the headings of a section that is named by more than one."""

LEAD = "(lead)"
"""The section of what stands before the first heading, or between the title and the next one."""

_NUMBER = re.compile(r"^(?:§+\s*)?(?:[\d.]+|[a-z\d]+\)|\([a-z\d]+\))\s+")


def headings_of(versions: Sequence[Version]) -> dict[str, int]:
    """What the records call the title and the sections of a document, each with its level."""
    levels: dict[str, int] = {}
    for version in versions:
        cites = [provision.cite for provision in version.provisions.values()]
        cites += [act.cite for act in version.amendments if act.cite is not None]
        for cite in cites:
            levels |= dict.fromkeys(cite.section.split(STEP), 2)
    return levels | {version.document.title: 1 for version in versions}


class PassageState(Enum):
    """What became of a cited passage."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"
    UNTOLD = "untold"
    """It cannot be told; the reason says why."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that can be cited.

    Attributes:
        section: The headings it stands under, outermost first.
        paragraph: Counted from 1 in the section; ``None`` for the whole of it.
    """

    section: tuple[str, ...]
    paragraph: int | None
    units: tuple[Unit, ...]

    @property
    def fingerprint(self) -> str:
        """The fingerprint of its words."""
        return fingerprint(unit.text for unit in self.units)


@dataclass(frozen=True, slots=True)
class PassageVerdict:
    """What became of one citation.

    Attributes:
        passage: Where it stands in the document now; ``None`` where it does not.
        reason: Why it cannot be told; empty where it can.
    """

    state: PassageState
    passage: Passage | None = None
    reason: str = ""


class Passages:
    """The passages of one document."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.units = units(reading)
        under: defaultdict[tuple[str, ...], list[Unit]] = defaultdict(list)
        for unit in self.units:
            path = unit.block.section
            for length in range(len(path) + 1):
                # Of the lead, only what stands under no other heading.
                if unit.block.kind != "heading" and (length or not path):
                    under[path[:length]].append(unit)
            if unit.block.kind == "heading":
                under.setdefault(path, [])
        self._under = {path: tuple(passages) for path, passages in under.items()}
        self._named: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for path in self._under:
            if path:
                for name in {_plain(path[-1]), _bare(path[-1])}:
                    self._named[name].append(path)
        counts: defaultdict[tuple[str, ...], int] = defaultdict(int)
        self._alone: dict[int, Passage] = {}
        for unit in self.units:
            path = unit.block.section
            if unit.block.kind != "heading":
                counts[path] += 1
                self._alone[unit.block.number] = Passage(path, counts[path], (unit,))
        self._marked: dict[str, list[Passage]] | None = None

    def cited(self, section: str, paragraph: int | None) -> tuple[Passage, ...]:
        """The passages that a citation may name; more than one where headings are repeated."""
        passages = []
        for path in self.sections(section):
            standing = self._under[path]
            if section == LEAD and path:
                standing = tuple(unit for unit in standing if unit.block.section == path)
            if paragraph is None:
                passages.append(Passage(path, None, standing))
            elif paragraph <= len(standing):
                passages.append(Passage(path, paragraph, (standing[paragraph - 1],)))
        return tuple(passages)

    def sections(self, name: str) -> tuple[tuple[str, ...], ...]:
        """The sections that a name may mean: a heading, or several from the outside in."""
        if name == LEAD:
            return (self._title(),) if self._title() in self._under else ()
        *outer, last = [_plain(part) for part in name.split(STEP)]
        paths = self._named.get(last) or self._named.get(_bare(name.split(STEP)[-1]), [])
        return tuple(path for path in paths if _is_within(outer, path[:-1]))

    def name(self, path: tuple[str, ...]) -> str:
        """The shortest name of a section that means no other."""
        if not path:
            return LEAD
        for start in range(len(path) - 1, -1, -1):
            name = STEP.join(path[start:])
            if self.sections(name) == (path,):
                return name
        return STEP.join(path)

    def alone(self, unit: Unit) -> Passage | None:
        """The passage that one unit makes; ``None`` for a heading."""
        return self._alone.get(unit.block.number)

    def paragraph(self, unit: Unit) -> int | None:
        """The number of a unit in its section; ``None`` for a heading."""
        passage = self.alone(unit)
        return passage.paragraph if passage else None

    def whole(self, path: tuple[str, ...]) -> Passage | None:
        """The passage that a section makes."""
        return Passage(path, None, self._under[path]) if path in self._under else None

    def marked(self, mark: str) -> tuple[Passage, ...]:
        """The passages that have a fingerprint."""
        if self._marked is None:
            marked: defaultdict[str, list[Passage]] = defaultdict(list)
            for passage in self._alone.values():
                marked[passage.fingerprint].append(passage)
            for path, standing in self._under.items():
                if standing:
                    passage = Passage(path, None, standing)
                    marked[passage.fingerprint].append(passage)
            self._marked = dict(marked)
        return tuple(self._marked.get(mark, ()))

    def verdict(self, cite: Citation, read_by: str | None) -> PassageVerdict:
        """Say what became of a citation whose fingerprint is recorded.

        Args:
            cite: The citation.
            read_by: The reader that the fingerprint was made with. Where it was another, a
                fingerprint that is not found tells nothing: the reader may have changed.
        """
        if cite.passage is None:
            return PassageVerdict(PassageState.UNTOLD, reason="no fingerprint is recorded")
        here = self.cited(cite.section, cite.paragraph)
        for passage in here:
            if passage.fingerprint == cite.passage:
                return PassageVerdict(PassageState.UNCHANGED, passage)
        there = {
            tuple(unit.block.number for unit in passage.units): passage
            for passage in self.marked(cite.passage)
            if (passage.paragraph is None) == (cite.paragraph is None)
        }
        # Words that stand in several places may always have: that they moved cannot be known.
        if len(there) == 1:
            return PassageVerdict(PassageState.MOVED, next(iter(there.values())))
        if read_by != self.reading.reader:
            made = f"by {read_by}" if read_by else "by a reader that is not recorded"
            reason = f"the fingerprint was made {made}, and this was read by {self.reading.reader}"
            return PassageVerdict(PassageState.UNTOLD, reason=reason)
        if cite.section.startswith("(") and cite.section != LEAD:
            return PassageVerdict(PassageState.CHANGED)
        return (
            PassageVerdict(PassageState.CHANGED, here[0])
            if here
            else PassageVerdict(PassageState.GONE)
        )

    def _title(self) -> tuple[str, ...]:
        """The first heading, where the others stand under it."""
        headings = [unit.block.section for unit in self.units if unit.block.kind == "heading"]
        if len(headings) > 1 and headings[1][:1] == headings[0] and len(headings[0]) == 1:
            return headings[0]
        return ()


def _plain(heading: str) -> str:
    return normal(heading).casefold().rstrip("?:.! ")


def _bare(heading: str) -> str:
    """A heading without the number before it."""
    return _NUMBER.sub("", _plain(heading))


def _is_within(outer: Iterable[str], path: tuple[str, ...]) -> bool:
    """Whether some headings stand in a path, in order."""
    rest = iter(_plain(heading) for heading in path)
    return all(any(name == heading for heading in rest) for name in outer)
