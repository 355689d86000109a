"""A small invented data folder that has something for every key of every JSON document.

Two sources on tea, with facts: a club reports its doctor's advice and differs from it; what the
doctor recommended waits for a day in May that nobody confirmed, and has no decision.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from textwrap import dedent

OLDER = "The doctor's letter\n\nHow much\n\nUp to 3 cups, from 1 May 2020.\n\nA word on milk.\n"
"""The letter as it was before."""

DOCUMENT = "The doctor's letter\n\nHow much\n\nUp to two cups.\n"

_FILES = {
    "facts/tea.yaml": """
        format: guidance/1
        topic: tea
        facts:
          cups: {label: cups of tea, type: number, unit: cups, minimum: 0}
          nervous:
            label: is nervous
            otherwise: is not nervous
            type: undefined
            because: nobody says who is nervous
          child: {label: is a child, otherwise: is no child, type: yes-no}
        actions:
          drink: {label: drink tea, main: yes}
        """,
    "doctor/source.yaml": """
        format: guidance/1
        source: doctor
        title: The doctor
        publisher: Dr T.
        topics: [tea]
        coverage: {checked: ["2020-07-01"]}
        """,
    "doctor/2020.yaml": f"""
        format: guidance/1
        source: doctor
        version: "2020"
        extent: whole
        published: "2020-01"
        standing: recommendation
        jurisdictions: [GB]
        document:
          title: The doctor's letter
          url: https://example.org/letter
          sha256: {hashlib.sha256(DOCUMENT.encode()).hexdigest()}
        events:
          start:
            label: the new cups
            past: the new cups had come
            date: 2020-05?
            certainty: forecast
          some-day: {{label: the kettle, past: the kettle had come, certainty: forecast}}
        provisions:
          how-much:
            title: How much
            kind: dose
            action: drink
            force: may
            only: yes
            text: Two cups at most, for people who are not nervous.
            population: {{words: people who are no children, when: {{not: {{fact: child}}}}}}
            criteria: {{all: [{{fact: cups, at-most: 2}}, {{not: {{fact: nervous}}}}]}}
            applies: {{from: start}}
            cite: {{section: How much, paragraph: 1, quote: two cups}}
          sugar:
            title: Sugar
            kind: advice
            action: drink
            force: should-not
            text: No sugar.
            applies: {{from: some-day}}
            cite: {{section: Sugar}}
        """,
    "doctor/2020-06.yaml": """
        format: guidance/1
        source: doctor
        version: 2020-06
        extent: partial
        published: "2020-06-15"
        standing: decision
        document: {title: A second letter}
        provisions:
          sugar:
            title: Sugar
            kind: advice
            action: drink
            force: may
            text: A little sugar.
            criteria: {fact: cups, at-least: 0}
            cite: {section: Sugar}
        amendments:
          - {act: suspends, provisions: ["club#milk"], because: There is none.}
        """,
    "club/source.yaml": """
        format: guidance/1
        source: club
        title: The club of tea drinkers
        topics: [tea, clubs]
        """,
    "club/2019.yaml": """
        format: guidance/1
        source: club
        version: "2019"
        extent: whole
        published: "2019"
        standing: information
        document: {title: Our rules}
        provisions:
          how-much:
            title: How much
            kind: dose
            action: drink
            force: should
            text: Up to three cups.
            criteria: {fact: cups, at-most: 3}
            reports: ["doctor#how-much"]
            tension: ["doctor#sugar"]
            cite: {section: (lead), paragraph: 1}
          milk:
            title: Milk
            kind: advice
            force: may
            text: Milk is fine.
            cite: {section: Milk, paragraph: 2}
        """,
}


def write_records(folder: Path) -> Path:
    """Write the data folder ``records`` and two documents, the letter and an older one."""
    for name, text in _FILES.items():
        path = folder / "records" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip(), encoding="utf-8")
    (folder / "letter.txt").write_text(DOCUMENT, encoding="utf-8")
    (folder / "older.txt").write_text(OLDER, encoding="utf-8")
    return folder / "records"
