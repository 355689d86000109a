"""The order of a document, over all its versions."""

from __future__ import annotations

from datetime import date

import pytest

from guidance.records.model import Version
from guidance.resolution.document_order import document_order
from laws.small import says, version


def stated(label, *names, extent="partial", published="2020-01-01", **sections):
    """A version that states provisions, in a section of their own where one is named."""
    content = [says(name, "Do.", cite={"section": sections.get(name, "1")}) for name in names]
    record = version(f"law@{label}", published, *content, extent=extent)
    return Version.model_validate(record)


def whole(label, *names, **fields):
    return stated(label, *names, extent="whole", **fields)


FIRST = ("summary", "s1", "background", "s2", "annex", "appendix")


@pytest.mark.parametrize(
    ("added", "order"),
    [
        (("s3",), ("summary", "s1", "background", "s2", "s3", "annex", "appendix")),
        (("s10", "s9"), ("summary", "s1", "background", "s2", "s9", "s10", "annex", "appendix")),
        (("s1a",), ("summary", "s1", "s1a", "background", "s2", "annex", "appendix")),
        (("s0",), ("summary", "s0", "s1", "background", "s2", "annex", "appendix")),
        (("annex", "notes"), ("summary", "s1", "background", "s2", "annex", "notes", "appendix")),
        (("preface", "summary"), ("preface", *FIRST)),
        (("notes", "aims"), (*FIRST, "notes", "aims")),
        (("appendix", "s1"), FIRST),
        (("appendix", "annex1"), (*FIRST, "annex1")),
    ],
    ids=" ".join,
)
def test_a_partial_version_adds_and_moves_nothing(added, order):
    assert document_order([whole("1", *FIRST), stated("2", *added)]) == order


def test_what_is_added_stands_in_the_section_that_it_is_cited_from():
    first = whole("1", "who", "how", "where", who="Measures", how="Measures", where="Setting")
    added = stated("2", "where", "when", when="Measures", where="Setting")
    assert document_order([first, added]) == ("who", "how", "when", "where")
    beside = stated("2", "who", "when", who="Measures", when="Measures")
    assert document_order([first, beside]) == ("who", "when", "how", "where")


def test_a_whole_version_moves_and_what_it_leaves_out_keeps_its_place():
    moved = whole("2", "appendix", "s2", "new", "summary")
    order = document_order([whole("1", *FIRST), moved])
    assert order == ("appendix", "s2", "annex", "new", "summary", "s1", "background")
    assert document_order([whole("1", *FIRST), moved, whole("3", *FIRST)])[:2] == ("summary", "s1")


def test_what_is_known_later_moves_nothing():
    first, moved = whole("1", *FIRST), whole("2", *FIRST[::-1], "z", published="2021-05")
    assert document_order([first, moved], date(2021, 4, 30)) == ("summary", "z", *FIRST[1:])
    assert document_order([first, moved], date(2021, 5, 1)) == (*FIRST[::-1], "z")
    assert document_order([first], date(2021, 4, 30)) == FIRST
