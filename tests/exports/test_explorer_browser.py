"""The explorer in a real browser: what people do with it, and what it shows."""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import combinations, product

import pytest

from explorer_reader import LISTS, brief_of, with_neighbours
from exports.test_explorer import AFTER, BEFORE, TOPIC, page_of_two, two_documents
from guidance.exports.explorer import briefs, build, collecting
from guidance.exports.explorer import page as page_module
from guidance.records.natural import reading_order
from guidance.report.answers import of_answer
from guidance.report.changes import of_changes, window_of
from guidance.wording import answer_headline, coverage_sentence
from guidance.wording.reasons import reasons
from guidance.wording.visible import visible
from handed_on import BROWSER, BROWSER_FLAGS
from laws.engine import load
from laws.small import corpus, says, version

FIRST_LINE = "ms-society-alemtuzumab#first-line"

playwright = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed: pip install -e '.[dev]'"
)
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as running:
        launched = running.chromium.launch(executable_path=BROWSER, args=BROWSER_FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    file = tmp_path_factory.mktemp("explorer") / "explorer.html"
    file.write_text(page_of_two(), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def opened(browser, address):
    """Opens the page; afterwards nothing may have gone wrong, and nothing been asked for."""
    contexts, faults, asked = [], [], []

    def open_page(state="on=2020-01-15", url=address, **looks):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **looks})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: asked.append(request.url.partition("#")[0]))
        page.goto(f"{url}#{state}")
        page.wait_for_function("() => document.getElementById('headline').textContent !== ''")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
    assert set(asked) <= {address}


def go(page, state):
    """Follow a link to another state of the page."""
    page.evaluate("state => { location.hash = state; }", state)
    wanted = re.search(r"on=([\d-]+)", state).group(1)
    page.wait_for_function("day => document.getElementById('on').value === day", arg=wanted)


def brief(page, inside=""):
    """The brief that is shown, line by line."""
    return page.evaluate(BRIEF, inside)


def drag_to(page, day):
    """Drag the day asked about to another day, by its place on the axis."""
    page.locator("#handle-on").scroll_into_view_if_needed()
    grip = page.locator("#handle-on .flag").bounding_box()
    page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    page.mouse.down()
    track = page.locator("#track").bounding_box()
    low, high = track["x"], track["x"] + track["width"]
    for _ in range(24):  # the page tells which day it is at: halve the way until it is there
        middle = (low + high) / 2
        page.mouse.move(middle, track["y"] + 60)
        page.evaluate("() => new Promise(requestAnimationFrame)")
        shown = date.fromisoformat(page.locator("#on").input_value())
        if shown == day:
            break
        low, high = (middle, high) if shown < day else (low, middle)
    page.mouse.up()
    assert page.locator("#on").input_value() == day.isoformat()


class TestOrder:
    """The page sorts as the library does."""

    def test_references_are_read_in_the_same_order(self, browser):
        pieces = ("a", "-", "#", "0", "1", "02", "10", "2")
        texts = ["".join(chosen) for n in range(4) for chosen in product(pieces, repeat=n)]
        texts = [*dict.fromkeys((*texts, "p" + "1" * 400, "p" + "2" * 399))]
        assets = files("guidance.exports.explorer") / "assets"
        code = (assets / "elements.js").read_text(encoding="utf-8").replace("export ", "")
        page = browser.new_page()
        page.add_script_tag(content=code)
        listed = page.evaluate("texts => [...texts].sort(inReadingOrder)", texts)
        page.close()
        assert listed == sorted(texts, key=reading_order)

    def test_statements_are_listed_as_the_document_has_them(self, browser, tmp_path):
        names = ["summary", "p2", "background", "p10", "annex"]
        written = [says(name, f"Text of {name}.") for name in names]
        newer = [says(name, f"New text of {name}.") for name in sorted(names)]
        records = corpus(
            version("a@1", "2020-01-01", *written), version("a@2", "2021-01-01", *newer)
        )
        file = tmp_path / "explorer.html"
        file.write_text(build(load(records), "t"), encoding="utf-8")
        page = browser.new_page()
        page.goto(f"{file.as_uri()}#on=2020-06-01&with=2021-06-01")
        page.wait_for_function("() => document.getElementById('headline').textContent !== ''")
        listed = page.locator("#lists").text_content()
        compared = page.locator("#comparison").text_content()
        page.close()
        for shown, told in ((listed, "Text"), (compared, "New text")):
            places = [shown.index(f"{told} of {name}.") for name in names]
            assert places == sorted(places)


class TestUse:
    """What a person does with the page."""

    def test_it_opens_at_the_newest_change_or_the_day_in_the_address(self, opened):
        # Of the two pages alone the newest is the last day of January 2020, by when it is settled.
        assert opened("").locator("#on").input_value() == "2020-01-31"
        assert opened("on=2019-05-01").locator("#on").input_value() == "2019-05-01"

    def test_drag_into_the_unknown_month_shows_either_or(self, opened):
        page = opened("on=2019-06-01")
        page.locator("#handle-on").focus()
        page.keyboard.press("End")
        for _ in range(4):
            page.get_by_role("button", name="Zoom in").click()
        drag_to(page, date(2020, 1, 15))
        assert "cannot be settled" in page.locator("#answer").inner_text()
        cases = page.locator(".part-undetermined .case")
        assert cases.count() == 2
        assert cases.nth(0).locator("h4").inner_text().startswith("If the measures had started by")
        assert cases.nth(1).locator("h4").inner_text() == "If not"
        assert cases.nth(1).locator(f'[data-ref="{FIRST_LINE}"]').is_visible()

    def test_drag_on_shows_the_new_rule(self, opened):
        page = opened("on=2020-01-15")
        for _ in range(4):
            page.get_by_role("button", name="Zoom in").click()
        drag_to(page, AFTER)
        assert page.locator(".part-undetermined").count() == 0
        new = '.part-in-force [data-ref="ema-alemtuzumab-measures#after-another-dmt"]'
        assert page.locator(new).is_visible()
        assert page.locator(f'.part-ended [data-ref="{FIRST_LINE}"]').is_visible()

    def test_compare_two_days_shows_stricter_with_its_witness(self, opened):
        page = opened("on=2020-02-01")
        page.get_by_label("compare with another day").check()
        page.locator("#with").fill(BEFORE.isoformat())
        page.locator("#with").dispatch_event("change")
        page.wait_for_function("() => location.hash.includes('with=2016-09-06')")
        told = page.locator("#comparison").inner_text()
        assert "between 6 September 2016 and 1 February 2020" in told
        page.locator("#comparison summary", has_text="Change by change").click()
        change = page.locator(f'#comparison .change[data-ref="{FIRST_LINE}"]')
        assert change.locator(".badge").text_content().endswith("stricter")
        assert "before, permitted; after, prohibited" in change.locator(".witness").text_content()
        assert change.locator("del").count() > 0
        assert change.locator("ins").count() > 0

    def test_keyboard_alone(self, opened):
        page = opened("on=2020-01-15")
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "handle-on":
                break
        day = page.locator("#on")
        for key, expected in [
            ("ArrowRight", "2020-01-16"),
            ("ArrowLeft", "2020-01-15"),
            ("PageUp", "2020-02-15"),
            ("PageDown", "2020-01-15"),
            ("Home", "2016-09-06"),
        ]:
            page.keyboard.press(key)
            page.wait_for_function(
                "day => document.getElementById('on').value === day", arg=expected
            )
            handle = page.locator("#handle-on")
            assert day.input_value() == expected
            assert handle.get_attribute("aria-valuetext").endswith(expected[:4])
        page.get_by_role("button", name="Next change").focus()
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.getElementById('on').value > '2016-09-06'")

    def test_known_on_an_earlier_day(self, opened):
        page = opened("on=2020-02-01&known=2018-01-01")
        answer = two_documents().as_of(AFTER, topic=TOPIC, known_on="2018-01-01")
        assert brief(page) == brief_of(of_answer(answer))
        page.get_by_label("from all records").check()
        page.wait_for_function("() => !location.hash.includes('known')")
        assert brief(page) == brief_of(of_answer(two_documents().as_of(AFTER, topic=TOPIC)))

    def test_where_a_brief_is_not_at_hand_the_command_is_named(self, browser, tmp_path):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(collecting, "MOST_KNOWN", 0)
            patched.setattr(briefs, "MOST_OF_DAYS", 0)
            patched.setattr(briefs, "MOST_OF_PAIRS", 0)
            patched.setattr(page_module, "MOST_PLAIN", 0)  # packed, too
            file = tmp_path / "explorer.html"
            file.write_text(build(two_documents(), TOPIC), encoding="utf-8")
        page = browser.new_page()
        page.goto(f"{file.as_uri()}#on=2020-02-01&with=2019-12-31")
        page.wait_for_function("() => document.getElementById('headline').textContent !== ''")
        named = page.locator(".command").all_text_contents()
        changed = page.locator("#comparison .change").count()
        page.goto(f"{file.as_uri()}#on=2020-02-01&known=2018-01-01")
        page.wait_for_function("() => document.getElementById('known').value !== ''")
        absent = page.locator("#answer").inner_text()
        page.close()
        assert named == [
            f"guidance changes 2019-12-31 2020-02-01 {TOPIC}",
            f"guidance as-of 2020-02-01 {TOPIC}",
        ]
        steps = two_documents().changes("2019-12-31", "2020-02-01", topic=TOPIC).steps
        assert changed == sum(len(step.changes) for step in steps) > 0
        assert "What was known on 1 January 2018 is not in this page." in absent
        assert f"guidance as-of 2020-02-01 {TOPIC} --known-on 2018-01-01" in absent
        assert "statements" not in absent

    def test_search_and_filters_are_in_the_address(self, opened):
        page = opened("on=2020-02-01")
        page.get_by_role("searchbox").fill("thyroid")
        page.locator("#source").select_option("ms-society-alemtuzumab")
        page.wait_for_function("() => location.hash.includes('source=ms-society')")
        again = opened(page.evaluate("location.hash.slice(1)"))
        for shown in (page, again):
            listed = shown.locator(".part-in-force .statement")
            assert 0 < listed.count() < 12
            for item in listed.all():
                assert item.get_attribute("data-ref").startswith("ms-society-alemtuzumab#")
                assert "thyroid" in item.text_content().lower()
            assert shown.locator("mark").count() > 0

    def test_why_is_the_explanation_of_the_library(self, opened):
        page = opened("on=2020-01-15")
        answer = two_documents().as_of("2020-01-15", topic=TOPIC)
        for entry in (*answer.in_force[:3], *answer.undetermined[0].entries[:3]):
            page.evaluate(
                "for (const fold of document.querySelectorAll('details')) fold.open = true"
            )
            item = page.locator(f'.statement[data-ref="{entry.ref}"]:has(details.why)').first
            item.locator("details.why > p:not(.meta)").first.wait_for()
            shown = item.locator("details.why > p:not(.meta)").all_text_contents()
            assert " ".join(shown) == " ".join(reasons(entry, answer))


class TestLooks:
    """Narrow screens, dark mode, print, and people who do not see the page."""

    def test_narrow_screen_has_no_sideways_scrolling(self, opened):
        state = "on=2020-01-15&with=2016-09-06&known=2020-01-10"
        page = opened(state, viewport={"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        boxes = [case.bounding_box() for case in page.locator(".part-undetermined .case").all()]
        assert len({box["x"] for box in boxes}) == 1  # stacked

    def test_print_shows_what_was_folded_and_no_controls(self, opened):
        page = opened("on=2020-02-01&with=2016-09-06")
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("#controls").is_hidden()
        days = page.locator(".printed text").all_text_contents()
        assert days == ["1 February 2020", "with 6 September 2016"]
        assert page.locator("#q").is_hidden()
        assert page.locator("#answer details:not([open])").count() == 0
        assert page.locator("#headline").is_visible()
        assert page.locator("#scope").inner_text().endswith("From all records.")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator("#answer details:not([open])").count() > 0
        assert page.pdf().startswith(b"%PDF")

    @pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
    def test_the_answer_is_above_the_fold(self, opened, width, height):
        for state in ("", "on=2020-02-01&with=2019-12-31"):
            page = opened(state, viewport={"width": width, "height": height})
            for part in (".headline" if not state else "#comparison > h2", ".rows > li"):
                box = page.locator(part).first.bounding_box()
                assert box["y"] + min(box["height"], 60) <= height, (state, part, box)

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_axe_finds_nothing(self, opened, scheme):
        axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe-core")
        page = opened("on=2020-01-15&with=2016-09-06&known=2020-01-20&q=MS", color_scheme=scheme)
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        options = {"runOnly": {"type": "tag", "values": rules}}
        results = axe.Axe().run(page, options=options)
        assert results.violations_count == 0, results.generate_report()

    def test_focus_can_be_seen(self, opened):
        page = opened()
        page.keyboard.press("Tab")
        for _ in range(12):
            page.keyboard.press("Tab")
            outline = page.evaluate(OUTLINE)
            assert outline != "none", page.evaluate("document.activeElement.outerHTML")


BRIEF = """inside => {
  const root = document.querySelector(inside || '#answer');
  const lines = [root.querySelector(inside ? ':scope > h2' : '#headline'),
    ...root.querySelectorAll(inside ? ':scope > .brief p' : '#brief p')];
  return lines.map((line) => line.textContent);
}"""
OUTLINE = """() => {
  const focused = document.activeElement;
  return getComputedStyle(focused.querySelector('.flag') ?? focused).outlineStyle;
}"""
CHANGES = """() => {
  for (const more of document.querySelectorAll('#comparison .more')) more.click();
  return [...document.querySelectorAll('#comparison .change')]
    .map((item) => [item.dataset.ref, item.dataset.change]);
}"""
READ = """() => {
  for (const more of document.querySelectorAll('#lists .more')) more.click();
  const of = (root) => [...root.querySelectorAll(':scope > ul > .statement, .source .statement')]
    .map((item) => [item.dataset.ref, item.dataset.where ?? '']);
  const lists = Object.fromEntries([...document.querySelectorAll('.part')]
    .map((part) => [part.dataset.state, of(part)]));
  return {
    coverage: document.getElementById('coverage').textContent,
    lists,
    cases: [...document.querySelectorAll('.part-undetermined .case')].map((part) =>
      [...part.querySelectorAll('.statement')].map((item) => item.dataset.ref).sort()),
  };
}"""


@cache
def boundaries():
    corpus = two_documents()
    days = set()
    for step in corpus.timeline(topic=TOPIC):
        days |= {step.earliest, step.latest}
    for ref in corpus.provisions:
        days |= {span.first for span in corpus.history(ref)}
    return [*with_neighbours(days - {None}), BEFORE, AFTER, AFTER + timedelta(400)]


class TestEquality:
    """The page shows what the library answers."""

    @pytest.mark.parametrize("known_on", [None, date(2019, 12, 31), date(2019, 6, 15)])
    def test_on_every_boundary_day_and_the_days_beside_it(self, opened, known_on):
        page = opened()
        known = f"&known={known_on}" if known_on else ""
        for day in boundaries():
            go(page, f"on={day}{known}")
            shown = page.evaluate(READ)
            answer = two_documents().as_of(day, topic=TOPIC, known_on=known_on)
            lists = {"in-force": answer.in_force}
            for state in LISTS[1:-1]:
                lists[state] = getattr(answer, state)
            for state, entries in lists.items():
                expected = sorted([entry.ref, entry.where or ""] for entry in entries)
                assert sorted(shown["lists"].get(state, [])) == expected, (day, state)
            if page.locator("#brief .absent").count():
                # Some versions were published on a day that is not known: briefs hang on the day.
                assert known_on == date(2019, 6, 15)
                assert brief(page)[0] == visible(answer_headline(answer))
            else:
                assert brief(page) == brief_of(of_answer(answer))
            assert shown["coverage"] == visible(coverage_sentence(answer.coverage))
            assert shown["cases"] == [
                sorted(entry.ref for entry in case.in_force)
                for group in answer.undetermined
                for case in group.cases
            ]

    def test_of_two_days_on_many_pairs(self, opened):
        page = opened()
        for since, until in combinations(boundaries()[::5], 2):
            go(page, f"on={until}&with={since}")
            report = two_documents().changes(since, until, topic=TOPIC)
            changed = [(c.ref, c.id.value) for step in report.steps for c in step.changes]
            shown = page.evaluate(CHANGES)
            assert sorted(map(tuple, shown)) == sorted(changed), (since, until)
            if page.locator("#comparison > .brief").count():
                window = window_of(two_documents(), since, until, topic=TOPIC)
                window = replace(window, changes=replace(window.changes, learn=None))
                expected = brief_of(of_changes(two_documents(), window))
                assert brief(page, "#comparison") == expected, (since, until)
            else:
                assert not report.net, (since, until)
