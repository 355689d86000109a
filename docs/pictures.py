"""Makes the README's pictures of reports and of the explorer: ``python docs/pictures.py``.

It needs what ``.ci/packages`` installs (Chromium, LibreOffice, poppler-utils), and ``dev``.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from guidance import load
from guidance.exports.explorer import build
from guidance.report import Report, of_report, render, window_of

HERE = Path(__file__).parent
COLOURS = 192  # keeps each file far below 300 KB
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
FLAGS += ("--disable-background-networking", "--disable-component-update", "--disable-sync")
FIRST_LINE = "article[id^=step-ms-society-alemtuzumab-first-line-provision-replaced]"


def report() -> Report:
    """The report that is shown."""
    corpus = load()
    window = window_of(corpus, "2019-12-31", "2020-02-01", topic="alemtuzumab")
    return of_report(corpus, window)


def save(image: Image.Image, name: str) -> None:
    """Write a picture with few colours."""
    path = HERE / name
    image.convert("RGB").quantize(COLOURS).save(path, optimize=True)
    print(f"{path.name}: {image.width} x {image.height}, {path.stat().st_size // 1024} KB")


def html_pictures(browser: Browser, found: Report, folder: Path) -> None:
    """The HTML report: its top, one change wide, in the dark, and narrow."""
    path = folder / "report.html"
    path.write_text(str(render(found, "html")), encoding="utf-8")

    def shot(name: str, selector: str | None, **options: object) -> None:
        page = browser.new_page(**options)
        page.goto(path.as_uri())
        part = page.locator(selector).first if selector else page
        save(Image.open(BytesIO(part.screenshot())), name)
        page.close()

    wide = {"width": 1200, "height": 900}
    shot("report-html.png", None, viewport=wide)
    shot("report-change.png", FIRST_LINE, viewport=wide)
    shot("report-dark.png", FIRST_LINE, viewport=wide, color_scheme="dark")
    shot("report-narrow.png", FIRST_LINE, viewport={"width": 390, "height": 844})


def explorer_picture(browser: Browser, folder: Path) -> None:
    """The page to explore, on a day that the two pages alone leave open."""
    two = load().only("ms-society-alemtuzumab", "ema-alemtuzumab-measures")
    path = folder / "explorer.html"
    path.write_text(build(two, "alemtuzumab"), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(f"{path.as_uri()}#on=2020-01-15")
    save(Image.open(BytesIO(page.screenshot())), "explorer.png")
    page.close()


def word_picture(found: Report, folder: Path) -> None:
    """Pages of the Word report as LibreOffice lays them out, side by side."""
    path = folder / "report.docx"
    content = render(found, "docx")
    assert isinstance(content, bytes)
    path.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = [str(shutil.which("soffice")), profile, "--headless", "--convert-to", "pdf"]
    subprocess.run([*office, "--outdir", str(folder), str(path)], check=True, capture_output=True)
    pages = ["pdftoppm", "-r", "75", "-png", "-f", "1", "-l", "6", str(folder / "report.pdf")]
    subprocess.run([*pages, str(folder / "page")], check=True)
    drawn = [Image.open(each) for each in sorted(folder.glob("page-*.png"))]
    chosen = [drawn[0], drawn[1], drawn[4]]
    gap = 12
    width = sum(each.width for each in chosen) + gap * (len(chosen) + 1)
    sheet = Image.new("RGB", (width, chosen[0].height + 2 * gap), "#8a93a0")
    left = gap
    for each in chosen:
        sheet.paste(each, (left, gap))
        left += each.width + gap
    save(sheet, "report-word.png")


def main() -> None:
    """Make them all."""
    found = report()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(FLAGS)
        )
        html_pictures(browser, found, folder)
        explorer_picture(browser, folder)
        browser.close()
        word_picture(found, folder)


if __name__ == "__main__":
    main()
