"""A picture of time as SVG: signs differ by shape, never by colour alone.

The looks are attributes, so that the picture stands by itself; a page may change them by class.
"""

from __future__ import annotations

from html import escape

from guidance.report.pictures.drawing import Box, Dot, Drawing, Element, Label, Stroke, draw
from guidance.report.pictures.picture import Picture
from guidance.wording.visible import visible

INK, MUTED, BLUE, AMBER, RED = "#1b2430", "#4a5568", "#1d4e89", "#8a4b00", "#9b1c1c"

LOOKS: dict[str, dict[str, str]] = {
    "lane": {"fill": "#f2f5f9"},
    "back": {"fill": "#f2f5f9"},
    "axis": {"stroke": MUTED, "stroke-width": "1"},
    "grid": {"stroke": "#cbd5e1", "stroke-width": "1"},
    "date": {"stroke": RED, "stroke-width": "2", "stroke-dasharray": "6 3"},
    "date-name": {"fill": RED, "font-weight": "bold"},
    "text": {"fill": INK},
    "strong": {"fill": INK, "font-weight": "bold"},
    "muted": {"fill": MUTED},
    "published": {"fill": BLUE, "stroke": BLUE, "stroke-width": "1.5"},
    "event": {"fill": AMBER, "stroke": AMBER, "stroke-width": "1.5"},
    "published-forecast": {"fill": "#ffffff", "stroke": BLUE},
    "event-forecast": {"fill": "#ffffff", "stroke": AMBER},
}
for _role in ("published-forecast", "event-forecast"):
    LOOKS[_role] |= {"stroke-width": "1.5", "stroke-dasharray": "3 2"}


def timeline_svg(picture: Picture, *, name: str = "timeline") -> str:
    """Draw a picture as an SVG element.

    Args:
        picture: What to draw.
        name: Prefix of the ids in it.
    """
    drawing = draw(picture)
    body = "\n".join(_element(element) for element in drawing.elements)
    return f"{_opening(drawing, picture, name)}\n{body}\n</svg>"


def _opening(drawing: Drawing, picture: Picture, name: str) -> str:
    title, summary = escape(visible(picture.title)), escape(visible(picture.summary))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="timeline" role="img"'
        f' viewBox="0 0 {drawing.width} {drawing.height}" width="{drawing.width}"'
        f' height="{drawing.height}" aria-labelledby="{name}-title {name}-desc"'
        f" font-family=\"system-ui, 'Segoe UI', 'Liberation Sans', Arial, sans-serif\">\n"
        f'<title id="{name}-title">{title}</title>\n<desc id="{name}-desc">{summary}</desc>'
    )


def _element(element: Element) -> str:
    looks = "".join(f' {key}="{value}"' for key, value in LOOKS[element.role].items())
    looks = f' class="{element.role}"{looks}'
    match element:
        case Stroke(x1, y1, x2, y2):
            return f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"{looks}/>'
        case Box(x, y, width, height):
            size = f'width="{_n(width)}" height="{_n(height)}"'
            return f'<rect x="{_n(x)}" y="{_n(y)}" {size} rx="3"{looks}/>'
        case Dot(x, y, radius):
            return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"{looks}/>'
        case Label(x, y, text, anchor, size):
            place = f'x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}" font-size="{size}"'
            return f"<text {place}{looks}>{escape(text)}</text>"
        case _:
            points = " ".join(f"{_n(x)},{_n(y)}" for x, y in element.points)
            return f'<polygon points="{points}"{looks}/>'


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
