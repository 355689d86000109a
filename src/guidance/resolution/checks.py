"""What resolved records must still keep to: no circles, sound criteria, ends after starts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guidance.logic import check_condition, check_sheet
from guidance.records.criteria import FactCondition
from guidance.records.dates import ImpreciseDate
from guidance.records.model import (
    Cancels,
    CorrectsDate,
    FixesDate,
    MovesDate,
)
from guidance.resolution.build import Build, Path, circle_in
from guidance.resolution.readings import ReadText, readings
from guidance.resolution.registry import Dating


def check_cycles(build: Build) -> None:
    """Refuse what replaces, displaces or dates itself in a circle."""
    registry = build.registry
    for field in ("replaces", "displaces"):
        graph = {
            ref: {
                target
                for reading in readings(registry, ref)
                for target in getattr(reading.provision, field)
            }
            for ref in registry.statements
        }
        if loop := circle_in({ref: targets for ref, targets in graph.items() if targets}):
            record = registry.statements[loop[0]][0].version
            path = ("provisions", loop[0].partition("#")[2], field)
            problem = f"{field} goes in a circle: " + " - ".join(loop)
            build.fault(record, path, problem, "take one of them out")
    dated_by = {
        key: {dating.version for dating in datings}
        for key, datings in registry.datings.items()
        if key in registry.versions
    }
    if loop := circle_in(dated_by):
        problem = "publications date each other in a circle: " + " - ".join(loop)
        build.fault(loop[0], ("amendments",), problem, "take one of them out")


def check_criteria(build: Build) -> None:
    """Check fact sheets, and every condition against the facts of its topic."""
    registry = build.registry
    sound = {}
    for topic, sheet in registry.sheets.items():
        faults = list(check_sheet(sheet))
        build.faults += faults
        if not faults:
            sound[topic] = sheet
    for ref in registry.statements:
        for reading in _once(readings(registry, ref)):
            topics = registry.topics_of(reading.statement)
            for path, condition in _conditions(reading):
                where = (*reading.path, *path)
                known = [topic for topic in topics if topic in registry.sheets]
                if not known:
                    problem = f"no facts are declared for {' or '.join(topics)}"
                    build.fault(reading.record, where, problem, "add a file under facts/")
                elif known[0] in sound:
                    build.faults += check_condition(
                        condition, sound[known[0]], where, reading.record
                    )
            _check_only(build, reading)


def _once(texts: Iterable[ReadText]) -> Iterator[ReadText]:
    """Each correction with the last text that it can mend."""
    yield from {(text.record, text.path): text for text in texts}.values()


def _check_only(build: Build, reading: ReadText) -> None:
    if reading.provision.only and reading.provision.force != "may":
        problem = "only goes with force may"
        build.fault(reading.record, (*reading.path, "only"), problem, "change one of the two")


def check_names_of_topics(build: Build) -> None:
    """Check that every action and matter named is declared with a topic of its provision."""
    registry = build.registry
    for ref in registry.statements:
        for reading in _once(readings(registry, ref)):
            provision = reading.provision
            if provision.matter is None and not provision.actions:
                continue
            topics = registry.topics_of(reading.statement)
            sheets = [registry.sheets[topic] for topic in topics if topic in registry.sheets]
            matters = [name for sheet in sheets for name in sheet.matters]
            actions = [name for sheet in sheets for name in sheet.actions]
            named = [("matter", provision.matter, matters)] if provision.matter else []
            named += [("action", action, actions) for action in provision.actions]
            for what, name, known in named:
                if what in reading.fields and name not in known:
                    build.unknown(reading.record, (*reading.path, what), what, name, known)


def check_days(build: Build) -> None:
    """Refuse ends before starts, and dates that cannot be amended so."""
    registry = build.registry
    for chain in registry.statements.values():
        for statement in chain:
            for days in statement.all_days:
                if days.until is not None and days.is_stated:
                    path = ("provisions", statement.ref.partition("#")[2], "applies", "until")
                    _check_span(build, statement.version, path, days.start, days.until)
    for acts in registry.acts.values():
        for act in acts:
            if act.until is not None:
                _check_span(build, act.version, (*act.path, "until"), act.start, act.until)
            for days in act.all_days:
                if days.until is not None and days.is_stated:
                    where = (*act.path, "set", "applies", "until")
                    _check_span(build, act.version, where, days.start, days.until)
    for key, datings in registry.datings.items():
        known, certainty = registry.events[key].date, registry.events[key].certainty
        for dating in datings:
            _check_dating(build, key, known, dating, is_recorded=certainty == "recorded")
            if isinstance(dating.amendment, FixesDate | MovesDate):
                said, certainty = dating.amendment.date, dating.amendment.certainty
                known = said if isinstance(said, ImpreciseDate) else None
            elif isinstance(dating.amendment, CorrectsDate):
                right = dating.amendment.set
                if "date" in right.model_fields_set:
                    known = right.date if isinstance(right.date, ImpreciseDate) else None
                certainty = right.certainty or certainty


def _check_span(build: Build, record: str, path: Path, start: str, until: str) -> None:
    if start == until:
        build.fault(record, path, f"starts and ends with {start}", "name a later end")
        return
    registry = build.registry
    told = (registry.tellings, registry.datings)
    if any(key in events for key in (start, until) for events in told):
        return  # the day that was first recorded is not the one that counts
    first, last = (registry.events[key].date for key in (start, until))
    if first and last and first.earliest and last.latest and last.latest <= first.earliest:
        problem = f"ends ({last}) before it starts ({first})"
        mend = "swap the two, or name a later end (the day it stops, itself excluded)"
        build.fault(record, path, problem, mend)


def _check_dating(
    build: Build, key: str, known: ImpreciseDate | None, dating: Dating, *, is_recorded: bool
) -> None:
    amendment, path = dating.amendment, dating.path
    if known is None:
        return
    published = build.registry.versions[dating.version].published
    if (
        isinstance(amendment, Cancels | MovesDate)
        and (is_recorded or isinstance(amendment, Cancels))
        and known.latest
        and published.earliest
        and known.latest < published.earliest
    ):
        problem = f"{key} had happened ({known}) before this was published ({published})"
        mend = "use ends for what it started; if its day was recorded wrongly, use corrects"
        build.fault(dating.version, (*path, "event"), problem, mend)


def _conditions(reading: ReadText) -> Iterator[tuple[Path, FactCondition]]:
    provision, fields = reading.provision, reading.fields
    if "criteria" in fields and provision.condition is not None:
        yield ("criteria",), provision.condition
    people = provision.population if "population" in fields else None
    if people is not None and people.when is not None:
        yield ("population", "when"), people.when
