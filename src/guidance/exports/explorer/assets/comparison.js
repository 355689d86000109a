// What changed between two days: the brief, then change by change with the texts word by word.

import { exactWords, FIRST_DAY, LAST_DAY } from "./days.js";
import { capital, fold, limited, make, marked } from "./elements.js";

const MOST_CHANGES = 60;
const SIGNS = { stricter: "▲", looser: "▼", mixed: "◆", unclear: "?", same: "=" };
const FIELDS = ["id", "ref", "refs", "title", "sentence", "sides", "redline", "direction", "authority", "cite"];

export class Comparison {
  constructor(answers, briefs) {
    this.answers = answers;
    this.briefs = briefs;
    this.data = answers.data;
    this.items = new Map();
    this.read = new Map();
  }

  // A change by its place, with the strings that many share.
  at(id) {
    if (!this.read.has(id)) {
      const { strings } = this.data;
      const change = Object.fromEntries(FIELDS.map((name, place) => [name, this.data.changes[id][place]]));
      for (const name of ["ref", "title", "cite"]) change[name] = strings[change[name]];
      change.refs = change.refs.map((ref) => strings[ref]);
      this.read.set(id, change);
    }
    return this.read.get(id);
  }

  parts(first, last, known, filter) {
    const steps = this.answers.between(first, last, known);
    const shown = steps.filter(({ id }) => this.admits(this.at(id), first, last, known, filter));
    const left = steps.length - shown.length;
    const place = this.briefs.ofPair(first, last, known);
    const brief = place === undefined ? null : this.briefs.drawn(place, last, known, first);
    const count = steps.length === 1 ? "1 change" : `${steps.length} changes`;
    const list = shown.length ? this.list(shown, filter.words) : null;
    return [
      make("h2", {}, brief ? brief.headline : `From ${exactWords(first)} to ${exactWords(last)}`),
      ...(brief ? [make("div", { class: "brief" }, ...brief.rest)] : [
        make("p", {}, steps.length ? `${count} on record, told below one by one.` : "No change is on record."),
        make("p", { class: "absent" }, "What that comes to, matter by matter and which way, is not in ",
          "this page for these two days. This gives it: ", this.briefs.command("changes", [first, last], known)),
      ]),
      left ? make("p", { class: "meta" }, `${left} more changes left out by the filters.`) : null,
      list && (brief ? fold("changes", `Change by change (${shown.length})`, list) : list),
    ].filter((part) => part);
  }

  list(steps, words) {
    return limited("ul", { class: "changes" }, steps, (step) => this.item(step, words), MOST_CHANGES);
  }

  // Made once and used again; each change stands in one place only.
  item(step, words) {
    const key = `${step.id} ${step.low} ${step.high} ${step.isOpen} ${words}`;
    if (this.items.size > 3000) this.items.clear();
    if (!this.items.has(key)) this.items.set(key, this.change(this.at(step.id), step, words));
    return this.items.get(key);
  }

  admits(change, first, last, known, filter) {
    if (filter.isEmpty) return true;
    const refs = new Set([change.ref, ...change.refs]);
    return [...refs].some((ref) => [first, last].some((day) =>
      this.answers.entriesOf(ref, day, known).some((id) => filter.admits(id))));
  }

  told({ sentence, witnesses }) {
    return [make("p", { class: "verdict" }, sentence),
      ...witnesses.map((witness) => make("p", { class: "witness" }, witness))];
  }

  badge(verdict) {
    return make("span", { class: `badge badge-${verdict}` },
      make("span", { "aria-hidden": "true" }, `${SIGNS[verdict]} `), verdict);
  }

  change(change, step, words) {
    const { data } = this;
    const direction = change.direction < 0 ? null : data.directions[change.direction];
    const version = change.authority < 0 ? null : data.versions[change.authority];
    return make("li", { class: "change", "data-ref": change.ref, "data-change": change.id },
      make("p", { class: "title" }, make("strong", {}, ...marked(change.title, words)), " ",
        make("span", { class: "force" }, data.kinds[change.id]), " ",
        direction ? this.badge(direction.verdict) : null, " ",
        make("span", { class: "when" }, when(step))),
      this.texts(change),
      ...(direction ? this.told(direction) : []),
      fold(`sentence ${change.ref} ${change.id}`, "In one sentence",
        make("p", {}, this.answers.said(change.sentence, 0))),
      make("p", { class: "meta" }, change.cite ? `${change.cite} · ` : "",
        version ? `${version[1]} (${version[2]}) · ` : "",
        ...change.refs.flatMap((ref, place) => [place ? " → " : "", make("code", { class: "ref" }, ref)])));
  }

  texts(change) {
    const [before, after] = change.sides.map((id) => (id < 0 ? null : this.data.wordings[id]));
    if (!before && !after) return null;
    if (change.redline) {
      return make("p", { class: "redline", "aria-label": "Word by word" },
        ...redline(change.redline, before.text, after.text));
    }
    if (before && after && before.text === after.text) {
      return make("p", { class: "text" }, after.text,
        ...(before.says === after.says ? [] : [" (", make("del", {}, before.says), " ",
          make("ins", {}, after.says), ")"]));
    }
    return make("div", { class: "sides" }, side("Before", before, "del"), side("After", after, "ins"));
  }
}

function when({ low, high, isOpen }) {
  const mark = isOpen ? ": may fall outside these days" : "";
  if (low === high) return `${exactWords(low)}${mark}`;
  if (low <= FIRST_DAY) return high >= LAST_DAY ? `on a day that is not known${mark}` : `by ${exactWords(high)}${mark}`;
  if (high >= LAST_DAY) return `${exactWords(low)} or later${mark}`;
  return `one day from ${exactWords(low)} to ${exactWords(high)}${mark}`;
}

function side(name, wording, tag) {
  return make("div", { class: "side" }, make("p", { class: "side-name" }, name),
    wording
      ? make("div", {}, make(tag, {}, wording.text), make("p", { class: "meta" }, capital(wording.says)))
      : make("p", { class: "meta" }, "Nothing in force is recorded in its place."));
}

// Lengths of what was kept, deleted and inserted, and again.
function redline(lengths, before, after) {
  const parts = [];
  let old = 0;
  let now = 0;
  lengths.forEach((length, place) => {
    if (!length) return;
    if (place % 3 === 0) {
      parts.push(after.slice(now, now + length));
      old += length;
      now += length;
    } else if (place % 3 === 1) {
      parts.push(...edited("del", before.slice(old, old + length)));
      old += length;
    } else {
      parts.push(...edited("ins", after.slice(now, now + length)));
      now += length;
    }
  });
  return parts;
}

// White space stays outside the marks.
function edited(tag, text) {
  const bare = text.trim();
  const start = text.indexOf(bare);
  return [text.slice(0, start), make(tag, {}, bare), text.slice(start + bare.length)];
}
