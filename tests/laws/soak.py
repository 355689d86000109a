"""Random corpora against the oracle, run by hand: ``cd tests && python -m laws.soak 0 1000``.

Prints what it did, and writes every counterexample, made as small as it gets, as a folder of YAML
files with the questions on which the two differ.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

import guidance
from laws import engine
from laws.asking import atoms_of, days_around, differences
from laws.generators import at_random
from laws.oracle import Atom, Oracle
from laws.oracle_records import Corpus
from laws.oracle_worlds import TooManyWorldsError


def compare(
    corpus: Corpus, worlds: int, known_on: str | None = None, first: int = 0
) -> list[tuple[Any, ...]]:
    """Where engine and oracle differ; a corpus that the engine refuses differs everywhere.

    Most of what a soak costs are the few corpora with very many worlds. So of each as many places
    are compared as ``worlds`` allows, beginning with another one for each seed (``first``).

    Raises:
        TooManyWorldsError: One place alone has more.
    """
    days, atoms = days_around(corpus), atoms_of(corpus)
    at = first % len(atoms)
    expected: dict[str, Any] = {on: {} for on in days}
    compared: list[Atom] = []
    oracle = Oracle(corpus, worlds)
    for atom in (*atoms[at:], *atoms[:at]):
        oracle.limit = worlds - oracle.tried
        try:
            answers = oracle.ask(days, known_on, atom)
        except TooManyWorldsError:
            if not compared:
                raise
            break
        compared.append(atom)
        for on, told in answers.items():
            expected[on].update(told)
    try:
        got = engine.ask(corpus, compared, days, known_on)
    except guidance.GuidanceError as refused:
        return [("refused", engine.faults(refused))]
    except Exception as broken:
        return [("broken", repr(broken)[:200])]
    return differences(expected, got)


def smaller(corpus: Corpus) -> Iterator[Corpus]:
    """Corpora with one thing less."""
    for index in range(len(corpus.versions)):
        yield Corpus(corpus.sources, corpus.versions[:index] + corpus.versions[index + 1 :])
    for kind in ("sources", "versions"):
        for index, record in enumerate(getattr(corpus, kind)):
            for path in _paths(record):
                less = deepcopy(getattr(corpus, kind))
                place: Any = less[index]
                for key in path[:-1]:
                    place = place[key]
                del place[path[-1]]
                yield Corpus(**{"sources": corpus.sources, "versions": corpus.versions, kind: less})


_NEEDED = {
    "format", "source", "version", "extent", "published", "standing", "document", "title", "topics",
    "kind", "force", "text", "cite", "label", "act", "because", "event", "set", "on",
}  # fmt: skip


def _paths(record: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something can be left out, the largest things first."""
    items = record.items() if isinstance(record, dict) else enumerate(record)
    keys = [key for key, _ in items]
    for key in keys:
        if key not in _NEEDED:
            yield (*above, key)
    for key in keys:
        if isinstance(record[key], dict | list):
            yield from _paths(record[key], (*above, key))


def _kind(left: list[tuple[Any, ...]]) -> str:
    """``refused``, ``broken`` or ``differs``."""
    return left[0][0] if len(left[0]) == 2 else "differs"


def shrink(corpus: Corpus, worlds: int, known_on: str | None, first: int) -> Corpus:
    """A corpus that still differs, and from which nothing can be left out."""
    kind = _kind(compare(corpus, worlds, known_on, first))
    if kind == "refused":
        return corpus  # with less it would be refused for something else
    is_smaller = True
    while is_smaller:
        is_smaller = False
        for less in smaller(corpus):
            try:
                left = compare(less, worlds, known_on, first)
            except Exception:
                continue
            if left and _kind(left) == kind:
                corpus, is_smaller = less, True
                break
    return corpus


def save(corpus: Corpus, folder: Path, left: list[tuple[Any, ...]]) -> None:
    """Write a corpus as a data folder, with what differs beside it."""
    if folder.exists():
        shutil.rmtree(folder)
    for record in (*corpus.sources, *corpus.versions):
        place = folder / "records" / record["source"]
        place.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(record, sort_keys=False, allow_unicode=True)
        (place / f"{record.get('version', 'source')}.yaml").write_text(text, encoding="utf-8")
    lines = "\n".join(repr(each) for each in left)
    (folder / "differences.txt").write_text(lines + "\n", encoding="utf-8")


def main() -> None:
    """Try the corpora of many seeds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=int)
    parser.add_argument("count", type=int)
    parser.add_argument("--worlds", type=int, default=150, help="most worlds tried of a corpus")
    parser.add_argument("--most", type=int, default=6, help="versions in a corpus")
    parser.add_argument("--stop-after", type=int, default=10, help="counterexamples")
    parser.add_argument("--folder", type=Path, default=Path("counterexamples"))
    asked = parser.parse_args()
    began, counted = time.process_time(), Counter[str]()
    for seed in range(asked.first, asked.first + asked.count):
        corpus = at_random(seed, most=asked.most)
        later = days_around(corpus)[seed % 12]
        for known_on in (None, later):
            try:
                left = compare(corpus, asked.worlds, known_on, seed)
            except TooManyWorldsError:
                counted["left out: too many worlds"] += 1
                continue
            counted[_kind(left) if left else "agreed"] += 1
            if left:
                small = shrink(corpus, asked.worlds, known_on, seed)
                left = compare(small, asked.worlds, known_on, seed)
                folder = (
                    asked.folder / f"{seed}{'' if known_on is None else '-known-on-' + known_on}"
                )
                save(small, folder, left)
                _tell(f"seed {seed}, known on {known_on}: {left[0]} ({folder})")
                break
        if sum(counted[kind] for kind in ("differs", "refused", "broken")) >= asked.stop_after:
            break
    seconds = time.process_time() - began
    pace = (seed + 1 - asked.first) / max(seconds, 1) * 60
    _tell(f"{dict(counted)} in {seconds:.0f} s of one processor: {pace:.0f} seeds a minute")


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
