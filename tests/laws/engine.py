"""The only way from the laws to the package: dictionaries in, a verdict for each part out.

It uses what the package documents: ``guidance.load`` and ``Corpus.as_of`` with their entries.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import guidance
from laws.oracle import Atom
from laws.oracle_days import OPEN, day
from laws.oracle_places import lies_in
from laws.oracle_records import Corpus


@dataclass(frozen=True)
class Verdict:
    """What somebody answers about one provision at one atom on one day.

    ``versions`` are those whose text may be shown; empty where the answer shows none. Where it is
    undetermined, ``possible`` are the states that it tells as possible. ``words`` are text and
    force.
    """

    state: str
    versions: frozenset[str] = frozenset()
    since: tuple[int, int] | None = None
    not_yet: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()
    words: frozenset[tuple[str, str]] = frozenset()


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
    strictly: bool = False,
) -> dict[str, dict[tuple[str, Atom], Verdict]]:
    """The engine's verdicts, atom by atom; ``strictly``: the names of parts never overlap."""
    held = loaded or load(corpus)
    found: dict[str, dict[tuple[str, Atom], Verdict]] = {}
    for on in days:
        answer = held.as_of(on, known_on=known_on)
        found[on] = {}
        # What is said of places by name comes before what is said of all that is not named.
        said = sorted(_verdicts(answer), key=lambda each: each[0].part.within is None)
        for entry, verdict in said:
            for atom in atoms:
                if holds(entry.part, atom, day(on)):
                    key = (entry.ref, atom)
                    if key in found[on] and entry.part.within is None and not strictly:
                        continue
                    assert key not in found[on], f"{entry.ref} stands twice at {sorted(atom)}"
                    found[on][key] = verdict
    return found


def _verdicts(answer: Any) -> Iterator[tuple[Any, Verdict]]:
    for name in ("in_force", "upcoming", "ended", "suspended", "displaced"):
        for entry in getattr(answer, name):
            yield entry, _certain(entry)
    for group in answer.undetermined:
        for entry in group.entries:
            cases = [
                each
                for case in group.cases
                for each in case.entries
                if (each.ref, each.part) == (entry.ref, entry.part)
            ]
            states = frozenset(each.state.value for each in cases) - {"no-evidence"}
            words = frozenset(_words(each) for each in cases if each.state.value == "in-force")
            if group.more or group.is_tangled:
                states, words = frozenset(), frozenset()
            yield entry, Verdict("undetermined", possible=states, words=words)


def holds(part: Any, atom: Atom, on: int) -> bool:
    """Whether an atom lies in a part; its name holds for the day asked about, ``a&b`` is both."""
    named = part.within is None or _in_any(part.within, atom, on)
    return named and not _in_any(part.without, atom, on)


def _in_any(codes: tuple[str, ...], atom: Atom, on: int) -> bool:
    return any(all(lies_in(atom, each, on) for each in code.split("&")) for code in codes)


def _certain(entry: Any) -> Verdict:
    since = None
    if entry.since is not None and entry.state.value == "in-force":
        known = entry.since.date
        first = known.earliest.toordinal() if known.earliest else OPEN
        since = (first, known.latest.toordinal())
    ahead = frozenset(each.version for each in entry.upcoming[:1])
    # What never applied shows no text: it is told by the last that was to apply.
    versions = frozenset({entry.version, *entry.restated_by})
    if "never-applied" in entry.caveats:
        versions = frozenset()
    words = frozenset({_words(entry)})
    return Verdict(entry.state.value, versions, since, ahead, words=words)


def _words(entry: Any) -> tuple[str, str]:
    return entry.provision.text, entry.provision.force


def faults(refused: guidance.GuidanceError) -> str:
    """All that a refusal says."""
    return "\n".join(str(each) for each in getattr(refused, "exceptions", [refused]))
