"""What is odd in records that are sound: worth a look, and no fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from guidance.engine.dating import looks
from guidance.errors import UndecidedError
from guidance.logic import findings
from guidance.records.dates import ImpreciseDate
from guidance.records.model import Adopts, Cancels, Corrects
from guidance.records.natural import ReadingOrder, reading_order
from guidance.records.shown import Shown
from guidance.resolution.proposals import PROPOSING, unruled
from guidance.resolution.registry import source_of

if TYPE_CHECKING:
    from guidance.engine.parts import Scoped
    from guidance.resolution.registry import Registry, Statement

Severity = Literal["warning", "note"]

_ODD = {
    "never-holds": (
        "nobody can meet this",
        "check the figures, and the constraints of the facts",
    ),
    "always-holds": (
        "this excludes nobody it speaks of",
        "leave the criteria out, or mend them",
    ),
}


SEVERITIES: dict[str, Severity] = {
    "never-holds": "warning",
    "always-holds": "note",
    "meets-nothing": "warning",
    "restated-after-replaced": "note",
    "not-shown-after": "warning",
    "recommendation-unmarked": "note",
    "adopted-without-act": "warning",
}
"""How much each finding weighs: ``warning`` (likely a mistake), ``note`` (worth a look)."""


@dataclass(frozen=True, slots=True, repr=False)
class Finding(Shown):
    """One thing worth a look.

    Attributes:
        code: Stable: ``never-holds``, ``always-holds``, ``meets-nothing``,
            ``restated-after-replaced``, ``not-shown-after``, ``recommendation-unmarked``,
            ``adopted-without-act``.
        record: The version it was found in.
        path: The keys and positions leading to the field, outermost first.
    """

    code: str
    record: str
    path: tuple[str | int, ...]
    problem: str
    mend: str

    @property
    def severity(self) -> Severity:
        """``warning`` or ``note``; what is an error is a fault, and no finding."""
        return SEVERITIES[self.code]

    @property
    def field(self) -> str:
        """The path as people write it."""
        return ".".join(str(step) for step in self.path)


def find(registry: Registry) -> tuple[Finding, ...]:
    """Look through all records; sorted by record and field."""
    raised = [
        *_criteria(registry),
        *_restated(registry),
        *_apart(registry),
        *_not_shown(registry),
        *_unmarked(registry),
        *_without_act(registry),
    ]
    return tuple(sorted(raised, key=_by_place))


def _by_place(finding: Finding) -> tuple[ReadingOrder, ReadingOrder, str]:
    return reading_order(finding.record), reading_order(finding.field), finding.code


def _criteria(registry: Registry) -> Iterator[Finding]:
    for statement in _statements(registry):
        provision = statement.provision
        sheet = registry.sheet_of(registry.topics_of(statement))
        if sheet is None or provision.condition is None:
            continue
        under = provision.population.when if provision.population else None
        try:
            codes = findings(provision.condition, sheet, under=under)
        except UndecidedError:
            continue
        for code in codes:
            path = ("provisions", statement.ref.partition("#")[2], "criteria")
            yield Finding(code, statement.version, path, *_ODD[code])


def _restated(registry: Registry) -> Iterator[Finding]:
    """Statements made anew, in other words, after an act that replaces the provision.

    An act reaches what had been published before it. That the newer statement stands is what the
    records say; that it was meant to is worth a look.
    """
    for ref, replacing in registry.replaced_by.items():
        for statement in registry.statements[ref]:
            for act in replacing:
                if registry.published_by_then(statement.version, act.version) is False:
                    path = ("provisions", ref.partition("#")[2])
                    problem = (
                        f"stated anew after {act.ref} ({act.version}) replaced it, so it stands"
                    )
                    mend = f"if it should not, let a later version of {act.ref} replace it again"
                    yield Finding("restated-after-replaced", statement.version, path, problem, mend)


def _apart(registry: Registry) -> Iterator[Finding]:
    """Acts and links whose places are apart from those of what they act on: without effect."""

    def meet(acting: Scoped, ref: str) -> bool:
        reach = registry.gazetteer.scope(acting.jurisdictions, acting.opted_out).ever()
        return any(
            reach & registry.gazetteer.scope(text.jurisdictions, text.opted_out).ever()
            for text in registry.statements[ref]
        )

    mend = "check the places of both"
    met: dict[tuple[str, tuple[str | int, ...]], dict[str, bool]] = {}
    for ref, acts in registry.acts.items():
        for act in acts:
            if not isinstance(act.amendment, Corrects):
                met.setdefault((act.version, act.path), {})[ref] = meet(act, ref)
    for (version, path), refs in met.items():
        amendment = registry.versions[version].amendments[int(path[1])]
        for index, target in enumerate(getattr(amendment, "provisions", ())):
            reached = [is_met for ref, is_met in refs.items() if target in (ref, source_of(ref))]
            if reached and not any(reached):
                problem = f"reaches no place where {target} applies, so it does nothing"
                where = (*path, "provisions", index)
                yield Finding("meets-nothing", version, where, problem, mend)
    for statement in _statements(registry):
        for field in ("replaces", "displaces"):
            for index, target in enumerate(getattr(statement.provision, field)):
                if target in registry.statements and not meet(statement, target):
                    problem = f"applies in no place where {target} does, so it does nothing to it"
                    where = ("provisions", statement.ref.partition("#")[2], field, index)
                    yield Finding("meets-nothing", statement.version, where, problem, mend)


def _not_shown(registry: Registry) -> Iterator[Finding]:
    """Looks that did not show an event by a day, of which a record says that it had come before.

    The recorded day counts. That somebody looked and did not see it is worth a look.
    """
    for bound in looks(registry, None):
        if bound.day is None:
            continue
        day, certainty = _last_recorded(registry, bound.event)
        if not isinstance(day, ImpreciseDate) or certainty != "recorded" or day.latest is None:
            continue
        if day.latest.toordinal() <= bound.day:
            number = registry.sources[bound.source].checks.index(bound.check)
            problem = f"{bound.event} is recorded for {day}, and this look did not show it"
            mend = (
                "mend the day, or what this says of how soon it is shown; the recorded day counts"
            )
            path = ("checks", number, "not-yet")
            yield Finding("not-shown-after", bound.source, path, problem, mend)


def _unmarked(registry: Registry) -> Iterator[Finding]:
    """Recommendations that act on what binds, unmarked, and that nobody is recorded to rule on."""
    mend = (
        "if it is only proposed, say proposes: yes; once somebody decides, let that version adopt"
        " or decline it"
    )
    for version, path, target in unruled(registry):
        standing = registry.versions[version].standing
        article = "an" if standing[0] in "aeiou" else "a"
        problem = f"this is {article} {standing} and acts on {target}, which binds"
        yield Finding("recommendation-unmarked", version, path, problem, mend)


def _without_act(registry: Registry) -> Iterator[Finding]:
    """Decisions that adopt what was proposed, and do nothing: a proposal never works by itself."""
    mend = "state here what is decided: the act, or the text, without proposes"
    for name, proposal in registry.proposals.items():
        for ruling in registry.rulings.get(name, ()) if proposal.is_marked else ():
            version = registry.versions[ruling.version]
            if version.standing in PROPOSING or not isinstance(ruling.amendment, Adopts):
                continue
            done = {
                act.version
                for ref in proposal.targets
                for act in registry.acts.get(ref, ())
                if act.amendment.act == proposal.kind and not getattr(act.amendment, "proposes", 0)
            }
            done |= {
                text.version
                for text in registry.statements.get(name, ())
                if not text.provision.proposes
            }
            if not any(registry.published_by_then(ruling.version, ref) for ref in done):
                path = ("amendments", version.amendments.index(ruling.amendment))
                problem = f"adopts {name}, and no act or text of it does what was proposed"
                yield Finding("adopted-without-act", ruling.version, path, problem, mend)


def _last_recorded(registry: Registry, event: str) -> tuple[object, str]:
    """The date of an event as last told, and how certain it is."""
    named = registry.events[event]
    day: object = named.date
    certainty = named.certainty
    for dating in registry.datings.get(event, ()):
        said = getattr(dating.amendment, "set", dating.amendment)
        if "date" in said.model_fields_set or isinstance(dating.amendment, Cancels):
            day = getattr(said, "date", None)
        certainty = getattr(said, "certainty", None) or certainty
    return day, certainty


def _statements(registry: Registry) -> Iterator[Statement]:
    for chain in registry.statements.values():
        yield from chain
