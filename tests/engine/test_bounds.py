"""What the engine may cost (design, 9), counted in calls of functions and not in seconds.

A million calls take about a quarter of a second on the machine that these bounds were set on; all
are within a second there. ``benchmarks/bench_bounds.py`` has the seconds.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

import guidance
from guidance.records.dates import ImpreciseDate
from guidance.records.events import Event
from guidance.records.model import Citation, Document, Provision, Source, Version
from guidance.records.provisions import Application
from support.counting import calls

DAY = date(2000, 1, 1)


def _version(name: str, published: str, **fields: object) -> Version:
    return Version.model_validate(
        {
            "format": "guidance/1",
            "source": "a",
            "version": name,
            "extent": "partial",
            "published": ImpreciseDate.parse(published),
            "standing": "law",
            "document": Document(title="Made up"),
            **fields,
        }
    )


def _says(text: str, **fields: object) -> Provision:
    return Provision.model_validate(
        {
            "title": text,
            "kind": "eligibility",
            "force": "may",
            "text": text,
            "cite": Citation(section="1"),
            **fields,
        }
    )


def _corpus(*versions: Version) -> guidance.Corpus:
    source = Source(format="guidance/1", source="a", title="Made up", topics=("t",))
    return guidance.Corpus.build([source], versions)


def _acting(count: int, link: str, day: str | None) -> guidance.Corpus:
    """Provisions that each act on all before it, on days of their own or on one unknown day."""
    provisions = {
        f"p{place:04}": _says(
            f"Text {place}.",
            applies=Application.model_validate({"from": f"e{place}"}),
            **{link: tuple(f"a#p{other:04}" for other in range(place))},
        )
        for place in range(count)
    }
    events = {
        f"e{place}": Event(
            label="it starts",
            date=ImpreciseDate.parse(day or (DAY + timedelta(days=place)).isoformat()),
        )
        for place in range(count)
    }
    return _corpus(_version("1", "1999-01-01", provisions=provisions, events=events))


def _texts(count: int, extent: str, start: str | None = None) -> guidance.Corpus:
    """Texts of one provision, one after the other."""
    versions = []
    for place in range(count):
        fields: dict[str, object] = {"extent": extent}
        applies = {}
        if start is not None:
            applies["applies"] = Application.model_validate({"from": "start"})
            event = Event(label="it starts", date=ImpreciseDate.parse(start))
            fields["events"] = {"start": event}
        fields["provisions"] = {"p": _says(f"Text {place}.", **applies)}
        published = (DAY + timedelta(days=9 * place)).isoformat()
        versions.append(_version(f"v{place:04}", published, **fields))
    return _corpus(*versions)


def _cost(corpus: guidance.Corpus, on: str) -> int:
    def answered() -> None:
        answer = corpus.as_of(on)
        assert answer.in_force or answer.undetermined
        assert not any("too-tangled" in entry.caveats for entry in answer.entries())

    return calls(answered)


@pytest.mark.parametrize(
    ("link", "count", "day", "on", "most"),
    [
        ("replaces", 100, None, "2001-01-01", 900_000),
        ("displaces", 100, None, "2001-01-01", 2_000_000),
        ("replaces", 30, "2020-01", "2020-01-15", 3_500_000),
        ("displaces", 30, "2020-01", "2020-01-15", 800_000),
    ],
)
def test_what_acts_on_all_before(
    link: str, count: int, day: str | None, on: str, most: int
) -> None:
    assert _cost(_acting(count, link, day), on) < most


def test_one_displaced_by_many_each_on_its_day() -> None:
    def displaced_by(count: int) -> guidance.Corpus:
        provisions = {
            f"p{place:04}": _says(
                f"Text {place}.",
                applies=Application.model_validate({"from": f"e{place}"}),
                displaces=("a#p0000",) if place else (),
            )
            for place in range(count + 1)
        }
        days = [(DAY + timedelta(days=place)).isoformat() for place in range(count + 1)]
        events = {
            f"e{place}": Event(label="it starts", date=ImpreciseDate.parse(day))
            for place, day in enumerate(days)
        }
        return _corpus(_version("1", "1999-01-01", provisions=provisions, events=events))

    # Each day's answer names all that displaces by then: what is returned grows with the square.
    assert _cost(displaced_by(300), "2001-01-01") < 1_000_000


def test_texts_that_start_in_one_month() -> None:
    assert _cost(_texts(16, "partial", "2020-01"), "2020-01-15") < 400_000


@pytest.mark.parametrize("extent", ["partial", "whole"])
def test_eight_times_the_texts_cost_at_most_twelve_times(extent: str) -> None:
    few, many = (_cost(_texts(count, extent), "2003-01-01") for count in (100, 800))
    assert many <= 12 * few
    assert many < 600_000


def test_one_source_costs_no_more_where_others_are_recorded() -> None:
    def records(others: int) -> guidance.Corpus:
        sources, versions = [], []
        for place in range(others + 1):
            source = "a" if not place else f"b{place}"
            sources.append(
                Source(format="guidance/1", source=source, title=source, topics=(f"t{place}",))
            )
            for day in ("2000-01-01", "2001-01-01"):
                says = {f"p{n}": _says(f"Text {n} of {day}.") for n in range(5)}
                versions.append(_version(day, day, source=source, provisions=says))
        return guidance.Corpus.build(sources, versions)

    def narrowed(corpus: guidance.Corpus) -> dict[str, int]:
        window = "2000-06-01", "2001-06-01"
        return {
            "one source": calls(lambda: corpus.as_of("2001-06-01", source="a").in_force),
            "one topic": calls(lambda: corpus.as_of("2001-06-01", topic="t0").in_force),
            "changes": calls(lambda: corpus.changes(*window, source="a")),
            "changes again": calls(lambda: corpus.changes(*window, topic="t0")),
        }

    alone, among = narrowed(records(0)), narrowed(records(40))
    for name, cost in alone.items():
        assert among[name] < 1.5 * cost + 2_000, name


def _waiting(count: int) -> guidance.Corpus:
    """Texts of one provision in a stated order of publication, each published nobody knows when."""
    versions = []
    for place in range(count):
        start = (DAY + timedelta(days=9 * place)).isoformat()
        event = Event(label="it starts", date=ImpreciseDate.parse(start))
        versions.append(
            _version(
                f"v{place:04}",
                "[..2010-01-01]",
                after=(f"a@v{place - 1:04}",) if place else (),
                events={f"e{place}": event},
                applies=Application.model_validate({"from": f"e{place}"}),
                provisions={"p": _says(f"Text {place}.")},
            )
        )
    return _corpus(*versions)


def test_texts_that_can_only_come_later_cost_no_diagram() -> None:
    """Each is published after one that waits wherever it is published: it is never the next."""
    [entry] = _waiting(60).as_of("1999-12-31").upcoming
    assert [each.version for each in entry.upcoming] == [f"a@v{place:04}" for place in range(60)]


def test_what_waits_is_looked_at_again_only_when_it_can_change() -> None:
    """Each day's answer lists all that waits; a text is worked out again where it may differ."""

    def cost(count: int) -> int:
        fresh = _waiting(count)
        return calls(lambda: fresh.as_of("1999-12-31"))

    cost(2)  # what is imported with the first answer is none of it
    assert cost(200) <= 12 * cost(25)
