"""Answers written piece by piece: what is said of a provision on many days is written once.

Most of what is said on one day is said on the next. A server that answers about many days would
write it again for each; so what was written of a provision in a state is kept beside the states.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, cast

from guidance.answers.answering import read_from
from guidance.answers.states import KeptBeside, States
from guidance.documents.answers import answer_document
from guidance.documents.provisions import ProvisionShape, provision_document
from guidance.documents.writing import written

if TYPE_CHECKING:
    from guidance.answers.answer import Answer
    from guidance.answers.entries import Entry

_MOST_OCTETS = 16 * 1024 * 1024


def answer_written(answer: Answer) -> bytes:
    """Write the document of an answer: the octets of its ``to_json``."""
    states = read_from(answer)
    # Asked about a place, and from an index, entries are made for the one answer.
    if answer.question.jurisdiction is not None or not isinstance(states, States):
        return written(answer_document(answer))
    return states.beside(WrittenPieces).written(answer)


class WrittenPieces(KeptBeside):
    """What was written of entries, within a number of octets."""

    def __init__(self, states: States) -> None:
        super().__init__(states)
        self._octets = 0
        self._pieces: dict[tuple[int, int], tuple[Entry, bytes]] = {}
        self._mark = secrets.token_hex(16)  # no record holds it: nobody could know it
        marked = rb'(?m)^( +)((?:"[a-z]+": )?)"' + self._mark.encode() + rb'(\d+)"'
        self._stand_ins = re.compile(marked)

    def written(self, answer: Answer) -> bytes:
        """Write an answer around what is kept of its entries."""
        entries: list[Entry] = []

        def stand_in(entry: Entry) -> ProvisionShape:
            entries.append(entry)
            return cast("ProvisionShape", f"{self._mark}{len(entries) - 1}")

        def piece(stands: re.Match[bytes]) -> bytes:
            indent, name, number = stands.groups()
            return indent + name + self._piece(entries[int(number)], len(indent))

        around = written(answer_document(answer, stand_in))
        return self._stand_ins.sub(piece, around)

    def _piece(self, entry: Entry, indent: int) -> bytes:
        key = id(entry), indent  # the entry is kept with it, so that no other gets its number
        if key not in self._pieces:
            octets = written(provision_document(entry)).rstrip(b"\n")
            octets = octets.replace(b"\n", b"\n" + b" " * indent)
            if self._octets > _MOST_OCTETS:
                self._pieces.clear()
                self._octets = 0
            self._octets += len(octets)
            self._pieces[key] = entry, octets
        return self._pieces[key][1]
