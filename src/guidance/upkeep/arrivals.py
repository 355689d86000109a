"""A new version of a document has arrived: what changed in it, and which statements rest on that.

Nothing is decided here: what a changed passage means is for people to say.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from guidance.upkeep.documents.matching import BlockFate, Match, match
from guidance.upkeep.documents.passages import Passage, Passages, PassageState, PassageVerdict
from guidance.upkeep.documents.phrases import Phrase, phrases
from guidance.upkeep.documents.units import Unit

if TYPE_CHECKING:
    from guidance.records.model import Citation, Version
    from guidance.upkeep.documents.blocks import Reading

FoundBy = Literal["place", "earlier-place", "fingerprint", "nothing"]
"""How the passage of a statement was found: by section and paragraph, in the edition that it was
recorded from or in another; by its fingerprint; or not at all."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A document at hand.

    Attributes:
        sha256: The hash of its bytes.
        version: The version that was recorded from it; ``None`` where none has its hash.
    """

    passages: Passages
    sha256: str
    version: str | None

    @property
    def reading(self) -> Reading:
        """What was read of it."""
        return self.passages.reading


@dataclass(frozen=True, slots=True)
class BlockChange:
    """What became of one block, and who cites it.

    Attributes:
        place: Where it stands: the section by its shortest name, and the paragraph; that of the
            older document where it is gone.
        cited_by: References of the statements that rest on it.
    """

    match: Match
    place: tuple[str, int | None]
    cited_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitedStatement:
    """A statement, or an act, and what became of the passage that it cites.

    Attributes:
        ref: The provision; for an act, the version it stands in.
        version: The version that last stated it.
        found_by: How the passage was found.
        place: Where it stands now; ``None`` where it does not.
        reason: Why it cannot be told; empty where it can.
        changes: What became of the blocks that it cites, where that is anything: also what is new
            in a section that it cites as a whole.
    """

    ref: str
    version: str
    title: str
    cite: Citation
    state: PassageState
    found_by: FoundBy
    place: tuple[str, int | None] | None = None
    reason: str = ""
    passage: Passage | None = None
    changes: tuple[Match, ...] = ()

    @property
    def is_to_look_at(self) -> bool:
        """Whether somebody has to look at it."""
        return self.state is not PassageState.UNCHANGED


@dataclass(frozen=True, slots=True)
class Arrival:
    """A new document beside the records of its source.

    Attributes:
        previous: The older document; ``None`` where there is none at hand.
        blocks: What became of each block, in the order of the new document; without an older
            document and with versions on record, none can be told.
        statements: The statements that stand, and what became of their passages.
        phrases: Phrases about dates in the new document.
        is_first: No version of the source is recorded.
    """

    source: str
    document: Copy
    previous: Copy | None
    blocks: tuple[BlockChange, ...]
    statements: tuple[CitedStatement, ...]
    phrases: tuple[Phrase, ...]
    is_first: bool

    @property
    def changed(self) -> tuple[BlockChange, ...]:
        """The blocks that somebody has to look at."""
        return tuple(block for block in self.blocks if block.match.outcome.is_of_substance)

    @property
    def has_substance(self) -> bool:
        """Whether anything changed that somebody has to look at."""
        if self.document.version is not None and self.previous is None:
            return False
        to_look_at = any(statement.is_to_look_at for statement in self.statements)
        return bool(self.changed) or (self.previous is None and to_look_at)


def arrival(
    source: str,
    versions: Sequence[Version],
    new: tuple[bytes, Reading],
    old: tuple[bytes, Reading] | None = None,
) -> Arrival:
    """Hold a new document beside the records of its source, and beside an older document.

    Args:
        source: The source.
        versions: Its versions, first to last.
        new: The bytes of the new document, and what was read of them.
        old: The same of an older document, where one is at hand.
    """
    document = _copy(new, versions)
    previous = _copy(old, versions) if old else None
    matches = match(previous.reading, document.reading) if previous else ()
    if not versions and previous is None:
        matches = tuple(Match(BlockFate.NEW, None, unit) for unit in document.passages.units)
    titles = {version.ref: version.document.title for version in versions}
    finder = _Finder(document, previous, matches, titles)
    told = (finder.found(*standing) for standing in _standing(versions, previous))
    statements = tuple(statement for statement in told if statement is not None)
    return Arrival(
        source,
        document,
        previous,
        tuple(finder.changes()),
        statements,
        phrases(document.passages.units),
        is_first=not versions,
    )


def _copy(given: tuple[bytes, Reading], versions: Sequence[Version]) -> Copy:
    data, reading = given
    digest = hashlib.sha256(data).hexdigest()
    same = [version.ref for version in versions if version.document.sha256 == digest]
    return Copy(Passages(reading), digest, same[-1] if same else None)


_Cited = tuple[str, "Version", str, "Citation"]


def _standing(versions: Sequence[Version], previous: Copy | None) -> Iterator[_Cited]:
    """The statements that no later version drops, as last worded.

    And the acts of the version that the older document is of: those of others cite others.
    """
    last: dict[str, Version] = {}
    for version in versions:
        if version.extent == "whole":
            last.clear()
        last |= dict.fromkeys(version.provisions, version)
    for name, version in last.items():
        provision = version.provisions[name]
        yield f"{version.source}#{name}", version, provision.title, provision.cite
    for version in versions:
        if previous is not None and version.ref == previous.version:
            for act in version.amendments:
                if act.cite is not None:
                    yield version.ref, version, act.because or act.act, act.cite


_NOT_THERE = {
    "place": "several sections of the older document have this heading",
    "fingerprint": "the older document has no such passage",
}


class _Finder:
    """Finds what statements cite, and what became of it."""

    def __init__(
        self,
        document: Copy,
        previous: Copy | None,
        matches: tuple[Match, ...],
        titles: Mapping[str, str],
    ) -> None:
        self._document = document
        self._previous = previous
        self._titles = titles
        self._matches = matches
        self._by_old: defaultdict[int, list[Match]] = defaultdict(list)
        self._by_new: defaultdict[int, list[Match]] = defaultdict(list)
        self._sections: dict[tuple[str, ...], tuple[str, ...]] = {}
        for pair in matches:
            if pair.old is not None:
                self._by_old[pair.old.block.number].append(pair)
            if pair.new is not None:
                self._by_new[pair.new.block.number].append(pair)
            if pair.old is not None and pair.new is not None:
                is_heading = pair.old.block.kind == pair.new.block.kind == "heading"
                if is_heading:
                    self._sections[pair.old.block.section] = pair.new.block.section
        self._citing: defaultdict[int, list[str]] = defaultdict(list)

    def found(
        self, ref: str, version: Version, title: str, cite: Citation
    ) -> CitedStatement | None:
        """Say what became of the passage that a statement cites.

        Returns:
            ``None`` where it cites a document of another title, which is not at hand.
        """
        changes: tuple[Match, ...] = ()
        found_by: FoundBy = "nothing"
        if self._previous is None and self._document.version == version.ref:
            here = self._document.passages.cited(cite.section, cite.paragraph)
            verdict = PassageVerdict(PassageState.UNCHANGED, here[0] if here else None)
        elif self._previous is None:
            verdict = self._document.passages.verdict(cite, version.document.read_by)
            found_by = "fingerprint" if cite.passage else "nothing"
        else:
            passage, found_by = self._cited(self._previous, version, cite)
            if passage is None and self._is_of_another(version):
                return None
            if passage is None:
                verdict = PassageVerdict(PassageState.UNTOLD, reason=_NOT_THERE[found_by])
                found_by = "nothing"
            else:
                verdict = self._became(passage)
                changes = tuple(self._changes_in(passage, verdict.passage, ref))
        where = verdict.passage
        place = (self._document.passages.name(where.section), where.paragraph) if where else None
        return CitedStatement(
            *(ref, version.ref, title, cite, verdict.state, found_by, place),
            *(verdict.reason, where, changes),
        )

    def _is_of_another(self, version: Version) -> bool:
        """Whether a version was recorded from another document than the older one at hand."""
        title = self._titles.get(self._previous.version or "") if self._previous else None
        return title is not None and title != version.document.title

    def changes(self) -> Iterator[BlockChange]:
        """What became of each block; asked after all statements were found."""
        for pair in self._matches:
            copy, unit = self._document, pair.new
            if unit is None:
                assert self._previous is not None and pair.old is not None  # noqa: S101, PT018
                copy, unit = self._previous, pair.old
            passage = copy.passages.alone(unit)
            place = copy.passages.name(unit.block.section), passage.paragraph if passage else None
            yield BlockChange(pair, place, tuple(dict.fromkeys(self._citing.get(id(pair), ()))))

    def _changes_in(self, old: Passage, new: Passage | None, ref: str) -> Iterator[Match]:
        """What became of the blocks of a passage; those that are new in its section as well."""
        matches = [pair for unit in old.units for pair in self._by_old[unit.block.number]]
        if new is not None and old.paragraph is None:
            matches += [pair for unit in new.units for pair in self._by_new[unit.block.number]]
        for pair in {id(pair): pair for pair in matches}.values():
            self._citing[id(pair)].append(ref)
            if pair.outcome.is_of_substance:
                yield pair

    def _cited(
        self, copy: Copy, version: Version, cite: Citation
    ) -> tuple[Passage | None, FoundBy]:
        """Section and paragraph first, then the fingerprint."""
        here = copy.passages.cited(cite.section, cite.paragraph)
        if cite.passage is not None:
            same = [passage for passage in here if passage.fingerprint == cite.passage]
            if same:
                return same[0], "place"
            # Recorded from another document: there the same place held other words.
            there = copy.passages.marked(cite.passage)
            if there:
                return there[0], "fingerprint"
            if copy.version != version.ref and version.document.read_by == copy.reading.reader:
                return None, "fingerprint"
        if len(here) == 1:
            is_another = copy.version is not None and copy.version != version.ref
            return here[0], "earlier-place" if is_another else "place"
        return None, "place" if here else "fingerprint"

    def _became(self, passage: Passage) -> PassageVerdict:
        pairs = [pair for unit in passage.units for pair in self._by_old[unit.block.number]]
        if not any(pair.new for pair in pairs):
            return PassageVerdict(PassageState.GONE)
        now = self._now(passage, pairs)
        if any(pair.outcome in (BlockFate.REWORDED, BlockFate.GONE) for pair in pairs):
            return PassageVerdict(PassageState.CHANGED, now)
        if now is None:
            return PassageVerdict(PassageState.CHANGED)
        if now.fingerprint != passage.fingerprint:
            is_cut = all(pair.outcome in (BlockFate.SAME, BlockFate.LAYOUT) for pair in pairs)
            is_one = passage.paragraph is not None
            return PassageVerdict(
                PassageState.MOVED if is_cut and is_one else PassageState.CHANGED, now
            )
        assert self._previous is not None  # noqa: S101  (only asked with an older document)
        is_there = now.section[-1:] == passage.section[-1:] and now.paragraph == passage.paragraph
        return PassageVerdict(PassageState.UNCHANGED if is_there else PassageState.MOVED, now)

    def _now(self, passage: Passage, pairs: list[Match]) -> Passage | None:
        """Where a passage stands now."""
        units = [pair.new for pair in pairs if pair.new is not None]
        if passage.paragraph is not None:
            return self._document.passages.alone(units[0])
        return self._document.passages.whole(self._section_now(passage, units[0]))

    def _section_now(self, passage: Passage, first: Unit) -> tuple[str, ...]:
        """The section that a section has become: by its heading, or by what stands in it."""
        now = self._sections.get(passage.section)
        return now if now is not None else first.block.section[: len(passage.section)]
