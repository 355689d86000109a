// What applied on a day: each statement with where it stands and why it is in its state.

import { capital, fold, limited, make, marked, plain } from "./elements.js";

// So many statements are drawn at once; the others when somebody asks for them.
const MOST_STATEMENTS = 60;

const TITLES = {
  suspended: "Paused",
  displaced: "Set aside for the time being",
  upcoming: "Not yet",
  ended: "No longer",
};

export class Statements {
  constructor(answers) {
    this.answers = answers;
    this.data = answers.data;
    this.items = new Map();
    this.placed = new Set();
  }

  // Everything that is shown of an answer, without what the filters leave out.
  parts(answer, filter) {
    this.answer = answer;
    this.placed.clear();
    this.words = filter.words;
    this.left = MOST_STATEMENTS;
    const kept = (ids) => ids.filter((id) => filter.admits(id));
    const { lists } = answer;
    const parts = answer.groups.map((group) => this.group(group, filter)).filter((part) => part);
    const certain = kept(lists["in-force"]);
    if (certain.length) parts.push(this.certain(certain));
    for (const [state, title] of Object.entries(TITLES)) {
      const ids = kept(lists[state]);
      if (ids.length) parts.push(this.section(state, `${title} (${ids.length})`, this.list(ids)));
    }
    const tensions = answer.tensions.filter((pair) => pair.some((id) => filter.admits(id)));
    if (tensions.length) parts.push(this.tensions(tensions));
    return parts;
  }

  section(state, title, ...children) {
    return make("section", { class: `part part-${state}`, "data-state": state },
      make("h3", {}, title), ...children);
  }

  list(ids, isInCase = false) {
    const most = Math.min(ids.length, this.left);
    this.left -= most;
    return limited("ul", { class: "statements" }, ids, (id) => this.item(id, isInCase), most);
  }

  // -- the parts ------------------------------------------------------------------------------

  group(group, filter) {
    const nameOf = (id) => {
      const [ref, where] = this.data.entries[id];
      return `${this.data.refs[ref][0]} ${where}`;
    };
    const concerned = new Set(group.all.map(([ref, where]) => `${ref} ${where}`));
    const shown = this.answer.lists.undetermined.filter((id) =>
      concerned.has(nameOf(id)) && filter.admits(id));
    if (!shown.length) return null;
    const names = new Set(shown.map(nameOf));
    const count = { 2: "two" }[group.cases.length] ?? group.cases.length;
    const { day, known } = this.answer;
    const cases = group.cases.map(([words, ids]) => {
      const own = ids.filter((id) => names.has(nameOf(id)));
      return make("section", { class: "case" },
        make("h4", {}, this.answers.said(words, day, known)),
        own.length ? this.byForce(own, true) : make("p", {}, "None of these applied."));
    });
    this.why = new Map(group.all.map(([ref, where, why]) => [`${ref} ${where}`, why]));
    return this.section("undetermined", `Cannot be settled (${shown.length})`,
      make("p", {}, `${group.depends} Exactly one of these ${count} holds.`),
      make("div", { class: "cases" }, ...cases),
      fold(`group ${group.order}`, "Each of these statements, and why it cannot be settled",
        this.list(shown)));
  }

  certain(ids) {
    const sources = [...grouped(ids, (id) => this.sourceOf(id))];
    const draw = ([source, own]) => make("section", { class: "source" },
      make("h4", {}, `${this.data.sources[source][1]} (${own.length})`),
      this.byForce(own, false));
    // Sources are drawn until there is enough to read.
    const drawn = [];
    while (drawn.length < sources.length && this.left > 0) drawn.push(draw(sources[drawn.length]));
    const rest = sources.slice(drawn.length);
    return this.section("in-force", `Applied for certain (${ids.length})`, ...drawn,
      rest.length ? limited("div", {}, rest, draw, 0, "more sources") : null);
  }

  // Rules by kind; what is only information after them, folded so that it drowns nothing.
  byForce(ids, isInCase) {
    const wording = (id) => this.data.wordings[this.data.entries[id][3]];
    const rules = ids.filter((id) => wording(id).force !== "information");
    const facts = ids.filter((id) => wording(id).force === "information");
    const kinds = [...grouped(rules, (id) => wording(id).kind)]
      .sort(([one], [two]) => (one < two ? -1 : 1));
    const box = make("div", {}, ...kinds.flatMap(([kind, own]) => [
      isInCase ? null : make("h5", {}, capital(plain(kind))),
      this.list(own, isInCase),
    ].filter((part) => part)));
    if (facts.length) {
      box.append(fold(`${isInCase ? "case" : "source"} ${this.sourceOf(facts[0])}`,
        `For information (${facts.length})`, this.list(facts, isInCase), { class: "facts" },
        Boolean(this.words)));
    }
    return box;
  }

  tensions(pairs) {
    const items = pairs.map((pair) => make("li", {}, make("ul", { class: "statements pair" },
      ...pair.map((id) => this.item(id, true)))));
    return this.section("tension", `May contradict each other: for a person to judge (${pairs.length})`,
      make("ul", { class: "pairs" }, ...items));
  }

  evidence(answer) {
    const items = () => answer.evidence.map(({ source, status, sentence }) => make("li", {},
      make("span", { class: `status status-${status}` }, plain(status)),
      ` ${this.data.sources[source][1]} (`, make("code", {}, this.data.sources[source][0]), ") ",
      make("span", { class: "sentence" }, this.answers.said(sentence, answer.day))));
    const none = answer.lists["no-evidence"].length;
    const count = `${none} statement${none === 1 ? "" : "s"}`;
    const list = make("ul", { class: "evidence" });
    const folded = fold("evidence", `Source by source (${answer.evidence.length})`, list);
    const fill = () => { if (folded.open) list.replaceChildren(...items()); };
    folded.addEventListener("toggle", fill);
    fill();
    return this.section("evidence", "How good the evidence is", folded,
      none ? make("p", {}, `No evidence yet of ${count}: recorded for later days only.`) : null);
  }

  // -- one statement --------------------------------------------------------------------------

  sourceOf(id) {
    return this.data.refs[this.data.entries[id][0]][1];
  }

  // Made once and used again when the same entry is shown anew; a search marks new ones.
  item(id, isInCase) {
    const key = `${id} ${isInCase} ${this.words}`;
    // What is undetermined has its reasons from the day; and nothing stands in two places.
    const isOwn = this.data.states[this.data.entries[id][2]] === "undetermined" || this.placed.has(key);
    if (isOwn) return this.made(id, isInCase);
    this.placed.add(key);
    if (this.items.size > 5000) this.items.clear();
    if (!this.items.has(key)) this.items.set(key, this.made(id, isInCase));
    return this.items.get(key);
  }

  made(id, isInCase) {
    const [ref, where, state, wording, version, marks, , own] = this.data.entries[id];
    const { title, text, says, population, cite } = this.data.wordings[wording];
    const [versionRef, document, standing, address] = this.data.versions[version];
    const name = this.data.refs[ref][0];
    const reasons = own.length || isInCase ? own : this.why.get(`${name} ${where}`) ?? [];
    const words = (text) => marked(text, this.words);
    const meta = [cite, ...(isInCase ? [] : marks)].join("; ");
    const item = make("li", { class: "statement", "data-ref": name, "data-where": where || false,
      "data-state": this.data.states[state] },
      make("p", { class: "title" }, make("strong", {}, ...words(title)),
        where ? ` ${where}` : "", " ", make("span", { class: "force" }, says),
        population ? make("span", { class: "population" }, ...words(population)) : null),
      make("p", { class: "text" }, ...words(text)),
      make("p", { class: "meta" }, make("span", { class: "cite" }, ...words(meta)), " · ",
        document, ` (${standing})`, " · ", make("code", { class: "ref" }, ...words(name))));
    if (reasons.length) {
      const why = make("details", { class: "why" }, make("summary", {}, "Why"));
      why.addEventListener("toggle", () => {
        if (why.open) this.explain(why, reasons, versionRef, address);
      });
      item.append(why);
    }
    return item;
  }

  explain(why, reasons, versionRef, address) {
    const { day, known } = this.answer;
    const sentences = reasons.map((id) =>
      make("p", {}, this.answers.said(this.data.texts[id], day, known)));
    const source = make("p", { class: "meta" }, "Version ", make("code", {}, versionRef),
      /^https?:/.test(address) ? make("span", {}, " · ",
        make("a", { href: address, rel: "noopener noreferrer" }, address)) : null);
    why.replaceChildren(why.firstElementChild, ...sentences, source);
  }

  // The day has moved: what is open must speak of the new one.
  refresh(root) {
    for (const why of root.querySelectorAll("details.why[open]")) {
      why.dispatchEvent(new Event("toggle"));
    }
  }
}

export function grouped(values, keyOf) {
  const groups = new Map();
  for (const value of values) {
    const key = keyOf(value);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(value);
  }
  return groups;
}
