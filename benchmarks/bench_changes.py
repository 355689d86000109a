"""Everything that changed in two years in a whole corpus, against DeepDiff and difflib.

The peer holds keyed dicts of both days, lets DeepDiff find the differences of each provision that
differs, and difflib compare its texts word by word; it is given the states for nothing. Ours
finds steps and net, and makes the sentence and the redline of each net change. What it finds is
kept beside the states: it is told what the first time costs, and what every later one does.
"""

from __future__ import annotations

import sys
from difflib import SequenceMatcher
from time import process_time

from deepdiff import DeepDiff

import guidance
import made
from guidance.records.model import as_plain
from timing import best, race, show


def main(sources: int) -> None:
    corpus = made.corpus(sources, 20, 12)
    start = process_time()
    corpus.as_of("2005-01-01")
    print(f"all states worked out in {process_time() - start:.2f} s")
    since, until = "2005-01-01", "2007-01-01"
    before = {e.ref: as_plain(e.provision) for e in corpus.as_of(since).in_force}
    after = {e.ref: as_plain(e.provision) for e in corpus.as_of(until).in_force}

    def ours() -> int:
        report = corpus.changes(since, until)
        return sum(len(guidance.sentence(c)) + len(c.redline) for c in report.net) + len(
            report.steps
        )

    def steps_and_net() -> int:
        report = corpus.changes(since, until)
        return len(report.net)

    def peer() -> int:
        count = 0
        for ref, old in before.items():
            new = after[ref]
            if old != new:
                count += len(DeepDiff(old, new, view="tree"))
                matcher = SequenceMatcher(
                    None, str(old["text"]).split(), str(new["text"]).split(), False
                )
                count += len(matcher.get_opcodes())
        return count

    corpus.changes(since, since)
    first_time = best(lambda: corpus.changes(since, until), 1)
    report = corpus.changes(since, until)
    total = sum(len(step.changes) for step in report.steps)
    print(f"{total:,} changes in {len(report.steps):,} steps, {len(report.net):,} net")
    times = race(
        {
            "guidance, sentences and redlines": (ours, 1),
            "guidance, typed changes": (steps_and_net, 1),
            "DeepDiff keyed + difflib": (peer, 1),
        },
        rounds=3,
    )
    name = "DeepDiff keyed + difflib"
    print(f"typed changes, the first time: {first_time / times[name]:.2f} of {name}")
    goal = {name: 0.15}
    show(f"changes, {sources * 12:,} provisions, two years", times, "guidance, typed changes", goal)
    show("with sentences and redlines", times, "guidance, sentences and redlines", goal)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
