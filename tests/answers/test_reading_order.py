"""What people read is in the order of the document, whoever is asked."""

from __future__ import annotations

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest

from guidance import report
from guidance.exports.feed import ATOM, feed
from guidance.index.building import compiled
from guidance.index.indexed import IndexedCorpus
from guidance.index.store import IndexFile
from laws import engine
from laws.small import act, corpus, says, source, version

NAMES = {
    "ids": ["p1", "p2", "p9", "p10", "p11", "p20"],
    "sections": ["s1-2", "s1-10", "s2-1", "s2-3", "s10-1"],
    "paragraphs": ["art5-par2", "art5-par2a", "art5-par3", "art5-par10", "art12-par1"],
    "headings": ["summary", "background", "s1", "why", "s2", "s10", "annex", "appendix", "about"],
}


@pytest.fixture(params=NAMES)
def names(request):
    return NAMES[request.param]


def texts(names, words):
    return [says(name, f"{words} of {name}.") for name in names]


@pytest.fixture
def asked(names):
    return engine.load(
        corpus(
            version("law@1", "2020-01-01", *texts(names, "Old words")),
            version("law@2", "2021-01-01", *texts(sorted(names), "New words")),
            version(
                "law@3",
                "2022-01-01",
                act("suspends", *refs(sorted(names)), start="pause"),
                events={"pause": "2022-03-01"},
            ),
            version("law@4", "2024-01-01", act("ends", *refs(sorted(names)))),
        )
    )


@pytest.fixture
def by_index(asked, tmp_path):
    file = tmp_path / "records.index"
    file.write_bytes(compiled(asked))
    return IndexedCorpus(IndexFile(file))


def refs(names):
    return [f"law#{name}" for name in names]


def shown(text, names):
    """The references in the order in which a text first names them, each once."""
    found = re.findall(r"law#[a-z0-9-]*[a-z0-9]", text)
    return [ref for ref in dict.fromkeys(found) if ref in refs(names)]


@pytest.mark.parametrize("day", ["2020-06-01", "2021-06-01", "2022-06-01", "2024-06-01"])
def test_answers_and_their_reports(asked, by_index, names, day):
    for corpus_ in (asked, by_index):
        answer = corpus_.as_of(day)
        assert [entry.ref for entry in answer.entries()] == refs(names)
        lists = (answer.in_force, answer.suspended, answer.ended)
        assert [e.ref for e in max(lists, key=len)] == refs(names)
        full = report.render(report.of_answer(answer), "markdown", full=True)
        assert shown(full, names) == refs(names)
    assert asked.as_of(day) == by_index.as_of(day)


@pytest.mark.parametrize("until", ["2021-06-01", "2022-06-01", "2024-06-01"])
def test_changes_and_their_reports(asked, by_index, names, until):
    for corpus_ in (asked, by_index):
        found = corpus_.changes("2020-06-01", until)
        assert [change.ref for change in found.net] == refs(names)
        assert [change.ref for change in found.steps[0].changes] == refs(names)
        window = report.window_of(corpus_, "2020-06-01", until)
        full = report.render(report.of_changes(corpus_, window), "markdown", full=True)
        assert shown(full, names) == refs(names)


def test_every_format_and_the_feed(asked, names):
    told = report.of_answer(asked.as_of("2021-06-01"))
    assert shown(report.render(told, "csv", full=True), names) == refs(names)
    in_force = json.loads(report.render(told, "json"))["in_force"]
    assert [entry["ref"] for entry in in_force] == refs(names)
    feed_of_2021 = ElementTree.fromstring(feed(asked, date(2021, 6, 1)))
    titles = [title.text.partition(":")[0] for title in feed_of_2021.iter(f"{{{ATOM}}}title")]
    assert titles[1 : 1 + len(names)] == [f"Title of {name}" for name in names]


def test_a_whole_version_in_another_order_moves_and_says_so_only_when_known(tmp_path):
    asked = engine.load(
        corpus(
            version("law@1", "2020-01-01", *texts(["b", "a", "c"], "Old"), extent="whole"),
            version("law@2", "2021-01-01", *texts(["c", "d", "a"], "New"), extent="whole"),
        )
    )
    file = tmp_path / "records.index"
    file.write_bytes(compiled(asked))
    for records in (asked, IndexedCorpus(IndexFile(file))):
        moved = ["law#b", "law#c", "law#d", "law#a"]  # b ended, and stays before what it preceded
        assert list(records.provisions) == moved
        assert [entry.ref for entry in records.as_of("2021-06-01").entries()] == moved
        assert [change.ref for change in records.changes("2020-06-01", "2021-06-01").net] == moved
        then = records.as_of("2020-06-01", known_on="2020-06-01")
        assert [entry.ref for entry in then.in_force] == ["law#b", "law#a", "law#c"]
    assert [change.ref for change in asked.compare("law@1", "law@2").changes] == moved


def test_comparisons_lists_and_searches(asked, by_index, names):
    assert [each.ref for each in asked.compare("law@1", "law@2").changes] == refs(names)
    for corpus_ in (asked, by_index):
        assert list(corpus_.provisions) == refs(names)
        assert [*dict.fromkeys(each.ref for each in corpus_.search("words").hits)] == refs(names)


def test_sources_and_versions_that_are_numbered(tmp_path):
    named = [f"order-{n}" for n in (1, 2, 10, 11)]
    found = engine.load(
        corpus(
            *(source(name) for name in sorted(named)),
            *(version(f"{name}@1", "2020-01-01", says("p", "Stay.")) for name in sorted(named)),
        )
    )
    file = tmp_path / "records.index"
    file.write_bytes(compiled(found))
    for each in (found, IndexedCorpus(IndexFile(file))):
        assert list(each.sources) == named
        assert list(each.versions) == [f"{name}@1" for name in named]
        assert [entry.ref for entry in each.as_of("2021-01-01").in_force] == [
            f"{name}#p" for name in named
        ]
