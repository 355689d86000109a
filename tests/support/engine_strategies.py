"""Small corpora that reach everything the engine can do, valid by construction.

All dated events fall on a few days around the end of January and of February 2019, so that days
coincide often and one month after 29, 30 and 31 January is doubtful. The unknown dates are few
and short, so that the possible worlds can be listed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from guidance.corpus import Corpus
from guidance.records.dates import ImpreciseDate
from guidance.records.model import Source, Version, as_plain

MAX_WORLDS = 200
_UNBOUNDED = 45

_FIRST = [date(2019, 1, 28) + timedelta(n) for n in range(8)]
_SECOND = [date(2019, 2, 26) + timedelta(n) for n in range(8)]
DAYS = (*_FIRST, *_SECOND)
ASKED = [
    _FIRST[0] - timedelta(2),
    *[_FIRST[0] + timedelta(n) for n in range(-1, 10)],
    *[_SECOND[0] + timedelta(n) for n in range(-1, 10)],
    _SECOND[-1] + timedelta(60),
]
PLACES = ("GB", "GB-SCT", "FR")

PLAIN: dict[str, Any] = {
    "title": "Title",
    "kind": "eligibility",
    "force": "may",
    "text": "One.",
    "cite": {"section": "1"},
}
"""The least that a provision has to say."""


@dataclass(frozen=True, repr=False)
class Records:
    """What a corpus is built from, and what was put into it on purpose."""

    sources: tuple[Source, ...]
    versions: tuple[Version, ...]
    features: frozenset[str] = field(default=frozenset(), compare=False)

    def __repr__(self) -> str:
        shown = [f"Records of {', '.join(each.source for each in self.sources)}:"]
        for version in self.versions:
            plain = as_plain(version)
            for name in ("format", "standing", "document", "source", "version"):
                plain.pop(name)
            shown.append(f"  {version.ref}: published {plain.pop('published')}")
            provisions = plain.pop("provisions", {})
            shown += [f"    {name}: {value}" for name, value in plain.items()]
            for name, provision in provisions.items():
                for dull in ("title", "kind", "force", "cite"):
                    provision.pop(dull, None)
                shown.append(f"    #{name}: {provision}")
        return "\n".join(shown)

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        printer.text(repr(self))

    def build(self) -> Corpus:
        return Corpus.build(self.sources, self.versions)

    def with_versions(self, *versions: Version) -> Records:
        return replace(self, versions=versions)


class _Draft:
    """A corpus in the making: plain dicts, and what has to be kept true about them."""

    def __init__(self, draw: Any, *, exact: bool) -> None:
        self.draw = draw
        self.budget = 1 if exact else MAX_WORLDS
        self.features: set[str] = set()
        self.versions: list[dict[str, Any]] = []
        self.windows: dict[str, tuple[date, date]] = {}
        self.order: dict[str, list[str]] = {}
        self.stated: set[tuple[str, str]] = set()
        self.events: dict[str, dict[str, Any]] = {}
        self.owner: dict[str, str] = {}
        self.datings: dict[str, list[tuple[str, Any]]] = {}
        self.first_stated: dict[str, str] = {}
        self.corrected_by: dict[str, str] = {}
        self.rank: dict[str, int] = {}
        self.paused: set[str] = set()
        self.bases: set[str] = set()

    # -- choices -------------------------------------------------------------------------------

    def chance(self, percent: int) -> bool:
        # The simplest choice is "no": shrinking takes features away.
        return self.draw(st.integers(0, 99)) >= 100 - percent

    def one(self, options: Any) -> Any:
        return self.draw(st.sampled_from(list(options)))

    def day(self) -> date:
        return self.one(DAYS)

    def window(self, percent: int = 60) -> tuple[date, date]:
        first = self.day()
        width = self.draw(st.integers(1, 2)) if self.chance(percent) else 0
        if width == 0 or self.budget < width + 1:
            return first, first
        self.budget //= width + 1
        return first, first + timedelta(width)

    # -- versions ------------------------------------------------------------------------------

    def publish(self) -> None:
        """Draw the versions of each source, and the orders that have to be stated."""
        sources = [("a",), ("a", "b"), ("a", "b", "c")][self.draw(st.integers(0, 2))]
        for source in sources:
            refs: list[str] = []
            least: date | None = None
            names = self.draw(st.permutations(("v1", "v2", "v3")))
            for name in names[: self.draw(st.integers(1, 3))]:
                first, last = self.window(30)
                if least is not None and last < least:
                    first, last = least, least + (last - first)
                least = max(least or first, first)
                ref = f"{source}@{name}"
                version = {"source": source, "version": name, "after": [], "before": []}
                if refs and self.windows[refs[-1]][1] >= first:
                    version["after"].append(refs[-1])
                    self.features.add("stated order in a source")
                self.windows[ref] = first, last
                self.versions.append(version)
                refs.append(ref)
            self.order[source] = refs
            self.stated |= {(a, b) for i, a in enumerate(refs) for b in refs[i + 1 :]}
        if len(sources) > 1 and self.chance(80):
            self._state_an_order()

    def _state_an_order(self) -> None:
        one, two = self.one(self.versions), self.one(self.versions)
        first, second = _ref(one), _ref(two)
        if one["source"] == two["source"]:
            return
        before = _closed(self.stated | {(first, second)})
        if (first, first) in before or not self._is_feasible(before):
            return
        self.stated = before
        if self.chance(50):
            two["after"].append(first)
        else:
            one["before"].append(second)
        self.features.add("stated order across sources")

    def _is_feasible(self, before: set[tuple[str, str]]) -> bool:
        # ``before`` is closed, so the latest of the earliest days before each is enough.
        return all(self.windows[first][0] <= self.windows[second][1] for first, second in before)

    def by(self, first: str, second: str) -> bool:
        """Whether a version is certainly published no later than another."""
        if first == second or (first, second) in self.stated:
            return True
        if (second, first) in self.stated:
            return False
        return self.windows[first][1] <= self.windows[second][0]

    def maybe_by(self, first: str, second: str) -> bool:
        if self.by(first, second):
            return True
        if (second, first) in self.stated:
            return False
        return self.windows[first][0] <= self.windows[second][1]

    # -- events --------------------------------------------------------------------------------

    def declare(self, version: dict[str, Any]) -> None:
        source = version["source"]
        events = {}
        for name in ("e1", "e2"):
            key = f"{source}@{name}"
            if key in self.events or not self.chance(65):
                continue
            event: dict[str, Any] = {"label": name}
            kind = self.one(("day", "day", "window", "window", "window", "relative", "open"))
            if kind == "relative":
                bases = [k for k in self.usable(version) if self._has_near_day(k)]
                event["date"] = self.day().isoformat()
                if bases:
                    base = self.one(sorted(bases))
                    self.bases.add(base)
                    period = self.one(("P3D", "P1W"))
                    if self.budget > 1 and self.chance(60):
                        period = self.one(("P1M", "P1M1D"))
                        self.budget //= 2
                    event["date"] = {"after": base, "period": period}
                    self.features.add("relative date")
            elif kind == "open":
                if self.budget >= _UNBOUNDED:
                    self.budget //= _UNBOUNDED
                    event |= self.one(({}, {"date": "[2019-02-01..]"}, {"date": "[..2019-01-31]"}))
                    self.features.add("open date")
                else:
                    event["date"] = self.day().isoformat()
            else:
                event["date"] = str(ImpreciseDate.between(*self.window(100 * (kind == "window"))))
            if self.chance(20):
                event["certainty"] = "forecast"
            self.events[key] = event
            self.owner[key] = _ref(version)
            events[name] = event
        version["events"] = events

    def _has_near_day(self, key: str) -> bool:
        dated = self.events.get(key, {}).get("date", "")
        return key in self.windows or (isinstance(dated, str) and dated and ".." not in dated[-3:])

    def usable(self, version: dict[str, Any]) -> list[str]:
        """Events that the version can name: declared in it or certainly before."""
        return [k for k, owner in self.owner.items() if self.by(owner, _ref(version))]

    def event(self, version: dict[str, Any], *, bare: int = 25) -> str:
        """Name an event, mostly a declared one so that several statements share it."""
        # One that is perhaps declared only later counts too.
        ref = _ref(version)
        known = sorted(k for k, owner in self.owner.items() if self.maybe_by(owner, ref))
        if not known or self.chance(bare):
            if self.chance(20):
                return _ref(version)
            return self.day().isoformat()
        key = self.one(known)
        own = f"{version['source']}@"
        return key.removeprefix(own)

    def bounds(self, source: str, name: str) -> tuple[date, date]:
        """The days an event is declared for; the widest where none are."""
        if name[:4].isdigit():
            exact = date.fromisoformat(name)
            return exact, exact
        key = name if "@" in name else f"{source}@{name}"
        if key in self.windows:
            return self.windows[key]
        dated = self.events[key].get("date")
        if not isinstance(dated, str):
            return date.min, date.max
        known = ImpreciseDate.parse(dated)
        return known.earliest or date.min, known.latest or date.max

    def fits(self, source: str, start: str | None, until: str | None) -> bool:
        """Whether a loader would take this span: it does not certainly end before it starts."""
        if start is None or until is None or start == until:
            return start != until
        return self.bounds(source, until)[1] > self.bounds(source, start)[0]

    # -- provisions ----------------------------------------------------------------------------

    def state(self, version: dict[str, Any], stated: dict[str, dict[str, Any]]) -> None:
        source, ref = version["source"], _ref(version)
        version["extent"] = "whole" if self.chance(45) else "partial"
        version["published"] = str(ImpreciseDate.between(*self.windows[ref]))
        if self.chance(30):
            version["applies"] = {"from": self.event(version)}
        if self.chance(10):
            version["jurisdictions"] = ["GB"]
        provisions: dict[str, Any] = {}
        for name in ("p", "q", "r"):
            if not self.chance(75 if not stated else 60):
                if version["extent"] == "whole" and name in stated:
                    self.features.add("dropped by a whole version")
                continue
            target = f"{source}#{name}"
            if name in stated and self.chance(45):
                provisions[name] = stated[name]
                self.features.add("restated unchanged")
                if not self._still_fits(version, stated[name]):
                    provisions[name] = {**stated[name], "applies": {}}
            else:
                provisions[name] = self._provision(version, target)
                if name in stated:
                    self.features.add("restated otherwise")
            self.first_stated.setdefault(target, ref)
        version["provisions"] = provisions
        stated.update(provisions)

    def _still_fits(self, version: dict[str, Any], provision: dict[str, Any]) -> bool:
        start, until = self._span(version, provision.get("applies", {}))
        return until is None or self.fits(version["source"], start, until)

    def _span(self, version: dict[str, Any], own: dict[str, str]) -> tuple[str, str | None]:
        default = version.get("applies", {})
        start = own.get("from") or default.get("from") or _ref(version)
        return start, own.get("until") or default.get("until")

    def _provision(self, version: dict[str, Any], ref: str) -> dict[str, Any]:
        found: dict[str, Any] = {
            **PLAIN,
            "force": self.one(("may", "must")),
            "text": self.one(("One.", "Two.", "Three.")),
        }
        applies: dict[str, str] = {}
        if self.chance(55):
            applies["from"] = self.event(version)
        if self.chance(25):
            until = self.event(version)
            start, _ = self._span(version, applies)
            if self.fits(version["source"], start, until):
                applies["until"] = until
                self.features.add("until")
        if applies:
            found["applies"] = applies
        for link, percent in (("replaces", 30), ("displaces", 25)):
            if self.chance(percent):
                targets = self._links(version, ref)
                if targets:
                    found[link] = [self.one(targets)]
                    self.features.add(link)
        if self.chance(25):
            found["jurisdictions"] = self.one((["GB"], ["GB", "FR"], ["GB-SCT"], ["FR"]))
            self.features.add("jurisdiction")
        if self.chance(15):
            out = [place for place in ("GB-SCT", "FR") if found.get("jurisdictions") != [place]]
            found["opted-out"] = [self.one(out)]
            self.features.add("opt-out")
        return found

    def _links(self, version: dict[str, Any], ref: str) -> list[str]:
        """Provisions that can be replaced or displaced; ranks keep circles out."""
        mine = self.rank.setdefault(ref, self.draw(st.integers(0, 99)))
        return sorted(
            target
            for target, first in self.first_stated.items()
            if target != ref
            and (self.rank.setdefault(target, self.draw(st.integers(0, 99))), target) < (mine, ref)
            and self.maybe_by(first, _ref(version))
        )

    # -- amendments ----------------------------------------------------------------------------

    def amend(self, version: dict[str, Any]) -> None:
        acts = []
        for _ in range(self.draw(st.integers(0, 3))):
            kind = self.one(
                ("fixes", "moves", "cancels", "ends", "suspends", "reinstates", "corrects")
            )
            act = getattr(self, f"_{kind}")(version)
            if act is not None:
                acts.append({"because": "A reason.", **act})
                self.features.add(act["act"])
        version["amendments"] = acts

    def _datable(self, version: dict[str, Any]) -> list[str]:
        """Events that a version can date: in a certain order after those that did before."""
        ref = _ref(version)
        return sorted(
            key
            for key in self.usable(version)
            if all(self._is_after(ref, other) for other, _ in self.datings.get(key, ()))
        )

    def _is_after(self, ref: str, other: str) -> bool:
        if (other, ref) in self.stated:
            return True
        return (ref, other) not in self.stated and self.windows[other][1] < self.windows[ref][0]

    def _last_known(self, key: str) -> Any:
        dates = [dated for _, dated in self.datings.get(key, ()) if dated is not None]
        return dates[-1] if dates else self.events[key].get("date")

    def _fixes(self, version: dict[str, Any]) -> dict[str, Any] | None:
        ref = _ref(version)
        if self.chance(30):
            return self._fixes_publication(version)
        keys = self._datable(version)
        if not keys:
            return None
        key = self.one(keys)
        known = self._last_known(key)
        first, last = self.window(20)
        if isinstance(known, str):
            old = ImpreciseDate.parse(known)
            if old.earliest and old.latest:
                first = old.earliest + (old.latest - old.earliest) * self.draw(st.integers(0, 1))
                last = first if first > old.earliest else self.one((first, old.latest))
            else:
                first = max(first, old.earliest or first)
                last = min(max(last, first), old.latest or date.max)
                first = min(first, last)
        dated = str(ImpreciseDate.between(first, last))
        self.datings.setdefault(key, []).append((ref, dated))
        return {"act": "fixes-date", "event": key, "date": dated}

    def _fixes_publication(self, version: dict[str, Any]) -> dict[str, Any] | None:
        ref = _ref(version)
        keys = [
            key
            for key, (first, last) in self.windows.items()
            if first != last and key != ref and self.by(key, ref) and key not in self.datings
        ]
        if not keys:
            return None
        key = self.one(sorted(keys))
        first, last = self.windows[key]
        fixed = self.one((first, last))
        narrowed = {**self.windows, key: (fixed, fixed)}
        for other, dated in self.datings.items():
            if other in self.windows:
                day = date.fromisoformat(dated[-1][1])
                narrowed[other] = day, day
        if any(narrowed[a][0] > narrowed[b][1] for a, b in self.stated):
            return None
        self.datings[key] = [(ref, fixed.isoformat())]
        self.features.add("publication fixed")
        return {"act": "fixes-date", "event": key, "date": fixed.isoformat()}

    def _moves(self, version: dict[str, Any]) -> dict[str, Any] | None:
        keys = self._ahead(version)
        if not keys:
            return None
        key = self.one(keys)
        dated = str(ImpreciseDate.between(*self.window(40)))
        self.datings.setdefault(key, []).append((_ref(version), dated))
        return {"act": "moves-date", "event": key, "date": dated}

    def _ahead(self, version: dict[str, Any]) -> list[str]:
        """Events that need not have happened when a version is published."""
        keys = []
        for key in self._datable(version):
            known = self._last_known(key)
            latest = ImpreciseDate.parse(known).latest if isinstance(known, str) else None
            if latest is None or latest >= self.windows[_ref(version)][0]:
                keys.append(key)
        return keys

    def _cancels(self, version: dict[str, Any]) -> dict[str, Any] | None:
        ref = _ref(version)
        keys = self._ahead(version)
        if not keys:
            return None
        key = self._rather(keys, self.bases)
        self.datings.setdefault(key, []).append((ref, None))
        return {"act": "cancels", "event": key}

    def _rather(self, options: list[str], wanted: set[str]) -> str:
        """Choose so that acts meet: mostly one of those wanted, where there is one."""
        found = sorted(wanted.intersection(options))
        return self.one(found if found and self.chance(70) else options)

    def _targets(self, version: dict[str, Any]) -> list[str]:
        ref = _ref(version)
        refs = [t for t, first in self.first_stated.items() if self.maybe_by(first, ref)]
        return sorted(refs)

    def _scoped(self, version: dict[str, Any], act: str) -> dict[str, Any] | None:
        targets = self._targets(version)
        if not targets:
            return None
        found: dict[str, Any] = {"act": act, "provisions": [self.one(targets)]}
        if act in ("suspends", "reinstates"):
            found["provisions"] = [self._rather(targets, self.paused)]
            self.paused.add(found["provisions"][0])
        if self.chance(15):
            found["provisions"] = [found["provisions"][0].partition("#")[0]]
            self.features.add("whole source")
        if self.chance(60):
            found["from"] = self.event(version)
        if self.chance(20):
            found["jurisdictions"] = self.one((["GB"], ["GB-SCT"], ["FR"]))
            self.features.add("act limited to a place")
        if self.chance(15):
            found["opted-out"] = self.one((["GB-SCT"], ["FR"], ["GB"]))
            self.features.add("opt-out of an act")
        return found

    def _ends(self, version: dict[str, Any]) -> dict[str, Any] | None:
        return self._scoped(version, "ends")

    def _suspends(self, version: dict[str, Any]) -> dict[str, Any] | None:
        found = self._scoped(version, "suspends")
        if found is not None and self.chance(40):
            start = found.get("from") or version.get("applies", {}).get("from") or _ref(version)
            until = self.event(version)
            if self.fits(version["source"], start, until):
                found["until"] = until
                self.features.add("suspended until")
        return found

    def _reinstates(self, version: dict[str, Any]) -> dict[str, Any] | None:
        return self._scoped(version, "reinstates")

    def _corrects(self, version: dict[str, Any]) -> dict[str, Any] | None:
        ref = _ref(version)
        targets = [
            target
            for target in self._targets(version)
            if target not in self.corrected_by or self._is_after(ref, self.corrected_by[target])
        ]
        if not targets:
            return None
        target = self.one(targets)
        self.corrected_by[target] = ref
        change: dict[str, Any] = {}
        if self.chance(60):
            source = target.partition("#")[0]
            start, until = self._full(version), self._full(version)
            applies = {}
            if self.chance(70):
                applies["from"] = start
            if self.chance(40) and (not applies or self.fits(source, start, until)):
                applies["until"] = until
            if applies:
                change["applies"] = applies
                self.features.add("corrected dates")
        if not change:
            change["text"] = "As it should read."
        return {"act": "corrects", "provision": target, "set": change}

    def _full(self, version: dict[str, Any]) -> str:
        name = self.event(version)
        return name if "@" in name or name[:4].isdigit() else f"{version['source']}@{name}"

    # -- the whole -----------------------------------------------------------------------------

    def run(self) -> Records:
        self.publish()
        by_day = sorted(self.versions, key=lambda v: self.windows[_ref(v)])
        ordered: list[dict[str, Any]] = []
        while by_day:  # in an order that keeps to the stated ones
            version = next(
                v for v in by_day if not any((_ref(o), _ref(v)) in self.stated for o in by_day)
            )
            by_day.remove(version)
            ordered.append(version)
        stated: dict[str, dict[str, dict[str, Any]]] = {}
        for version in ordered:
            self.declare(version)
            self.state(version, stated.setdefault(version["source"], {}))
            self.amend(version)
        if any(first != last for first, last in self.windows.values()):
            self.features.add("publication range")
        versions = tuple(make_version(**version) for version in ordered)
        sources = tuple(source(name) for name in self.order)
        return Records(sources, versions, frozenset(self.features))


def make_version(**fields: Any) -> Version:
    """A version from what a file would hold; what every one needs is filled in."""
    plain = {
        "format": "guidance/1",
        "source": "a",
        "version": "v1",
        "extent": "partial",
        "standing": "recommendation",
        "document": {"title": "A document"},
        **fields,
    }
    return Version.model_validate(tupled(plain))


def source(name: str, *topics: str) -> Source:
    """A source about a topic."""
    return Source.model_validate(
        {
            "format": "guidance/1",
            "source": name,
            "title": f"Source {name}",
            "topics": topics or ("t",),
        }
    )


def _ref(version: dict[str, Any]) -> str:
    return f"{version['source']}@{version['version']}"


def _closed(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    found = set(pairs)
    while more := {(a, d) for a, b in found for c, d in found if b == c} - found:
        found |= more
    return found


def tupled(value: Any) -> Any:
    """Lists to tuples, as the loader does."""
    if isinstance(value, dict):
        return {key: tupled(each) for key, each in value.items()}
    return tuple(tupled(each) for each in value) if isinstance(value, list) else value


@st.composite
def records(draw: st.DrawFn, *, exact: bool = False) -> Records:
    """Records of a small corpus; with ``exact`` every day is known."""
    return _Draft(draw, exact=exact).run()


def asked_days() -> st.SearchStrategy[date]:
    """A day to ask about: any on which something can change, and some around."""
    return st.sampled_from(ASKED)


def known_days() -> st.SearchStrategy[date | None]:
    """A day of knowledge, or all records."""
    return st.one_of(st.none(), st.sampled_from(ASKED))
