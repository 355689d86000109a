"""An index against the corpus it was made of: every question, on all days at boundaries and beside.

cd tests && python -m support.same_answers 0 2000     # by hand: random corpora, by their seeds
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from itertools import pairwise
from pathlib import Path

import guidance
from guidance import Corpus
from guidance.index.indexed import IndexedCorpus
from guidance.index.pages import page_on
from guidance.index.store import IndexFile
from guidance.report import of_answer, render
from guidance.report.pages import drawn
from laws.asking import days_around
from laws.engine import load
from laws.generators import at_random
from laws.oracle_records import Corpus as Raw


def indexed(corpus: Corpus, folder: Path, name: str = "records.index") -> IndexedCorpus:
    """An index of a corpus, opened."""
    path = folder / name
    guidance.build(corpus, path)
    return IndexedCorpus(IndexFile(path))


def assert_same_answers(stored: IndexedCorpus, corpus: Corpus, raw: Raw) -> None:
    """Ask both everything."""
    days = days_around(raw)
    assert stored.fingerprint == corpus.fingerprint
    assert tuple(stored.sources) == tuple(corpus.sources)
    assert tuple(stored.versions) == tuple(corpus.versions)
    assert stored.provisions == corpus.provisions
    assert stored.events == corpus.events
    assert stored.kinds == corpus.kinds
    assert stored.topics == corpus.topics
    assert stored.families() == corpus.families()
    assert stored.days_of_knowledge() == corpus.days_of_knowledge()
    assert stored.days_of_knowledge("2020-02-01") == corpus.days_of_knowledge("2020-02-01")
    for ref in corpus.provisions:
        assert stored.title(ref) == corpus.title(ref)
        assert stored.history(ref) == corpus.history(ref)
        assert stored.history(ref, known_on=days[5]) == corpus.history(ref, known_on=days[5])
    for day in (*days, "0001-01-01", "9999-12-31"):
        ours, theirs = stored.as_of(day), corpus.as_of(day)
        assert ours == theirs
        assert ours.to_dict() == theirs.to_dict()
    for day in days[::3]:
        for source in corpus.sources:
            assert stored.as_of(day, source=source) == corpus.as_of(day, source=source)
        assert stored.as_of(day, jurisdiction="GB") == corpus.as_of(day, jurisdiction="GB")
        assert stored.as_of(day, known_on=days[6]) == corpus.as_of(day, known_on=days[6])
    for known_on in knowledge(corpus):
        for day in days[::6]:
            ours, theirs = (asked.as_of(day, known_on=known_on) for asked in (stored, corpus))
            assert ours == theirs, (day, known_on)
        for ref in corpus.provisions:
            ours, theirs = (asked.history(ref, known_on=known_on) for asked in (stored, corpus))
            assert ours == theirs, (ref, known_on)
    for words in ("one", "title of p", "two"):
        assert stored.search(words) == corpus.search(words)
        ours, theirs = (asked.search(words, on=days[7]) for asked in (stored, corpus))
        assert ours.to_dict() == theirs.to_dict()
        known = {"known_on": days[6], "source": next(iter(corpus.sources))}
        assert stored.search(words, **known) == corpus.search(words, **known)
    for source in (None, *corpus.sources):
        question = {"source": source} if source else {}
        ours, theirs = (asked.changes(days[1], days[9], **question) for asked in (stored, corpus))
        assert ours == theirs
        assert ours.to_dict() == theirs.to_dict()
    assert_same_changes(stored, corpus, days)


def assert_same_changes(stored: IndexedCorpus, corpus: Corpus, days: list[str]) -> None:
    """Ask both what changed.

    In short windows: of a provision that is wrongly passed over, a long one would tell by chance.
    In long ones, as known on days on which more is known, and narrowed in every way.
    """
    known = [*knowledge(corpus), days[6]]
    asked: list[tuple[str, str, dict[str, object]]] = [
        *((first, last, {}) for first, last in pairwise(days)),
        *((first, last, {}) for first in days[::5] for last in days[2::5] if first <= last),
        ("0001-01-01", "9999-12-31", {}),
    ]
    for known_on in known:
        windows = (*pairwise((days[0], days[3], days[4], days[7], days[10])), (days[2], days[12]))
        asked += ((*window, {"known_on": known_on}) for window in windows)
    for window in ((days[1], days[9]), (days[4], days[7])):
        asked += ((*window, {"source": source}) for source in corpus.sources)
        asked += ((*window, {"topic": topic}) for topic in corpus.topics)
        asked += ((*window, {"kind": kind}) for kind in corpus.kinds)
        asked += ((*window, {"standing": standing}) for standing in ("law", "advice"))
        asked += ((*window, {"jurisdiction": place}) for place in ("GB", "GB-ENG", "EU", "DE"))
        asked.append((*window, {"jurisdiction": "FR", "known_on": known[0]}))
    for since, until, narrowed in asked:
        ours, theirs = (each.changes(since, until, **narrowed) for each in (stored, corpus))
        assert ours == theirs, (since, until, narrowed)
        assert [change.key for step in ours.steps for change in step.changes] == [
            change.key for step in theirs.steps for change in step.changes
        ]


def knowledge(corpus: Corpus) -> list[date]:
    """Days of knowledge on which more is known, and those beside them; of many a selection."""
    turns = [day.toordinal() for day in corpus.days_of_knowledge()][1:]
    near = sorted({day + beside for day in turns for beside in (-1, 0, 1)})
    return [date.fromordinal(day) for day in near[:: max(1, len(near) // 6)]]


def assert_same_pages(path: Path, corpus: Corpus, days: list[str]) -> int:
    """Read the page of each source on each day; return how many there are."""
    pages = 0
    for source in corpus.sources:
        for day in days:
            on = date.fromisoformat(day)
            answer = corpus.as_of(on, source=(source,))
            page = page_on(path, source, on)
            assert (page is None) <= bool(answer.undetermined)
            if page is not None:
                pages += 1
                told = drawn(page, on, width=70, colour=True)
                assert told == render(of_answer(answer), width=70, colour=True), (source, day)
    return pages


def main(first: int, last: int) -> None:
    """Compare the corpora of some seeds, and say how many."""
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, last):
            raw = at_random(seed)
            corpus = load(raw)
            stored, path = indexed(corpus, Path(folder)), Path(folder) / "records.index"
            assert_same_answers(stored, corpus, raw)
            assert_same_pages(path, corpus, [*days_around(raw), "0001-01-01", "9999-12-30"])
            stored.close()
    sys.stdout.write(f"seeds {first} to {last - 1}: an index answers as its corpus does\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
