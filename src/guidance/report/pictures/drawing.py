"""Where everything in a picture of time goes: plain shapes, before any file format.

Labels never overlap: a mark that has no room beside the others of its lane goes to the next row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from guidance.report.pictures.picture import Mark, Picture
from guidance.wording.days import exact_words
from guidance.wording.visible import visible

WIDTH = 960
_LEFT, _RIGHT = 14, WIDTH - 14
_TOP, _LANE, _ROW, _FOOT = 46, 26, 24, 62
_BIG, _SMALL = 13, 12
_CHARACTER = 6.3  # of small text, on average; measured on the fonts that browsers fall back to
_GAP = 12
_LONGEST = 46
_MANY = 40
_YEAR = 365.25


class Stroke(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    role: str


class Box(NamedTuple):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    role: str


class Shape(NamedTuple):
    """A closed polygon."""

    points: tuple[tuple[float, float], ...]
    role: str


class Dot(NamedTuple):
    """A filled circle."""

    x: float
    y: float
    radius: float
    role: str


class Label(NamedTuple):
    """A line of text; ``y`` is its base line."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    size: int = _SMALL
    role: str = "text"


Element = Stroke | Box | Shape | Dot | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """A laid out picture, in pixels from the top left."""

    width: int
    height: int
    elements: tuple[Element, ...]


def draw(picture: Picture) -> Drawing:
    """Lay a picture out."""
    lanes: list[Element] = []
    y = float(_TOP)
    for source, title in picture.lanes:
        marks = [mark for mark in picture.marks if mark.source == source]
        rows = list(_rows(picture, marks))
        height = _LANE + _ROW * max(1, 1 + max((row for row, _, _ in rows), default=0)) + 4
        lanes.append(Box(0, y, WIDTH, height - 4, "lane"))
        name = Label(_LEFT, y + 18, _cut(title, 120), size=_BIG, role="strong")
        lanes += [_behind(name, y + 14), name]
        for row, mark, label in rows:
            lanes += _mark(picture, mark, y + _LANE + _ROW * row + _ROW / 2, label)
        y += height
    grid = list(_grid(picture, y))
    dates = list(_dates(picture, y))
    backs = [shape for shape in lanes if isinstance(shape, Box) and shape.role == "lane"]
    rest = [shape for shape in lanes if shape not in backs]
    legend = _legend(y + 40)
    return Drawing(WIDTH, int(y) + _FOOT, (*backs, *grid, *dates, *rest, *legend))


def _x(picture: Picture, day: date | None, otherwise: date) -> float:
    whole = (picture.last - picture.first).days
    at = ((day or otherwise) - picture.first).days / whole
    return round(_LEFT + (_RIGHT - _LEFT) * min(max(at, 0), 1), 1)


def _extent(picture: Picture, mark: Mark) -> tuple[float, float]:
    """Left and right end of what stands for a day; an exact day is as wide as its sign."""
    left = _x(picture, mark.earliest, picture.first)
    right = _x(picture, mark.latest, picture.last)
    return (left - 6, left + 6) if mark.earliest == mark.latest else (left, max(right, left + 6))


def _rows(picture: Picture, marks: list[Mark]) -> Iterator[tuple[int, Mark, Label]]:
    """Put each mark with its label into the first row that has room for both."""
    taken: list[list[tuple[float, float]]] = []
    for mark in marks:
        left, right = _extent(picture, mark)
        words = "Published" if mark.kind == "Published" else mark.label
        text = f"{mark.number}" if len(marks) > _MANY else _cut(f"{mark.number} {words}", _LONGEST)
        width = len(text) * _CHARACTER
        if right + 6 + width <= _RIGHT:
            label = Label(right + 6, 4, text)
            span = left, right + 6 + width
        elif left - 6 - width >= _LEFT:
            label = Label(left - 6, 4, text, "end")
            span = left - 6 - width, right
        else:  # a range with no room on either side: its name goes on it
            label = Label(left + 6, 4, text)
            span = left, max(right, left + 6 + width)
        row = next(
            (
                number
                for number, spans in enumerate(taken)
                if all(span[1] + _GAP < start or end + _GAP < span[0] for start, end in spans)
            ),
            len(taken),
        )
        if row == len(taken):
            taken.append([])
        taken[row].append(span)
        yield row, mark, label


def _mark(picture: Picture, mark: Mark, y: float, label: Label) -> Iterator[Element]:
    left, right = _extent(picture, mark)
    role = "published" if mark.kind == "Published" else "event"
    role += "-forecast" if mark.is_forecast else ""
    if mark.earliest == mark.latest is not None:
        middle = (left + right) / 2
        if mark.kind == "Published":
            yield Dot(middle, y, 5, role)
        else:
            yield Shape(((middle, y - 6), (middle + 6, y), (middle, y + 6), (middle - 6, y)), role)
    else:
        yield Box(left, y - 5, right - left, 10, role)
        if mark.earliest is None:
            yield Shape(((left, y - 8), (left - 10, y), (left, y + 8)), role)
        if mark.latest is None:
            yield Shape(((right, y - 8), (right + 10, y), (right, y + 8)), role)
    yield _behind(label, y)
    yield label._replace(y=y + 4)


def _behind(label: Label, y: float) -> Box:
    """What keeps lines from running through a label."""
    width = len(label.text) * _CHARACTER
    return Box(label.x - (width if label.anchor == "end" else 0), y - 8, width, 16, "back")


def _dates(picture: Picture, bottom: float) -> Iterator[Element]:
    top = 6 + 16 * len(picture.dates)  # below all their names, so that none is struck through
    for number, (name, day) in enumerate(picture.dates):
        x = _x(picture, day, day)
        yield Stroke(x, top, x, bottom, "date")
        words = f"{name}: {exact_words(day)}"
        if not picture.first <= day <= picture.last:
            words = f"← {words}" if day < picture.first else f"{words} →"
        is_left = x > WIDTH / 2
        yield Label(
            x - 5 if is_left else x + 5,
            16 + 16 * number,
            words,
            "end" if is_left else "start",
            role="date-name",
        )


def _grid(picture: Picture, bottom: float) -> Iterator[Element]:
    yield Stroke(_LEFT, bottom, _RIGHT, bottom, "axis")
    for day, words in _ticks(picture.first, picture.last):
        x = _x(picture, day, day)
        yield Stroke(x, _TOP, x, bottom + 4, "grid")
        if x < _RIGHT - 34:
            yield Label(x + 3, bottom + 16, words, role="muted")


def _ticks(first: date, last: date) -> Iterator[tuple[date, str]]:
    """First days of years, or of months where the axis is short; never more than about twelve."""
    years = (last - first).days / _YEAR
    if years > 2:
        step = next(size for size in (1, 2, 5, 10, 20, 50, 100, 500, 5000) if years / size <= 13)
        for year in range(first.year + 1, last.year + 1):
            if year % step == 0:
                yield date(year, 1, 1), str(year)
        return
    step = 1 if years <= 1 else 2
    for number in range(first.year * 12 + first.month, last.year * 12 + last.month):
        if number % step == 0:
            day = date(number // 12, number % 12 + 1, 1)
            yield day, f"{day.year}-{day.month:02}"


def _legend(y: float) -> Iterable[Element]:
    x = float(_LEFT)
    for words, role in (
        ("published", "published"),
        ("event", "event"),
        ("one unknown day in this range", "published-range"),
        ("a forecast", "event-forecast"),
        ("dates compared", "date"),
    ):
        if role == "published":
            yield Dot(x + 6, y, 5, role)
        elif role == "event":
            yield Shape(((x + 6, y - 6), (x + 12, y), (x + 6, y + 6), (x, y)), role)
        elif role == "date":
            yield Stroke(x + 6, y - 8, x + 6, y + 8, role)
        else:
            yield Box(x - 8, y - 5, 22, 10, role.removesuffix("-range"))
        yield Label(x + 20, y + 4, words, role="muted")
        x += 20 + len(words) * _CHARACTER + 34


def _cut(text: str, most: int) -> str:
    shown = visible(text)
    return shown if len(shown) <= most else shown[: most - 1].rstrip() + "…"
