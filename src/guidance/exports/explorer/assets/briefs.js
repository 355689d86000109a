// The briefs of a day and of two days, drawn by the library beforehand; their slots are filled here.

import { written } from "./days.js";
import { make } from "./elements.js";

const TAGS = { strong: "strong", reference: "code", deleted: "del", inserted: "ins" };

export class Briefs {
  constructor(answers) {
    this.answers = answers;
    this.data = answers.data;
  }

  // The place of the brief of a day; undefined where this page does not hold it.
  ofDay(day, known) {
    return this.data.dayBriefs.find(([all, since, until, first, last]) =>
      (known === null ? all : !all && since <= known && known <= until)
      && first <= day && day <= last)?.at(-1);
  }

  ofPair(since, until, known) {
    if (known !== null) return undefined;
    return this.data.pairBriefs.find(([first, last, low, high]) =>
      first <= since && since <= last && low <= until && until <= high)?.at(-1);
  }

  // Its first line, and everything else as elements.
  drawn(place, day, known, since = null) {
    const blocks = this.data.briefs[place].map(([kind, lines]) =>
      [kind, lines.map((line) => this.data.lines[line])]);
    const said = (text) => this.answers.said(text, day, known, since);
    const words = (runs) => runs.map((run) => {
      if (typeof run === "string") return run;
      const [role, text] = run;
      if (role === "") return said(text);
      if (role === "break") return make("br");
      return make(TAGS[role] ?? "span", { class: role }, said(text));
    });
    const headline = blocks.filter(([kind]) => kind === "headline")
      .flatMap(([, lines]) => lines.flatMap(words))
      .map((part) => (typeof part === "string" ? part : part.textContent)).join("");
    const rest = [];
    for (const [kind, lines] of blocks) {
      if (kind === "headline") continue;
      if (kind === "row") {
        if (rest.at(-1)?.className !== "rows") rest.push(make("ul", { class: "rows" }));
        const [head, ...below] = lines;
        rest.at(-1).append(make("li", {}, make("p", { class: "row-head" }, ...words(head)),
          ...below.map((line) => make("p", {}, ...words(line)))));
      } else if (kind === "heading" || kind === "subheading") {
        rest.push(make("h3", {}, ...lines.flatMap(words)));
      } else {
        rest.push(...lines.map((line) => make("p", { class: kind }, ...words(line))));
      }
    }
    return { headline, rest };
  }

  // Where a brief is not at hand, what gives it.
  command(name, days, known) {
    const topic = this.data.topic ? ` ${this.data.topic}` : "";
    const asked = known === null ? "" : ` --known-on ${written(known)}`;
    return make("code", { class: "command" }, `guidance ${name} ${days.map(written).join(" ")}${topic}${asked}`);
  }
}
