"""How a text can read: as its version states it, and with what later versions correct in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from guidance.records.model import Corrects, Provision, Version
from guidance.resolution.build import Path
from guidance.resolution.registry import Act, Registry, Statement


@dataclass(frozen=True, slots=True)
class ReadText:
    """One way in which a text can read.

    Attributes:
        record: The version that says so: the one that states the text, or one that corrects it.
        path: The keys that lead to what it says there.
        provision: All of the text, read so.
        fields: What it says itself: all of a text, of a correction what it sets.
    """

    statement: Statement
    record: str
    path: Path
    provision: Provision
    fields: frozenset[str]


def readings(registry: Registry, ref: str) -> Iterator[ReadText]:
    """Yield how the texts of a provision can read: each as stated, and with each correction.

    A correction sets fields as a whole, so each value that a field can have stands in one of them.
    """
    every = frozenset(Provision.model_fields)
    corrections = [a for a in registry.acts.get(ref, ()) if isinstance(a.amendment, Corrects)]
    for statement in registry.statements[ref]:
        path: Path = ("provisions", ref.partition("#")[2])
        yield ReadText(statement, statement.version, path, statement.provision, every)
        for act in corrections:
            if registry.published_before(statement.version, act.version) is not False:
                assert isinstance(act.amendment, Corrects)  # noqa: S101  (picked above)
                fields = frozenset(act.amendment.set.model_fields_set)
                right = corrected(statement.provision, (act,))
                yield ReadText(statement, act.version, (*act.path, "set"), right, fields)


def corrected(provision: Provision, corrections: tuple[Act, ...]) -> Provision:
    """Return a provision with corrections taken in, oldest first: each field as a whole."""
    for act in corrections:
        if isinstance(act.amendment, Corrects):
            patch = act.amendment.set
            provision = provision.model_copy(
                update={name: getattr(patch, name) for name in patch.model_fields_set}
            )
    return provision


def placed(registry: Registry, statement: Statement, provision: Provision) -> Statement:
    """A text where it applies by a reading of it."""
    if (
        provision.jurisdictions == statement.provision.jurisdictions
        and provision.opted_out == statement.provision.opted_out
    ):
        return statement
    jurisdictions, opted_out = places_of(provision, registry.versions[statement.version])
    return replace(statement, jurisdictions=jurisdictions, opted_out=opted_out)


def placings(registry: Registry, ref: str) -> Iterator[Statement]:
    """Yield each text of a provision where it applies, by every choice of the corrections known."""
    acts = [act for act in registry.acts.get(ref, ()) if _moves(act)]
    for statement in registry.statements[ref]:
        mending = [
            act
            for act in acts
            if registry.published_before(statement.version, act.version) is not False
        ]
        for chosen in product((False, True), repeat=len(mending)):
            taken = tuple(act for act, is_in in zip(mending, chosen, strict=True) if is_in)
            yield placed(registry, statement, corrected(statement.provision, taken))


def _moves(act: Act) -> bool:
    """Whether an act corrects where a text applies."""
    fields = act.amendment.set.model_fields_set if isinstance(act.amendment, Corrects) else set()
    return not fields.isdisjoint({"jurisdictions", "opted_out"})


def places_of(provision: Provision, version: Version) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where a provision applies and where not: by its own words, else by those of its version."""
    if provision.jurisdictions:
        return provision.jurisdictions, provision.opted_out
    return version.jurisdictions, (*version.opted_out, *provision.opted_out)
