"""Small documents of our own, made part by part: Word files and PDFs without a library."""

from __future__ import annotations

import io
import zipfile

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="H2"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="Two"/>
  <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="List"><w:name w:val="List Bullet"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Toc"><w:name w:val="toc 1"/></w:style>
"""


def docx(body: str, *, declared: str = "", parts: dict[str, str] | None = None) -> bytes:
    """A Word file with this body; ``declared`` stands before its root."""
    wrap = (
        '<?xml version="1.0"?>{2}<w:{0} xmlns:w="{3}" xmlns:m="urn:m" xmlns:mc="urn:mc">{1}</w:{0}>'
    )
    held = {
        "word/document.xml": wrap.format("document", f"<w:body>{body}</w:body>", declared, _WORD),
        "word/styles.xml": wrap.format("styles", _STYLES, "", _WORD),
    }
    for name, content in (parts or {}).items():
        held[f"word/{name}.xml"] = wrap.format(name, content, "", _WORD)
    return packed(held)


def packed(files: dict[str, str | bytes]) -> bytes:
    """Files in a zip archive."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def p(*runs: str, style: str = "", props: str = "") -> str:
    """A paragraph; a run that is no element yet becomes one."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{named}{props}</w:pPr>{inner}</w:p>"


def r(text: str, props: str = "", tag: str = "t") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{props}</w:rPr><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def ins(*inner: str, tag: str = "ins") -> str:
    """What a tracked change put in."""
    return f'<w:{tag} w:id="1" w:author="A">{"".join(inner)}</w:{tag}>'


def gone(text: str) -> str:
    """What a tracked change took out."""
    return ins(r(text, tag="delText"), tag="del")


def pdf(*pages: list[tuple[float, float, float, str, str]]) -> bytes:
    """A PDF of lines: left, height of the foot, size, ``F1`` or ``B1`` for bold, and words."""
    fonts = "/F1 3 0 R /B1 4 0 R"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
    ]
    kids = []
    for lines in pages:
        drawn = b"".join(
            b"BT /%s %.1f Tf %.1f %.1f Td (%s) Tj ET\n"
            % (font.encode(), size, left, foot, _escaped(words))
            for left, foot, size, font, words in lines
        )
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {number + 1} 0 R"
            f"/Resources<</Font<<{fonts}>>>>>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%sendstream" % (len(drawn), drawn))
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, held in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, held))
    start = out.tell()
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    out.write(f"xref\n0 {size}\n0000000000 65535 f \n{rows}".encode())
    out.write(f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode())
    return out.getvalue()


def _escaped(words: str) -> bytes:
    for sign in "\\()":
        words = words.replace(sign, f"\\{sign}")
    return words.encode("cp1252")
