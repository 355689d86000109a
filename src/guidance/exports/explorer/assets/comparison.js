// What differs between two days, with the texts word by word, and which way it goes.

import { exactWords } from "./days.js";
import { capital, fold, make, marked } from "./elements.js";

const RANKS = ["stricter", "looser", "mixed", "unclear", "same"];
const SIGNS = { stricter: "▲", looser: "▼", mixed: "◆", unclear: "?", same: "=" };

export class Comparison {
  constructor(answers) {
    this.answers = answers;
    this.data = answers.data;
    this.items = new Map();
  }

  parts(first, last, known, filter) {
    const { changes, ways } = this.answers.between(first, last, known);
    const shown = changes.filter((id) => this.admits(this.data.changes[id], first, last, known, filter));
    const left = changes.length - shown.length;
    const between = `From ${exactWords(first)} to ${exactWords(last)}`;
    const count = `${changes.length} ${changes.length === 1 ? "difference" : "differences"}`;
    return [
      make("h2", {}, `${between}: ${changes.length ? count : "nothing differs"}`),
      make("p", { class: "meta" }, "The net result: what differs between the two days, whatever ",
        "happened between them.", left ? ` ${left} more left out by the filters.` : ""),
      ...this.ways(ways, first),
      ...this.list(shown, filter),
    ];
  }

  // Rules first, the stricter and looser ones before the others; plain information folded.
  list(ids, filter) {
    const isFact = (id) => this.data.changes[id].sides.every((side) =>
      side === null || this.data.wordings[side].force === "information");
    const rank = (id) => {
      const { direction } = this.data.changes[id];
      return direction === null ? RANKS.length : RANKS.indexOf(this.data.directions[direction].verdict);
    };
    const rules = ids.filter((id) => !isFact(id)).sort((one, two) => rank(one) - rank(two));
    const facts = ids.filter(isFact);
    const drawn = (own) => make("ul", { class: "changes" },
      ...own.map((id) => this.item(id, filter.words)));
    return [
      rules.length ? drawn(rules) : null,
      facts.length ? fold("changes facts", `For information (${facts.length})`, drawn(facts),
        { class: "facts" }, Boolean(filter.words)) : null,
    ].filter((part) => part);
  }

  // Made once and used again; each change stands in one place only.
  item(id, words) {
    const key = `${id} ${words}`;
    if (this.items.size > 3000) this.items.clear();
    if (!this.items.has(key)) this.items.set(key, this.change(this.data.changes[id], words));
    return this.items.get(key);
  }

  admits(change, first, last, known, filter) {
    if (filter.isEmpty) return true;
    const refs = new Set([change.ref, ...change.refs]);
    return [...refs].some((ref) => [first, last].some((day) =>
      this.answers.entriesOf(ref, day, known).some((id) => filter.admits(id))));
  }

  ways(ways, first) {
    if (ways === null) {
      return [make("p", { class: "way" }, "Which way it went as a whole is not worked out in this ",
        "page for these two days; ask ", make("code", {}, "guidance direction"), ".")];
    }
    return ways.map((way) => {
      if (way.fault) return make("p", { class: "way" }, `${way.topic}: ${way.fault}`);
      const overall = this.data.verdicts[way.overall];
      return make("section", { class: "way", "data-verdict": overall.verdict },
        make("h3", {}, `${way.topic} as a whole: `, this.badge(overall.verdict)),
        ...this.told(overall, first),
        way.depends ? make("p", {}, way.depends) : null,
        way.populations.length ? this.populations(way.populations, first) : null);
    });
  }

  populations(populations, first) {
    const items = populations.map(([words, id]) => {
      const verdict = this.data.verdicts[id];
      const name = make("span", {}, words, " — ", this.badge(verdict.verdict));
      return make("li", {}, fold(`population ${words}`, name, make("div", {}, ...this.told(verdict, first))));
    });
    return make("div", {}, make("h4", {}, "For each population that is spoken of"),
      make("ul", { class: "populations" }, ...items));
  }

  told({ sentence, witnesses }, first) {
    return [make("p", { class: "verdict" }, this.answers.said(sentence, first)),
      ...witnesses.map((witness) => make("p", { class: "witness" }, witness))];
  }

  badge(verdict) {
    return make("span", { class: `badge badge-${verdict}` },
      make("span", { "aria-hidden": "true" }, `${SIGNS[verdict]} `), verdict);
  }

  change(change, words) {
    const { data } = this;
    const direction = change.direction === null ? null : data.directions[change.direction];
    const version = change.authority === null ? null : data.versions[change.authority];
    return make("li", { class: "change", "data-ref": change.ref, "data-change": change.id },
      make("p", { class: "title" }, make("strong", {}, ...marked(change.title, words)), " ",
        make("span", { class: "force" }, change.kind), " ",
        direction ? this.badge(direction.verdict) : null),
      this.texts(change),
      ...(direction ? this.told(direction, 0) : []),
      fold(`sentence ${change.ref} ${change.id}`, "In one sentence",
        make("p", {}, this.answers.said(change.sentence, 0))),
      make("p", { class: "meta" }, change.cite ? `${change.cite} · ` : "",
        version ? `${version[1]} (${version[2]}) · ` : "",
        ...change.refs.flatMap((ref, place) => [place ? " → " : "", make("code", { class: "ref" }, ref)])));
  }

  texts(change) {
    const [before, after] = change.sides.map((id) => (id === null ? null : this.data.wordings[id]));
    if (change.redline.length) {
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

function side(name, wording, tag) {
  return make("div", { class: "side" }, make("p", { class: "side-name" }, name),
    wording
      ? make("div", {}, make(tag, {}, wording.text), make("p", { class: "meta" }, capital(wording.says)))
      : make("p", { class: "meta" }, "Nothing in force is recorded in its place."));
}

// Lengths of what was kept, deleted and inserted, and again.
function redline(lengths, before, after) {
  const found = [];
  let old = 0;
  let now = 0;
  lengths.forEach((length, place) => {
    if (!length) return;
    if (place % 3 === 0) {
      found.push(after.slice(now, now + length));
      old += length;
      now += length;
    } else if (place % 3 === 1) {
      found.push(...edited("del", before.slice(old, old + length)));
      old += length;
    } else {
      found.push(...edited("ins", after.slice(now, now + length)));
      now += length;
    }
  });
  return found;
}

// White space stays outside the marks.
function edited(tag, text) {
  const bare = text.trim();
  const start = text.indexOf(bare);
  return [text.slice(0, start), make(tag, {}, bare), text.slice(start + bare.length)];
}
