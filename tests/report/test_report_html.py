"""The HTML report: valid, self-contained, readable by eye, by ear, on paper and in the dark."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from functools import cache

import pytest

from guidance.report.faces import html
from guidance.wording.visible import visible
from handed_on import BROWSER, BROWSER_FLAGS, REPORTS, drawn, html_tree, items, report_on, words_of


@pytest.mark.parametrize("name", REPORTS)
class TestPage:
    """Well-formed by the HTML standard's own parser, and complete in itself."""

    def test_is_valid(self, name):
        tree = html_tree(drawn(name, "html"))
        ids = [each.get("id") for each in tree.iter() if each.get("id")]
        assert len(ids) == len(set(ids))
        named = " ".join(each.get("aria-labelledby", "") for each in tree.iter()).split()
        assert set(named) <= set(ids)
        links = [each.get("href") for each in tree.iter("a")]
        assert {link for link in links if not link.startswith("#")} == set()
        assert {link[1:] for link in links} <= set(ids)

    def test_headings_skip_no_level(self, name):
        tree = html_tree(drawn(name, "html"))
        levels = [int(each.tag[1]) for each in tree.iter() if re.fullmatch(r"h[1-6]", each.tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))

    def test_fetches_nothing_and_runs_only_its_own_script(self, name):
        page = drawn(name, "html")
        tree = html_tree(page)
        assert not {each.tag for each in tree.iter()} & {"link", "img", "iframe", "form"}
        (script,) = tree.iter("script")
        (allowed,) = re.findall(r"script-src '(sha256-[^']*)'", page)
        digest = hashlib.sha256((script.text or "").encode()).digest()
        assert allowed == f"sha256-{base64.b64encode(digest).decode()}"
        assert "<script" not in html.draw_page(report_on(name))
        assert not any(
            key in ("src", "style", "srcset") or key.startswith("on")
            for each in tree.iter()
            for key in each.attrib
        )
        assert "url(" not in page
        assert "@import" not in page

    def test_tables_have_headers(self, name):
        for table in html_tree(drawn(name, "html")).iter("table"):
            assert table.find("caption") is not None
            assert {head.get("scope") for head in table.iter("th")} <= {"col", "row"}


def test_the_brief_comes_first():
    main = next(html_tree(drawn("official", "html")).iter("main"))
    first = next(main.iter("section"))
    assert words_of(first).startswith("9 matters changed on 16 January 2020")
    table = next(first.iter("table"))
    assert len([row for row in table.iter("tr") if row.find("td") is not None]) == 9


@pytest.mark.parametrize("name", ["official", "long", "open"])
def test_each_change_shows_its_words_once_as_a_redline(name):
    articles = {a.get("id"): a for a in html_tree(drawn(name, "html")).iter("article")}
    for item in items(report_on(name)):
        article = articles[item.anchor]
        for tag, kind in (("del", "deleted"), ("ins", "inserted")):
            found = {words_of(each) for each in article.iter(tag)}
            pieces = [" ".join(p.text.split()) for p in item.wording if p.kind == kind]
            assert found == {visible(piece) for piece in pieces if piece}


def test_picture_has_a_title_a_description_and_a_table():
    tree = html_tree(drawn("forecast", "html"))
    picture = next(tree.iter("{http://www.w3.org/2000/svg}svg"), None)
    if picture is None:
        picture = next(tree.iter("svg"))
    names = [child.tag.rpartition("}")[2] for child in picture]
    assert names[:2] == ["title", "desc"]
    assert "drawn as ranges" in words_of(picture[1])
    tables = [
        t for t in tree.iter("table") if words_of(t.find("caption")) == "What the picture shows"
    ]
    words = words_of(tables[0])
    assert "the measures start to apply" in words
    assert "some day in January 2020" in words
    assert "a forecast" in words


def test_a_picture_of_many_versions_does_not_overlap():
    from datetime import date, timedelta

    from guidance.report.pictures.drawing import Label, draw
    from guidance.report.pictures.picture import Mark, Picture

    first = date(2000, 1, 1)
    marks = tuple(
        Mark(n, "s", "S", "Event", "x" * (n % 50), f"s@{n}", day, day, "day", "recorded", False)
        for n, day in enumerate((first + timedelta(days=40 * n) for n in range(30)), start=1)
    )
    picture = Picture((("s", "S"),), marks, (), first, first + timedelta(days=1300), "T", "D")
    labels = [e for e in draw(picture).elements if isinstance(e, Label) and e.text[0].isdigit()]
    rows: dict[float, list[Label]] = {}
    for label in labels:
        if label.role == "text":
            rows.setdefault(label.y, []).append(label)
    for found in rows.values():
        spans = sorted(
            (label.x, label.x + 6.3 * len(label.text))
            if label.anchor == "start"
            else (label.x - 6.3 * len(label.text), label.x)
            for label in found
        )
        assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))


# -- in a real browser -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=BROWSER, args=BROWSER_FLAGS)
        yield found
        found.close()


@cache
def axe_source() -> str:
    from importlib.resources import files

    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


def opened(browser, name, tmp_path, **options):
    path = tmp_path / "report.html"
    path.write_text(drawn(name, "html"), encoding="utf-8")
    page = browser.new_page(**options)
    page.heard = []
    page.on("console", lambda message: page.heard.append(message.text))
    page.on("pageerror", lambda error: page.heard.append(str(error)))
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(path.as_uri())
    return page


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("official", {}),
        ("forecast", {"viewport": {"width": 360, "height": 800}}),
        ("forecast", {"color_scheme": "dark"}),
        ("answer", {}),
    ],
)
def test_axe_finds_nothing(browser, tmp_path, name, options):
    page = opened(browser, name, tmp_path, **options)
    page.evaluate(axe_source())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
    assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found["violations"]] == []
    assert page.heard == []
    assert len(page.asked) == 1
    page.close()


@pytest.mark.browser
def test_the_brief_is_above_the_fold_and_rows_stack_where_it_is_narrow(browser, tmp_path):
    page = opened(browser, "official", tmp_path, viewport={"width": 1280, "height": 800})
    top = "e => e.getBoundingClientRect().top"
    assert page.eval_on_selector(".brief tbody tr", top) < 400
    cells = "[...document.querySelector('.brief tbody tr').children].map(c => c.offsetTop)"
    assert len(set(page.evaluate(cells))) == 1
    for width in (320, 400):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.eval_on_selector(".brief tbody tr", top) < 800
        assert len(set(page.evaluate(cells))) > 1
        # WCAG 1.4.10, reflow: nothing but tables and pictures scrolls sideways.
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.browser
def test_redline_does_not_depend_on_colour(browser, tmp_path):
    page = opened(browser, "official", tmp_path)
    style = "e => getComputedStyle(e).textDecorationLine"
    assert page.eval_on_selector("del", style) == "line-through"
    assert page.eval_on_selector("ins", style) == "underline"
    spoken = "e => getComputedStyle(e, '::before').content"
    assert "deleted" in page.eval_on_selector("del", spoken)
    assert "inserted" in page.eval_on_selector("ins", spoken)
    page.close()


@pytest.mark.browser
def test_keyboard_alone_reaches_the_report(browser, tmp_path):
    page = opened(browser, "official", tmp_path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.close()


@pytest.mark.browser
def test_links_lead_to_each_change(browser, tmp_path):
    page = opened(browser, "official", tmp_path)
    link = page.locator("table a").first
    target = link.get_attribute("href")
    link.click()
    assert page.url.endswith(target)
    assert page.evaluate("document.querySelector(':target').tagName") == "ARTICLE"
    page.close()


@pytest.mark.browser
def test_prints_on_paper(browser, tmp_path):
    page = opened(browser, "official", tmp_path)
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).display") == "none"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.close()
