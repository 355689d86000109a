"""An index against the records it was built of: the command, whole answers, equality.

    python bench_openfisca.py --write DIR     # once: 4,056 provisions, 18,072 statements
    python bench_index.py DIR

Times are CPU seconds; the ratios are those of one run. Equality is that of all answers about each
source on days at which something of it changes, and on the days beside them.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import process_time

import guidance

DAYS = 20
SEED = 20261130


def cpu(*words: str) -> float:
    """CPU seconds of a command, the best of three."""
    found = []
    for _ in range(3):
        running = subprocess.Popen([sys.executable, "-m", "guidance", *words], stdout=-3, stderr=-3)
        _, status, used = os.wait4(running.pid, 0)
        assert os.waitstatus_to_exitcode(status) == 0, words
        found.append(used.ru_utime + used.ru_stime)
    return min(found)


def timed(act):
    start = process_time()
    found = act()
    return process_time() - start, found


def commands(folder: Path, index: Path, source: str) -> None:
    base = cpu("--help")
    print(f"guidance --help: {base:.2f} s")
    for name, words in {
        f"as-of, {source}": ("--source", source),
        "as-of, all": (),
    }.items():
        for kind, data in (("index", index), ("records", folder)):
            more = ("--no-cache",) if data is folder else ()
            spent = cpu("as-of", "2020-01-15", *words, "--data", str(data), *more)
            print(f"{name}, {kind}: {spent:.2f} s ({spent / base:.1f} x --help)")


def equality(corpus: guidance.Corpus, compiled: guidance.Corpus) -> None:
    choice = random.Random(SEED)
    asked = 0
    for source in corpus.sources:
        edges = set()
        for version in corpus.versions.values():
            if version.source == source:
                for provision in version.provisions.values():
                    for name in (provision.applies.from_, provision.applies.until):
                        event = version.events.get(name or "")
                        if event and isinstance(event.date, guidance.ImpreciseDate):
                            edges |= {event.date.earliest, event.date.latest}
        ordinals = [day.toordinal() + near for day in edges if day for near in (-1, 0, 1)]
        for day in choice.sample(ordinals, min(DAYS, len(ordinals))):
            on = date.fromordinal(day)
            assert compiled.as_of(on, source=source) == corpus.as_of(on, source=source), (
                source,
                on,
            )
            asked += 1
    print(f"equal: {asked} answers about one source each, at boundaries and beside them")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as place:
        index = Path(place) / "records.index"
        loading, corpus = timed(lambda: guidance.load(folder))
        building, _ = timed(lambda: guidance.build(corpus, index))
        print(
            f"load: {loading:.1f} s; build: {building:.1f} s; {index.stat().st_size / 1e6:.0f} MB"
        )
        opening, compiled = timed(lambda: guidance.open(index))
        smallest = min(corpus.sources, key=lambda each: len(compiled._refs_on(None, each)))
        one, _ = timed(lambda: compiled.as_of("2020-01-15", source=smallest))
        more, _ = timed(lambda: compiled.as_of("2021-01-15", source=smallest))
        every, _ = timed(lambda: compiled.as_of("2020-01-15"))
        finding, found = timed(lambda: compiled.search("montant maximum"))
        print(
            f"open: {1000 * opening:.0f} ms; smallest source: {1000 * one:.1f} ms, another day"
            f" {1000 * more:.1f} ms; everything: {1000 * every:.0f} ms;"
            f" search: {1000 * finding:.0f} ms, {len(found.hits)} texts"
        )
        commands(folder, index, smallest)
        equality(corpus, compiled)


if __name__ == "__main__":
    main()
