"""One answer in every face: its parts, what remains of a territory, and the texts to come.

Whatever somebody reads, or passes on to a program, names the place in which something else is so,
calls the rest a rest, and shows the words that are to come beside those that hold.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any
from zipfile import ZipFile

import pytest

import guidance
from guidance.report.answers import of_answer, of_explanation
from guidance.report.histories import of_history
from guidance.report.rendering import render
from guidance.wording.statuses import status_words
from laws import engine
from laws.small import act, corpus, says, source, version


@dataclass(frozen=True)
class Shown:
    """A day on which a provision differs by place and is to say something else.

    ``rest`` and ``part``: what people are told of each place; ``codes``: the same for programs.
    ``coming``: the words, and the day from which.
    """

    id: str
    corpus: Any
    on: str
    ref: str
    rest: str
    part: str
    codes: frozenset[str]
    coming: tuple[str, str]


SHOWN = [
    Shown(
        "ended-in-one-country",
        corpus(
            version("law@1", "2024-01-01", says("toll", "Pay 100."), jurisdictions=["GB"]),
            version("end@1", "2024-03-01", act("ends", "law#toll", jurisdictions=["GB-ENG"])),
            version("law@2", "2024-04-01", says("toll", "Pay 120.", start="2025-01-01",
                                                jurisdictions=["GB"], opted_out=["GB-ENG"])),
        ),
        "2024-06-01",
        "law#toll",
        "the United Kingdom except England",
        "England",
        frozenset({"GB without GB-ENG", "GB-ENG"}),
        ("Pay 120", "1 January 2025"),
    ),
    Shown(
        "paused-in-one-member",
        corpus(
            version("eu@1", "2021-01-01", says("cap", "At most 5."), jurisdictions=["EU"]),
            version("de@1", "2022-03-01", act("suspends", "eu#cap", jurisdictions=["DE"])),
            version("eu@2", "2022-04-01", says("cap", "At most 3.", start="cut"),
                    jurisdictions=["EU"], events={"cut": "2023-06"}),
        ),
        "2022-06-01",
        "eu#cap",
        "the EU except Germany",
        "Germany",
        frozenset({"EU without DE", "DE"}),
        ("At most 3", "June 2023"),
    ),
    Shown(
        "set-aside-in-a-declared-town",
        corpus(
            source("law", places={"old-town": {"label": "the old town", "within": "GB-WLS"}}),
            version("law@1", "2024-01-01", says("bell", "Ring once."), jurisdictions=["GB-WLS"]),
            version("town@1", "2024-02-01", says("horn", "Blow.", displaces=["law#bell"]),
                    jurisdictions=["old-town"]),
            version("law@2", "2024-04-01", says("bell", "Ring twice.", start="2024-09-01"),
                    jurisdictions=["GB-WLS"]),
        ),
        "2024-06-01",
        "law#bell",
        "Wales except the old town",
        "the old town",
        frozenset({"GB-WLS without old-town", "old-town"}),
        ("Ring twice", "1 September 2024"),
    ),
]  # fmt: skip


@cache
def loaded(place: int) -> guidance.Corpus:
    return engine.load(SHOWN[place].corpus)


def plain(text: str) -> str:
    """What is read: without marks of a format, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>|\\", "", text))


def answer_as(format_: str) -> Any:
    def draw(corpus: guidance.Corpus, shown: Shown) -> str:
        drawn = render(of_answer(corpus.as_of(shown.on)), format_, full=True)
        if isinstance(drawn, bytes):
            with ZipFile(io.BytesIO(drawn)) as package:
                drawn = package.read("word/document.xml").decode()
        return plain(str(drawn))

    return draw


def explained(corpus: guidance.Corpus, shown: Shown) -> str:
    return plain(render(of_explanation(corpus.as_of(shown.on), shown.ref), "text"))


def told_over_time(corpus: guidance.Corpus, shown: Shown) -> str:
    return plain(render(of_history(corpus, shown.ref, None), "text"))


PEOPLE = {
    "text": answer_as("text"),
    "markdown": answer_as("markdown"),
    "html": answer_as("html"),
    "word": answer_as("docx"),
    "explain": explained,
    "history": told_over_time,
}


NUMBERED = [pytest.param(place, id=each.id) for place, each in enumerate(SHOWN)]


@pytest.mark.parametrize("face", PEOPLE)
@pytest.mark.parametrize("place", NUMBERED)
def test_people_are_told(place, face):
    shown = SHOWN[place]
    told = PEOPLE[face](loaded(place), shown)
    words, day = shown.coming
    assert f"in {shown.rest}" in told
    assert f"in {shown.part}" in told
    assert words in told
    assert day in told


@pytest.mark.parametrize("place", NUMBERED)
def test_the_brief_names_parts_and_what_is_due(place):
    shown = SHOWN[place]
    told = plain(render(of_answer(loaded(place).as_of(shown.on)), "text"))
    assert f"in {shown.rest}" in told
    assert f"in {shown.part}" in told
    assert f"Due from {'some day in ' if shown.coming[1] == 'June 2023' else ''}" in told
    assert shown.coming[1] in told


def parts_of(document: dict[str, Any], ref: str) -> list[dict[str, Any]]:
    lists = ("in_force", "suspended", "displaced", "ended", "upcoming")
    return [each for name in lists for each in document[name] if each["ref"] == ref]


@pytest.mark.parametrize("place", NUMBERED)
def test_programs_are_told(place):
    shown = SHOWN[place]
    answer = loaded(place).as_of(shown.on)
    entries = parts_of(answer.to_dict(), shown.ref)
    assert {each["where"] for each in entries} == shown.codes
    coming = [(each["where"], text["text"]) for each in entries for text in each["upcoming"]]
    assert {text for _, text in coming} == {f"{shown.coming[0]}."}
    assert next(each for each in entries if each["state"] == "in-force")["where"] in dict(coming)


@pytest.mark.parametrize("place", NUMBERED)
def test_rows_are_told(place):
    shown = SHOWN[place]
    answer = loaded(place).as_of(shown.on)
    rows = csv.DictReader(
        io.StringIO(render(of_answer(answer), "csv", full=True).removeprefix("\ufeff"))
    )
    told = [row for row in rows if row["ref"] == shown.ref]
    assert {row["where"] for row in told} == shown.codes
    ahead = [row["after"] for row in told if row["part"] == "upcoming"]
    assert set(ahead) == {f"{shown.coming[0]}."}


@pytest.mark.parametrize("place", NUMBERED)
def test_assistants_are_told(place):
    shown = SHOWN[place]
    answer = loaded(place).as_of(shown.on)
    told = [
        status_words(each, answer) for each in answer.find(shown.ref) if each.state == "in-force"
    ]
    assert all(shown.coming[1] in words for words in told)


@pytest.mark.parametrize("place", NUMBERED)
def test_changes_tell_what_is_newly_due(place):
    """From the day before the text was published: the brief, the document and the sentences."""
    shown = SHOWN[place]
    report = loaded(place).changes(shown.on[:8].replace("06", "03") + "15", shown.on)
    brief = plain(guidance.render(report, "text"))
    assert "Newly due from" in brief
    assert shown.coming[1] in brief
    announced = [
        change
        for step in json.loads(report.to_json())["steps"]
        for change in step["changes"]
        if change["id"] == "provision-announced"
    ]
    assert {change["after"]["provision"]["text"] for change in announced} == {f"{shown.coming[0]}."}
