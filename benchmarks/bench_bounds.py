"""What the engine is bound to (design, 9): histories made to tangle, and the growth with the texts.

Each is answered in under a second of processor time or says that it is too tangled; 800 texts cost
at most twelve times as much as 100. The same in counted calls is a test: tests/engine/test_bounds.py.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from laws import engine
from laws.oracle_records import Corpus
from laws.small import act, corpus, says, version

DAY = date(2000, 1, 1)


def on(place: int) -> str:
    return (DAY + timedelta(days=place)).isoformat()


def acting(count: int, link: str, day: str | None = None) -> Corpus:
    """Provisions that each act on all before it."""
    provisions = [
        says(f"p{n:04}", f"Text {n}.", start=f"e{n}", **{link: [f"a#p{m:04}" for m in range(n)]})
        for n in range(count)
    ]
    events = {f"e{n}": day or on(n) for n in range(count)}
    return corpus(version("a@1", "1999-01-01", *provisions, events=events))


def pauses(kind: str, count: int) -> Corpus:
    ends = {"until": "f{}"} if kind == "suspends" else {}
    acts = [
        act(kind, "a#p", start=f"e{n}", **{k: v.format(n) for k, v in ends.items()})
        for n in range(count)
    ]
    events = {f"e{n}": "2020-01" for n in range(count)} | {
        f"f{n}": "2020-03" for n in range(count) if ends
    }
    return corpus(
        version("a@1", "1999-01-01", says("p", "One.")),
        version("b@1", "1999-02-01", *acts, events=events),
    )


def texts(count: int, extent: str, day: str | None = None) -> Corpus:
    start = {"start": "e"} if day else {}
    events = {"e": day} if day else {}
    return corpus(
        *(
            version(
                f"a@v{n:04}",
                on(9 * n),
                says("p", f"Text {n}.", **start),
                extent=extent,
                events=events,
            )
            for n in range(count)
        )
    )


def displaced(count: int) -> Corpus:
    provisions = [
        says(f"p{n:04}", f"Text {n}.", start=f"e{n}", **({"displaces": ["a#p0000"]} if n else {}))
        for n in range(count + 1)
    ]
    return corpus(
        version("a@1", "1999-01-01", *provisions, events={f"e{n}": on(n) for n in range(count + 1)})
    )


def publications(count: int) -> Corpus:
    acts = [
        version(f"b{n}@1", "2020-01", act("suspends" if n % 2 else "reinstates", "a#p"))
        for n in range(count)
    ]
    return corpus(version("a@1", "2019-01-01", says("p", "One.")), *acts)


def cases() -> Iterator[tuple[str, Corpus, str]]:
    yield "100 that each replace all before", acting(100, "replaces"), "2001-01-01"
    yield "100 that each displace all before", acting(100, "displaces"), "2001-01-01"
    yield "30 that replace each other in one month", acting(30, "replaces", "2020-01"), "2020-01-15"
    yield (
        "30 that displace each other in one month",
        acting(30, "displaces", "2020-01"),
        "2020-01-15",
    )
    yield "30 imprecise pauses in one month", pauses("suspends", 30), "2020-01-15"
    yield "30 imprecise ends in one month", pauses("ends", 30), "2020-01-15"
    yield "16 versions in one month", texts(16, "partial", "2020-01"), "2020-01-15"
    yield "9 imprecise publications", publications(9), "2020-01-15"
    yield "1,000 that displace one, each on its day", displaced(1000), "2003-01-01"


def seconds(records: Corpus, day: str) -> tuple[float, int]:
    """Processor time of the first answer, and the parts that are too tangled."""
    loaded = engine.load(records)
    start = process_time()
    answer = loaded.as_of(day)
    entries = list(answer.entries())
    _ = answer.undetermined
    taken = process_time() - start
    return taken, sum("too-tangled" in entry.caveats for entry in entries)


def main() -> None:
    for title, records, day in cases():
        taken, tangled = seconds(records, day)
        mark = "met" if taken < 1 else "MISSED"
        told = f", {tangled} too tangled" if tangled else ""
        print(f"{title:<44}{taken:>8.2f} s  (under a second: {mark}{told})")
    for extent in ("partial", "whole"):
        few, many = (
            min(seconds(texts(count, extent), "2005-01-01")[0] for _ in range(3))
            for count in (100, 800)
        )
        mark = "met" if many <= 12 * few else "MISSED"
        print(f"800 {extent} texts cost {many / few:.1f} of 100 (at most 12: {mark})")


if __name__ == "__main__":
    main()
