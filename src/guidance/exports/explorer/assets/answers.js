// Looks answers up. Nothing is decided here: every state, group, headline, change and direction
// was worked out by the library, for each stretch of days and each stretch of knowledge.

import { FIRST_DAY, agesWords, exactWords } from "./days.js";
import { inReadingOrder } from "./elements.js";

// The place of the last number that is no greater than the one looked for.
export function placeOf(numbers, wanted) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function inRun(runs, known) {
  let found = runs[0];
  for (const run of runs) {
    if (run[0] > known) break;
    found = run;
  }
  return found[1];
}

export class Answers {
  constructor(data) {
    this.data = data;
    this.regimes = new Map(data.regimes.map((rules, place) => [rules.join("."), place]));
    this.order = new Map(data.shown.map((source, place) => [source, place]));
    // The order of the documents, the provisions of all sources counted through.
    this.places = new Map(data.refs.map(([ref, , place]) => [ref, place]));
    this.layers = new Map();
  }

  // What there is on each stretch of days, as known on a day; null for all records.
  layer(known) {
    const { data } = this;
    const places = data.families.map((family) =>
      known === null ? family.known.length : placeOf(family.known, known));
    const stretches = data.families.map((family, number) => data.days[inRun(family.extras, places[number])]);
    // A first day in brackets is so many days after the day of knowledge.
    const isMoving = stretches.some(([firsts]) => firsts.some(Array.isArray));
    const key = `${places.join(".")} ${isMoving ? known : ""}`;
    let found = this.layers.get(key);
    if (!found) {
      found = { key, rows: [], nets: [], stretches: [], marks: [], byRef: new Map() };
      data.families.forEach((family, number) => {
        const at = places[number];
        for (const [ref, where, runs] of family.rows) {
          const [firsts, entries] = data.spans[inRun(runs, at)];
          const row = { ref, where, firsts, entries };
          found.rows.push(row);
          if (!found.byRef.has(ref)) found.byRef.set(ref, []);
          found.byRef.get(ref).push(row);
        }
        for (const [ref, runs] of family.nets) {
          const [firsts, lists] = data.nets[inRun(runs, at)];
          found.nets.push({ ref, firsts, lists });
        }
        const [firsts, extras] = stretches[number];
        found.stretches.push({
          firsts: firsts.map((first) => (Array.isArray(first) ? known + first[0] : first)),
          moving: firsts.map((first) => Array.isArray(first)),
          extras,
        });
        found.marks.push(...data.lanes[inRun(family.lanes, at)]);
      });
      found.nets.sort((one, two) => this.places.get(one.ref) - this.places.get(two.ref));
      this.layers.set(key, found);
    }
    return found;
  }

  on(day, known) {
    const { data } = this;
    const layer = this.layer(known);
    const lists = data.states.map(() => []);
    for (const { firsts, entries } of layer.rows) {
      const id = entries[placeOf(firsts, day)];
      if (id >= 0) lists[data.entries[id][2]].push(id);
    }
    for (const list of lists) list.sort((one, two) => this.compared(one, two));
    const extras = this.extras(layer, day);
    const [headline, coverage, status] =
      data.sentences[data.heads[extras.map((extra) => extra.share).join(".")]];
    const groups = extras.flatMap((extra) => extra.groups);
    return {
      day,
      known,
      status,
      // Answers of the same content but for what depends on the very day.
      content: `${layer.key} ${lists} ${extras.map((extra) => extra.tensions)} ${groups.length ? day : ""}`,
      lists: Object.fromEntries(data.states.map((state, place) => [state, lists[place]])),
      groups: groups.map((id) => data.groups[id])
        .sort((one, two) => inReadingOrder(one.order, two.order)),
      tensions: extras.flatMap((extra) => extra.tensions),
      evidence: extras.flatMap((extra) => extra.evidence).map((id) => data.evidence[id])
        .sort((one, two) => this.order.get(one.source) - this.order.get(two.source)),
      headline: this.said(headline, day, known),
      coverage: this.said(coverage, day, known),
    };
  }

  extras(layer, day) {
    return layer.stretches.map(({ firsts, extras }) => this.data.extras[extras[placeOf(firsts, day)]]);
  }

  compared(one, two) {
    const [first, second] = [one, two].map((id) => this.data.entries[id]);
    const [[refA, sourceA, placeA], [refB, sourceB, placeB]] = [this.data.refs[first[0]], this.data.refs[second[0]]];
    if (sourceA !== sourceB) return this.order.get(sourceA) - this.order.get(sourceB);
    if (refA !== refB) return placeA - placeB;
    return (first[1] || "") < (second[1] || "") ? -1 : 1;
  }

  // The changes between two days, and which way each topic moved.
  between(first, last, known) {
    const layer = this.layer(known);
    const changes = [];
    for (const { firsts, lists } of layer.nets) {
      const from = placeOf(firsts, first);
      const to = placeOf(firsts, last);
      if (from === to) continue;
      const before = from * firsts.length - (from * (from + 1)) / 2;
      changes.push(...this.data.lists[lists[before + to - from - 1]]);
    }
    return {
      changes,
      ways: this.way(layer, first, last),
    };
  }

  // Null where nothing was proved beforehand; empty where there are no facts to prove with.
  way(layer, first, last) {
    const regime = (day) => this.regimes.get(
      this.extras(layer, day).map((extra) => extra.rules).filter((rules) => rules).join("."));
    const found = this.data.pairs[`${regime(first)}>${regime(last)}`];
    if (found) return found.map((id) => this.data.ways[id]);
    return this.data.hasFacts ? null : [];
  }

  // The entries of a provision on a day, one for each part of its territory.
  entriesOf(ref, day, known) {
    const rows = this.layer(known).byRef.get(ref) ?? [];
    return rows.map(({ firsts, entries }) => entries[placeOf(firsts, day)]).filter((id) => id >= 0);
  }

  // The days on which anything changes but the age of the evidence.
  changeDays(known) {
    const layer = this.layer(known);
    if (!layer.changeDays) {
      const days = new Set(layer.rows.flatMap(({ firsts }) => firsts));
      for (const { firsts, moving, extras } of layer.stretches) {
        let before = "";
        firsts.forEach((day, place) => {
          if (moving[place]) return;
          const { groups, tensions } = this.data.extras[extras[place]];
          const now = `${groups} ${tensions}`;
          if (now !== before) days.add(day);
          before = now;
        });
      }
      days.delete(FIRST_DAY);
      layer.changeDays = [...days].sort((one, two) => one - two);
    }
    return layer.changeDays;
  }

  // A sentence with its days put in.
  said(text, day, known = null) {
    if (typeof text === "string") return text;
    return text.map((part) => {
      if (part === 0) return exactWords(day);
      if (part === 1) return exactWords(known ?? day);
      if (Array.isArray(part)) return agesWords(part, day);
      if (typeof part === "object") return this.data.texts[part.text];
      return part;
    }).join("");
  }
}
