"""A small app of somebody else, typed as strictly as they can: it uses nothing but public names."""

from __future__ import annotations

import copy
import pickle
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import guidance
from guidance import (
    Answer,
    Change,
    ChangeReport,
    Corpus,
    EditionDiff,
    Entry,
    Hit,
    Ruling,
    Standing,
    State,
    Undetermined,
)


def told(answer: Answer) -> Iterator[str]:
    """What an app shows of an answer: what is certain, and what is not."""
    entry: Entry
    for entry in answer.in_force:
        since = entry.since.date.earliest if entry.since is not None else None
        yield f"{entry.ref} since {since}: {entry.provision.text}"
    group: Undetermined
    for group in answer.undetermined:
        yield f"cannot be settled: {group.event.label} {[each.ref for each in group.entries]}"
    yield answer.coverage.status.value


def news(report: ChangeReport) -> dict[str, str]:
    """The sentences about changes, by the key that stays the same for ever."""
    changes: list[Change] = [change for step in report.steps for change in step.changes]
    changes += report.learnt
    return {change.key: guidance.sentence(change) for change in changes}


def asked(corpus: Corpus, on: date | str, standing: Standing | None = None) -> Answer:
    """A question with the types that a caller may have to name."""
    return corpus.as_of(on, topic="alemtuzumab", standing=standing)


def judged(corpus: Corpus) -> Ruling:
    """What is made of a person."""
    facts: dict[str, object] = {"prior-dmt": False, "relapses": "2/P24M"}
    return corpus.evaluate(date(2020, 2, 1), facts)


def main(folder: Path) -> int:
    """Use all of it once."""
    corpus = guidance.load()
    answer = asked(corpus, "2020-01-15", "recommendation")
    again: Answer = pickle.loads(pickle.dumps(answer))
    assert again == copy.deepcopy(answer) == answer
    document: dict[str, object] = answer.to_dict()
    assert document["on"] == "2020-01-15"
    lines = list(told(asked(corpus, date(2020, 1, 15))))
    found = news(corpus.changes("2019-12-31", "2020-02-01", topic="alemtuzumab"))
    assert lines
    assert found
    ruling = judged(corpus)
    page: str | bytes = guidance.render(ruling, "html")
    assert page
    difference: EditionDiff = guidance.diff(corpus, corpus.only("ms-society-alemtuzumab"))
    assert difference
    guidance.build(corpus, folder / "records.index")
    compiled = guidance.open(folder / "records.index")
    assert compiled.fingerprint == corpus.fingerprint
    hits: tuple[Hit, ...] = compiled.search("first treatment", on="2020-02-01").hits
    assert any(hit.state_on(date(2020, 2, 1)) is State.IN_FORCE for hit in hits)
    try:
        corpus.as_of("2020-01-15", topic="alemtuzumap")
    except guidance.UnknownNameError as error:
        suggestion: str = error.suggestions[0]
        assert suggestion == "alemtuzumab"
    return len(lines)


if __name__ == "__main__":
    print(main(Path(sys.argv[1])), guidance.__version__)
