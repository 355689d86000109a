"""Which places a corpus speaks of: none, nations, the Union, or places that it declares."""

from __future__ import annotations

from typing import Any

_NATIONS: list[dict[str, list[str]]] = [
    {"jurisdictions": ["GB"]},
    {"jurisdictions": ["GB-ENG"]},
    {"jurisdictions": ["GB"], "opted-out": ["GB-SCT"]},
    {"jurisdictions": ["GB-EAW"]},
    {"jurisdictions": ["GB-SCT", "FR"]},
    {"jurisdictions": ["GB-GBN"], "opted-out": ["GB-LCE", "GB-WLS"]},
]
_UNION: list[dict[str, list[str]]] = [
    {"jurisdictions": ["EU"]},
    {"jurisdictions": ["DE"]},
    {"jurisdictions": ["GB"]},
    {"jurisdictions": ["EU"], "opted-out": ["DE"]},
    {"jurisdictions": ["HR", "DE-BY"]},
    {"jurisdictions": ["EU", "GB-SCT"]},
]
_DECLARED: list[dict[str, list[str]]] = [
    {"jurisdictions": ["GB-ENG"]},
    {"jurisdictions": ["old-town"]},
    {"jurisdictions": ["river"]},
    {"jurisdictions": ["GB-ENG"], "opted-out": ["old-town"]},
    {"jurisdictions": ["GB"]},
]


class Palette:
    """The places of one corpus, and the days around which it happens."""

    def __init__(self, pick: Any) -> None:
        kind = pick.one(
            ["none", "none", "nations", "nations", "union", "union", "union", "declared"]
        )
        self._pick = pick
        self._choices = {"none": [], "nations": _NATIONS, "union": _UNION, "declared": _DECLARED}[
            kind
        ]
        eras = ["2020-03-02"]
        if kind == "union":
            # Around the days on which a country left, and another joined.
            eras += ["2020-12-28", "2013-06-27"]
        self.era = pick.one(eras)
        self.declared: dict[str, Any] = {}
        if kind == "declared":
            self.declared = {
                "old-town": {"label": "the old town", "within": "GB-ENG"},
                "river": {"label": "the river", "within": "GB-ENG"},
            }
            if pick.one([True, False]):
                self.declared["river"]["overlaps"] = ["old-town"]

    def places(self) -> dict[str, list[str]]:
        """Places of a statement or an act; none where the corpus speaks of none."""
        return dict(self._pick.one(self._choices)) if self._choices else {}

    def one_place(self) -> str | None:
        """A single place, if the corpus speaks of any."""
        return self._pick.one(self._choices)["jurisdictions"][-1] if self._choices else None
