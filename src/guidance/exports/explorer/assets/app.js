// The page: its state is in the address, and everything shown follows from it.

import { Answers, placeOf } from "./answers.js";
import { Briefs } from "./briefs.js";
import { Comparison } from "./comparison.js";
import { exactWords, readDay, today, within, written } from "./days.js";
import { byId, make, plain } from "./elements.js";
import { Statements } from "./statements.js";
import { Timeline, laneTable, legend } from "./timeline.js";

// What is large was packed.
async function unpacked(element) {
  if (element.type === "application/json") return JSON.parse(element.textContent);
  const bytes = Uint8Array.from(atob(element.textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

const data = await unpacked(byId("data"));
byId("data").remove();
const answers = new Answers(data);
const statements = new Statements(answers);
const briefs = new Briefs(answers);
const comparison = new Comparison(answers, briefs);
const FILTERS = ["source", "kind", "force", "place", "population"];

const state = { on: today(), with: null, known: null, q: "" };
for (const name of FILTERS) state[name] = "";

const timeline = new Timeline(byId("track"), [
  { name: "on", label: "Day asked about" },
  { name: "with", label: "Day to compare with" },
  { name: "known", label: "Only what was published by" },
], (name, day) => change({ [name]: day }));
byId("handle-with").dataset.word = "with ";
byId("handle-known").dataset.word = "known ";

// -- the state and the address -------------------------------------------------------------------

function read() {
  const asked = new URLSearchParams(location.hash.slice(1));
  state.with = readDay(asked.get("with"));
  state.known = readDay(asked.get("known"));
  state.on = readDay(asked.get("on")) ?? newestChange();
  state.q = asked.get("q") ?? "";
  for (const name of FILTERS) {
    const wanted = asked.get(name) ?? "";
    state[name] = [...byId(name).options].some(({ value }) => value === wanted) ? wanted : "";
  }
}

// Without a day in the address: the newest day on which anything changed.
function newestChange() {
  return answers.changeDays(state.known).filter((day) => day <= today()).at(-1) ?? today();
}

function address() {
  const asked = new URLSearchParams({ on: written(state.on) });
  for (const name of ["with", "known"]) if (state[name] !== null) asked.set(name, written(state[name]));
  for (const name of ["q", ...FILTERS]) if (state[name]) asked.set(name, state[name]);
  return `#${asked}`;
}

let isWaiting = false;

function change(changes) {
  Object.assign(state, changes);
  if (isWaiting) return;
  isWaiting = true;
  requestAnimationFrame(() => {
    isWaiting = false;
    show();
    remember();
  });
}

// Browsers refuse to note an address too often; the last one is what matters.
let noting = 0;
function remember() {
  clearTimeout(noting);
  noting = setTimeout(() => history.replaceState(null, "", address()), 120);
}

// -- filters -------------------------------------------------------------------------------------

function filter() {
  const words = state.q.trim().toLowerCase();
  const place = state.place ? data.places.indexOf(state.place) : -1;
  const isEmpty = !words && FILTERS.every((name) => !state[name]);
  return {
    key: [words, ...FILTERS.map((name) => state[name])].join("\n"),
    words,
    isEmpty,
    admits(id) {
      if (isEmpty) return true;
      const [ref, , , wording, , , places] = data.entries[id];
      const said = data.wordings[wording];
      const [name, source] = data.refs[ref];
      return (!state.source || data.sources[source][0] === state.source)
        && (!state.kind || said.kind === state.kind)
        && (!state.force || said.force === state.force)
        && (!state.population || said.population === state.population)
        && (place < 0 || places.includes(place))
        && (!words || [said.title, said.text, said.cite, said.population ?? "", name]
          .some((text) => text.toLowerCase().includes(words)));
    },
  };
}

function fill(name, options) {
  const select = byId(name);
  select.replaceChildren(make("option", { value: "" }, "All"),
    ...options.map(([value, words]) => make("option", { value }, words)));
  select.closest("label").hidden = !options.length;
}

function fillFilters() {
  const values = (key) => [...new Set(data.wordings.map((said) => said[key]))].filter(Boolean).sort();
  fill("source", data.shown.map((place) => [data.sources[place][0], data.sources[place][1]]));
  fill("kind", values("kind").map((kind) => [kind, plain(kind)]));
  fill("force", values("force").map((force) => [force, data.forces[force]]));
  fill("place", data.places.map((place) => [place, place]));
  fill("population", values("population").map((words) => [words, words]));
}

// -- showing -------------------------------------------------------------------------------------

const MOST_LANES = 4;

let drawnLanes = { key: null, lanes: [] };

// A lane for each source; where these would fill the screen, one for all.
function lanes() {
  const { key: known, marks } = answers.layer(held());
  const most = timeline.width < 560 ? 1 : MOST_LANES;
  const key = `${known} ${most}`;
  if (drawnLanes.key !== key) drawnLanes = { key, lanes: lanesOf(marks, most) };
  return drawnLanes.lanes;
}

function lanesOf(marks, most) {
  const own = new Map(data.shown.map((source) => [source, []]));
  for (const id of marks) own.get(data.marks[id].source)?.push(data.marks[id]);
  const all = data.shown.map((source) => ({
    title: data.sources[source][1],
    marks: own.get(source).sort((one, two) => (one.first ?? -1e9) - (two.first ?? -1e9)),
  }));
  if (all.length <= most) return all;
  return [{
    title: `${all.length} sources`,
    marks: all.flatMap(({ title, marks: its }) => its.map((mark) => ({ ...mark, lane: title }))),
  }];
}

// What was known on a day that this page does not hold is not shown as known on another.
function held() {
  return answers.isHeld(state.known) ? state.known : null;
}

function text(id, words) {
  if (byId(id).textContent !== words) byId(id).textContent = words;
}

function field(id, day) {
  const value = day === null ? "" : written(day);
  if (byId(id).value !== value) byId(id).value = value;
}

let shownContent = "";

function show() {
  timeline.follow(state.on);
  paint();
  field("on", state.on);
  field("with", state.with);
  field("known", state.known);
  byId("with-on").checked = state.with !== null;
  byId("known-all").checked = state.known === null;
  for (const name of ["with", "known"]) byId(name).closest("label").hidden = state[name] === null;
  byId("q").value = state.q;
  for (const name of FILTERS) byId(name).value = state[name];
  const isHeld = answers.isHeld(state.known);
  for (const id of ["comparison", "coverage", "lists", "evidence", "filters"]) byId(id).hidden = !isHeld;
  if (isHeld) showAnswer(); else showNothing();
  const days = isHeld ? answers.changeDays(state.known) : [];
  byId("earlier-change").disabled = !days.length || state.on <= days[0];
  byId("later-change").disabled = !days.length || state.on >= days.at(-1);
}

function showAnswer() {
  const asked = filter();
  const answer = answers.on(state.on, state.known);
  showBrief(answer);
  text("coverage", answer.coverage);
  byId("coverage").className = `coverage coverage-${answer.status}`;
  const content = `${answer.content} ${asked.key}`;
  if (content !== shownContent) byId("lists").replaceChildren(...statements.parts(answer, asked));
  shownContent = content;
  statements.answer = answer;
  statements.refresh(byId("lists"));
  byId("evidence").replaceChildren(statements.evidence(answer));
  const box = byId("comparison");
  box.hidden = state.with === null;
  if (state.with !== null) {
    const [first, last] = [state.on, state.with].sort((one, two) => one - two);
    box.replaceChildren(...comparison.parts(first, last, state.known, asked));
  }
  count(answer, asked);
}

// The brief that the library drew for this day; else its first line, and what gives the brief.
function showBrief(answer) {
  const place = briefs.ofDay(state.on, state.known);
  text("scope", scope());
  if (place === undefined) {
    text("headline", answer.headline);
    byId("brief").replaceChildren(make("p", { class: "absent" },
      "What applied matter by matter is not in this page for this day; every statement is, below. ",
      "This gives it: ", briefs.command("as-of", [state.on], state.known)));
    return;
  }
  const { headline, rest } = briefs.drawn(place, state.on, state.known);
  text("headline", headline);
  byId("brief").replaceChildren(...rest);
}

function showNothing() {
  text("scope", "");
  text("headline", `What was known on ${exactWords(state.known)} is not in this page.`);
  byId("brief").replaceChildren(make("p", { class: "absent" },
    data.knownSince === null ? "It holds what all records say. "
      : `It holds what was known since ${exactWords(data.knownSince)}, and what all records say. `,
    "This gives the answer: ",
    briefs.command("as-of", [state.on], state.known)));
}

let tabled = null;

function paint() {
  const own = lanes();
  const { key } = answers.layer(held());
  timeline.paint(own, { on: state.on, with: state.with, known: state.known }, key);
  if (tabled !== key) byId("lane-table").replaceChildren(laneTable(own));
  tabled = key;
}

function scope() {
  const topic = data.topic ? `Topic ${data.topic}. ` : "";
  return topic + (state.known === null
    ? "From all records."
    : `As could be known on ${exactWords(state.known)}.`);
}

function count(answer, asked) {
  const all = Object.values(answer.lists).flat();
  const shown = all.filter((id) => asked.admits(id)).length;
  text("shown", asked.isEmpty
    ? `${all.length} statements recorded`
    : `${shown} of ${all.length} statements match. The headline and the evidence are those of all.`);
}

// -- what people do ------------------------------------------------------------------------------

function typed(id, name) {
  byId(id).addEventListener("change", () => {
    const day = readDay(byId(id).value);
    if (day !== null) change({ [name]: day });
    else if (name === "on") field(id, state.on);
    else change({ [name]: null });
  });
}

function extent() {
  const days = lanes().flatMap(({ marks }) => marks)
    .flatMap(({ first, last }) => [first, last]).filter((day) => day !== null);
  days.push(...answers.changeDays(null));
  if (!days.length) days.push(today());
  // Today belongs into the picture unless the records are long past.
  const [low, high] = [least(days), -least(days.map((day) => -day))];
  return [low, Math.abs(today() - high) < Math.max(800, high - low) ? Math.max(high, today()) : high];
}

// Of any number of numbers: a call takes only so many.
function least(numbers) {
  return numbers.reduce((one, two) => Math.min(one, two));
}

function showAll() {
  const [low, high] = extent();
  const asked = [state.on, state.with, state.known].filter((day) => day !== null
    && day > low - 2 * (high - low) - 400 && day < high + 2 * (high - low) + 400);
  const all = [low, high, ...asked];
  const room = Math.max(30, (Math.max(...all) - Math.min(...all)) * 0.04);
  timeline.show(Math.min(...all) - room, Math.max(...all) + room);
}

function stepTo(direction) {
  const days = answers.changeDays(state.known);
  const at = placeOf(days, direction < 0 ? state.on - 1 : state.on) + (direction < 0 ? 0 : 1);
  if (days[at] !== undefined) change({ on: days[at] });
}

function listen() {
  typed("on", "on");
  typed("with", "with");
  typed("known", "known");
  byId("controls").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("earlier-change").addEventListener("click", () => stepTo(-1));
  byId("later-change").addEventListener("click", () => stepTo(1));
  byId("with-on").addEventListener("change", ({ target }) => {
    const days = answers.changeDays(state.known);
    const before = days[placeOf(days, state.on)] ?? state.on;
    change({ with: target.checked ? within(before - 1) : null });
  });
  byId("known-all").addEventListener("change", ({ target }) =>
    change({ known: target.checked ? null : state.on }));
  byId("q").addEventListener("input", ({ target }) => change({ q: target.value }));
  for (const name of FILTERS) {
    byId(name).addEventListener("change", ({ target }) => change({ [name]: target.value }));
  }
  byId("clear").addEventListener("click", () =>
    change(Object.fromEntries(["q", ...FILTERS].map((name) => [name, ""]))));
  byId("zoom-in").addEventListener("click", () => { timeline.zoom(0.5, state.on); paint(); });
  byId("zoom-out").addEventListener("click", () => { timeline.zoom(2, state.on); paint(); });
  byId("zoom-all").addEventListener("click", () => { showAll(); paint(); });
  addEventListener("hashchange", () => {
    if (!location.hash.includes("=")) return; // a link within the page
    read();
    show();
  });
  addEventListener("resize", paint);
  // A print shows everything; what was folded is folded again after it.
  let opened = [];
  addEventListener("beforeprint", () => {
    for (const more of document.querySelectorAll("#answer .more")) more.click();
    opened = [...document.querySelectorAll("#answer details:not([open])")];
    for (const fold of opened) fold.open = true;
  });
  addEventListener("afterprint", () => { for (const fold of opened) fold.open = false; });
}

[timeline.first, timeline.last] = extent();
fillFilters();
byId("legend").replaceChildren(...legend());
read();
showAll();
listen();
show();
