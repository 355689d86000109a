"""What the oracle reads off plain on-disk dictionaries: versions, texts, acts and events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from laws.oracle_places import Spec, covers_without_the_union, joined, lies_in

Record = dict[str, Any]
_WORDS = ("text", "force", "action", "population", "only", "criteria")


@dataclass(frozen=True)
class Corpus:
    """Plain dictionaries as they stand on disk: ``sources`` and ``versions``."""

    sources: tuple[Record, ...]
    versions: tuple[Record, ...]

    @cached_property
    def refs(self) -> list[str]:
        """Every provision that any version states."""
        return sorted(
            {f"{v['source']}#{slug}" for v in self.versions for slug in v.get("provisions", {})}
        )


def name(version: Record) -> str:
    """The name of a version."""
    return f"{version['source']}@{version['version']}"


def places_of(statement: Record, version: Record) -> Spec:
    """The places of a statement or an act; without any it inherits those of its version.

    A statement adds its own exceptions to those inherited, an act with exceptions inherits nothing.
    """
    if statement.get("jurisdictions") or ("act" in statement and statement.get("opted-out")):
        within = tuple(statement.get("jurisdictions", ())) or None
        return within, tuple(statement.get("opted-out", ()))
    if version.get("jurisdictions"):
        without = (*version.get("opted-out", ()), *statement.get("opted-out", ()))
        return tuple(version["jurisdictions"]), without
    without = tuple(statement.get("opted-out") or version.get("opted-out", ()))
    return (None, without) if without else None


@dataclass(frozen=True)
class Text:
    """What one version says of one provision."""

    ref: str
    version: str
    source: str
    extent: str
    places: Spec
    statement: Record
    default: Record
    at: int  # the place of its version in the order of publication

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What two texts must share to say the same."""
        said = [self.statement.get(each) for each in _WORDS]
        return tuple(each if isinstance(each, str) else repr(each) for each in said)

    def applies(self, atom: frozenset[str], day: Callable[[Record], int]) -> Record:
        """The days that hold at an atom: those of the entry that names it, or else the plain.

        The Union are its members on the day on which the text would first start by either. Who
        joins later and has the text from the Union has it with the days that it has there.
        ``day``: the start that some days give.
        """
        plain: Record = self.statement.get("applies") or self.default
        for entry in plain.get("by-place", ()):
            first = min(day(entry), day(plain))
            if not covers_without_the_union(self.places, atom, first):
                first = max(first, joined(atom))
            if any(lies_in(atom, each, first) for each in entry["jurisdictions"]):
                return {**entry, "then": plain.get("then")}
        return plain

    @cached_property
    def starts(self) -> set[str | None]:
        """The events from which it is to apply in some place."""
        plain: Record = self.statement.get("applies") or self.default
        return {each.get("from") for each in (plain, *plain.get("by-place", ()))}

    def starts_at(self, atom: frozenset[str]) -> set[str | None]:
        """Those from which it may be at an atom."""
        plain: Record = self.statement.get("applies") or self.default
        found = set()
        for entry in plain.get("by-place", ()):
            named = set(entry["jurisdictions"])
            if named & atom or "EU" in named:
                found.add(entry.get("from"))
            if named & atom:
                return found
        return found | {plain.get("from")}

    def __hash__(self) -> int:
        return hash((self.ref, self.version))


@dataclass(frozen=True)
class Act:
    """One statement in ``amendments``, against one target."""

    kind: str
    target: str
    whole_source: bool
    version: str
    source: str
    number: int
    places: Spec
    start: str | None  # its own day, else that of its version
    record: Record
    at: int

    @property
    def label(self) -> str:
        """A name of its own."""
        return f"{self.version}/{self.number}/{self.target}"

    def is_named_in(self, references: list[str]) -> bool:
        """Whether an act reference (a version, or one act of it) means this act."""
        return self.version in references or f"{self.version}/{self.record.get('id')}" in references

    def __hash__(self) -> int:
        return hash(self.label)


def texts(ordered: list[Record]) -> list[Text]:
    """All texts of some versions, which stand in the order of publication, as corrected."""
    found: list[Text] = []
    stating = {name(each): each for each in ordered}
    for at, version in enumerate(ordered):
        for act in version.get("amendments", ()):
            if act["act"] == "corrects" and "provision" in act and not act.get("proposes"):
                _correct(found, act, stating)
        for slug, statement in version.get("provisions", {}).items():
            if statement.get("proposes"):
                continue
            found.append(
                Text(
                    ref=f"{version['source']}#{slug}",
                    version=name(version),
                    source=version["source"],
                    extent=version["extent"],
                    places=places_of(statement, version),
                    statement=statement,
                    default=version.get("applies") or {},
                    at=at,
                )
            )
    return found


def _correct(found: list[Text], act: Record, stating: dict[str, Record]) -> None:
    """Mend the last text before the correction; each field that it sets, as a whole."""
    for index in range(len(found) - 1, -1, -1):
        if found[index].ref == act["provision"]:
            old = found[index]
            statement = {**old.statement, **act["set"]}
            places = places_of(statement, stating[old.version])
            found[index] = replace(old, statement=statement, places=places)
            return


def acts(ordered: list[Record], kind: str) -> list[Act]:
    """The acts of a kind that take effect, one for each target."""
    return [
        Act(
            kind=record["act"],
            target=target,
            whole_source="#" not in target,
            version=name(version),
            source=version["source"],
            number=number,
            places=places_of(record, version),
            start=record.get("from") or (version.get("applies") or {}).get("from"),
            record=record,
            at=at,
        )
        for at, version in enumerate(ordered)
        for number, record in enumerate(version.get("amendments", ()))
        if record["act"] == kind and not record.get("proposes")
        for target in record["provisions"]
    ]


def specs(corpus: Corpus) -> set[Spec]:
    """Every set of places that a record names."""
    found: set[Spec] = set()
    for version in corpus.versions:
        statements = [*version.get("provisions", {}).values(), *version.get("amendments", ())]
        found.add(places_of({}, version))
        found.update(places_of(each, version) for each in statements)
        for each in (version, *statements):
            for said in (each, each.get("set", {})):
                for entry in (said.get("applies") or {}).get("by-place", ()):
                    found.add((tuple(entry["jurisdictions"]), ()))
                for field in ("jurisdictions", "opted-out"):
                    if said.get(field):
                        found.add((tuple(said[field]), ()))
    return found
