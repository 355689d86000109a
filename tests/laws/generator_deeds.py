"""How one small corpus is made: version after version, each with a deed or two."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from laws.generator_events import Calendar
from laws.generator_places import Palette
from laws.oracle_days import ranges
from laws.oracle_records import Corpus
from laws.small import act, source, version

Record = dict[str, Any]
REFS = ("a#p", "a#q", "b#r")
_LASTING = ("ends", "suspends", "reinstates")
WORDS = ("One.", "Two.", "Three.")


class Maker:
    """Makes one corpus; every decision comes from ``pick``."""

    def __init__(self, pick: Any, most: int = 6, names_publications: bool = False) -> None:
        """``most``: the greatest number of versions.

        ``names_publications``: now and then something hangs on the publication of another version,
        and what is dated from another event is moved: only the soak has these.
        """
        self.pick, self.most, self.names_publications = pick, most, names_publications
        self.palette = Palette(pick)
        self.calendar = Calendar(pick, self.palette.era, moves_relative=names_publications)
        self.versions: list[Record] = []
        self.said: dict[str, list[str]] = {}
        self.pauses: list[tuple[str, str, str | None]] = []  # target, version, id
        self.mended: list[str] = []
        # Of two provisions only the one acts on the other, so that no circle can come about.
        self.order = pick.one([[*REFS, "c#x"], [*reversed(REFS), "c#x"]])

    def chance(self, percent: int) -> bool:
        """Whether something happens that happens so often in a hundred."""
        return self.pick.number(1, 100) > 100 - percent

    def make(self) -> Corpus:
        """The corpus."""
        offset = 0
        for number in range(self.pick.number(min(3, self.most), self.most)):
            if number:
                offset += self.pick.one([1, 1, 2, 3, 0])
            self._version(number, offset)
        sources = self._sources()
        if self.names_publications and self.chance(15):
            self._by_publication()
        return Corpus(tuple(sources), tuple(self.versions))

    def _by_publication(self) -> None:
        """Something applies from the publication of another version, or until a later one."""
        number = self.pick.number(0, len(self.versions) - 1)
        named = self.pick.number(0, len(self.versions) - 1)
        record, other = self.versions[number], self.versions[named]
        said = record.get("provisions", {}).values()
        texts = [each.setdefault("applies", {}) for each in said if self.chance(50)]
        acts = [each for each in record.get("amendments", ()) if each["act"] in _LASTING]
        free = [each for each in (*texts, *acts) if "until" not in each]
        if number == named or not free:
            return
        days = self.pick.one(free)
        is_later = ranges(other["published"])[0][0] > ranges(record["published"])[0][1]
        is_text = any(days is each for each in texts)
        ends = is_text and "from" not in days and is_later and self.chance(50)
        days["until" if ends else "from"] = f"{other['source']}@{other['version']}"

    def _sources(self) -> list[Record]:
        slugs = sorted({each["source"] for each in self.versions} | {"a"})
        found = [source(slug) for slug in slugs]
        if self.palette.declared:
            found[0]["places"] = self.palette.declared
        names = self.calendar.names()
        if names and self.chance(25):
            check: Record = {
                "on": self.calendar.text(self.pick.number(0, 9)),
                "not-yet": [self.pick.one(names)],
            }
            check |= self.pick.one([{"shows-at-once": "yes"}, {"within": "P2D"}, {}])
            found[0]["checks"] = [check]
        return found

    # One version -------------------------------------------------------------------------

    def _version(self, number: int, offset: int) -> None:
        slug = "a" if number == 0 else self.pick.one(["a", "a", "b", "c"])
        name = f"{slug}@v{number}"
        self.record = version(name, self.calendar.text(offset))
        self.record["standing"] = self.pick.one(["decision", "decision", "law", "advice"])
        self.name, self.slug, self.offset = name, slug, offset
        self.calendar.open(slug, offset)
        if number and self.chance(8):
            self.record["published"] = self.calendar.days(offset, offset + self.pick.number(1, 2))
        if self.chance(25):
            self.record |= self.palette.places()
        if number == 0:
            self._first()
        else:
            for _ in range(self.pick.one([1, 2, 2])):
                self.pick.one(self._deeds())()
        self._keep_apart()
        self._order()
        self.calendar.declare(self.record)
        self.versions.append(self.record)
        for statement in self.record.get("provisions", {}):
            if not self.record["provisions"][statement].get("proposes"):
                self.said.setdefault(f"{slug}#{statement}", []).append(name)

    def _keep_apart(self) -> None:
        """Leave out the default start of a version where something would end before it."""
        start = self.record.get("applies", {}).get("from")
        acts = [each for each in self.record.get("amendments", ()) if "from" not in each]
        applied = [each.get("applies", {}) for each in self.record.get("provisions", {}).values()]
        ends = [each["until"] for each in (*acts, *applied) if "until" in each]
        if start and not all(self.calendar.may_end(start, end) for end in ends):
            del self.record["applies"]

    def _order(self) -> None:
        """State the order where it must be told, and now and then where it may stay open.

        It must be told of acts that mend or date a record, and between versions of one source of
        which one may have come out on several days.
        """
        published = ranges(self.record["published"])[0]
        beside = [v for v in self.versions if ranges(v["published"])[0][1] >= published[0]]
        must = {"corrects", "fixes-date", "moves-date", "cancels"}
        told = any(each["act"] in must for each in self.record.get("amendments", ()))
        told = told or any("same-as" in each for each in self.calendar.new.values())
        if not told and not self.chance(40):
            beside = [v for v in beside if v["source"] == self.slug and self._is_vague(v)]
        if beside:
            self.record["after"] = [f"{v['source']}@{v['version']}" for v in beside]

    def _is_vague(self, other: Record) -> bool:
        days = [ranges(each["published"])[0] for each in (other, self.record)]
        return any(low != high for low, high in days)

    def _deeds(self) -> list[Callable[[], None]]:
        weighted: list[tuple[Callable[[], None], int]] = [
            (self._suspend, 10),
            (self._says, 10),
            (self._whole, 15),
            (self._temporary, 10),
            (self._ahead, 10),
            (self._repeated, 9),
            (self._lift, 7),
            (self._lift_and_suspend, 8),
            (self._end, 9),
            (self._whole_source, 6),
            (self._replace, 9),
            (self._displace, 8),
            (self._move, 20),
            (self._fix, 12),
            (self._cancel, 5),
            (self._correct, 11),
            (self._same_event, 9),
            (self._propose, 4),
            (self._keep, 12 if self.palette.era == "2020-12-28" else 0),
        ]
        return [deed for deed, weight in weighted for _ in range(weight)]

    def _act(self, record: Record, places: bool = True) -> None:
        if places and self.chance(35):
            record |= self.palette.places()
        self.record.setdefault("amendments", []).append(record)

    def _state(self, slug: str, text: str, **fields: Any) -> Record:
        statement: Record = {
            "title": f"Title of {slug}",
            "kind": "eligibility",
            "force": "may",
            "text": text,
            "cite": {"section": "1"},
        }
        statement |= {key: each for key, each in fields.items() if each}
        if self.chance(50):
            statement |= self.palette.places()
        self.record.setdefault("provisions", {})[slug] = statement
        return statement

    def _applies(self, temporary: bool = False) -> Record:
        start = self.calendar.when()
        applies: Record = {"from": start} if start else {}
        place = self.palette.one_place()
        if temporary:
            applies["until"] = self.calendar.end(start)
        elif place and self.chance(15):
            entry = {"jurisdictions": [place], "from": self.calendar.when(certain=True)}
            applies["by-place"] = [entry]
        return applies

    def _slug(self) -> str:
        """A provision of the version's source."""
        own = [ref.partition("#")[2] for ref in REFS if ref.startswith(f"{self.slug}#")]
        return self.pick.one(own or ["x"])

    def _target(self) -> str:
        return self.pick.one(sorted(self.said))

    # Deeds: texts ------------------------------------------------------------------------

    def _first(self) -> None:
        self.record["extent"] = self.pick.one(["whole", "partial"])
        start = self.calendar.when(certain=True, first=self.offset + 1) if self.chance(50) else None
        self._state("p", "One.", applies={"from": start} if start else None)
        if self.chance(50):
            self._state("q", "One.")

    def _says(self) -> None:
        self._state(self._slug(), self.pick.one(list(WORDS)), applies=self._applies())

    def _whole(self) -> None:
        self.record["extent"] = "whole"
        if self.chance(60):
            self.record["pending"] = self.pick.one(["kept", "dropped"])
        if self.chance(20):
            self.record["applies"] = {"from": self.calendar.when(certain=True)}
        for ref in REFS:
            if ref.startswith(f"{self.slug}#") and self.chance(55):
                late = self._applies() if self.chance(20) else None
                self._state(ref.partition("#")[2], self.pick.one(list(WORDS)), applies=late)

    def _temporary(self) -> None:
        applies = self._applies(temporary=True)
        applies |= self.pick.one([{}, {"then": "earlier"}, {"then": "nothing"}])
        self._state(self._slug(), self.pick.one(list(WORDS)), applies=applies)

    def _ahead(self) -> None:
        start = self.calendar.when(certain=True, first=self.offset + 1)
        self._state(self._slug(), self.pick.one(list(WORDS)), applies={"from": start})

    def _repeated(self) -> None:
        """Said again in the same words."""
        self._state(self._slug(), "One.")

    def _before(self, slug: str) -> list[str]:
        """The provisions on which one may act."""
        order = self.order[: self.order.index(f"{self.slug}#{slug}")]
        return [ref for ref in order if ref in self.said]

    def _replace(self) -> None:
        slug = self._slug()
        targets = self._before(slug)
        if targets:
            target = self.pick.one(targets)
            self._state(slug, "Instead.", applies=self._applies(), replaces=[target])

    def _displace(self) -> None:
        slug = self._slug()
        targets = self._before(slug)
        if targets:
            applies = self._applies(temporary=self.chance(60))
            self._state(slug, "For now.", applies=applies, displaces=targets[-2:])

    def _propose(self) -> None:
        if self.chance(50) and self.record["extent"] == "partial":
            self._state(self._slug(), "Proposed.", proposes="yes")
            return
        kind = self.pick.one(["ends", "suspends"])
        label = f"proposal-{len(self.record.get('amendments', ()))}"
        self._act(act(kind, self._target(), proposes="yes", id=label))

    # Deeds: acts -------------------------------------------------------------------------

    def _suspend(self, start: str | None = None) -> None:
        target = self._target()
        record = act("suspends", target)
        start = start or self.calendar.when()
        if start:
            record["from"] = start
        if self.chance(35):
            default = (self.record.get("applies") or {}).get("from")
            record["until"] = self.calendar.end(start or default)
        record["id"] = f"pause-{len(self.pauses)}"
        self.pauses.append((target, self.name, record["id"]))
        self._act(record)

    def _lift(self, start: str | None = None) -> None:
        earlier = [each for each in self.pauses if each[1] != self.name]
        target = self.pick.one(earlier)[0] if earlier else self._target()
        record = act("reinstates", target)
        start = start or self.calendar.when()
        if start:
            record["from"] = start
        named = [each for each in earlier if each[0] == target]
        if named and self.chance(40):
            _, pausing, label = self.pick.one(named)
            names = [pausing, f"{pausing}/{label}"] if label else [pausing]
            record["lifts"] = [self.pick.one(names)]
        self._act(record)

    def _lift_and_suspend(self) -> None:
        first = self.pick.number(self.offset, self.offset + 2)
        self._lift(self.calendar.text(first))
        self._suspend(self.calendar.when(certain=True, first=first + 1))

    def _end(self) -> None:
        record = act("ends", self._target())
        start = self.calendar.when()
        if start:
            record["from"] = start
        self._act(record)

    def _whole_source(self) -> None:
        kind = self.pick.one(["suspends", "ends", "reinstates"])
        record = act(kind, self.pick.one(["a", "a", "b"]) if "b#r" in self.said else "a")
        start = self.calendar.when()
        if start:
            record["from"] = start
        if kind == "suspends":
            self.pauses.append((record["provisions"][0], self.name, None))
        self._act(record)

    def _keep(self) -> None:
        target = self._target()
        self._act(act("keeps", target, jurisdictions=["GB"]), places=False)

    def _correct(self) -> None:
        change: Record = self.pick.one([{"text": "Mended."}, {"text": "Mended again."}, {}])
        target = self._target()
        if self.mended and self.chance(75):
            target = self.pick.one(self.mended)
        if not change:
            change = self.pick.one([self._other_days, self._other_places, self._other_links])(
                target
            )
        if any(each.get("provision") == target for each in self.record.get("amendments", ())):
            return  # mended twice by one version, nobody could tell which holds
        self.mended.append(target)
        self._act(act("corrects", target, set=change), places=False)

    def _other_days(self, _: str) -> Record:
        return {"applies": self._applies()}

    def _other_places(self, _: str) -> Record:
        places = self.palette.places()
        if not places:
            return self._other_days(_)
        return self.pick.one([places, {"jurisdictions": places["jurisdictions"]}])

    def _other_links(self, target: str) -> Record:
        before = self.order[: self.order.index(target)] if target in self.order else []
        said = [ref for ref in before if ref in self.said]
        field = self.pick.one(["replaces", "displaces"])
        return {field: said[-1:] if self.chance(70) else []}

    # Deeds: days -------------------------------------------------------------------------

    def _move(self) -> None:
        for name, date in self.calendar.move(self._dated()):
            self._act(act("moves-date", name, date=date), places=False)

    def _fix(self) -> None:
        for name, date in self.calendar.fix(self._dated()):
            self._act(act("fixes-date", name, date=date), places=False)

    def _cancel(self) -> None:
        for name in self.calendar.cancel(self._dated()):
            self._act(act("cancels", name), places=False)

    def _dated(self) -> set[str]:
        """The events that this version dates already."""
        return {each["event"] for each in self.record.get("amendments", ()) if "event" in each}

    def _same_event(self) -> None:
        self.calendar.same_event()
