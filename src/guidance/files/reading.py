"""From the bytes of one file to one record, or to every fault in it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, TypeAlias, TypeVar

from pydantic import ValidationError

from guidance.errors import RecordFault
from guidance.files.json_text import read_json
from guidance.files.tree import (
    FilePlace,
    FilePlaces,
    Path,
    Tree,
    TreeBuilder,
    Unreadable,
    decode,
    make_fault,
    shape_of,
)
from guidance.files.unfinished import MARK, marked_comments, marked_values, value_faults
from guidance.files.wording import faults_of, value_at
from guidance.files.yaml_text import read_yaml
from guidance.records.criteria import Record
from guidance.records.model import Citation, Provision, Version

_R = TypeVar("_R", bound=Record)
_Fields = dict[str, Tree]

_MOST_FAULTS = 100

Content: TypeAlias = "str | tuple[Content, ...] | frozenset[tuple[str, Content]]"


class RecordReader:
    """Reads records one after the other, and shares what repeats between them.

    Provisions that a source repeats unchanged from version to version are read once and become
    one object, and so do repeated texts and citations: what is reworded mostly keeps its place.
    """

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._provisions: dict[Content, Provision] = {}
        self._cites: dict[Content, Citation] = {}

    def read(
        self, data: bytes, model: type[_R], *, is_json: bool
    ) -> tuple[_R | None, _Fields, list[RecordFault]]:
        """Read one record.

        Returns:
            The record, unless there are faults; the fields as far as they could be read; and the
            faults, with line and column.
        """
        text, faults = decode(data)
        fields: _Fields | None = None
        if not faults:
            fields, faults = self._fields(text, is_json=is_json)
        if fields is None:
            return None, {}, _first(faults)
        left: set[Path] = set()
        if model is Version and MARK in text:
            left = set(marked_values(fields))
            where = places_of(data, is_json=is_json)[1]
            faults += [] if is_json else marked_comments(text, where)
            faults += value_faults(left, where)
        contents: dict[str, Content] = {}
        cites: dict[str, Content] = {}
        known = self._with_known(fields, contents, cites)
        try:
            record = model.model_validate(known, by_alias=True, by_name=False)
        except ValidationError as error:
            places = places_of(data, is_json=is_json)[1]
            told = faults_of(error, model, fields, places)
            # An empty value has its fault already, and stands for what could not be read.
            faults += [
                fault
                for fault in told
                if value_at(fields, fault.path) != "" and fault.path not in left
            ]
            record = None
        if faults or record is None:
            return None, fields, _first(faults)
        if isinstance(record, Version):
            for name, provision in record.provisions.items():
                self._provisions.setdefault(contents[name], provision)
            for name, content in cites.items():
                self._cites.setdefault(content, record.provisions[name].cite)
        return record, fields, []

    def _fields(self, text: str, *, is_json: bool) -> tuple[_Fields | None, list[RecordFault]]:
        builder = TreeBuilder(self._texts)
        try:
            _build(text, builder, self._texts, is_json=is_json)
        except Unreadable:
            return None, builder.faults
        if isinstance(builder.root, dict):
            return builder.root, builder.faults
        if builder.root:
            problem = f"the file holds {shape_of(builder.root)} where fields are expected"
            builder.fault(problem, "write key: value, one on each line", FilePlace(1, 1))
        elif not builder.faults:
            builder.fault(
                "the file is empty", "write a record into it, or delete it", FilePlace(1, 1)
            )
        return None, builder.faults

    def _with_known(
        self, fields: _Fields, contents: dict[str, Content], cites: dict[str, Content]
    ) -> dict[str, Any]:
        """Put provisions and citations that were read before in the place of equal ones.

        Notes what each provision holds in ``contents``, and the citation of each new one.
        """
        provisions = fields.get("provisions")
        if not isinstance(provisions, dict):
            return fields
        known: dict[str, Any] = {}
        for name, provision in provisions.items():
            contents[name] = _content(provision)
            known[name] = self._provisions.get(contents[name], provision)
            if known[name] is provision and isinstance(provision, dict) and "cite" in provision:
                cite = cites[name] = _content(provision["cite"])
                if cite in self._cites:
                    known[name] = {**provision, "cite": self._cites[cite]}
        return {**fields, "provisions": known}


def places_of(data: bytes, *, is_json: bool) -> tuple[Tree, FilePlaces]:
    """Read a file again for its places; as far as it can be read."""
    text, faults = decode(data)
    builder = TreeBuilder({}, with_places=True)
    if not faults:
        with suppress(Unreadable):
            _build(text, builder, {}, is_json=is_json)
    return builder.root or "", builder.places or FilePlaces()


def _build(text: str, builder: TreeBuilder, shared: dict[str, str], *, is_json: bool) -> None:
    if is_json:
        read_json(text, builder, shared)
    else:
        read_yaml(text, builder)


def _content(tree: Tree) -> Content:
    """What a part of a tree holds, in whatever order its keys are, to look it up by.

    Texts are shared, so that their hashes are worked out once: written as JSON it cost a quarter of
    loading.
    """
    if isinstance(tree, str):
        return tree
    if isinstance(tree, tuple):
        return tuple([_content(item) for item in tree])
    return frozenset(
        [(key, part if type(part) is str else _content(part)) for key, part in tree.items()]
    )


def _first(faults: list[RecordFault]) -> list[RecordFault]:
    """Keep as many faults as somebody can mend in one go."""
    faults.sort(key=lambda fault: (fault.line, fault.column))
    if len(faults) <= _MOST_FAULTS:
        return faults
    place = FilePlace(faults[_MOST_FAULTS].line, faults[_MOST_FAULTS].column)
    problem = f"{len(faults) - _MOST_FAULTS} more faults from here on"
    return [*faults[:_MOST_FAULTS], make_fault(problem, "mend those before first", (), place)]
