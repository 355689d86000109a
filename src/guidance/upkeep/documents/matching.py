"""Two readings of a document held beside each other, block by block.

What is equal is found first: blocks with the same words that keep their order, then those that
left it (*moved*). What is left is paired by the words it shares (*reworded*); what finds no partner
is *new* or *gone*. A figure or a word that differs is never *same*, however alike the rest is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from guidance.upkeep.documents.blocks import Block, Reading
from guidance.upkeep.documents.dateline import is_date_line
from guidance.upkeep.documents.normal import normal

_SHARED = 0.5
"""How much of their words two blocks in one place share at least, to be one block reworded."""

_SHARED_AFAR = 0.75
"""The same for blocks that stand in different places."""

_CANDIDATES = 12
"""How many blocks are looked at, of those that share rare words with one that has no partner."""


class Outcome(Enum):
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
        return self not in (Outcome.SAME, Outcome.LAYOUT, Outcome.DATE_LINE)


@dataclass(frozen=True, slots=True)
class Unit:
    """What is compared as one: a block, or the cells of a row.

    Attributes:
        text: Its words; cells are set off with a bar.
        words: Its words, evened out; equal ones are the same.
    """

    blocks: tuple[Block, ...]
    text: str
    words: str

    @property
    def block(self) -> Block:
        """The block, or the first cell of the row."""
        return self.blocks[0]


@dataclass(frozen=True, slots=True)
class Match:
    """What became of one unit.

    Attributes:
        old: Where it stood; ``None`` where it is new.
        new: Where it stands; ``None`` where it is gone.
        is_elsewhere: It left its order among the others.
    """

    outcome: Outcome
    old: Unit | None
    new: Unit | None
    is_elsewhere: bool = False


def units(reading: Reading) -> tuple[Unit, ...]:
    """The blocks of a document as they are compared: rows as one."""
    found: list[list[Block]] = []
    for block in reading.blocks:
        last = found[-1][-1] if found else None
        is_row = last is not None and block.kind == last.kind == "cell" and block.column > 1
        if is_row and last is not None and block.paragraph == last.paragraph:
            found[-1].append(block)
        else:
            found.append([block])
    return tuple(_unit(tuple(blocks)) for blocks in found)


def match(old: Reading, new: Reading) -> tuple[Match, ...]:
    """Say of every unit of two documents what became of it.

    Returns:
        In the order of the new document; what is gone stands after what it followed.
    """
    before, after = units(old), units(new)
    partners = _aligned([unit.words for unit in before], [unit.words for unit in after])
    elsewhere = _equal_elsewhere(before, after, partners)
    partners |= elsewhere
    splits = _cut_otherwise(before, after, partners)
    reworded, afar = _alike(before, after, partners, splits)
    found: dict[int, Match] = {}
    for index, partner in (partners | reworded).items():
        is_elsewhere = index in elsewhere or index in afar
        found[index] = _matched(before[partner], after[index], is_elsewhere=is_elsewhere)
    return tuple(_in_order(before, after, found, splits))


def _unit(blocks: tuple[Block, ...]) -> Unit:
    text = " | ".join(block.text for block in blocks)
    return Unit(blocks, text, normal(text))


def _aligned(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """New positions to old ones, of the same words in the same order.

    What occurs once on both sides holds the rest in place ("patience"); between two such places,
    equal words go together from both ends. The cost grows with the length, not with its square.
    """
    partners: dict[int, int] = {}
    spans = [(0, len(old), 0, len(new))]
    while spans:
        a, b, c, d = spans.pop()
        while a < b and c < d and old[a] == new[c]:
            partners[c] = a
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            partners[d] = b
        if a == b or c == d:
            continue
        anchors = _anchors(old, new, a, b, c, d)
        edges = [*anchors, (b, d)]
        partners |= {j: i for i, j in anchors}
        start = a, c
        for i, j in edges if anchors else []:
            spans.append((start[0], i, start[1], j))
            start = i + 1, j + 1
    return partners


def _anchors(
    old: Sequence[str], new: Sequence[str], a: int, b: int, c: int, d: int
) -> list[tuple[int, int]]:
    """The longest run of pairs, in order on both sides, of words that occur once on each."""
    once_old = Counter(old[a:b])
    once_new = Counter(new[c:d])
    where = {old[i]: i for i in range(a, b) if once_old[old[i]] == 1}
    pairs = [(where[new[j]], j) for j in range(c, d) if once_new[new[j]] == 1 and new[j] in where]
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, (i, _) in enumerate(pairs):
        length = bisect_left(tails, i)
        before.append(at[length - 1] if length else -1)
        if length == len(tails):
            tails.append(i)
            at.append(index)
        else:
            tails[length], at[length] = i, index
    run: list[tuple[int, int]] = []
    index = at[-1] if at else -1
    while index >= 0:
        run.append(pairs[index])
        index = before[index]
    return run[::-1]


def _equal_elsewhere(
    before: Sequence[Unit], after: Sequence[Unit], partners: dict[int, int]
) -> dict[int, int]:
    """Blocks with the same words that left their order; those under the same heading first."""
    taken = set(partners.values())
    free: defaultdict[str, list[int]] = defaultdict(list)
    for index, unit in enumerate(before):
        if index not in taken:
            free[unit.words].append(index)
    found: dict[int, int] = {}
    for under_same_heading in (True, False):
        for index, unit in enumerate(after):
            if index in partners or index in found:
                continue
            for position, other in enumerate(free.get(unit.words, ())):
                is_same = before[other].block.section == unit.block.section
                if is_same or not under_same_heading:
                    found[index] = free[unit.words].pop(position)
                    break
    return found


@dataclass(frozen=True, slots=True)
class _Cut:
    """The same words, cut into other blocks."""

    old: range
    new: range


def _cut_otherwise(
    before: Sequence[Unit], after: Sequence[Unit], partners: dict[int, int]
) -> list[_Cut]:
    """Find neighbours without partner whose words together are the same on both sides."""
    found = []
    for old, new in _gaps(before, after, partners):
        i, j = old.start, new.start
        while i < old.stop and j < new.stop:
            cut = _cut_at(before, after, old, new, i, j)
            if cut is None:
                i, j = i + 1, j + 1
                continue
            found.append(cut)
            i, j = cut.old.stop, cut.new.stop
    return found


def _cut_at(
    before: Sequence[Unit], after: Sequence[Unit], old: range, new: range, i: int, j: int
) -> _Cut | None:
    left, right = _bare(before[i]), _bare(after[j])
    a, b = i + 1, j + 1
    while left != right:
        if right.startswith(left) and a < old.stop:
            left += _bare(before[a])
            a += 1
        elif left.startswith(right) and b < new.stop:
            right += _bare(after[b])
            b += 1
        else:
            return None
    return _Cut(range(i, a), range(j, b))


def _bare(unit: Unit) -> str:
    return unit.words.replace(" | ", "").replace(" ", "")


def _gaps(
    before: Sequence[Unit], after: Sequence[Unit], partners: dict[int, int]
) -> Iterable[tuple[range, range]]:
    """The stretches without partner between blocks that have one, side by side."""
    taken = set(partners.values())
    start_old = start_new = 0
    ordered = sorted(partners.items())
    highest = -1
    for new, old in [*ordered, (len(after), len(before))]:
        if old <= highest:
            continue
        gap_old = _free(range(start_old, old), taken)
        gap_new = _free(range(start_new, new), partners)
        if gap_old and gap_new:
            yield gap_old, gap_new
        start_old, start_new, highest = old + 1, new + 1, old


def _free(span: range, taken: Iterable[int]) -> range:
    """The first stretch of a span in which nothing is taken."""
    known = taken if isinstance(taken, set | dict) else set(taken)
    start = next((index for index in span if index not in known), span.stop)
    stop = next((index for index in range(start, span.stop) if index in known), span.stop)
    return range(start, stop)


def _alike(
    before: Sequence[Unit],
    after: Sequence[Unit],
    partners: dict[int, int],
    splits: Sequence[_Cut],
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
    found: dict[int, int] = {}
    afar: set[int] = set()
    used: set[int] = set()
    for negative, _, j, i in scored:
        if j in found or i in used:
            continue
        is_near = _is_near(before[i], after[j], i, places[j])
        if -negative < (_SHARED if is_near else _SHARED_AFAR):
            continue
        found[j] = i
        used.add(i)
        if not is_near:
            afar.add(j)
    return found, afar


def _places(
    before: Sequence[Unit], after: Sequence[Unit], partners: dict[int, int]
) -> dict[int, int]:
    """Where each new block would have stood in the old document."""
    found: dict[int, int] = {}
    last = -1
    for index in range(len(after)):
        last = partners.get(index, last)
        found[index] = min(last + 1, len(before)) if index not in partners else last
    return found


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

    words_of = {i: before[i].words.casefold().split() for i in left_old}
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for i, words in words_of.items():
        for word in set(words):
            holding[word].append(i)
    for j in left_new:
        words = after[j].words.casefold().split()
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
            return Match(Outcome.MOVED, old, new, is_elsewhere=True)
        kinds = [[block.kind for block in unit.blocks] for unit in (old, new)]
        is_as_it_was = old.text == new.text and kinds[0] == kinds[1]
        return Match(Outcome.SAME if is_as_it_was else Outcome.LAYOUT, old, new)
    if is_date_line(old.block, old.text) and is_date_line(new.block, new.text):
        return Match(Outcome.DATE_LINE, old, new)
    return Match(Outcome.REWORDED, old, new, is_elsewhere)


def _in_order(
    before: Sequence[Unit],
    after: Sequence[Unit],
    found: dict[int, Match],
    splits: Sequence[_Cut],
) -> Iterable[Match]:
    kept = {id(each.old): index for index, each in found.items()}
    cut_old = {i: cut for cut in splits for i in cut.old}
    cut_new = {j: cut for cut in splits for j in cut.new}
    following: defaultdict[int, list[Match]] = defaultdict(list)
    last = -1
    for i, unit in enumerate(before):
        if id(unit) in kept:
            last = kept[id(unit)] if not found[kept[id(unit)]].is_elsewhere else last
        elif i in cut_old:
            last = cut_old[i].new.stop - 1
        else:
            following[last].append(Match(Outcome.GONE, unit, None))
    yield from following[-1]
    for j, unit in enumerate(after):
        if j in cut_new:
            cut = cut_new[j]
            offset = min(j - cut.new.start, len(cut.old) - 1)
            yield Match(Outcome.LAYOUT, before[cut.old.start + offset], unit)
        else:
            yield found.get(j) or Match(Outcome.NEW, None, unit)
        yield from following[j]
