"""Two readings of a document held beside each other, block by block.

What is equal is found first: blocks with the same words that keep their order, then those that
left it (*moved*). What is left is paired by the words it shares (*reworded*); what finds no partner
is *new* or *gone*. A figure or a word that differs is never *same*, however alike the rest is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from guidance.changes.redline import Piece, redline
from guidance.upkeep.documents.alignment import aligned
from guidance.upkeep.documents.blocks import Reading
from guidance.upkeep.documents.cuts import Cut, cut_otherwise
from guidance.upkeep.documents.dateline import is_date_line
from guidance.upkeep.documents.normal import even
from guidance.upkeep.documents.units import Unit, units

_WORD = re.compile(r"\w+|[^\w\s]")

_SHARED = 0.5
"""How much of their words two blocks in one place share at least, to be one block reworded."""

_SHARED_AFAR = 0.75
"""The same for blocks that stand in different places."""

_CANDIDATES = 12
"""How many blocks are looked at, of those that share rare words with one that has no partner."""


class BlockFate(Enum):
    """What became of a block."""

    SAME = "same"
    MOVED = "moved"
    LAYOUT = "layout"
    DATE_LINE = "date-line"
    REWORDED = "reworded"
    NEW = "new"
    GONE = "gone"

    @property
    def is_of_substance(self) -> bool:
        """Whether somebody has to look at it."""
        return self not in (BlockFate.SAME, BlockFate.LAYOUT, BlockFate.DATE_LINE)


@dataclass(frozen=True, slots=True)
class Match:
    """What became of one unit.

    Attributes:
        old: Where it stood; ``None`` where it is new.
        new: Where it stands; ``None`` where it is gone.
        is_elsewhere: It left its order among the others.
    """

    outcome: BlockFate
    old: Unit | None
    new: Unit | None
    is_elsewhere: bool = False

    @property
    def redline(self) -> tuple[Piece, ...]:
        """How the words differ, word by word; what only typesetting varies is evened out."""
        old, new = (even(unit.text) if unit else "" for unit in (self.old, self.new))
        return redline(old, new)


def match(old: Reading, new: Reading) -> tuple[Match, ...]:
    """Say of every unit of two documents what became of it.

    Returns:
        In the order of the new document; what is gone stands after what it followed.
    """
    before, after = units(old), units(new)
    partners = aligned([unit.words for unit in before], [unit.words for unit in after])
    elsewhere = _equal_elsewhere(before, after, partners)
    partners |= elsewhere
    splits = cut_otherwise(before, after, partners)
    reworded, afar = _alike(before, after, partners, splits)
    matches: dict[int, Match] = {}
    for index, partner in (partners | reworded).items():
        is_elsewhere = index in elsewhere or index in afar
        matches[index] = _matched(before[partner], after[index], is_elsewhere=is_elsewhere)
    return tuple(_in_order(before, after, matches, splits))


def _equal_elsewhere(
    before: Sequence[Unit], after: Sequence[Unit], partners: dict[int, int]
) -> dict[int, int]:
    """Blocks with the same words that left their order; those under the same heading first."""
    taken = set(partners.values())
    elsewhere: dict[int, int] = {}
    for key in (lambda unit: (unit.words, unit.block.section), lambda unit: unit.words):
        free: defaultdict[object, deque[int]] = defaultdict(deque)
        for index, unit in enumerate(before):
            if index not in taken:
                free[key(unit)].append(index)
        for index, unit in enumerate(after):
            if index not in partners and index not in elsewhere and free.get(key(unit)):
                elsewhere[index] = free[key(unit)].popleft()
        taken.update(elsewhere.values())
    return elsewhere


def _alike(
    before: Sequence[Unit],
    after: Sequence[Unit],
    partners: dict[int, int],
    splits: Sequence[Cut],
) -> tuple[dict[int, int], set[int]]:
    """Pair what is left by the words it shares: in one place first, then anywhere."""
    taken_old = set(partners.values()) | {index for cut in splits for index in cut.old}
    taken_new = set(partners) | {index for cut in splits for index in cut.new}
    left_old = [index for index in range(len(before)) if index not in taken_old]
    left_new = [index for index in range(len(after)) if index not in taken_new]
    places = _places(before, after, partners)
    scored = sorted(
        (-score, abs(places[j] - i), j, i)
        for pairs in (_candidates, _date_lines)
        for j, i, score in pairs(before, after, left_old, left_new)
    )
    reworded: dict[int, int] = {}
    afar: set[int] = set()
    used: set[int] = set()
    for negative, _, j, i in scored:
        if j in reworded or i in used:
            continue
        is_near = _is_near(before[i], after[j], i, places[j])
        if -negative < (_SHARED if is_near else _SHARED_AFAR):
            continue
        reworded[j] = i
        used.add(i)
        if not is_near:
            afar.add(j)
    return reworded, afar


def _places(
    before: Sequence[Unit], after: Sequence[Unit], partners: dict[int, int]
) -> dict[int, int]:
    """Where each new block would have stood in the old document."""
    places: dict[int, int] = {}
    last = -1
    for index in range(len(after)):
        last = partners.get(index, last)
        places[index] = min(last + 1, len(before)) if index not in partners else last
    return places


def _is_near(old: Unit, new: Unit, index: int, place: int) -> bool:
    if old.block.kind == "heading" or new.block.kind == "heading":
        return old.block.kind == new.block.kind and abs(index - place) <= 3
    same_heading = old.block.section[-1:] == new.block.section[-1:]
    return same_heading or abs(index - place) <= 3


def _candidates(
    before: Sequence[Unit],
    after: Sequence[Unit],
    left_old: Sequence[int],
    left_new: Sequence[int],
) -> Iterable[tuple[int, int, float]]:
    """Pairs worth scoring: those that share the most words, rare ones counting more."""
    from rapidfuzz.distance import Indel

    words_of = {i: _WORD.findall(before[i].words.casefold()) for i in left_old}
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for i, words in words_of.items():
        for word in set(words):
            holding[word].append(i)
    for j in left_new:
        words = _WORD.findall(after[j].words.casefold())
        shared: Counter[int] = Counter()
        for word in set(words):
            those = holding.get(word, ())
            if len(those) <= 200:
                for i in those:
                    shared[i] += 1 / len(those)  # type: ignore[assignment]
        for i, _ in shared.most_common(_CANDIDATES):
            score = Indel.normalized_similarity(words_of[i], words, score_cutoff=_SHARED)
            if score:
                yield j, i, score


def _date_lines(
    before: Sequence[Unit],
    after: Sequence[Unit],
    left_old: Sequence[int],
    left_new: Sequence[int],
) -> Iterable[tuple[int, int, float]]:
    """Days of the document under one heading, which need not share a word."""
    lines = [i for i in left_old if is_date_line(before[i].block, before[i].text)]
    if not lines:
        return
    for j in left_new:
        if is_date_line(after[j].block, after[j].text):
            for i in lines:
                if before[i].block.section[-1:] == after[j].block.section[-1:]:
                    yield j, i, 1.0


def _matched(old: Unit, new: Unit, *, is_elsewhere: bool) -> Match:
    if old.words == new.words:
        if is_elsewhere:
            return Match(BlockFate.MOVED, old, new, is_elsewhere=True)
        kinds = [[block.kind for block in unit.blocks] for unit in (old, new)]
        is_as_it_was = old.text == new.text and kinds[0] == kinds[1]
        return Match(BlockFate.SAME if is_as_it_was else BlockFate.LAYOUT, old, new)
    if is_date_line(old.block, old.text) and is_date_line(new.block, new.text):
        return Match(BlockFate.DATE_LINE, old, new)
    return Match(BlockFate.REWORDED, old, new, is_elsewhere)


def _in_order(
    before: Sequence[Unit],
    after: Sequence[Unit],
    matches: dict[int, Match],
    splits: Sequence[Cut],
) -> Iterable[Match]:
    kept = {id(pair.old): index for index, pair in matches.items()}
    cut_old = {i: cut for cut in splits for i in cut.old}
    cut_new = {j: cut for cut in splits for j in cut.new}
    following: defaultdict[int, list[Match]] = defaultdict(list)
    last = -1
    for i, unit in enumerate(before):
        if id(unit) in kept:
            last = kept[id(unit)] if not matches[kept[id(unit)]].is_elsewhere else last
        elif i in cut_old:
            last = cut_old[i].new.stop - 1
        else:
            following[last].append(Match(BlockFate.GONE, unit, None))
    yield from following[-1]
    for j, unit in enumerate(after):
        cut = cut_new.get(j)
        if cut is None:
            yield matches.get(j) or Match(BlockFate.NEW, None, unit)
        else:
            yield from _cut_matches(before, unit, cut, j)
        yield from following[j]


def _cut_matches(before: Sequence[Unit], unit: Unit, cut: Cut, j: int) -> Iterable[Match]:
    """One match for each new block of a cut; the last one takes what is left of the old ones."""
    first = min(cut.old.start + j - cut.new.start, cut.old.stop - 1)
    last = cut.old.stop if j == cut.new.stop - 1 else first + 1
    for i in range(first, last):
        yield Match(BlockFate.LAYOUT, before[i], unit)
