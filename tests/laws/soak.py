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
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

import guidance
from laws import blocks, engine
from laws.asking import days_around, differences
from laws.generators import at_random
from laws.oracle import Atom, Oracle
from laws.oracle_records import Corpus
from laws.oracle_worlds import TooManyWorldsError


class Asking:
    """One corpus, asked of the oracle and of the engine.

    Most of what a soak costs are the few corpora with very many worlds. So of each as many places
    are compared as the worlds allow, beginning with another one for each seed (``first``).
    """

    def __init__(self, corpus: Corpus, first: int) -> None:
        self.corpus, self.days = corpus, days_around(corpus)
        self.oracle = Oracle(corpus)
        at = first % len(self.oracle.atoms)
        self.atoms = [*self.oracle.atoms[at:], *self.oracle.atoms[:at]]

    @cached_property
    def loaded(self) -> Any:
        """The corpus as the engine holds it."""
        return engine.load(self.corpus)

    def differences(self, worlds: int, known_on: str | None) -> list[tuple[Any, ...]]:
        """Where the two differ; a corpus that the engine refuses differs everywhere.

        Raises:
            TooManyWorldsError: One place alone has more.
        """
        expected: dict[str, Any] = {on: {} for on in self.days}
        compared: list[Atom] = []
        self.oracle.tried = 0
        for atom in self.atoms:
            self.oracle.limit = worlds - self.oracle.tried
            try:
                answers = self.oracle.ask(self.days, known_on, atom)
            except TooManyWorldsError:
                if not compared:
                    raise
                break
            compared.append(atom)
            for on, told in answers.items():
                expected[on].update(told)
        try:
            got = engine.ask(self.corpus, compared, self.days, known_on, self.loaded)
        except guidance.GuidanceError as refused:
            return [("refused", engine.faults(refused))]
        except Exception as broken:
            return [("broken", repr(broken)[:200])]
        return differences(expected, got)


def compare(
    corpus: Corpus, worlds: int, known_on: str | None = None, first: int = 0
) -> list[tuple[Any, ...]]:
    """Where engine and oracle differ on a corpus, as ``Asking`` tells it."""
    return Asking(corpus, first).differences(worlds, known_on)


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
    parser.add_argument("--stop-after", type=int, default=10, help="counterexamples; 0: never")
    parser.add_argument("--folder", type=Path, default=Path("counterexamples"))
    parser.add_argument("--blocks", type=Path, help="figures of all runs, added up and resumed")
    parser.add_argument("--block", type=int, default=250, help="seeds for each line of --blocks")
    asked = parser.parse_args()
    done = blocks.read(asked.blocks)
    first = max([asked.first, *(each["first"] + each["seeds"] for each in done)])
    end, differing = asked.first + asked.count, 0
    while first < end and not 0 < asked.stop_after <= differing:
        began, counted = time.process_time(), Counter[str]()
        last = min(first + asked.block, end)
        for seed in range(first, last):
            counted.update(_try(seed, asked))
        differing += sum(counted[kind] for kind in ("differs", "refused", "broken"))
        block = blocks.line(first, last - first, counted, time.process_time() - began)
        blocks.add(asked.blocks, block)
        done.append(block)
        first = last
    _tell(blocks.summed(done))


def _try(seed: int, asked: argparse.Namespace) -> Iterator[str]:
    """What came of a seed, for each knowledge it was asked by."""
    corpus = at_random(seed, most=asked.most, names_publications=True)
    asking = Asking(corpus, seed)
    for known_on in (None, asking.days[seed % 12]):
        try:
            left = asking.differences(asked.worlds, known_on)
        except TooManyWorldsError:
            yield "left out"
            continue
        yield _kind(left) if left else "agreed"
        if left:
            small = shrink(corpus, asked.worlds, known_on, seed)
            left = compare(small, asked.worlds, known_on, seed)
            folder = asked.folder / f"{seed}{'' if known_on is None else '-known-on-' + known_on}"
            save(small, folder, left)
            _tell(f"seed {seed}, known on {known_on}: {left[0]} ({folder})")
            break


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
