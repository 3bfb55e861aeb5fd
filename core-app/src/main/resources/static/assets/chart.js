// Stacked bars, one for each minute, as SVG. A pointer or the arrow keys read a minute off.

import { classes } from "./families.js";
import { h, svg } from "./dom.js";
import { clock, short, whole, words } from "./format.js";

const HEIGHT = { wide: 248, narrow: 200 };
const SPACE = { left: 40, right: 2, top: 8, bottom: 22 };
const MINUTE = 60_000;

/** A round step of which four or five reach the top. */
function step(top) {
  const raw = Math.max(top, 4) / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= raw && Number.isInteger(candidate)) ?? Math.ceil(raw);
}

export class MinuteChart {
  #place;
  #plot = svg("svg", { tabindex: "0", role: "img" });
  #readout = h("div", { class: "readout", role: "status", hidden: true });
  #nothing = h("p", { class: "nothing", hidden: true }, h("span", {}, "No events in the last hour"));
  #minutes = { from: new Date().toISOString(), types: [] };
  #hidden = new Set();
  #at = null;
  #geometry = null;

  constructor(place) {
    this.#place = place;
    place.append(this.#plot, this.#nothing, this.#readout);
    this.#plot.addEventListener("pointermove", (event) => this.#point(event));
    this.#plot.addEventListener("pointerleave", () => this.#read(null));
    this.#plot.addEventListener("blur", () => this.#read(null));
    this.#plot.addEventListener("keydown", (event) => this.#key(event));
    new ResizeObserver(() => this.#draw()).observe(place);
  }

  /** Shows `{from, types: [{type, counts}]}` without the types that are hidden. */
  show(minutes, hidden) {
    this.#minutes = minutes;
    this.#hidden = hidden;
    this.#draw();
  }

  #shown() {
    return this.#minutes.types.filter(({ type }) => !this.#hidden.has(type));
  }

  #draw() {
    const width = this.#place.clientWidth - 2 * parseFloat(getComputedStyle(this.#place).paddingLeft);
    if (width <= 0) {
      return; // not on the screen
    }
    const height = width < 560 ? HEIGHT.narrow : HEIGHT.wide;
    const shown = this.#shown();
    const totals = Array.from({ length: 60 }, (_, i) => shown.reduce((sum, { counts }) => sum + counts[i], 0));
    const unit = step(Math.max(...totals));
    const top = Math.max(unit * Math.ceil(Math.max(...totals) / unit), unit * 2);
    this.#geometry = { width, height, totals, top, slot: (width - SPACE.left - SPACE.right) / 60 };
    this.#plot.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.#plot.replaceChildren(...this.#rules(unit), ...this.#hours(), ...this.#bars(shown), this.#cursor());
    this.#describe(totals);
    this.#read(this.#at);
  }

  #y(value) {
    const { height, top } = this.#geometry;
    return height - SPACE.bottom - (value / top) * (height - SPACE.top - SPACE.bottom);
  }

  #x(minute) {
    return SPACE.left + minute * this.#geometry.slot;
  }

  #rules(unit) {
    const lines = [];
    for (let value = 0; value <= this.#geometry.top; value += unit) {
      const y = Math.round(this.#y(value));
      lines.push(
        svg("line", { class: "rule", x1: SPACE.left, x2: this.#geometry.width, y1: y, y2: y }),
        svg("text", { class: "axis", x: SPACE.left - 8, y: y + 4, "text-anchor": "end" }, short(value)),
      );
    }
    return lines;
  }

  /** Every tenth minute on the viewer's clock; every twentieth where there is no room. */
  #hours() {
    const every = this.#geometry.width < 560 ? 20 : 10;
    const start = Date.parse(this.#minutes.from);
    return Array.from({ length: 60 }, (_, i) => i)
      .filter((i) => new Date(start + i * MINUTE).getMinutes() % every === 0 && i > 1 && i < 58)
      .map((i) =>
        svg(
          "text",
          { class: "axis", x: this.#x(i) + this.#geometry.slot / 2, y: this.#geometry.height - 4, "text-anchor": "middle" },
          clock(start + i * MINUTE),
        ));
  }

  #bars(shown) {
    const names = classes(this.#minutes.types.map(({ type }) => type));
    const gap = this.#geometry.slot > 6 ? 2 : 1;
    const floor = new Array(60).fill(0);
    return shown.flatMap(({ type, counts }) =>
      counts.flatMap((count, i) => {
        if (count === 0) {
          return [];
        }
        const bottom = this.#y(floor[i]);
        floor[i] += count;
        const top = this.#y(floor[i]);
        return svg("rect", {
          class: `bar-part ${names.get(type)}`,
          x: this.#x(i) + gap / 2,
          y: top,
          width: this.#geometry.slot - gap,
          height: Math.max(bottom - top, 1),
        });
      }));
  }

  #cursor() {
    return svg("rect", { class: "cursor", y: SPACE.top, height: this.#geometry.height - SPACE.top - SPACE.bottom, visibility: "hidden" });
  }

  #describe(totals) {
    const sum = totals.reduce((a, b) => a + b, 0);
    const most = Math.max(...totals);
    const when = clock(Date.parse(this.#minutes.from) + totals.indexOf(most) * MINUTE);
    this.#nothing.hidden = sum > 0;
    this.#plot.setAttribute(
      "aria-label",
      sum === 0
        ? "Events per minute: none in the last hour"
        : `Events per minute over the last hour: ${whole(sum)} in all, at most ${whole(most)} at ${when}. Arrow keys read minutes.`,
    );
  }

  #point(event) {
    const box = this.#plot.getBoundingClientRect();
    const minute = Math.floor((event.clientX - box.left - SPACE.left) / this.#geometry.slot);
    this.#read(minute >= 0 && minute < 60 ? minute : null);
  }

  #key(event) {
    const moves = { ArrowLeft: -1, ArrowRight: 1, Home: -60, End: 60 };
    if (event.key === "Escape") {
      this.#read(null);
    } else if (event.key in moves) {
      event.preventDefault();
      this.#read(Math.min(59, Math.max(0, (this.#at ?? 60) + moves[event.key])));
    }
  }

  #read(minute) {
    this.#at = minute;
    const cursor = this.#plot.querySelector(".cursor");
    this.#readout.hidden = minute === null;
    cursor?.setAttribute("visibility", minute === null ? "hidden" : "visible");
    if (minute === null || !cursor) {
      return;
    }
    cursor.setAttribute("x", this.#x(minute));
    cursor.setAttribute("width", this.#geometry.slot);
    this.#readout.replaceChildren(this.#title(minute), h("ul", {}, ...this.#lines(minute)));
    const left = this.#x(minute) + (minute < 30 ? 2.5 * this.#geometry.slot + 18 : 18 - this.#geometry.slot - this.#readout.offsetWidth);
    this.#readout.style.left = `${Math.max(8, left)}px`;
  }

  #title(minute) {
    const time = clock(Date.parse(this.#minutes.from) + minute * MINUTE);
    return h("strong", {}, h("span", {}, time), h("span", { class: "number" }, whole(this.#geometry.totals[minute])));
  }

  #lines(minute) {
    const names = classes(this.#minutes.types.map(({ type }) => type));
    return this.#shown()
      .filter(({ counts }) => counts[minute] > 0)
      .map(({ type, counts }) =>
        h("li", {}, h("span", { class: `swatch ${names.get(type)}` }), words(type), h("b", {}, whole(counts[minute]))));
  }
}
