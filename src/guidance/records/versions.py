"""A version: one dated state or act of a source."""

from __future__ import annotations

from sys import intern
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from guidance.records.acts import Amendment
from guidance.records.criteria import FrozenDict, FrozenMap, Record, Slug, SomeText
from guidance.records.dates import ImpreciseDate
from guidance.records.events import Event
from guidance.records.fields import Document, Place, Standing, VersionRef
from guidance.records.provisions import Application, Provision


class Version(Record):
    """One dated state or act of a source.

    Attributes:
        format: The format of the file.
        source: The source that it is a version of.
        version: Its name, most often its day.
        extent: ``whole`` restates the source, and what it leaves out ends; ``partial`` says only
            what it changes, and silence is not repeal.
        pending: What becomes of earlier texts that have not started and that a whole version
            does not mention: ``kept`` or ``dropped``; where it is not said, law keeps them, and of
            any other standing it is open.
        published: The day it became public, as known.
        published_as_written: The document's own words for that day.
        after: Versions known to be published before this one, or first on the same day, where the
            dates do not tell.
        before: Versions known to be published after this one.
        standing: Who speaks, and how bindingly.
        by: Whose act it is, as it reads after "of": the document may be published by another.
        jurisdictions: Default for its provisions and acts, together with ``opted_out``.
        opted_out: Places inside those where they do not apply.
        document: What it was recorded from.
        applies: Default for its provisions, and from when for its acts; without it they apply, and
            work, from publication.
        events: Named days, by name.
        provisions: What it states, in the order of the document.
        amendments: What it does to other records.
        note: For those who keep the records.
    """

    format: Literal["guidance/1"]
    source: Slug
    version: Slug
    extent: Literal["whole", "partial"]
    pending: Literal["kept", "dropped"] | None = None
    published: ImpreciseDate
    published_as_written: SomeText | None = None
    after: tuple[VersionRef, ...] = ()
    before: tuple[VersionRef, ...] = ()
    standing: Standing
    by: SomeText | None = None
    jurisdictions: tuple[Place, ...] = ()
    opted_out: tuple[Place, ...] = ()
    document: Document
    applies: Application = Application()
    events: FrozenMap[Slug, Event] = Field(default_factory=FrozenDict)
    provisions: FrozenMap[Slug, Provision] = Field(default_factory=FrozenDict)
    amendments: tuple[Amendment, ...] = ()
    note: SomeText | None = None

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        if self.pending is not None and self.extent == "partial":
            raise PydanticCustomError("pending", "pending goes with extent whole; take one out")
        ids = [act.id for act in self.amendments if act.id is not None]
        if twice := next((name for name in ids if ids.count(name) > 1), None):
            raise PydanticCustomError(
                "ids", "two acts are called {name}; rename one", {"name": twice}
            )
        return self

    @property
    def ref(self) -> str:
        """Its full reference, ``source@version``: one text, as each statement names its version."""
        return intern(f"{self.source}@{self.version}")
