"""The page to explore: how long it takes to make, how large it is, and how fast it answers.

Run: ``python benchmarks/bench_explorer.py [SOURCES VERSIONS PROVISIONS]``; by default 10 sources
of 30 versions with 20 provisions. The second part needs playwright and Debian's chromium.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import made
from guidance.exports.explorer import build

CHROMIUM = "/usr/bin/chromium"
STEPS = """async () => {
  const handle = document.getElementById('handle-on');
  const times = [];
  for (let step = 0; step < 60; step += 1) {
    const start = performance.now();
    const key = step % 2 ? 'PageUp' : 'ArrowRight';
    handle.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    times.push(performance.now() - start);
  }
  times.sort((one, two) => one - two);
  return [times[30], times[56]];
}"""


def main(sources: int, versions: int, provisions: int) -> None:
    corpus = made.corpus(sources, versions, provisions)
    start = time.perf_counter()
    page = build(corpus)
    taken = time.perf_counter() - start
    print(f"{sources} sources x {versions} versions x {provisions} provisions")
    print(f"made in {taken:.1f} s, {len(page.encode()) / 1e6:.2f} MB")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "explorer.html"
        file.write_text(page, encoding="utf-8")
        in_browser(file)


def in_browser(file: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        browser = running.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        start = time.perf_counter()
        page.goto(f"{file.as_uri()}#on=2010-05-05")
        page.wait_for_function("() => document.getElementById('headline').textContent !== ''")
        print(f"first answer after {time.perf_counter() - start:.2f} s")
        for name, state in (
            ("a step of the day", "on=2008-05-05"),
            ("the same while comparing", "on=2008-05-05&with=2004-02-02"),
            ("the same as known in 2009", "on=2008-05-05&known=2009-02-02"),
        ):
            page.evaluate("state => { location.hash = state; }", state)
            page.wait_for_timeout(500)
            median, slow = page.evaluate(STEPS)
            print(f"{name}: {median:.0f} ms, 95 of 100 within {slow:.0f} ms")
        browser.close()


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:4] or ("10", "30", "20")))
