// The timeline: a lane for each source, and handles that are dragged or moved by keys.

import { FIRST_DAY, LAST_DAY, calendar, dayOf, exactWords, monthsLater, within } from "./days.js";
import { draw, make } from "./elements.js";

const LANE = 36;
const FLAG = 30;
const EDGE = 14;
const STEPS = [1200, 600, 240, 120, 60, 24, 12, 6, 3, 1];
const SHORT = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export class Timeline {
  constructor(track, handles, onMove) {
    this.track = track;
    this.onMove = onMove;
    this.picture = draw("svg", { role: "img", "aria-label": "Timeline" });
    this.printed = draw("g", { class: "printed" }); // paper has another width than the screen
    this.handles = handles.map(({ name, label }) => this.handle(name, label));
    track.append(this.picture, ...this.handles.map(({ element }) => element));
    track.addEventListener("pointerdown", (event) => {
      const own = this.handles.find(({ element }) => element.contains(event.target));
      this.drag(event, own ?? this.handles[0]);
    });
    this.low = 0;
    this.high = 1;
  }

  get width() {
    return Math.max(200, this.track.clientWidth);
  }

  xOf(day) {
    return EDGE + ((day - this.low) / (this.high - this.low)) * (this.width - 2 * EDGE);
  }

  dayAt(x) {
    const share = (x - EDGE) / (this.width - 2 * EDGE);
    return within(Math.round(this.low + share * (this.high - this.low)));
  }

  show(low, high) {
    const least = 40;
    const middle = (low + high) / 2;
    this.low = Math.max(FIRST_DAY, Math.floor(Math.min(low, middle - least / 2)));
    this.high = Math.min(LAST_DAY, Math.ceil(Math.max(high, middle + least / 2)));
  }

  zoom(factor, day) {
    const length = (this.high - this.low) * factor;
    this.show(day - length / 2, day + length / 2);
  }

  // Keep a day in view without changing the scale.
  follow(day) {
    const length = this.high - this.low;
    if (day < this.low) this.show(day - length * 0.1, day + length * 0.9);
    else if (day > this.high) this.show(day - length * 0.9, day + length * 0.1);
  }

  // -- handles --------------------------------------------------------------------------------

  handle(name, label) {
    const flag = make("span", { class: "flag" });
    const element = make("div", {
      class: `handle handle-${name}`,
      id: `handle-${name}`,
      role: "slider",
      tabindex: "0",
      "aria-label": label,
      "aria-orientation": "horizontal",
      "aria-keyshortcuts": "ArrowLeft ArrowRight PageUp PageDown Home End",
    }, flag);
    const handle = { name, element, flag, day: 0 };
    element.addEventListener("keydown", (event) => this.pressed(event, handle));
    return handle;
  }

  pressed(event, handle) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { day } = handle;
    const to = {
      ArrowLeft: day - 1,
      ArrowDown: day - 1,
      ArrowRight: day + 1,
      ArrowUp: day + 1,
      PageDown: monthsLater(day, -1),
      PageUp: monthsLater(day, 1),
      Home: this.first,
      End: this.last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.onMove(handle.name, within(to));
  }

  drag(event, handle) {
    if (event.button !== 0) return;
    event.preventDefault();
    handle.element.focus({ preventScroll: true });
    const move = ({ clientX }) => {
      const x = clientX - this.track.getBoundingClientRect().left;
      this.onMove(handle.name, within(this.dayAt(x), this.low, this.high));
    };
    const stop = () => {
      this.track.removeEventListener("pointermove", move);
      this.track.removeEventListener("pointerup", stop);
      this.track.removeEventListener("pointercancel", stop);
    };
    this.track.setPointerCapture(event.pointerId);
    this.track.addEventListener("pointermove", move);
    this.track.addEventListener("pointerup", stop);
    this.track.addEventListener("pointercancel", stop);
    move(event);
  }

  place(days) {
    let row = 0;
    this.printed.replaceChildren();
    for (const handle of this.handles) {
      const day = days[handle.name];
      const isShown = day !== null;
      handle.element.hidden = !isShown;
      if (!isShown) continue;
      handle.day = day;
      const x = this.xOf(day);
      const isOutside = x < 0 || x > this.width;
      handle.element.classList.toggle("outside", isOutside);
      const { style } = handle.element;
      style.left = `${within(x, EDGE, this.width - EDGE)}px`;
      handle.flag.style.top = `${row * FLAG}px`;
      handle.flag.textContent = `${handle.element.getAttribute("data-word") ?? ""}${exactWords(day)}`;
      const inside = within(x, EDGE, this.width - EDGE);
      this.printed.append(
        draw("line", { x1: inside, x2: inside, y1: row * FLAG, y2: this.bottom }),
        draw("text", {
          x: inside + (inside > this.width / 2 ? -6 : 6), y: row * FLAG + 16,
          "text-anchor": inside > this.width / 2 ? "end" : "start",
        }, handle.flag.textContent));
      const half = handle.flag.offsetWidth / 2;
      const shift = Math.max(0, half - x) - Math.max(0, x + half - this.width);
      handle.flag.style.marginLeft = `${shift - half}px`;
      for (const [name, value] of Object.entries({
        valuemin: this.first, valuemax: this.last, valuenow: day, valuetext: exactWords(day),
      })) handle.element.setAttribute(`aria-${name}`, value);
      row += 1;
    }
  }

  // -- picture --------------------------------------------------------------------------------

  // Drawn anew where anything but the days of the handles has changed.
  paint(lanes, days, key) {
    const { width, picture } = this;
    const looks = [width, this.low, this.high, key, Object.values(days).map((day) => day !== null)];
    if (String(looks) === this.painted) {
      this.place(days);
      return;
    }
    this.painted = String(looks);
    const top = FLAG * Object.values(days).filter((day) => day !== null).length + 8;
    const height = top + lanes.length * LANE + 26;
    picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
    picture.setAttribute("height", height);
    picture.setAttribute("aria-label", `Timeline of ${lanes.length} sources, ${
      lanes.reduce((sum, lane) => sum + lane.marks.length, 0)} days. The table below says the same in words.`);
    this.track.style.height = `${height}px`;
    this.bottom = height - 24;
    const parts = lanes.map((lane, number) => this.lane(lane, top + number * LANE));
    picture.replaceChildren(...this.axis(top, height - 26), ...parts, this.printed);
    this.place(days);
  }

  axis(top, bottom) {
    const months = (this.high - this.low) / 30.44;
    const most = Math.max(2, Math.floor(this.width / 90));
    const step = STEPS.filter((length) => months / length <= most).at(-1) ?? STEPS[0];
    const ticks = [];
    const { year, month } = calendar(this.low);
    const first = Math.floor((year * 12 + month) / step) * step;
    for (let at = first; ticks.length < 200; at += step) {
      const day = dayOf(Math.floor(at / 12), at % 12, 1);
      if (day > this.high) break;
      if (day < this.low) continue;
      const x = this.xOf(day);
      const words = step >= 12 ? `${Math.floor(at / 12)}` : `${SHORT[at % 12]} ${Math.floor(at / 12)}`;
      ticks.push(
        draw("line", { class: "tick", x1: x, x2: x, y1: top, y2: bottom }),
        draw("text", { class: "tick-name", x, y: bottom + 17 }, words));
    }
    return ticks;
  }

  lane({ title, marks }, top) {
    const group = draw("g", { class: "lane" },
      draw("rect", { class: "band", x: 0, y: top + 1, width: this.width, height: LANE - 3, rx: 4 }),
      draw("text", { class: "lane-name", x: 8, y: top + 13 }, this.fitting(title), draw("title", {}, title)));
    const drawn = new Set();
    for (const mark of marks) {
      if (mark.first === null && mark.last === null) continue; // the table has it
      const last = mark.last ?? LAST_DAY;
      const first = mark.first ?? FIRST_DAY;
      if (first > this.high || last < this.low) continue;
      // Of those in the same place one is seen.
      const spot = `${Math.round(this.xOf(first))} ${Math.round(this.xOf(last))} ${mark.published} ${mark.forecast}`;
      if (drawn.has(spot)) continue;
      drawn.add(spot);
      group.append(this.mark(mark, first, last, top + (mark.published ? 19 : 28)));
    }
    return group;
  }

  fitting(title) {
    const most = Math.max(8, Math.floor((this.width - 24) / 7.6));
    return title.length > most ? `${title.slice(0, most - 1)}…` : title;
  }

  mark(mark, first, last, y) {
    const from = Math.max(-20, this.xOf(first));
    const to = Math.min(this.width + 20, this.xOf(last));
    const looks = ["mark", mark.published ? "published" : "event"];
    if (mark.forecast) looks.push("forecast");
    const words = `${mark.lane ? `${mark.lane}: ` : ""}${mark.label}: ${mark.words}`;
    let shape;
    if (first !== last) {
      shape = draw("rect", { x: from, y: y - 4, width: Math.max(8, to - from), height: 7, rx: 2 });
    } else if (mark.published) {
      shape = draw("circle", { cx: from, cy: y, r: 4.5 });
    } else {
      shape = draw("path", { d: `M${from - 5} ${y}l5 -5l5 5l-5 5z` });
    }
    shape.setAttribute("class", looks.join(" "));
    shape.append(draw("title", {}, words));
    return shape;
  }
}

export function legend() {
  const sign = (words, looks, ...shapes) => make("span", {},
    draw("svg", { viewBox: "0 0 26 14", "aria-hidden": "true" },
      ...shapes.map(([tag, places]) => draw(tag, { class: `mark ${looks}`, ...places }))), words);
  const bar = ["rect", { x: 2, y: 3, width: 22, height: 8, rx: 2 }];
  return [
    sign("a version was published", "published", ["circle", { cx: 13, cy: 7, r: 5 }]),
    sign("published on one unknown day of these", "published", bar),
    sign("something happened", "event", ["path", { d: "M7 7l6 -6l6 6l-6 6z" }]),
    sign("on one unknown day of these", "event", bar),
    sign("a forecast", "event forecast", bar),
  ];
}

// The same as the picture, for those who read it.
export function laneTable(lanes) {
  const rows = lanes.flatMap(({ title, marks }) => marks.map((mark) => make("tr", {},
    make("td", {}, mark.lane ?? title),
    make("td", {}, mark.published ? "Published" : "Event"),
    make("th", { scope: "row" }, mark.label),
    make("td", {}, `${mark.words} (${mark.known})`),
    make("td", {}, make("code", {}, mark.key)))));
  const head = ["Source", "What", "Name", "Day", "Reference"].map((name) =>
    make("th", { scope: "col" }, name));
  return make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows));
}

