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
