"""A picture of time as PNG, for programs that show no SVG.

Drawn with the one typeface that Pillow brings along, so that it is the same on every computer.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from guidance.report.pictures.drawing import Box, Dot, Label, Stroke, draw
from guidance.report.pictures.picture import Picture
from guidance.report.pictures.timeline_svg import LOOKS

if TYPE_CHECKING:
    from PIL import ImageDraw

_SMOOTH = 2  # shapes are drawn larger and shrunk, which smooths their edges
_TALL = 2000  # a picture this tall is shrunk on its page, and needs no fine detail


def timeline_png(picture: Picture) -> bytes:
    """Draw a picture."""
    from PIL import Image, ImageDraw, ImageFont

    drawing = draw(picture)
    scale = 2 if drawing.height < _TALL else 1
    large = scale * _SMOOTH
    image = Image.new("RGB", (drawing.width * large, drawing.height * large), "white")
    pen = ImageDraw.Draw(image)
    for element in drawing.elements:
        if not isinstance(element, Label):
            _shape(pen, element, large)
    size = (drawing.width * scale, drawing.height * scale)
    image = image.resize(size, Image.Resampling.LANCZOS)
    pen = ImageDraw.Draw(image)
    for element in drawing.elements:
        if isinstance(element, Label):
            looks = LOOKS[element.role]
            font = ImageFont.load_default(element.size * scale)
            anchor = {"start": "ls", "end": "rs", "middle": "ms"}[element.anchor]
            place = (element.x * scale, element.y * scale)
            pen.text(place, element.text, fill=looks["fill"], font=font, anchor=anchor)
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _shape(pen: ImageDraw.ImageDraw, element: object, scale: int) -> None:
    looks = LOOKS[element.role]  # type: ignore[attr-defined]
    fill, stroke = looks.get("fill"), looks.get("stroke")
    width = round(float(looks.get("stroke-width", "0")) * scale)
    match element:
        case Stroke(x1, y1, x2, y2):
            ends = [(x1 * scale, y1 * scale), (x2 * scale, y2 * scale)]
            if "stroke-dasharray" in looks and x1 == x2:
                _dashes(pen, ends, 6 * scale, stroke, width)
            else:
                pen.line(ends, fill=stroke, width=width)
        case Box(x, y, wide, high):
            corners = [x * scale, y * scale, (x + wide) * scale, (y + high) * scale]
            pen.rounded_rectangle(corners, 3 * scale, fill=fill, outline=stroke, width=width)
        case Dot(x, y, radius):
            pen.circle((x * scale, y * scale), radius * scale, fill=fill, outline=stroke)
        case _:
            points = [(x * scale, y * scale) for x, y in element.points]  # type: ignore[attr-defined]
            pen.polygon(points, fill=fill, outline=stroke, width=width)


def _dashes(
    pen: ImageDraw.ImageDraw,
    ends: list[tuple[float, float]],
    length: float,
    stroke: str | None,
    width: int,
) -> None:
    """Draw a line downwards in dashes of a length, with gaps of half of it."""
    (x, top), (_, bottom) = ends
    y = top
    while y < bottom:
        pen.line([(x, y), (x, min(y + length, bottom))], stroke, width)
        y += 1.5 * length
