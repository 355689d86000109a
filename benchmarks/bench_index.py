"""An index against the records it was built of: the command, whole answers, equality.

    python bench_openfisca.py --write DIR     # once: 4,056 provisions, 18,072 statements
    python bench_index.py DIR                 # --days 100000 compares on all of them
    python bench_index.py --million FILE      # a million provision versions, built where it is not

Times are CPU seconds; the ratios are those of one run. Equality is that of all answers about each
source on days at which something of it changes, and on the days beside them; and of what changed
between such days.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import process_time

import guidance
import made
from guidance.answers.answering import states_of
from guidance.index.pages import page_on
from guidance.report.pages import drawn

DAYS = 20
PUBLISHED = date(2026, 11, 23).toordinal()
"""Up to this day it is open what of the conversion had been published."""
SEED = 20261130


SPY = """
import os, subprocess, sys
run = subprocess.Popen([sys.executable, "-m", "guidance", *sys.argv[1:]], stdout=-3, stderr=-3)
_, status, used = os.wait4(run.pid, 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def cpu(*words: str) -> tuple[float, float]:
    """CPU seconds of a command and its megabytes, the best of five; from a small process."""
    spy = [sys.executable, "-c", SPY, *words]
    runs = [subprocess.run(spy, capture_output=True, check=True).stdout.split() for _ in range(5)]
    return min(float(seconds) for seconds, _ in runs), min(float(most) for _, most in runs)


def timed(act):
    start = process_time()
    result = act()
    return process_time() - start, result


def commands(folder: Path, index: Path, source: str) -> None:
    base, _ = cpu("--help")
    print(f"guidance --help: {base:.3f} s")
    for name, words in {
        f"as-of, {source}": ("--source", source),
        "as-of, all": (),
    }.items():
        for kind, data in (("index", index), ("records", folder)):
            more = ("--no-cache",) if data is folder else ()
            spent, most = cpu("as-of", "2020-01-15", *words, "--data", str(data), *more)
            print(f"{name}, {kind}: {spent:.3f} s ({spent / base:.1f} x --help), {most:.0f} MB")
    spent, most = cpu("changes", "2018-01-01", "2020-01-01", "--data", str(index))
    print(f"changes of two years, all, index: {spent:.3f} s, {most:.0f} MB")


def equality(corpus: guidance.Corpus, compiled: guidance.Corpus, most: int) -> None:
    """Compare the answers about each source on days at which it turns, and on those beside them."""
    choice, states = random.Random(SEED), states_of(corpus)
    asked = settled = 0
    for source in corpus.sources:
        turns = [day for day in states.turns(source) if 1 < day < date.max.toordinal()]
        days = sorted({day + near for day in turns for near in (-1, 0, 1)})
        for day in sorted(choice.sample(days, min(most, len(days)))):
            on = date.fromordinal(day)
            answer = corpus.as_of(on, source=(source,))
            assert compiled.as_of(on, source=(source,)) == answer, (source, on)
            page = page_on(compiled._store.path, source, on)
            if page is not None:
                settled += 1
                told = drawn(page, on, width=80, colour=False)
                assert told == guidance.render(answer), (source, on)
            asked += 1
    print(
        f"equal: {asked:,} answers about one source each, {settled:,} of them by their page, at"
        " boundaries and beside them"
    )


def changes(corpus: guidance.Corpus, compiled: guidance.Corpus, windows: int) -> None:
    """Compare what changed of each source between days at which it turns, and of all of them."""
    choice, states, day = random.Random(SEED), states_of(corpus), date.fromordinal
    asked = []
    for source in corpus.sources:
        turns = [turn + near for turn in states.turns(source)[1:] for near in (-1, 0)]
        pairs = (sorted(choice.choices(turns, k=2)) for _ in range(windows))
        # Of a day on which it is open what had been published, what was learnt takes long.
        asked += [(day(a), day(min(b, PUBLISHED)), source) for a, b in pairs if a <= PUBLISHED]
    for since, until, source in asked:
        ours, theirs = (
            records.changes(since, until, source=source) for records in (compiled, corpus)
        )
        assert ours == theirs, (since, until, source)
    print(f"equal: what changed in {len(asked):,} windows of one source each")
    for since, until in (("2018-01-01", "2020-01-01"), ("1945-01-01", "2026-01-01")):
        ours, told = timed(lambda a=since, b=until: compiled.changes(a, b))
        theirs, again = timed(lambda a=since, b=until: corpus.changes(a, b))
        assert told == again
        count = sum(len(step.changes) for step in told.steps)
        print(
            f"what changed from {since} to {until}, {count:,} changes: {ours:.2f} s, and of the"
            f" records, whose states are worked out: {theirs:.2f} s"
        )


def million(path: Path) -> None:
    """Build an index of a million provision versions, without earlier knowledge."""
    making, corpus = timed(lambda: made.corpus(4_200, 20, 12))
    count = sum(len(version.provisions) for version in corpus.versions.values())
    print(f"{count:,} provision versions made and resolved: {making:.0f} s")
    building, _ = timed(lambda: guidance.build(corpus, path, known=False))
    size, most = path.stat().st_size / 1e6, getrusage(RUSAGE_SELF).ru_maxrss / 1024
    print(f"built: {building:.0f} s, {size:,.0f} MB, with {most:,.0f} MB of memory")


def asking(path: Path) -> None:
    """Open an index in a process that has done nothing else, and ask for one source after another."""
    import guidance.index.indexed  # the library is loaded before

    before = getrusage(RUSAGE_SELF).ru_maxrss / 1024
    opening, compiled = timed(lambda: guidance.open(path))
    choice = random.Random(SEED)
    first, second = [], []
    for number in choice.sample(range(4_200), 1000):
        source, year = f"source-{number:04d}", 2001 + choice.randrange(9)
        for taken, on in ((first, date(year, 6, 15)), (second, date(year + 1, 3, 1))):
            taken.append(timed(lambda s=source, d=on: compiled.as_of(d, source=s).in_force)[0])
    most = getrusage(RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"open: {1000 * opening:.1f} ms; memory {most:.0f} MB, {before:.0f} of them the library;"
        f" the very first question {1000 * first[0]:.1f} ms"
    )
    for title, taken in (("first", first), ("second", second)):
        ordered = sorted(taken)
        print(
            f"one source of 12 provisions, {title} question to it: median"
            f" {1000 * ordered[500]:.2f} ms, 95 of 100 within {1000 * ordered[950]:.2f} ms,"
            f" 99 within {1000 * ordered[990]:.2f} ms"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--days", type=int, default=DAYS, help="of each source, to compare")
    parser.add_argument("--million", type=Path, metavar="FILE", help="build it where it is not")
    given = parser.parse_args()
    if given.million is not None:
        if not given.million.exists():
            million(given.million)
            subprocess.run([sys.executable, __file__, "--million", given.million], check=True)
        else:
            asking(given.million)
    if given.folder is not None:
        openfisca(given.folder, given.days)


def openfisca(folder: Path, days: int) -> None:
    """Time and compare an index of a folder."""
    with tempfile.TemporaryDirectory() as place:
        index = Path(place) / "records.index"
        loading, corpus = timed(lambda: guidance.load(folder))
        building, _ = timed(lambda: guidance.build(corpus, index))
        print(
            f"load: {loading:.1f} s; build: {building:.1f} s; {index.stat().st_size / 1e6:.0f} MB"
        )
        opening, compiled = timed(lambda: guidance.open(index))
        smallest = min(corpus.sources, key=lambda source: len(compiled._refs_on(None, source)))
        single, _ = timed(lambda: compiled.as_of("2020-01-15", source=smallest).in_force)
        more, _ = timed(lambda: compiled.as_of("2021-01-15", source=smallest).in_force)
        every, _ = timed(lambda: compiled.as_of("2020-01-15").in_force)
        finding, search = timed(lambda: compiled.search("montant maximum"))
        print(
            f"open: {1000 * opening:.0f} ms; smallest source: {1000 * single:.1f} ms, another day"
            f" {1000 * more:.1f} ms; everything: {1000 * every:.0f} ms;"
            f" search: {1000 * finding:.0f} ms, {len(search.hits)} texts"
        )
        commands(folder, index, smallest)
        equality(corpus, compiled, days)
        changes(corpus, compiled, days)


if __name__ == "__main__":
    main()
