"""The only way from the laws to the package: dictionaries in, a verdict for each part out.

It uses what the package documents: ``guidance.load`` and ``Corpus.as_of`` with their entries.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import guidance
from laws.oracle import Atom, Oracle
from laws.oracle_days import day
from laws.oracle_places import covers
from laws.oracle_records import Corpus

# The one switch: whether the engine in this repository speaks of parts, and is held to the laws.
IS_HELD_TO_THE_LAWS = False

needs_engine = pytest.mark.skipif(not IS_HELD_TO_THE_LAWS, reason="the engine knows no parts yet")


@dataclass(frozen=True)
class Verdict:
    """What somebody answers about one provision at one atom on one day.

    ``versions`` are those whose text may be shown; empty where the answer shows none.
    """

    state: str
    versions: frozenset[str] = frozenset()
    since: tuple[int, int] | None = None
    not_yet: frozenset[str] = frozenset()


NOTHING = Verdict("nothing")
REFUSED = guidance.RecordsError


def write(corpus: Corpus, folder: Path) -> Path:
    """The corpus as a data folder of JSON files."""
    for record in (*corpus.sources, *corpus.versions):
        place = folder / record["source"]
        place.mkdir(parents=True, exist_ok=True)
        stem = record.get("version", "source")
        (place / f"{stem}.json").write_text(json.dumps(record), encoding="utf-8")
    return folder


def load(corpus: Corpus) -> Any:
    """The package's corpus of some records."""
    with tempfile.TemporaryDirectory() as folder:
        return guidance.load(write(corpus, Path(folder)))


def ask(
    corpus: Corpus,
    atoms: list[Atom],
    days: list[str],
    known_on: str | None = None,
    loaded: Any = None,
) -> dict[str, dict[tuple[str, Atom], Verdict]]:
    """The engine's verdicts, atom by atom."""
    held = loaded or load(corpus)
    found: dict[str, dict[tuple[str, Atom], Verdict]] = {}
    for each in days:
        answer = held.as_of(each, known_on=known_on)
        found[each] = {}
        for entry in answer.entries:
            if entry.state.value == "no-evidence":
                continue
            for atom in atoms:
                if holds(entry.part, atom, day(each)):
                    key = (entry.ref, atom)
                    assert key not in found[each], f"{entry.ref} stands twice at {sorted(atom)}"
                    found[each][key] = _verdict(entry)
    return found


def holds(part: Any, atom: Atom, on: int) -> bool:
    """Whether an atom lies in a part on a day."""
    if part.within is None:
        return not any(covers(((each,), ()), atom, on) for each in part.without)
    return covers((part.within, part.without), atom, on)


def _verdict(entry: Any) -> Verdict:
    since = None
    if entry.since is not None and entry.state.value == "in-force":
        since = (entry.since.date.earliest.toordinal(), entry.since.date.latest.toordinal())
    return Verdict(entry.state.value, frozenset({entry.version}), since)


def oracle_ask(
    corpus: Corpus,
    atoms: list[Atom],
    days: list[str],
    known_on: str | None = None,
    limit: int | None = None,
) -> dict[str, dict[tuple[str, Atom], Verdict]]:
    """The oracle's verdicts in the same shape."""
    oracle = Oracle(corpus, limit)
    found: dict[str, dict[tuple[str, Atom], Verdict]] = {each: {} for each in days}
    for atom in atoms:
        for on, answers in oracle.ask(days, known_on, atom).items():
            for key, possible in answers.items():
                since = {each for each in possible.since if each is not None}
                found[on][key] = Verdict(
                    possible.state,
                    frozenset(each for each in possible.versions if each),
                    (min(since), max(since)) if since and possible.state == "in-force" else None,
                    frozenset(each for each in possible.not_yet if each),
                )
    return found
