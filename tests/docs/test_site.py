"""The documentation as a site: complete, without a dead link, searched and read from disk."""

import re
import subprocess
import sys
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest

import guidance
from guidance.changes.ids import ChangeId
from guidance.cli import app
from guidance.documents import SHAPES
from guidance.serve.problems import TITLES
from handed_on import BROWSER, BROWSER_FLAGS

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
LOADED = r"<(?:script|link|img)[^>]+(?:src|href)=\"?(https?:[^\s\">]+)"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built with warnings as errors."""
    folder = tmp_path_factory.mktemp("site")
    words = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    found = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert found.returncode == 0, found.stderr
    return folder


class Page(HTMLParser):
    """What a page leads to, and the places in it that can be led to."""

    def __init__(self, text):
        super().__init__()
        self.links, self.ids = [], set()
        self.feed(text)

    def handle_starttag(self, _, attrs):
        for name, value in attrs:
            if name == "id":
                self.ids.add(value)
            elif name in ("href", "src") and value:
                self.links.append(value)


@pytest.fixture(scope="module")
def pages(site):
    return {path: Page(path.read_text()) for path in site.rglob("*.html")}


def test_no_link_is_dead(pages, site):
    dead = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or path.name == "404.html":
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            ids = pages[target].ids if target in pages else None
            is_there = target.exists() and (not parts.fragment or ids is None)
            if not is_there and not (ids is not None and unquote(parts.fragment) in ids):
                dead.append((str(path.relative_to(site)), link))
    assert dead == []


def test_it_asks_nothing_of_the_network(pages):
    """What is loaded is beside the page; links may lead elsewhere, when somebody follows them."""
    for path in pages:
        loaded = re.findall(
            r"<(?:script|link|img)[^>]+(?:src|href)=\"?(https?:[^\s\">]+)", path.read_text()
        )
        assert loaded == [], path


@pytest.mark.parametrize("file", [README, ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md"])
def test_what_other_files_lead_to_is_there(file):
    for text, link in re.findall(r"\[([^\]]*)\]\(([^)\s]+)\)", file.read_text()):
        parts = urlsplit(link)
        if not parts.scheme and parts.path:
            assert (file.parent / parts.path).exists(), (text, link)


def test_the_readme_is_read_in_five_minutes():
    assert len(README.read_text().split()) <= 900


def test_every_public_name_is_told(pages, site):
    told = (
        pages[site / "reference" / "api.html"].ids | pages[site / "reference" / "errors.html"].ids
    )
    for name in guidance.__all__:
        if not name.startswith("_"):
            assert f"guidance.{guidance._HOMES[name]}.{name}" in told, name


def leaves(command, *path):
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        yield from leaves(command.get_command(context, name), *path, name)


def test_every_command_is_told_with_an_example(site):
    text = (site / "reference" / "commands.html").read_text()
    for name, command in leaves(app, "guidance"):
        assert f">{name}<" in text, name
        assert "Examples:" in command.epilog, name


def test_every_document_change_and_problem_is_told(pages, site):
    documents = pages[site / "reference" / "json.html"].ids
    assert {f"shape-{shape.__name__.lower()}" for shape in SHAPES.values()} <= documents
    changes = (site / "reference" / "changes.html").read_text()
    assert all(each.value in changes for each in ChangeId)
    problems = (site / "reference" / "errors.html").read_text()
    assert all(f"/problems/{name}" in problems for name in TITLES)


# -- in a real browser -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=BROWSER, args=BROWSER_FLAGS)
        yield found
        found.close()


ONE_OF_EACH_KIND = """() => {
  const seen = new Set();
  const parts = told => [told, ...told.querySelectorAll("*")].map(it => it.tagName + it.className);
  const keepOneOfEach = selector =>
    [...document.querySelectorAll(selector)]
      .sort((some, other) => parts(some).length - parts(other).length)
      .forEach(told => {
        const kinds = parts(told);
        if (kinds.every(kind => seen.has(kind))) told.remove();
        kinds.forEach(kind => seen.add(kind));
      });
  keepOneOfEach("article > .doc-object");
  seen.clear();
  keepOneOfEach(".doc-object .doc-object");
  seen.clear();
  keepOneOfEach(".md-nav--secondary li");
}"""
"""The reference tells of hundreds of names in the same few kinds of elements; axe takes half a
minute for all of them, and what it finds in one of a kind it finds in each."""


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index", "tutorials/record", "reference/api", "how-to/install"])
def test_axe_finds_nothing(browser, site, name, scheme):
    from importlib.resources import files

    page = browser.new_page(color_scheme=scheme)
    page.goto((site / f"{name}.html").as_uri())
    page.evaluate(ONE_OF_EACH_KIND)
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
    assert [
        (each["id"], [(node["target"], node["html"][:200]) for node in each["nodes"]][:3])
        for each in found["violations"]
    ] == []
    page.close()


@pytest.mark.browser
def test_search_works_from_disk_without_a_network(browser, site):
    from playwright.sync_api import TimeoutError as TooLong

    context = browser.new_context(offline=True)
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((site / "how-to" / "http.html").as_uri())
    wanted = page.locator(".md-search-result__link[href*='explanation/silence.html']")
    for _ in range(9):  # what is written before the page listens is not heard
        page.focus("input[name=query]")
        page.keyboard.press("Control+A")
        page.keyboard.type("silence repeal")
        with suppress(TooLong):
            wanted.first.wait_for(state="attached", timeout=3000)
            break
    assert wanted.count()
    assert faults == []
    context.close()
