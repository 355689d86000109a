"""Matters: what provisions of several sources are about, from what they name and from links."""

from __future__ import annotations

import pytest

from guidance import load
from guidance.answers.answering import registry_of
from guidance.answers.matters import matters_of
from guidance.errors import RecordsError
from guidance.records.criteria import FactSheet
from guidance.records.model import Source, Version
from guidance.resolution import resolve

SHEET = {
    "format": "guidance/1",
    "topic": "t",
    "facts": {"f": {"label": "is", "type": "yes-no"}},
    "matters": {
        "who": {"title": "Who may", "order": 1},
        "where": {"title": "Where", "order": 2},
    },
}


def registry(provisions, sheet=SHEET):
    """Provisions by "source#id", each with the fields that matter here."""
    names = sorted({ref.partition("#")[0] for ref in provisions})
    sources = [
        {"format": "guidance/1", "source": name, "title": name, "topics": ("t",)} for name in names
    ]
    versions = [
        {
            "format": "guidance/1",
            "source": name,
            "version": "v",
            "extent": "whole",
            "published": "2020-01-01",
            "standing": "decision",
            "document": {"title": "D"},
            "provisions": {
                ref.partition("#")[2]: {
                    "title": ref,
                    "kind": "k",
                    "force": "may",
                    "text": "T.",
                    "cite": {"section": "1"},
                    **fields,
                }
                for ref, fields in provisions.items()
                if ref.startswith(f"{name}#")
            },
        }
        for name in names
    ]
    return resolve(
        [Source.model_validate(each) for each in sources],
        [Version.model_validate(each) for each in versions],
        [FactSheet.model_validate(sheet)],
    )


def refs(provisions):
    found = matters_of(registry(provisions))
    return {(group.key, group.refs) for group in found.values()}


def test_each_stands_alone_where_nothing_joins_it():
    assert refs({"a#p": {}, "b#q": {}}) == {("a#p", ("a#p",)), ("b#q", ("b#q",))}


@pytest.mark.parametrize("link", ["replaces", "restates", "reports"])
def test_what_replaces_restates_or_reports_is_about_the_same(link):
    assert refs({"a#p": {}, "b#q": {link: ("a#p",)}}) == {("a#p", ("a#p", "b#q"))}


def test_a_name_reaches_what_is_linked_to_it_and_further():
    found = refs(
        {"a#p": {}, "b#q": {"reports": ("a#p",)}, "c#r": {"reports": ("b#q",), "matter": "who"}}
    )
    assert found == {("who", ("a#p", "b#q", "c#r"))}


def test_no_link_joins_two_that_name_different_matters():
    found = refs({"a#p": {"matter": "who"}, "b#q": {"replaces": ("a#p",), "matter": "where"}})
    assert found == {("who", ("a#p",)), ("where", ("b#q",))}


@pytest.mark.parametrize("link", ["displaces", "narrows"])
def test_what_sets_aside_counts_only_where_nothing_else_tells(link):
    assert refs({"a#p": {}, "b#q": {link: ("a#p",)}}) == {("a#p", ("a#p", "b#q"))}
    several = {"a#p": {}, "a#r": {}, "b#q": {link: ("a#p", "a#r")}}
    assert len(refs(several)) == 3
    named = {"a#p": {}, "b#q": {link: ("a#p",), "matter": "who"}}
    assert refs(named) == {("who", ("b#q",)), ("a#p", ("a#p",))}


def test_the_order_is_that_of_the_sheet_then_rules_then_information():
    found = matters_of(
        registry(
            {
                "a#i": {"force": "information"},
                "a#k": {"kind": "eligibility"},
                "a#w": {"matter": "where"},
                "a#z": {"matter": "who"},
            }
        )
    )
    assert sorted(found, key=lambda ref: found[ref].rank) == ["a#z", "a#w", "a#k", "a#i"]
    assert found["a#z"].title == "Who may"


def test_an_undeclared_matter_is_a_fault_with_the_nearest_names():
    with pytest.raises(RecordsError) as caught:
        registry({"a#p": {"matter": "whos"}})
    (fault,) = caught.value.exceptions
    assert fault.field == "provisions.p.matter"
    assert "who" in fault.mend


def test_the_shipped_records_have_one_matter_for_what_several_sources_say():
    found = matters_of(registry_of(load()))
    same = found["ema-lemtrada-review#no-other-autoimmune"]
    assert found["ema-alemtuzumab-measures#no-other-autoimmune"] is same
    assert same.title == "Another auto-immune disorder"
    assert found["ema-alemtuzumab-measures#first-line"].key == "first-treatment"
    assert found["ema-lemtrada-review#rapidly-worsening"].key == "worsening-rapidly"


def order(provisions, matters):
    found = matters_of(registry(provisions, {**SHEET, "matters": matters}))
    return [found[ref].key for ref in sorted(found, key=lambda ref: found[ref].rank)]


@pytest.mark.parametrize("turn", [1, -1])
def test_declared_matters_stand_in_the_order_that_they_declare_not_in_that_of_their_keys(turn):
    """Law 5: the order of keys has no effect. Without a declared order they follow by name."""
    declared = [
        ("where", {"title": "Where", "order": 2}),
        ("who", {"title": "Who", "order": 1}),
        ("step10", {"title": "Then"}),
        ("step2", {"title": "First"}),
    ]
    provisions = {f"a#{name}": {"matter": name} for name, _ in declared[::turn]}
    assert order(provisions, dict(declared[::turn])) == ["who", "where", "step2", "step10"]
