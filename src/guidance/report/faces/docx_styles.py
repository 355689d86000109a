"""The looks of a Word document, and the elements of which python-docx has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from guidance.wording.visible import visible

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

NAVY, GREY = RGBColor(0x1D, 0x4E, 0x89), RGBColor(0x4A, 0x55, 0x68)


def set_styles(document: Document) -> None:
    """Set page and styles: A4, one family of type, quiet colours."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.6)
    section.top_margin = section.bottom_margin = Cm(1.3)
    styles = document.styles
    styles["Normal"].font.name = "Arial"
    styles["Normal"].font.size = Pt(9.5)
    styles["Normal"].paragraph_format.space_after = Pt(4)
    sizes = {"Title": 17, "Heading 1": 13, "Heading 2": 10, "Heading 3": 10}
    for name, size in sizes.items():
        _retype(styles[name], size)
        styles[name].font.color.rgb = NAVY
        if name != "Title":
            before = Pt(9) if name == "Heading 1" else Pt(4)
            styles[name].paragraph_format.space_before = before
            styles[name].paragraph_format.space_after = Pt(1)
    _retype(styles["Subtitle"], 11)
    styles["Subtitle"].font.color.rgb = GREY
    styles["Caption"].font.size = Pt(9)
    styles["Caption"].font.color.rgb = GREY
    for name, points, is_bold, colour in (
        ("Label", 10.0, True, GREY),
        ("Tags", 8.5, True, GREY),
        ("Facts", 7.5, False, GREY),
        ("Direction", 8.5, False, None),
        ("Wording", 9, False, None),
        ("Cell", 8.5, False, None),
        ("Note", 9, False, None),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.size, style.font.bold = Pt(points), is_bold
        if colour is not None:
            style.font.color.rgb = colour
        tight = name in ("Facts", "Label", "Cell", "Tags", "Wording", "Direction", "Note")
        style.paragraph_format.space_after = Pt(1 if tight else 6)
        style.paragraph_format.keep_with_next = name in ("Label", "Tags")
    styles["List Bullet"].font.size = Pt(8.5)
    styles["List Bullet"].paragraph_format.space_after = Pt(1)
    styles["Direction"].paragraph_format.left_indent = Cm(0.5)
    styles["Wording"].paragraph_format.left_indent = Cm(0.5)
    footer = section.footer.paragraphs[0]
    for kind in ("begin", "", "separate", "end"):
        if kind:
            field(footer, kind)
        else:
            instruction(footer, "PAGE")


def _retype(style: ParagraphStyle, size: float) -> None:
    """Give a style of the template the type of the text; the theme's would win otherwise."""
    style.font.name, style.font.size = "Arial", Pt(size)
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)


def run(text: str, tag: str = "w:t") -> BaseOxmlElement:
    """Make a run; ``tag`` says whether its words are text, deleted text or an instruction."""
    run = OxmlElement("w:r")
    words = OxmlElement(tag)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    words.text = text
    run.append(words)
    return run


def lines_run(text: str, tag: str = "w:t") -> BaseOxmlElement:
    """Make a run whose line ends are breaks."""
    whole = OxmlElement("w:r")
    for number, part in enumerate(text.split("\n")):
        if number:
            whole.append(OxmlElement("w:br"))
        whole.append(run(visible(part), tag)[0])
    return whole


def write_right_to_left(paragraph: BaseOxmlElement) -> None:
    """Lay a paragraph and its runs out from right to left."""
    properties = paragraph.get_or_add_pPr()
    mark = properties.find(qn("w:rPr"))  # what is said of the paragraph's mark comes last
    place = len(properties) if mark is None else properties.index(mark)
    properties.insert(place, OxmlElement("w:bidi"))
    for run in paragraph.iter(qn("w:r")):
        run.get_or_add_rPr().append(OxmlElement("w:rtl"))


def hyperlink(paragraph: Paragraph, anchor: str) -> BaseOxmlElement:
    """Add a link to a bookmark; its text goes into it."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    paragraph._p.append(link)
    return link


def field(paragraph: Paragraph, kind: str) -> None:
    """Mark the ``begin``, the ``separate`` or the ``end`` of a field."""
    run = OxmlElement("w:r")
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run.append(mark)
    paragraph._p.append(run)


def instruction(paragraph: Paragraph, text: str) -> None:
    """Say what a field shows."""
    paragraph._p.append(run(f" {text} ", "w:instrText"))
