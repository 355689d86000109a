"""Comparing two versions, against DeepDiff on the keyed dicts.

``list of what changed`` asks only which provisions changed and how they are named; ``all
details`` also asks where inside the records, and for the texts compared word by word.
"""

from __future__ import annotations

import random
from difflib import SequenceMatcher

from deepdiff import DeepDiff

import made
from guidance.changes.versions import compare
from guidance.records.criteria import AllOf, FactTest
from guidance.records.dates import Period
from guidance.records.model import Provision, Version, as_plain
from timing import race, show


def pair(provisions: int, changed: int) -> tuple[Version, Version]:
    """Two versions, some provisions changed in wording, criteria and place in the document."""
    _, (before, after) = made.records(1, 2, provisions, changed=0)
    random_ = random.Random(2)
    current: dict[str, Provision] = dict(after.provisions)
    for name in random_.sample(sorted(current), changed):
        old = current[name]
        criteria = AllOf(
            all=(
                FactTest(fact="relapses", at_least=2, within=Period.parse("P24M")),
                FactTest(fact="lesions"),
            )  # type: ignore[arg-type]
        )
        words = old.text.split()
        words[5:8] = ["two", "relapses"]
        plain = {**old.__dict__, "text": " ".join(words), "criteria": criteria, "force": "must-not"}
        current[name] = Provision(**plain)
    return before, Version(**{**after.__dict__, "provisions": current})


def keyed(version: Version) -> dict[str, object]:
    return {name: as_plain(provision) for name, provision in version.provisions.items()}


def main() -> None:
    times = {}
    for provisions, changed in ((12, 3), (200, 50)):
        before, after = pair(provisions, changed)
        old, new = keyed(before), keyed(after)

        def details(before: Version = before, after: Version = after) -> list[object]:
            return [(c.details, c.redline) for c in compare(before, after).changes]

        def peer(old: dict[str, object] = old, new: dict[str, object] = new) -> object:
            return DeepDiff(old, new, view="tree")

        times = race(
            {
                "guidance, list of what changed": (
                    lambda b=before, a=after: compare(b, a).changes,
                    200,
                ),
                "guidance, all details": (details, 20),
                "DeepDiff on the keyed dicts": (peer, 5),
            }
        )
        title = f"compare: {provisions} provisions, {changed} changed"
        show(title, times, "guidance, list of what changed", {"DeepDiff on the keyed dicts": 0.03})
        show(title, times, "guidance, all details", {"DeepDiff on the keyed dicts": 0.3})
        if provisions == 12:
            small = times
        else:
            for name in ("guidance, list of what changed", "guidance, all details"):
                print(
                    f"  200 provisions cost {times[name] / small[name]:.1f}x of 12 ({name}; goal 20x)"
                )

    words = random.Random(3).choices(made.WORDS, k=2000)
    edited = [w if random.Random(i).random() > 0.1 else "changed" for i, w in enumerate(words)]
    from guidance.changes.redline import redline

    times = race(
        {
            "guidance redline": (lambda: redline(" ".join(words), " ".join(edited)), 5),
            "difflib, words, no autojunk": (
                lambda: SequenceMatcher(None, words, edited, autojunk=False).get_opcodes(),
                1,
            ),
        },
        rounds=3,
    )
    show("redline of 2,000 words, a tenth changed", times, "guidance redline", {})


if __name__ == "__main__":
    main()
