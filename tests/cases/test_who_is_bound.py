"""Histories about people: whom a rule binds where, and which way that moved; each in variants.

A rule speaks for its territory and to all of its population; what is paused did not permit; an act
has no section but its own.
"""

import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import guidance
from laws.small import act, says, source, version

FACTS = {
    "adult": {"label": "is an adult", "otherwise": "is a child", "type": "yes-no"},
    "ill": {"label": "is ill", "type": "yes-no"},
}
ADULT, ILL = {"fact": "adult"}, {"fact": "ill"}
EVERYBODY = {"any": [ADULT, {"fact": "adult", "is": "no"}]}


def may(name: str = "use", criteria: Any = ADULT, **more: Any) -> Any:
    return says(name, "Use it.", force="may", kind="eligibility", criteria=criteria, **more)


def ban(name: str = "ban", criteria: Any = ADULT, **more: Any) -> Any:
    return says(name, "Do not use it.", force="must-not", kind="eligibility",
                **({"criteria": criteria} if criteria else {}), **more)  # fmt: skip


@dataclass(frozen=True)
class History:
    """Records, a person asked about on a day in places, and the direction between two days.

    ``people``: the facts, the day and the place, and the one word; ``moved``: two days and a
    place, and the verdict.
    """

    id: str
    versions: tuple[Any, ...]
    people: tuple[tuple[str, str, str | None, str], ...]
    moved: tuple[tuple[str, str, str | None, str], ...] = field(default=())


HISTORIES = [
    # A rule of the Union speaks to a German doctor.
    History(
        "a ban of the Union beside a German permission",
        (
            version("de@1", "2020-01-01", may(), jurisdictions=["DE"]),
            version("eu@1", "2020-02-01", ban(criteria=EVERYBODY), jurisdictions=["EU"]),
        ),
        (
            ("adult=yes", "2020-03-01", "DE", "not-allowed"),
            ("adult=yes", "2020-01-15", "DE", "allowed"),
            ("adult=yes", "2020-03-01", None, "not-allowed"),
        ),
        (("2020-01-15", "2020-03-01", "DE", "stricter"),),
    ),
    History(
        "a permission of the Union beside a Bavarian ban",
        (
            version("eu@1", "2020-01-01", may(), jurisdictions=["EU"]),
            version("by@1", "2020-02-01", ban(), jurisdictions=["DE-BY"]),
        ),
        (
            ("adult=yes", "2020-03-01", "DE-BY", "not-allowed"),
            ("adult=yes", "2020-03-01", "DE-BE", "allowed"),
            ("adult=yes", "2020-03-01", "DE", "undetermined"),
            ("adult=yes", "2020-03-01", "FR-75C", "allowed"),
        ),
        (
            ("2020-01-15", "2020-03-01", "DE-BY", "stricter"),
            ("2020-01-15", "2020-03-01", "DE-BE", "same"),
        ),
    ),
    History(
        "a ban of the Union after a place has left it",
        (
            version("uk@1", "2020-01-01", may(), jurisdictions=["GB"]),
            version("eu@1", "2021-02-01", ban(), jurisdictions=["EU"]),
        ),
        (
            ("adult=yes", "2021-03-01", "GB", "allowed"),
            ("adult=yes", "2021-03-01", "DE", "not-allowed"),
        ),
    ),
    # A rule speaks to all of its population.
    History(
        "a ban on everybody without criteria",
        (
            version("de@1", "2020-01-01", may(), jurisdictions=["DE"]),
            version("s@1", "2020-02-01", ban("stop", None, until="2020-04-01")),
        ),
        (
            ("adult=yes", "2020-03-01", "DE", "not-allowed"),
            ("adult=no", "2020-03-01", "DE", "not-allowed"),
            ("adult=yes", "2020-04-01", "DE", "allowed"),
        ),
        (
            ("2020-01-15", "2020-03-01", "DE", "stricter"),
            ("2020-03-01", "2020-04-15", "DE", "looser"),
            ("2020-01-15", "2020-04-15", "DE", "same"),
        ),
    ),
    History(
        "a ban on a population without criteria",
        (
            version("s@1", "2020-01-01", may(criteria=EVERYBODY)),
            version(
                "s@2",
                "2020-02-01",
                ban("stop", None, population={"words": "ill people", "when": ILL}),
            ),
        ),
        (
            ("ill=yes", "2020-03-01", None, "not-allowed"),
            ("ill=no", "2020-03-01", None, "allowed"),
            ("adult=yes", "2020-03-01", None, "undetermined"),
        ),
        (("2020-01-15", "2020-03-01", None, "stricter"),),
    ),
    History(
        "a ban on a population in words alone may mean anybody",
        (
            version("s@1", "2020-01-01", may(criteria=EVERYBODY)),
            version("s@2", "2020-02-01", ban("stop", None, population={"words": "some people"})),
        ),
        (("adult=yes", "2020-03-01", None, "undetermined"),),
        (("2020-01-15", "2020-03-01", None, "not looser"),),
    ),
    # What was paused did not permit.
    History(
        "a ban after a pause",
        (
            version("s@1", "2020-01-01", may(), jurisdictions=["DE"]),
            version("s@2", "2020-02-01", act("suspends", "s#use"), jurisdictions=["DE"]),
            version("s@3", "2020-03-01", ban(replaces=["s#use"]), jurisdictions=["DE"]),
        ),
        (
            ("adult=yes", "2020-01-15", "DE", "allowed"),
            ("adult=yes", "2020-02-15", "DE", "undetermined"),
            ("adult=yes", "2020-03-15", "DE", "not-allowed"),
        ),
        (
            ("2020-02-15", "2020-03-15", "DE", "stricter"),
            ("2020-01-15", "2020-02-15", "DE", "not looser"),
        ),
    ),
    History(
        "a pause that is lifted",
        (
            version("s@1", "2020-01-01", may()),
            version("s@2", "2020-02-01", act("suspends", "s#use")),
            version("s@3", "2020-03-01", act("reinstates", "s#use")),
        ),
        (("adult=yes", "2020-03-15", None, "allowed"),),
        (
            ("2020-02-15", "2020-03-15", None, "not stricter"),
            ("2020-01-15", "2020-03-15", None, "same"),
        ),
    ),
    History(
        "a paused ban forbade nothing",
        (
            version("s@1", "2020-01-01", may(criteria=EVERYBODY), ban(criteria=ILL)),
            version("s@2", "2020-02-01", act("suspends", "s#ban")),
        ),
        (
            ("ill=yes", "2020-01-15", None, "not-allowed"),
            ("ill=yes", "2020-02-15", None, "allowed"),
        ),
        (("2020-01-15", "2020-02-15", None, "looser"),),
    ),
    # Rules of several places are never pooled.
    History(
        "bans in two places beside a permission in one that holds both or neither",
        (
            version("a@1", "2019-01-01", may(criteria=ILL), jurisdictions=["GB"]),
            version("b@1", "2019-01-01", ban(criteria=ILL), jurisdictions=["GB-SCT"]),
            version("c@1", "2019-01-01", ban(criteria=ILL), jurisdictions=["FR"]),
        ),
        (
            ("ill=yes", "2019-06-01", None, "undetermined"),
            ("ill=yes", "2019-06-01", "GB", "undetermined"),
            ("ill=yes", "2019-06-01", "GB-ENG", "allowed"),
            ("ill=yes", "2019-06-01", "GB-SCT", "not-allowed"),
            ("ill=yes", "2019-06-01", "FR", "not-allowed"),
        ),
    ),
    History(
        "one provision with another text in one of its places",
        (
            version("a@1", "2019-01-01", may(criteria=ILL), jurisdictions=["GB", "FR"]),
            version("a@2", "2019-03-01", may(criteria=ADULT), jurisdictions=["GB"]),
        ),
        (
            ("ill=yes adult=no", "2019-06-01", None, "undetermined"),
            ("ill=yes adult=no", "2019-06-01", "FR", "allowed"),
            ("ill=yes adult=no", "2019-06-01", "GB", "undetermined"),
            ("ill=no adult=yes", "2019-06-01", "GB", "allowed"),
        ),
    ),
    History(
        "a permission with other criteria in one nation",
        (
            version("a@1", "2019-01-01", may(criteria=ILL), jurisdictions=["GB"]),
            version("a@2", "2019-03-01", may(criteria=ADULT), jurisdictions=["GB-SCT"]),
        ),
        (
            ("ill=yes adult=no", "2019-06-01", "GB-SCT", "undetermined"),
            ("ill=yes adult=no", "2019-06-01", "GB-ENG", "allowed"),
            ("ill=yes adult=no", "2019-06-01", "GB", "undetermined"),
            ("ill=yes adult=no", "2019-02-01", "GB", "allowed"),
        ),
    ),
    History(
        "a ban with other criteria in one member of the Union",
        (
            version(
                "a@1",
                "2019-01-01",
                may(criteria=EVERYBODY),
                ban(criteria=ILL),
                jurisdictions=["EU"],
            ),
            version("a@2", "2019-03-01", ban(criteria=ADULT), jurisdictions=["DE"]),
        ),
        (
            ("ill=yes adult=no", "2019-06-01", "DE", "allowed"),
            ("ill=yes adult=no", "2019-06-01", "FR", "not-allowed"),
            ("ill=yes adult=no", "2019-06-01", None, "undetermined"),
            ("ill=no adult=yes", "2019-06-01", "DE", "not-allowed"),
        ),
    ),
    History(
        "a new ban in one of two places",
        (
            version("a@1", "2019-01-01", may(criteria=ILL), jurisdictions=["GB", "FR"]),
            version("c@1", "2019-05-01", ban(criteria=ILL), jurisdictions=["FR"]),
        ),
        (
            ("ill=yes", "2019-06-01", "FR", "not-allowed"),
            ("ill=yes", "2019-06-01", "GB", "allowed"),
        ),
        (
            ("2019-04-01", "2019-06-01", "FR", "stricter"),
            ("2019-04-01", "2019-06-01", "GB", "same"),
            ("2019-04-01", "2019-06-01", None, "not looser"),
        ),
    ),
    History(
        "a ban lifted in one of two places and new in the other",
        (
            version("a@1", "2019-01-01", may(criteria=ILL), jurisdictions=["GB", "FR"]),
            version(
                "b@1", "2019-01-01", ban(criteria=ILL, until="2019-05-01"), jurisdictions=["GB"]
            ),
            version("c@1", "2019-05-01", ban(criteria=ILL), jurisdictions=["FR"]),
        ),
        (("ill=yes", "2019-06-01", None, "undetermined"),),
        (
            ("2019-04-01", "2019-06-01", "FR", "stricter"),
            ("2019-04-01", "2019-06-01", "GB", "looser"),
            ("2019-04-01", "2019-06-01", None, "unclear"),
        ),
    ),
]


def corpus_of(history: History) -> guidance.Corpus:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sheet = {"format": "guidance/1", "topic": "t", "facts": FACTS}
        for slug in {each["source"] for each in history.versions}:
            write(folder / slug / "source.json", source(slug))
        for each in history.versions:
            write(folder / each["source"] / f"{each['version']}.json", each)
        write(folder / "facts" / "t.json", sheet)
        return guidance.load(folder)


def write(path: Path, record: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record), encoding="utf-8")


@pytest.fixture(params=HISTORIES, ids=lambda each: each.id, scope="module")
def told(request):
    return request.param, corpus_of(request.param)


def test_what_it_makes_of_people(told):
    history, corpus = told
    for facts, day, place, outcome in history.people:
        found = corpus.evaluate(day, facts.split(), topic="t", jurisdiction=place)
        assert found.outcome == outcome, (facts, day, place)
        for group in found.places:
            for entry in group.actions[0].deciding:  # no rule of another place decides
                assert any(entry.part.cells & part.cells for part in group.places)


def test_which_way_it_moved(told):
    history, corpus = told
    for since, until, place, verdict in history.moved:
        found = corpus.direction(since, until, topic="t", jurisdiction=place).overall
        said = found.verdict
        if said == "unclear" and found.ruled_out:
            said = f"not {found.ruled_out[0]}"
        assert said == verdict, (since, until, place)


@pytest.mark.parametrize("section", [None, "Of the pause"])
def test_an_act_has_no_section_but_its_own(section):
    """Never that of what it pauses."""
    pause = {key: each for key, each in act("suspends", "s#use").items() if key != "cite"}
    if section:
        pause["cite"] = {"section": section}
    versions = (version("s@1", "2020-01-01", may()), version("s@2", "2020-02-01", pause))
    report = corpus_of(History("", versions, ())).changes("2020-01-15", "2020-02-15", topic="t")
    (change,) = [each for step in report.steps for each in step.changes]
    assert (change.cite.section if change.cite else None) == section
