"""The page to explore: how long it takes to make, how large it is, and how fast it answers.

Run: ``python benchmarks/bench_explorer.py [SOURCES VERSIONS PROVISIONS]``; by default 200 sources
of 24 partial versions with 20 provisions, three of them changed by each: 4,000 provisions with
17,800 texts. ``python benchmarks/bench_explorer.py DIR`` takes the records in a folder, as
``bench_openfisca.py --write DIR`` makes them. The second part needs playwright and Debian's
chromium; a step is from the key to the painted answer.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import made
from guidance import Corpus, load
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


def main(corpus: Corpus) -> None:
    start = time.process_time()
    page = build(corpus)
    taken = time.process_time() - start
    texts = sum(len(version.provisions) for version in corpus.versions.values())
    print(f"{len(corpus.provisions):,} provisions with {texts:,} texts")
    print(f"made in {taken:.1f} s of processor time, {len(page.encode()) / 1e6:.2f} MB")
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
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        start = time.perf_counter()
        page.goto(f"{file.as_uri()}#on=2010-05-05")
        page.wait_for_function("() => document.getElementById('headline').textContent !== ''")
        print(f"first answer after {time.perf_counter() - start:.2f} s")
        for name, state in (
            ("a step of the day", "on=2008-05-05"),
            ("the same while comparing", "on=2008-05-05&with=2004-02-02"),
            ("the same while searching", "on=2008-05-05&q=heart"),
        ):
            page.evaluate("state => { location.hash = state; }", state)
            page.wait_for_timeout(500)
            median, slow = page.evaluate(STEPS)
            print(f"{name}: {median:.0f} ms, 95 of 100 within {slow:.0f} ms")
        browser.close()


if __name__ == "__main__":
    given = sys.argv[1:4]
    if len(given) == 1:
        main(load(given[0]))
    else:
        sources, versions, provisions = (int(count) for count in given or ("200", "24", "20"))
        main(made.corpus(sources, versions, provisions, extent="partial"))
