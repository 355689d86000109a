"""What each reader makes of small documents: every word once, in order, under its heading."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.errors import DocumentError, MissingExtraError
from guidance.upkeep.documents.blocks import NOTES
from guidance.upkeep.documents.html import read_html
from guidance.upkeep.documents.markdown import read_markdown
from guidance.upkeep.documents.opening import (
    HTML,
    MARKDOWN,
    PDF,
    TEXT,
    WORD,
    XML,
    media_of,
    read_here,
)
from guidance.upkeep.documents.pdf import read_pdf
from guidance.upkeep.documents.text import read_text
from guidance.upkeep.documents.word import read_word
from guidance.upkeep.documents.xml import read_xml
from papers import docx, gone, ins, p, packed, pdf, r


def told(reading):
    """Blocks in short: kind, innermost heading, number, words."""
    return [
        (each.kind, each.section[-1] if each.section else "", each.paragraph, each.text)
        for each in reading.blocks
    ]


def words(reading):
    return [each.text for each in reading.blocks]


class TestHtml:
    def page(self, body):
        return read_html(f"<!doctype html><meta charset=utf-8><body>{body}".encode())

    def test_sections_paragraphs_items_and_rows(self):
        found = self.page(
            "<h1>A</h1><p>one<ul><li>two<li>three</ul><h2>B</h2>"
            "<table><tr><th>x<th>y<tr><td>1<td>2<tr><td><td>4</table><h2>C</h2><p>five"
        )
        assert told(found) == [
            ("heading", "A", 0, "A"),
            ("paragraph", "A", 1, "one"),
            ("item", "A", 2, "two"),
            ("item", "A", 3, "three"),
            ("heading", "B", 0, "B"),
            ("cell", "B", 1, "x"),
            ("cell", "B", 1, "y"),
            ("cell", "B", 2, "1"),
            ("cell", "B", 2, "2"),
            ("cell", "B", 3, "4"),
            ("heading", "C", 0, "C"),
            ("paragraph", "C", 1, "five"),
        ]
        assert [each.section for each in found.blocks][-1] == ("A", "C")
        assert [each.column for each in found.blocks][5:10] == [1, 2, 1, 2, 2]

    @pytest.mark.parametrize(
        "off",
        [
            "<nav><p>Menu</p></nav>",
            "<div role=navigation>Menu</div>",
            "<script>var a = '<p>x</p>'</script><style>p {}</style><template><p>t</template>",
            "<p hidden>secret</p>",
            "<form><p>Search</p></form>",
            "<header><p>Site</p></header>",
            "<footer>Cookies</footer>",
            "<p><a href='#top'>Back to top</a></p>",
            "<ul><li><a href='#a'>A</a></ul>",
            "<!-- <p>comment</p> -->",
        ],
    )
    def test_what_is_no_content_by_structure(self, off):
        assert words(self.page(f"<p>before</p>{off}<p>after</p>")) == ["before", "after"]

    @pytest.mark.parametrize(
        ("kept", "text"),
        [
            ("<article><header><p>By A</p></header></article>", "By A"),
            ("<details><summary>More</summary></details>", "More"),
            ("<div hidden=until-found>folded</div>", "folded"),
            ("<p>See <a href='#a'>part A</a> first</p>", "See part A first"),
            ("<div>loose <b>words</b></div>", "loose words"),
            ("<p>a<br>b</p>", "a b"),
            ("<form><h2>Part</h2></form>", "Part"),
            ("<p>5 × 10<sup>10</sup> m<sup>2</sup>, H<sub>2</sub>O</p>", "5 × 10¹⁰ m², H₂O"),
            ("<p>the 1<sup>st</sup></p>", "the 1st"),
            ("<p><img src=x alt='Dose chart'></p>", "Dose chart"),
            ("<blockquote>said</blockquote>", "said"),
            ("<p>twelve &amp; one&nbsp;half</p>", "twelve & one half"),
        ],
    )
    def test_no_word_of_the_content_is_lost(self, kept, text):
        assert words(self.page(f"<p>before</p>{kept}<p>after</p>")) == ["before", text, "after"]

    def test_two_line_ends_in_a_row_end_a_paragraph(self):
        assert words(self.page("a<br>b<br><br>c <br> <br>d<h2>x<br><br>y</h2>")) == [
            "a b",
            "c",
            "d",
            "x y",
        ]

    def test_main_stands_for_the_page(self):
        page = "<p>Off</p><main><header><p>Updated today</p></header><p>On</p></main><p>Off</p>"
        assert words(self.page(page)) == ["Updated today", "On"]

    def test_a_table_for_layout_is_none(self):
        page = "<table><tr><td><h2>A</h2><p>one</p></td><td>two</td></tr></table>"
        assert told(self.page(page)) == [
            ("heading", "A", 0, "A"),
            ("paragraph", "A", 1, "one"),
            ("paragraph", "A", 2, "two"),
        ]

    def test_a_cell_that_spans_columns(self):
        found = self.page("<table><tr><td colspan=2>a<td>b<td colspan=x>c</table>")
        assert [(each.text, each.column) for each in found.blocks] == [("a", 1), ("b", 3), ("c", 4)]

    def test_changes_marked_in_the_page(self):
        page = b"<!doctype html><p>take <del>2</del><ins>1</ins> <s>cups</s>tablets"
        assert words(read_html(page)) == ["take 1 tablets"]
        assert words(read_html(page, "rejected")) == ["take 2 cupstablets"]
        assert len(read_html(page).left_out) == 1

    @pytest.mark.parametrize(
        ("data", "text"),
        [
            ("<p>é</p>".encode("utf-16"), "é"),
            (b"<meta charset=iso-8859-1><p>\x93a\x94</p>", "“a”"),
            (b"<p>caf\xe9</p>", "café"),
            ("\ufeff<p>é</p>".encode(), "é"),
        ],
    )
    def test_encodings(self, data, text):
        assert words(read_html(data)) == [text]

    def test_an_encoding_that_is_not_what_it_says(self):
        with pytest.raises(DocumentError, match="declares, utf-8"):
            read_html(b"<meta charset=utf-8><p>caf\xe9</p>")


class TestWord:
    def test_sections_paragraphs_items_and_rows(self):
        row = "<w:tr><w:tc><w:tcPr/>{}</w:tc><w:tc><w:tcPr/>{}</w:tc></w:tr>"
        table = f"<w:tbl>{row.format(p('x'), p('y'))}{row.format(p('1'), p('2') + p('3'))}</w:tbl>"
        found = read_word(
            docx(
                p("A", style="H1") + p("one") + p("two", style="List") + p("B", style="Own") + table
            )
        )
        assert told(found) == [
            ("heading", "A", 0, "A"),
            ("paragraph", "A", 1, "one"),
            ("item", "A", 2, "two"),
            ("heading", "B", 0, "B"),
            ("cell", "B", 1, "x"),
            ("cell", "B", 1, "y"),
            ("cell", "B", 2, "1"),
            ("cell", "B", 2, "2 3"),
        ]
        assert found.blocks[3].section == ("A", "B")

    CHANGED = (
        (p("take ", gone("2"), ins(r("1")), " tablets"), ["take 1 tablets"], ["take 2 tablets"]),
        # What was put in and taken out again was never there, and never will be.
        (p("a", ins(gone("b"), r("c"))), ["ac"], ["a"]),
        # A paragraph mark that was taken out, and one that was put in.
        (p("a ", props="<w:rPr><w:del/></w:rPr>") + p("b"), ["a b"], ["a", "b"]),
        (p("a ", props="<w:rPr><w:ins/></w:rPr>") + p("b"), ["a", "b"], ["a b"]),
        (p(gone("all"), props="<w:rPr><w:del/></w:rPr>") + p("b"), ["b"], ["all", "b"]),
        (
            p("x", ins(r("here"), tag="moveTo")) + p("y", ins(r("here"), tag="moveFrom")),
            ["xhere", "y"],
            ["x", "yhere"],
        ),
        (
            "<w:tbl><w:tr><w:trPr><w:ins/></w:trPr><w:tc>" + p("new") + "</w:tc></w:tr>"
            "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("old") + "</w:tc></w:tr></w:tbl>",
            ["new"],
            ["old"],
        ),
        # The style as it was before says nothing.
        (
            p("a", props='<w:pPrChange><w:pPr><w:pStyle w:val="H1"/></w:pPr></w:pPrChange>'),
            ["a"],
            ["a"],
        ),
    )

    @pytest.mark.parametrize(("body", "accepted", "rejected"), CHANGED)
    def test_tracked_changes(self, body, accepted, rejected):
        assert words(read_word(docx(body))) == accepted
        assert words(read_word(docx(body), "rejected")) == rejected

    @pytest.mark.parametrize(
        ("body", "text"),
        [
            (p("<w:hyperlink><w:r><w:t>linked</w:t></w:r></w:hyperlink>"), ["linked"]),
            (f"<w:sdt><w:sdtContent>{p('held')}</w:sdtContent></w:sdt>", ["held"]),
            (p("10", r("2", '<w:vertAlign w:val="superscript"/>')), ["10²"]),
            (p("a", r("hidden", "<w:vanish/>")), ["a"]),
            (p("a", "<w:r><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r>"), ["a b-c"]),
            (p('<w:r><w:sym w:font="S" w:char="2265"/></w:r>', " 5"), ["≥ 5"]),
            (p("x", "<w:r><w:instrText>PAGE</w:instrText></w:r>"), ["x"]),
            (p("Contents", style="Toc") + p("b"), ["b"]),
            (
                p(
                    "<w:r><mc:AlternateContent><mc:Choice><w:t>once</w:t></mc:Choice>"
                    "<mc:Fallback><w:t>once</w:t></mc:Fallback></mc:AlternateContent></w:r>"
                ),
                ["once"],
            ),
            (
                p(
                    "beside",
                    f"<w:r><w:drawing><w:txbxContent>{p('boxed')}</w:txbxContent></w:drawing></w:r>",
                ),
                ["beside", "boxed"],
            ),
            (
                p(
                    "<m:oMath><m:f><m:num><m:t>a</m:t></m:num><m:den><m:t>b</m:t></m:den></m:f>"
                    "</m:oMath>"
                ),
                ["(a)/(b)"],
            ),
        ],
    )
    def test_no_word_is_lost_and_none_is_extra(self, body, text):
        assert words(read_word(docx(body))) == text

    def test_notes_stand_at_the_foot(self):
        note = f'<w:footnote w:id="2">{p("the note")}</w:footnote>'
        text = (
            p("A", style="H1") + p("said", '<w:r><w:footnoteReference w:id="2"/></w:r>') + p("on")
        )
        found = read_word(docx(text, parts={"footnotes": note}))
        assert told(found)[1:] == [
            ("paragraph", "A", 1, "said"),
            ("paragraph", "A", 2, "on"),
            ("note", NOTES, 1, "the note"),
        ]

    def test_what_was_not_read_is_said(self):
        found = read_word(docx(p("<w:r><w:drawing/></w:r>") + '<w:altChunk w:id="1"/>'))
        assert len(found.left_out) == 2

    @pytest.mark.parametrize(
        ("name", "problem"),
        [
            ("xl/workbook.xml", "is a spreadsheet"),
            ("ppt/presentation.xml", "is a presentation"),
            ("content.xml", "is an OpenDocument file"),
            ("other.txt", "is a packed file, and no Word file"),
        ],
    )
    def test_other_packed_files(self, name, problem):
        with pytest.raises(DocumentError, match=problem):
            read_word(packed({name: "x"}))


class TestPdf:
    def test_headings_paragraphs_items_and_rows(self):
        found = read_pdf(
            pdf(
                [
                    (72, 770, 18, "F1", "The blue tablet"),
                    (
                        72,
                        730,
                        11,
                        "F1",
                        "Take one tablet every morning, with a glass of water and with",
                    ),
                    (72, 717, 11, "F1", "food."),
                    (72, 690, 11, "F1", "\u2022"),
                    (86, 690, 11, "F1", "Do not drive."),
                    (72, 676, 11, "F1", "\u2022"),
                    (86, 676, 11, "F1", "Do not swim."),
                    (72, 640, 11, "B1", "Side effects"),
                    (72, 620, 11, "F1", "Headache"),
                    (300, 620, 11, "F1", "1 in 100"),
                    (72, 606, 11, "F1", "Rash"),
                    (300, 606, 11, "F1", "1 in 1,000"),
                ]
            )
        )
        assert told(found) == [
            ("heading", "The blue tablet", 0, "The blue tablet"),
            (
                "paragraph",
                "The blue tablet",
                1,
                "Take one tablet every morning, with a glass of water and with food.",
            ),
            ("item", "The blue tablet", 2, "Do not drive."),
            ("item", "The blue tablet", 3, "Do not swim."),
            ("heading", "Side effects", 0, "Side effects"),
            ("cell", "Side effects", 1, "Headache"),
            ("cell", "Side effects", 1, "1 in 100"),
            ("cell", "Side effects", 2, "Rash"),
            ("cell", "Side effects", 2, "1 in 1,000"),
        ]
        assert found.blocks[0].page == 1

    def test_what_repeats_at_head_and_foot_is_not_the_text(self):
        pages = [
            [
                (72, 810, 9, "F1", "Leaflet"),
                (72, 700, 11, "F1", f"Words of page {name}."),
                (72, 30, 9, "F1", f"Page {number} of 4"),
            ]
            for number, name in enumerate(("one", "two", "three", "four"), start=1)
        ]
        assert words(read_pdf(pdf(*pages))) == [
            f"Words of page {name}." for name in ("one", "two", "three", "four")
        ]

    def test_a_large_line_with_a_figure_is_a_heading(self):
        pages = [
            [(72, 790, 16, "F1", f"Annex {number}"), (72, 700, 11, "F1", f"Words {number} here.")]
            for number in range(1, 5)
        ]
        kinds = [each.kind for each in read_pdf(pdf(*pages)).blocks]
        assert kinds == ["heading", "paragraph"] * 4

    def test_a_sentence_goes_on_over_the_page(self):
        pages = [
            [(72, 100, 11, "F1", "It is to be kept away from children, who might take it")],
            [(72, 760, 11, "F1", "for a sweet."), (72, 720, 11, "F1", "Another.")],
        ]
        assert words(read_pdf(pdf(*pages))) == [
            "It is to be kept away from children, who might take it for a sweet.",
            "Another.",
        ]

    def test_a_line_stretched_to_its_column_is_no_row(self):
        lines = [
            *(
                (72 + 40 * n, 700, 11, "F1", each)
                for n, each in enumerate(["this", "is", "one", "line"])
            ),
            (72, 687, 11, "F1", "of a paragraph."),
        ]
        assert words(read_pdf(pdf(lines))) == ["this is one line of a paragraph."]

    def test_page_numbers_alone_are_not_the_text(self):
        pages = [
            [(72, 700, 11, "F1", f"Words {name}."), (290, 30, 14, "F1", str(number))]
            for number, name in enumerate(("one", "two", "three", "four"), start=1)
        ]
        assert words(read_pdf(pdf(*pages))) == [
            f"Words {n}." for n in ("one", "two", "three", "four")
        ]

    def test_an_address_cut_at_the_end_of_a_line(self):
        lines = [
            (72, 700, 11, "F1", "See example.org/a/"),
            (72, 687, 11, "F1", "leaflet for more."),
        ]
        assert words(read_pdf(pdf(lines))) == ["See example.org/a/leaflet for more."]

    def test_a_raised_figure_stays_raised(self):
        lines = [
            (72, 700, 11, "F1", "An area of 10"),
            (138.1, 705, 7, "F1", "2"),
            (145.5, 700, 11, "F1", "m, as said."),
        ]
        assert words(read_pdf(pdf(lines))) == ["An area of 10² m, as said."]

    def test_words_cut_at_the_end_of_a_line(self):
        lines = [
            (72, 700, 11, "F1", "The information is short, and this is the infor-"),
            (72, 687, 11, "F1", "mation. It is a well-"),
            (72, 674, 11, "F1", "known one."),
        ]
        assert words(read_pdf(pdf(lines))) == [
            "The information is short, and this is the information. It is a well-known one."
        ]

    def test_pages_without_text(self):
        with pytest.raises(DocumentError, match="has no text"):
            read_pdf(pdf([]))
        found = read_pdf(pdf([(72, 700, 11, "F1", "Words.")], []))
        assert found.left_out == ("1 of 2 pages, which have no text",)


class TestMarkdown:
    def test_sections_paragraphs_items_and_rows(self):
        found = read_markdown(
            b"---\ntitle: T\n---\n# A\n\none *two*\nthree\n\n- four\n  - five\n\n## B\n\n"
            b"| x | y |\n|---|---|\n| 1 | `2` |\n\n<div>raw</div>\n\n```\ncode\n```\n"
        )
        assert told(found) == [
            ("paragraph", "", 1, "title: T"),
            ("heading", "A", 0, "A"),
            ("paragraph", "A", 1, "one two three"),
            ("item", "A", 2, "four"),
            ("item", "A", 3, "five"),
            ("heading", "B", 0, "B"),
            ("cell", "B", 1, "x"),
            ("cell", "B", 1, "y"),
            ("cell", "B", 2, "1"),
            ("cell", "B", 2, "2"),
            ("paragraph", "B", 3, "raw"),
            ("paragraph", "B", 4, "code"),
        ]


class TestText:
    def test_what_plain_text_marks(self):
        found = read_text(
            b"Title\n=====\n\nOne line\nand the next.\n\n- two\n- three\n\n4.2 Dose\n\nfour\n\n"
            b"WARNINGS\n\nfive\n"
        )
        assert told(found) == [
            ("heading", "Title", 0, "Title"),
            ("paragraph", "Title", 1, "One line and the next."),
            ("item", "Title", 2, "two"),
            ("item", "Title", 3, "three"),
            ("heading", "4.2 Dose", 0, "4.2 Dose"),
            ("paragraph", "4.2 Dose", 1, "four"),
            ("heading", "WARNINGS", 0, "WARNINGS"),
            ("paragraph", "WARNINGS", 1, "five"),
        ]

    def test_what_the_records_call_its_sections(self):
        text = b"The tablet\n\nFor adults.\n\nHow to take it?\n\nWith water.\n"
        assert [each.kind for each in read_text(text).blocks] == ["paragraph"] * 4
        found = read_text(text, {"The tablet": 1, "How to take it?": 2})
        assert found.blocks[-1].section == ("The tablet", "How to take it?")

    def test_long_lines_are_paragraphs(self):
        text = ("word " * 40 + "\n") * 2
        assert len(read_text(text.encode()).blocks) == 2

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_encodings(self, encoding):
        assert words(read_text("café".encode(encoding))) == ["café"]


class TestXml:
    def test_blocks_by_structure(self):
        found = read_xml(
            b"<doc><metadata><a>off</a></metadata><part><head>A</head><p>one <i>two</i> three</p>"
            b"<section><num>1</num><head>B</head><list><li>four</li></list>"
            b"<table><tr><td>x</td><td>y</td></tr></table></section>loose</part></doc>"
        )
        assert told(found) == [
            ("heading", "A", 0, "A"),
            ("paragraph", "A", 1, "one two three"),
            ("heading", "1 B", 0, "1 B"),
            ("item", "1 B", 1, "four"),
            ("cell", "1 B", 2, "x"),
            ("cell", "1 B", 2, "y"),
            ("paragraph", "1 B", 3, "loose"),
        ]


@pytest.mark.parametrize(
    ("module", "read", "data"),
    [("selectolax.lexbor", read_html, b"<p>x"), ("pypdfium2", read_pdf, b"%PDF-1.4")],
)
def test_what_is_not_installed_is_said(monkeypatch, module, read, data):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=r"guidance-timeline\[documents\]"):
        read(data)


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (b"<!doctype html><body><div id=root></div><script>draw()</script>", HTML),
        (docx(""), WORD),
        (b" \n ", TEXT),
        (b"<!-- nothing -->", MARKDOWN),
        (b"<a/>", XML),
    ],
)
def test_nothing_is_not_a_document_of_which_all_is_gone(data, media):
    with pytest.raises(DocumentError, match="has no text"):
        read_here(data, media)


class TestFormat:
    @pytest.mark.parametrize(
        ("data", "name", "media"),
        [
            (b"<!DOCTYPE html><p>x", "", HTML),
            (b"\xef\xbb\xbf  <html>", "", HTML),
            (b'<?xml version="1.0"?><!DOCTYPE html><html/>', "", HTML),
            (b"<main><p>x</p></main>", "page", HTML),
            (b"<p>x", "page.html", HTML),
            (b'<?xml version="1.0"?><a/>', "", XML),
            (b"%PDF-1.4", "x.txt", PDF),
            (b"PK\x03\x04", "x.txt", WORD),
            (b"# A", "a.md", MARKDOWN),
            (b"# A", "a.txt", TEXT),
            (b"1 < 2", "", TEXT),
        ],
    )
    def test_by_the_first_bytes_and_then_by_the_name(self, data, name, media):
        assert media_of(data, name) == media

    @pytest.mark.parametrize(
        "data", [b"{\\rtf1", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\x1f\x8b", b"a\x00b"]
    )
    def test_others_are_refused_with_what_to_do(self, data):
        with pytest.raises(DocumentError) as found:
            media_of(data)
        assert found.value.mend


KINDS = {
    "keep": lambda word: r(word),
    "ins": lambda word: ins(r(word)),
    "del": gone,
    "moveTo": lambda word: ins(r(word), tag="moveTo"),
    "moveFrom": lambda word: ins(r(word), tag="moveFrom"),
}
PUT_IN, TAKEN_OUT = {"ins", "moveTo"}, {"del", "moveFrom"}


MARKUP = (
    b"<p> </p> <td> <tr> <table> </table> <h2> </h2> <li> <sup> </sup> <br> </a> <form> 1 <row>"
    b" <head> </head> </row> | <del> </del> <main> &lt; <!-- --> ```"
).split()


class TestLaws:
    @given(
        st.lists(
            st.tuples(
                st.lists(st.sampled_from(sorted(KINDS)), max_size=4),
                st.sampled_from(["", "ins", "del"]),
            ),
            min_size=1,
            max_size=6,
        )
    )
    def test_tracked_changes_both_ways(self, paragraphs):
        """Accepted is all but what was taken out, rejected all but what was put in.

        A paragraph whose mark goes runs on into the next one.
        """
        body, expected = "", {"accepted": [""], "rejected": [""]}
        for number, (kinds, mark) in enumerate(paragraphs):
            pieces = [(kind, f"w{number}x{at} ") for at, kind in enumerate(kinds)]
            props = f"<w:rPr><w:{mark}/></w:rPr>" if mark else ""
            body += p(*(KINDS[kind](word) for kind, word in pieces), props=props)
            for name, off in (("accepted", TAKEN_OUT), ("rejected", PUT_IN)):
                expected[name][-1] += "".join(word for kind, word in pieces if kind not in off)
                if mark not in off:
                    expected[name].append("")
        for name, texts in expected.items():
            told = words(read_word(docx(body), name))
            assert told == [text.strip() for text in texts if text.strip()]

    @given(st.binary(max_size=200), st.sampled_from([HTML, TEXT, MARKDOWN, XML]))
    def test_any_bytes_are_read_or_refused(self, data, media):
        """Any bytes give blocks with words, or a document error."""
        _read_or_refused(data, media)

    @given(
        st.lists(
            st.sampled_from([*MARKUP, b"a ", b"\n", b"# ", b"- ", b"> ", b"<a href=#x>"]),
            max_size=30,
        ).map(b"".join),
        st.sampled_from([HTML, TEXT, MARKDOWN, XML]),
    )
    def test_any_markup_is_read_or_refused(self, data, media):
        """The same of markup in any order."""
        _read_or_refused(data, media)

    @given(st.data())
    def test_any_word_file_is_read_or_refused(self, data):
        """The same of the elements of Word in any order."""
        tags = ["p", "r", "t", "tbl", "tr", "tc", "ins", "del", "sdt", "sdtContent", "drawing"]
        tags += ["pPr", "rPr", "txbxContent", "footnoteReference", "hyperlink", "tcPr", "sym"]

        def element(depth):
            tag = data.draw(st.sampled_from(tags))
            inner = (
                ""
                if depth > 4
                else "".join(element(depth + 1) for _ in range(data.draw(st.integers(0, 2))))
            )
            words = data.draw(st.sampled_from(["", "a "]))
            return f'<w:{tag} w:id="1" w:val="1">{words}{inner}</w:{tag}>'

        body = "".join(element(0) for _ in range(data.draw(st.integers(1, 3))))
        _read_or_refused(docx(body), WORD)


def _read_or_refused(data, media):
    try:
        found = read_here(data, media)
    except DocumentError:
        return
    assert found.blocks
    for number, block in enumerate(found.blocks, start=1):
        assert block.number == number
        assert block.text == " ".join(block.text.split())
        assert block.text
        assert (block.paragraph == 0) == (block.kind == "heading")
