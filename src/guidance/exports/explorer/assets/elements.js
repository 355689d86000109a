// Elements are made of text alone: nothing from the records is ever read as markup.

export function make(tag, looks = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(looks)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export function draw(tag, looks = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(looks)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export const plain = (word) => word.replaceAll("-", " ");
export const capital = (words) => words.slice(0, 1).toUpperCase() + words.slice(1);
// The order in which people read: 1, 2, 10. The same as in the library (records/natural.py).
export function inReadingOrder(one, two) {
  const [first, second] = [one, two].map((text) => text.split(/([0-9]+)/));
  for (let n = 0; n < Math.min(first.length, second.length); n++) {
    // Every second piece is a number; of any length, so the longer one is the greater.
    const [a, b] = n % 2 ? [first[n], second[n]].map((digits) => digits.replace(/^0+/, "")) : [first[n], second[n]];
    if (n % 2 && a.length !== b.length) return a.length - b.length;
    if (a !== b) return a < b ? -1 : 1;
  }
  return first.length - second.length || (one < two ? -1 : Number(one > two));
}

export const byId = (id) => document.getElementById(id);

// A part that is folded until somebody opens it, and stays as they left it when it is drawn anew.
const opened = new Map();
export function fold(key, summary, inside, looks = {}, isOpen = false) {
  const element = make("details", { ...looks, open: isOpen || opened.get(key) === true },
    make("summary", {}, summary), inside);
  element.addEventListener("toggle", () => opened.set(key, element.open));
  return element;
}

// Text with the words searched for marked.
export function marked(text, words) {
  if (!words) return [text];
  const found = [];
  const lower = text.toLowerCase();
  let at = 0;
  // A letter whose small form is longer would shift every place after it.
  while (lower.length === text.length) {
    const next = lower.indexOf(words, at);
    if (next < 0) break;
    found.push(text.slice(at, next), make("mark", {}, text.slice(next, next + words.length)));
    at = next + words.length;
  }
  return [...found, text.slice(at)];
}

// A long list shows its first items; the others are made when somebody asks for them.
export function limited(tag, looks, values, draw, most, name = "more") {
  const list = make(tag, looks, ...values.slice(0, most).map(draw));
  const rest = values.slice(most);
  if (!rest.length) return list;
  const more = make("button", { type: "button", class: "more" }, `Show ${rest.length} ${name}`);
  const box = make("div", {}, list, more);
  more.addEventListener("click", () => {
    list.append(...rest.map(draw));
    box.replaceWith(list);
  });
  return box;
}
