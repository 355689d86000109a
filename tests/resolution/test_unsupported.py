"""What can be recorded and is not answered from yet is refused, each field by its place."""

from __future__ import annotations

import pytest

from guidance.errors import RecordsError
from guidance.records.criteria import FactSheet
from guidance.records.model import Source, Version
from guidance.resolution import resolve

SOURCE = {"format": "guidance/1", "source": "s", "title": "S", "topics": ("t",)}
SHEET = {"format": "guidance/1", "topic": "t", "facts": {"f": {"label": "is", "type": "yes-no"}}}
PROVISION = {"title": "P", "kind": "k", "force": "may", "text": "T.", "cite": {"section": "1"}}
VERSION = {
    "format": "guidance/1", "source": "s", "version": "v", "extent": "whole",
    "published": "2020-01-01", "standing": "decision", "document": {"title": "D"},
    "events": {"e": {"label": "e", "date": "2020-03-01"}},
    "provisions": {"p": PROVISION},
}  # fmt: skip
ENDS = {"act": "ends", "because": "B.", "provisions": ("s#p",)}


def faults(*, source=None, version=None, sheet=None):
    """The fields that are refused, with what is said of them."""
    try:
        resolve(
            [Source.model_validate({**SOURCE, **(source or {})})],
            [Version.model_validate({**VERSION, **(version or {})})],
            [FactSheet.model_validate({**SHEET, **(sheet or {})})],
        )
    except RecordsError as error:
        return [(fault.field, fault.problem) for fault in error.exceptions]
    return []


def test_nothing_is_refused_without_them():
    assert faults() == []


def provision(**fields):
    return {"version": {"provisions": {"p": {**PROVISION, **fields}}}}


def act(**fields):
    return {"version": {"amendments": ({**ENDS, **fields},)}}


def event(**fields):
    return {"version": {"events": {"e": {"label": "e", **fields}}}}


@pytest.mark.parametrize(
    ("records", "field"),
    [
        (event(**{"on-condition": "unless"}), "events.e.on-condition"),
        (act(**{"on-condition": "unless"}), "amendments.0.on-condition"),
        ({"version": {"amendments": ({"act": "adopts", "proposals": ("s#p",)},)}},
         "amendments.0.act"),
        ({"version": {"amendments": ({"act": "declines", "proposals": ("s#p",)},)}},
         "amendments.0.act"),
    ],
)  # fmt: skip
def test_refused_by_its_place(records, field):
    [(found, problem)] = faults(**records)
    assert found == field
    assert problem.endswith("is not supported yet")
