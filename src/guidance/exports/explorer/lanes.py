"""The days that the timeline shows: those of the picture in a report."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from guidance.exports.explorer.tables import Pool, number
from guidance.report.pictures.picture import picture_of

if TYPE_CHECKING:
    from guidance.corpus import Corpus
    from guidance.exports.explorer.statements import Statements


class Lanes:
    """What has a day, in each source."""

    def __init__(self, statements: Statements) -> None:
        self.statements = statements
        self.marks, self.kept = Pool(), Pool()

    def lane(self, corpus: Corpus, sources: tuple[str, ...], known_on: date | None) -> int:
        """Keep the days of some sources, each as well as it is known."""
        picture = picture_of(corpus, sources, (), known_on)
        return self.kept.add(
            [
                self.marks.add(
                    {
                        "source": self.statements.sources[mark.source],
                        "key": mark.ref,
                        "label": mark.label,
                        "published": mark.kind == "Published",
                        "first": number(mark.earliest) if mark.earliest else None,
                        "last": number(mark.latest) if mark.latest else None,
                        "words": mark.days,
                        "known": mark.known,
                        "forecast": mark.is_forecast,
                    }
                )
                for mark in picture.marks
            ]
        )
