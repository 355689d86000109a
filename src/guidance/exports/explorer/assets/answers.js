// Looks answers up. Nothing is decided here: every state, group, headline, change and direction
// was worked out by the library, for each stretch of days and each stretch of knowledge.

import { FIRST_DAY, LAST_DAY, agesWords, exactWords } from "./days.js";
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
  let last = runs[0];
  for (const run of runs) {
    if (run[0] > known) break;
    last = run;
  }
  return last[1];
}

export class Answers {
  constructor(data) {
    this.data = data;
    this.order = new Map(data.shown.map((source, place) => [source, place]));
    // The order of the documents, the provisions of all sources counted through.
    this.places = new Map(data.refs.map(([ref, , place]) => [ref, place]));
    this.layers = new Map();
    // The rows of all families in the order in which they are read, so that no day sorts them.
    this.rows = data.families.flatMap((family, number) => family.rows.map((row) => ({
      number, ref: row[0], where: row[1] || "", runs: row[2],
      source: this.order.get(data.sources.findIndex(([id]) => id === row[0].split("#")[0])),
    }))).sort((one, two) => one.source - two.source
      || this.places.get(one.ref) - this.places.get(two.ref) || (one.where < two.where ? -1 : Number(one.where > two.where)));
  }

  // Whether this page holds what was known on a day; null for all records.
  isHeld(known) {
    return known === null || (this.data.knownSince !== null && known >= this.data.knownSince);
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
    let layer = this.layers.get(key);
    if (!layer) {
      layer = { key, rows: [], steps: [], stretches: [], marks: [], byRef: new Map() };
      for (const { number, ref, where, runs } of this.rows) {
        const [firsts, entries] = data.spans[inRun(runs, places[number])];
        const row = { ref, where, firsts, entries };
        layer.rows.push(row);
        if (!layer.byRef.has(ref)) layer.byRef.set(ref, []);
        layer.byRef.get(ref).push(row);
      }
      data.families.forEach((family, number) => {
        const at = places[number];
        const [firsts, extras] = stretches[number];
        layer.stretches.push({
          firsts: firsts.map((first) => (Array.isArray(first) ? known + first[0] : first)),
          moving: firsts.map((first) => Array.isArray(first)),
          extras,
        });
        for (const mark of data.lanes[inRun(family.lanes, at)]) layer.marks.push(mark);
        for (const step of data.steps[inRun(family.steps, at)]) layer.steps.push(step);
      });
      layer.steps.sort((one, two) => one[0] - two[0] || one[1] - two[1]);
      this.layers.set(key, layer);
    }
    return layer;
  }

  on(day, known) {
    const { data } = this;
    const layer = this.layer(known);
    const lists = data.states.map(() => []);
    for (const { firsts, entries } of layer.rows) {
      const id = entries[placeOf(firsts, day)];
      if (id >= 0) lists[data.entries[id][2]].push(id);
    }
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

  // The changes after one day and up to another, each with whether it may fall outside these days.
  between(first, last, known) {
    return this.layer(known).steps
      .filter(([low, high]) => low <= last && high > first)
      .map(([low, high, id]) => ({ low, high, id, isOpen: !(low > first && high <= last) }));
  }

  // The entries of a provision on a day, one for each part of its territory.
  entriesOf(ref, day, known) {
    const rows = this.layer(known).byRef.get(ref) ?? [];
    return rows.map(({ firsts, entries }) => entries[placeOf(firsts, day)]).filter((id) => id >= 0);
  }

  // The days on which anything changes but the age of the evidence: those of the changes, and
  // those on which something is settled.
  changeDays(known) {
    const layer = this.layer(known);
    if (!layer.changeDays) {
      const days = new Set(layer.steps.flatMap(([low, high]) => [low, high]));
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
      days.delete(LAST_DAY);
      layer.changeDays = [...days].sort((one, two) => one - two);
    }
    return layer.changeDays;
  }

  // A sentence with its days put in.
  said(text, day, known = null, since = null) {
    if (typeof text === "string") return text;
    return text.map((part) => {
      if (part === 0) return exactWords(day);
      if (part === 1) return exactWords(known ?? day);
      if (part === 2) return exactWords(since);
      if (Array.isArray(part)) return agesWords(part, day);
      if (typeof part === "object") return this.data.texts[part.text];
      return part;
    }).join("");
  }
}
