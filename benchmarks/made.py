"""A made-up corpus of any size: sources whose versions each change a few provisions."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Literal

from guidance.corpus import Corpus
from guidance.records.dates import ImpreciseDate
from guidance.records.model import Citation, Document, Provision, Source, Version

FIRST = date(2000, 1, 3)
WORDS = [
    "treatment",
    "may",
    "be",
    "offered",
    "to",
    "adults",
    "with",
    "active",
    "disease",
    "after",
    "one",
    "or",
    "more",
    "relapses",
    "in",
    "the",
    "last",
    "two",
    "years",
    "and",
    "new",
    "lesions",
    "on",
    "imaging",
    "unless",
    "a",
    "heart",
    "or",
    "bleeding",
    "disorder",
    "is",
    "present",
    "before",
    "the",
    "first",
    "infusion",
    "monitoring",
    "of",
    "thyroid",
    "and",
    "blood",
    "continues",
    "for",
    "four",
    "years",
    "in",
    "hospital",
]


def provision(random_: random.Random, number: int) -> Provision:
    """Make one wording of a provision."""
    words = random_.choices(WORDS, k=40)
    return Provision(
        title=f"Provision {number}",
        kind="eligibility",
        force=random_.choice(("may", "should", "must")),
        text=" ".join(words),
        cite=Citation(section="Section", paragraph=number + 1),
    )


def reworded(random_: random.Random, old: Provision) -> Provision:
    """Change a tenth of the words, and now and then the force."""
    words = [w if random_.random() > 0.1 else random_.choice(WORDS) for w in old.text.split()]
    words[random_.randrange(len(words))] = "changed"
    force = random_.choice(("may", "should", "must")) if random_.random() < 0.2 else old.force
    return Provision(**{**old.__dict__, "text": " ".join(words), "force": force})


def records(
    sources: int,
    versions: int,
    provisions: int,
    changed: int = 3,
    seed: int = 1,
    extent: Literal["whole", "partial"] = "whole",
) -> tuple[list[Source], list[Version]]:
    """Make versions, about half a year apart, each with a few provisions changed.

    An unchanged provision is one shared object in all versions that hold it: whole versions hold
    all provisions, partial ones what they change.
    """
    random_ = random.Random(seed)
    made_sources, made_versions = [], []
    for s in range(sources):
        source = f"source-{s:04d}"
        made_sources.append(
            Source(format="guidance/1", source=source, title=source, topics=(f"topic-{s % 50}",))
        )
        current = {f"p{n:03d}": provision(random_, n) for n in range(provisions)}
        day = FIRST + timedelta(days=random_.randrange(300))
        for v in range(versions):
            own = current
            if v:
                names = random_.sample(sorted(current), changed)
                new = {name: reworded(random_, current[name]) for name in names}
                current = {**current, **new}
                own = current if extent == "whole" else new
            made_versions.append(
                Version(
                    format="guidance/1",
                    source=source,
                    version=f"v{v:02d}",
                    extent=extent,
                    published=ImpreciseDate.parse(day.isoformat()),
                    standing="advice",
                    document=Document(title="Made up"),
                    provisions=own,
                )
            )
            day += timedelta(days=random_.randrange(100, 260))
    return made_sources, made_versions


def corpus(
    sources: int,
    versions: int,
    provisions: int,
    changed: int = 3,
    extent: Literal["whole", "partial"] = "whole",
) -> Corpus:
    """Make a corpus of that size."""
    return Corpus.build(*records(sources, versions, provisions, changed, extent=extent))
