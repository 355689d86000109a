"""Declared places, and every place that is named: known, and in no circle."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.errors import nearest
from guidance.records.acts import Corrects
from guidance.records.gazetteer import Gazetteer, TooManyOverlapsError
from guidance.records.iso import is_known, nearest_to
from guidance.records.membership import UNION
from guidance.records.provisions import Application
from guidance.records.sources import DeclaredPlace
from guidance.records.versions import Version
from guidance.resolution.build import Build, Path, circle_in


def declare_places(build: Build) -> None:
    """Put the declared places of all sources into one gazetteer, and look up every name."""
    declared: dict[str, DeclaredPlace] = {}
    homes: dict[str, str] = {}
    for source, record in build.registry.sources.items():
        for name, place in record.places.items():
            if declared.setdefault(name, place) != place:
                problem = f"{name} is declared in {homes[name]} as another place"
                build.fault(source, ("places", name), problem, "rename one of the two")
            homes.setdefault(name, source)
    if _are_sound(build, declared, homes):
        try:
            build.registry.gazetteer = Gazetteer(declared)
        except TooManyOverlapsError as error:
            where = ("places", error.place, "overlaps")
            mend = "name the smallest place that each lies within"
            build.fault(homes[error.place], where, "overlaps more than can be told apart", mend)
    for ref, version in build.registry.versions.items():
        for path, name in _named(version):
            _check_known(build, ref, path, name, declared)


def _are_sound(build: Build, declared: dict[str, DeclaredPlace], homes: dict[str, str]) -> bool:
    before = len(build.faults)
    for name, place in declared.items():
        path: Path = ("places", name)
        for field, named in (("within", place.within), ("same-as", place.same_as)):
            if named == UNION:
                problem = "the EU has other members on other days"
                build.fault(homes[name], (*path, field), problem, "name the country")
            elif named is not None:
                _check_known(build, homes[name], (*path, field), named, declared)
        for index, named in enumerate(place.overlaps):
            if named not in declared:
                _check_known(build, homes[name], (*path, "overlaps", index), named, declared)
    graph = {name: {place.within or place.same_as or ""} for name, place in declared.items()}
    if loop := circle_in(graph):
        problem = "places lie in each other in a circle: " + " in ".join(loop)
        build.fault(homes[loop[0]], ("places", loop[0]), problem, "take one of them out")
    return len(build.faults) == before


def _check_known(
    build: Build, record: str, path: Path, name: str, declared: dict[str, DeclaredPlace]
) -> None:
    if name == UNION or name in declared or is_known(name):
        return
    near = nearest(name, declared) or nearest_to(name)
    mend = f"did you mean {' or '.join(near)}?" if near else "declare it in a source.yaml first"
    build.fault(record, path, f"no place {name} is declared", mend)


def _named(version: Version) -> Iterator[tuple[Path, str]]:
    """Every place that a version names, with its path."""

    def listed(record: object, *path: str | int) -> Iterator[tuple[Path, str]]:
        for field in ("jurisdictions", "opted_out"):
            for index, name in enumerate(getattr(record, field, None) or ()):
                yield (*path, field.replace("_", "-"), index), name

    yield from listed(version)
    applications: list[tuple[Path, Application]] = [(("applies",), version.applies)]
    for name, provision in version.provisions.items():
        yield from listed(provision, "provisions", name)
        applications.append((("provisions", name, "applies"), provision.applies))
    for index, act in enumerate(version.amendments):
        yield from listed(act, "amendments", index)
        if isinstance(act, Corrects):
            yield from listed(act.set, "amendments", index, "set")
            if act.set.applies is not None:
                applications.append((("amendments", index, "set", "applies"), act.set.applies))
    for path, application in applications:
        for index, entry in enumerate(application.by_place):
            yield from listed(entry, *path, "by-place", index)
