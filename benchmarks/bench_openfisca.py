"""Data that nobody here wrote: the parameters of OpenFisca France, against OpenFisca itself.

It makes an environment with ``openfisca-france`` from the package index, converts its parameters
(some 4,000, with 18,000 dated values) with the importer ``openfisca``, asks 10,000 random
parameter-days of both, and compares value by value; then what changed between 200 random pairs of
days, parameter by parameter. Everything of OpenFisca runs in its own
process and environment.

    python bench_openfisca.py                  # compare, and time
    python bench_openfisca.py --write DIR      # only write the converted records to a folder
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import venv
from datetime import date, timedelta
from pathlib import Path
from time import process_time

from guidance import load
from guidance.authoring.importing import GivenFile, Request, import_files

HERE = Path(__file__).parent
PEER = HERE / "openfisca_peer.py"
ENVIRONMENT = HERE.parent / ".openfisca"
SEEN = date(2026, 11, 24)
FIRST, LAST = date(1945, 1, 1), date(2027, 12, 31)
SEED = 20261124


def environment(folder: Path) -> Path:
    """Make the peer's environment where it is missing, and return its interpreter."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "openfisca-france"], check=True)
    return python


def ask_peer(python: Path, **question: object) -> dict:
    found = subprocess.run(
        [python, PEER], input=json.dumps(question), capture_output=True, text=True, check=True
    )
    return json.loads(found.stdout)


def convert(known: dict, folder: Path) -> None:
    start = process_time()
    files = (GivenFile(Path(known["folder"])),)
    request = Request(files, seen=SEEN, url=known["url"], licence=known["licence"])
    report = import_files("openfisca", request, folder)
    written = sum(each.fate != "left" for each in report.files)
    print(f"converted in {process_time() - start:.1f} s: {written:,} files in {folder}")
    for sentence in report.left_out:
        print(f"  left out: {sentence}")


def value_of(text: str) -> object:
    """The value in a statement, as a number, a list or words."""
    words = re.sub(r" \(unit: [^()]*(?:\([^()]*\)[^()]*)*\)$", "", text)
    try:
        return json.loads(words)
    except ValueError:
        return words


def is_same(ours: object, theirs: object) -> bool:
    if isinstance(theirs, list) and isinstance(ours, list):
        # In a list, numbers are kept as they were written.
        return [str(each) for each in ours] == [str(each) for each in theirs]
    return ours == theirs


def references(corpus, names: list[str]) -> dict[str, str]:
    """The reference of each parameter, found by the section it cites: OpenFisca's name for it."""
    found = {}
    for version in corpus.versions.values():
        for name, provision in version.provisions.items():
            found[provision.cite.section] = f"{version.source}#{name}"
    return {name: found[name] for name in names if name in found}


def value_on(corpus, ref: str, day: str) -> object:
    """What holds of a parameter on a day; a word where it may or may not hold."""
    answer = corpus.as_of(day, source=ref.partition("#")[0])
    held = [each for each in answer.in_force if each.ref == ref]
    cases = (case for group in answer.undetermined for case in group.cases)
    if len(held) > 1 or any(each.ref == ref for case in cases for each in case.in_force):
        return "undetermined"
    return value_of(held[0].provision.text) if held else None


def compare(corpus, refs: dict[str, str], asked: list, theirs: list) -> tuple[list, list[float]]:
    wrong, times = [], []
    for (name, day), expected in zip(asked, theirs, strict=True):
        ref = refs.get(name)
        # A parameter that never has a value makes no statement.
        ours = None
        if ref is not None:
            start = process_time()
            ours = value_on(corpus, ref, day)
            times.append(process_time() - start)
        if not is_same(ours, expected):
            wrong.append((name, day, ours, expected))
    return wrong, times


def value_at(side: object) -> object:
    """The value on one side of a change; nothing where nothing held."""
    held = side is not None and side.state == "in-force"  # type: ignore[attr-defined]
    return value_of(side.provision.text) if held else None  # type: ignore[attr-defined]


def changed(corpus, since: str, until: str, names: dict[str, str]) -> tuple[dict, float]:
    """What the net result says of the values: before and after, by the parameter's name.

    A value that held before as after, but not all the time between, is told as holding since
    another day: that is no other value.
    """
    start = process_time()
    net = corpus.changes(since, until).net
    taken = process_time() - start
    told: dict[str, list] = {}
    for change in net:
        if change.id in ("since-changed", "provision-announced", "moved", "details-changed"):
            continue
        sides = [value_at(change.before), value_at(change.after)]
        if sides != [None, None]:
            told.setdefault(names[change.ref], sides)
    return told, taken


def compare_changes(corpus, refs: dict[str, str], pairs: list, theirs: list) -> list:
    """Where the changes between two days are not OpenFisca's own difference."""
    names = {ref: name for name, ref in refs.items()}
    wrong = []
    for (since, until), expected in zip(pairs, theirs, strict=True):
        told, _ = changed(corpus, since, until, names)
        wrong += [
            (since, until, name, told.get(name), expected.get(name))
            for name in told.keys() | expected.keys()
            if not all(
                is_same(*each)
                for each in zip(
                    told.get(name, [None, None]), expected.get(name, [0, 0]), strict=True
                )
            )
        ]
    return wrong


def tell(title: str, answers: list, wrong: list) -> None:
    valued = sum(each is not None for each in answers)
    print(f"{len(answers):,} {title}, {valued:,} with a value: {len(wrong)} disagreements")
    for each in wrong[:20]:
        print("  ", *each)


def shown(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 0.1 else f"{seconds * 1e6:,.1f} µs"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", metavar="DIR", type=Path, help="only write the records there")
    parser.add_argument("--environment", metavar="DIR", type=Path, default=ENVIRONMENT)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--pairs", type=int, default=200, help="of days to ask changes between")
    given = parser.parse_args()
    python = environment(given.environment)
    known = ask_peer(python)
    if given.write:
        convert(known, given.write)
        return 0
    picked = random.Random(SEED)
    days = (LAST - FIRST).days
    asked = [
        (picked.choice(known["names"]), (FIRST + timedelta(picked.randrange(days))).isoformat())
        for _ in range(given.questions)
    ]
    # And each dated value on its first day, and the day before.
    edges = [
        (name, (date.fromisoformat(day) - timedelta(before)).isoformat())
        for name, starts in known["days"].items()
        for day in starts
        for before in (0, 1)
    ]
    pairs = [
        sorted((FIRST + timedelta(picked.randrange(days))).isoformat() for _ in range(2))
        for _ in range(given.pairs)
    ]
    theirs = ask_peer(python, asked=[*asked, *edges], pairs=pairs)
    answers, at_edges = theirs["answers"][: len(asked)], theirs["answers"][len(asked) :]
    print(
        f"openfisca-france {known['version']}: {len(known['names']):,} parameters, {known['values']:,} dated values, {known['nulls']:,} of them null"
    )
    with tempfile.TemporaryDirectory() as folder:
        convert(known, Path(folder))
        start = process_time()
        corpus = load(folder)
        loaded = process_time() - start
    refs = references(corpus, known["names"])
    texts = sum(len(version.provisions) for version in corpus.versions.values())
    print(f"guidance: {len(refs):,} provisions, {texts:,} texts, {len(corpus.versions):,} versions")
    start = process_time()
    corpus.as_of("2020-01-01").in_force  # noqa: B018
    first = process_time() - start
    _, ten_years = changed(corpus, "2010-01-01", "2020-01-01", {ref: n for n, ref in refs.items()})
    wrong, times = compare(corpus, refs, asked, answers)
    more, _ = compare(corpus, refs, edges, at_edges)
    everything = process_time()
    count = len(corpus.as_of("2015-06-01").in_force)
    everything = process_time() - everything
    print(f"\n{'':<34}{'guidance':>14}{'OpenFisca':>14}")
    rows = (
        ("load", loaded, theirs["load"]),
        ("first answer, all parameters", first, theirs["first"]),
        (f"later, all parameters ({count:,} hold)", everything, theirs["all"]),
        ("one parameter on one day (median)", sorted(times)[len(times) // 2], theirs["median"]),
    )
    for title, ours, other in rows:
        print(f"{title:<34}{shown(ours):>14}{shown(other):>14}")
    print()
    tell("random parameter-days", answers, wrong)
    tell("first days of values, and days before", at_edges, more)
    other = compare_changes(corpus, refs, pairs, theirs["pairs"])
    told = sum(map(len, theirs["pairs"]))
    print(
        f"{len(pairs):,} random pairs of days, {told:,} values that differ: {len(other)} disagreements"
    )
    for each in other[:20]:
        print("  ", *each)
    print(f"changes over ten years: {shown(ten_years)}, {ten_years / loaded:.2f} of loading")
    return 1 if wrong or more or other else 0


if __name__ == "__main__":
    sys.exit(main())
