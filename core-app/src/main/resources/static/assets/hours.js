// Lines over hours as SVG, one for each stage. A pointer or the arrow keys read an hour off.

import { h, svg } from "./dom.js";
import { clock, short, whole, words } from "./format.js";

const HOUR = 3_600_000;
const SPACE = { left: 44, right: 10, top: 10, bottom: 22 };
const DATE = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

/** A round step of which four or five reach the top. */
function step(top) {
  const raw = Math.max(top, 4) / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= raw && Number.isInteger(candidate)) ?? Math.ceil(raw);
}

export class HourChart {
  #place;
  #plot = svg("svg", { tabindex: "0", role: "img" });
  #readout = h("div", { class: "readout", role: "status", hidden: true });
  #nothing = h("p", { class: "nothing", hidden: true }, h("span", {}, "Nobody in this time"));
  #start = Date.now();
  #hours = 1;
  #lines = [];
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

  /** Shows lines `{stage, points: [[hour, people]]}` from one hour to another; what is missing is nobody. */
  show(from, to, lines) {
    this.#start = Date.parse(from);
    this.#hours = Math.max(1, Math.round((Date.parse(to) - this.#start) / HOUR));
    this.#at = this.#at !== null && this.#at < this.#hours ? this.#at : null;
    this.#lines = lines.map(({ stage, points }) => {
      const people = new Array(this.#hours).fill(0);
      points.forEach(([hour, count]) => { people[Math.round((Date.parse(hour) - this.#start) / HOUR)] = count; });
      return { stage, people };
    });
    this.#draw();
  }

  #draw() {
    const style = getComputedStyle(this.#place);
    const width = this.#place.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    if (width <= 0) {
      return; // not on the screen
    }
    const height = width < 560 ? 200 : 240;
    const most = Math.max(0, ...this.#lines.flatMap(({ people }) => people));
    const unit = step(most);
    this.#geometry = { width, height, top: Math.max(unit * Math.ceil(most / unit), unit * 2), slot: (width - SPACE.left - SPACE.right) / this.#hours };
    this.#plot.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.#plot.replaceChildren(...this.#rules(unit), ...this.#times(), ...this.#lines.flatMap((line) => this.#line(line)), this.#cursor());
    this.#nothing.hidden = most > 0;
    this.#describe(most);
    this.#read(this.#at);
  }

  #y(value) {
    const { height, top } = this.#geometry;
    return height - SPACE.bottom - (value / top) * (height - SPACE.top - SPACE.bottom);
  }

  #x(hour) {
    return SPACE.left + (hour + 0.5) * this.#geometry.slot;
  }

  #rules(unit) {
    const lines = [];
    for (let value = 0; value <= this.#geometry.top; value += unit) {
      const y = Math.round(this.#y(value));
      lines.push(
        svg("line", { class: "rule", x1: SPACE.left, x2: this.#geometry.width - SPACE.right, y1: y, y2: y }),
        svg("text", { class: "axis", x: SPACE.left - 8, y: y + 4, "text-anchor": "end" }, short(value)),
      );
    }
    return lines;
  }

  /** On the viewer's clock: hours of a day, days of more, as many as have room. */
  #times() {
    const room = Math.max(1, Math.floor(this.#geometry.width / 76));
    const every = [1, 2, 3, 6, 12, 24, 48, 96, 168, 336].find((hours) => this.#hours / hours <= room) ?? 744;
    return Array.from({ length: this.#hours }, (_, i) => i)
      .filter((i) => this.#isMark(i, every))
      .filter((i) => this.#x(i) > SPACE.left + 12 && this.#x(i) < this.#geometry.width - 24)
      .map((i) => svg("text", { class: "axis", x: this.#x(i), y: this.#geometry.height - 4, "text-anchor": "middle" }, this.#mark(i, every)));
  }

  #isMark(i, every) {
    const time = new Date(this.#start + i * HOUR);
    return every < 24 ? time.getHours() % every === 0 : time.getHours() === 0 && Math.floor(i / 24) % (every / 24) === 0;
  }

  #mark(i, every) {
    const time = this.#start + i * HOUR;
    return every < 24 && new Date(time).getHours() !== 0 ? clock(time) : DATE.format(time);
  }

  #line({ stage, people }) {
    const points = people.map((count, i) => `${this.#x(i).toFixed(1)},${this.#y(count).toFixed(1)}`);
    const dots = this.#hours <= 48
      ? people.flatMap((count, i) => (count > 0 ? svg("circle", { class: `dot c-${stage}`, cx: this.#x(i), cy: this.#y(count), r: 2.5 }) : []))
      : [];
    return [svg("polyline", { class: `line c-${stage}`, points: points.join(" ") }), ...dots];
  }

  #cursor() {
    return svg("line", { class: "cursor", y1: SPACE.top, y2: this.#geometry.height - SPACE.bottom, visibility: "hidden" });
  }

  #describe(most) {
    const label = most === 0
      ? "People per hour: nobody in this time"
      : `People per hour, ${this.#lines.map(({ stage, people }) => `${words(stage)} at most ${whole(Math.max(...people))}`).join(", ")}. Arrow keys read hours.`;
    this.#plot.setAttribute("aria-label", label);
  }

  #point(event) {
    const box = this.#plot.getBoundingClientRect();
    const hour = Math.floor((event.clientX - box.left - SPACE.left) / this.#geometry.slot);
    this.#read(hour >= 0 && hour < this.#hours ? hour : null);
  }

  #key(event) {
    const moves = { ArrowLeft: -1, ArrowRight: 1, PageUp: -24, PageDown: 24, Home: -this.#hours, End: this.#hours };
    if (event.key === "Escape") {
      this.#read(null);
    } else if (event.key in moves) {
      event.preventDefault();
      this.#read(Math.min(this.#hours - 1, Math.max(0, (this.#at ?? this.#hours) + moves[event.key])));
    }
  }

  #read(hour) {
    this.#at = hour;
    const cursor = this.#plot.querySelector(".cursor");
    this.#readout.hidden = hour === null || this.#lines.length === 0;
    cursor?.setAttribute("visibility", this.#readout.hidden ? "hidden" : "visible");
    if (this.#readout.hidden || !cursor) {
      return;
    }
    cursor.setAttribute("x1", this.#x(hour));
    cursor.setAttribute("x2", this.#x(hour));
    const time = this.#start + hour * HOUR;
    this.#readout.replaceChildren(
      h("strong", {}, h("span", {}, `${DATE.format(time)}, ${clock(time)}`)),
      h("ul", {}, ...this.#lines.map(({ stage, people }) => h("li", {}, h("span", { class: `swatch c-${stage}` }), words(stage), h("b", {}, whole(people[hour]))))),
    );
    const right = this.#x(hour) > this.#geometry.width / 2;
    const left = this.#x(hour) + (right ? -this.#readout.offsetWidth + 4 : 32);
    this.#readout.style.left = `${Math.max(8, left)}px`;
  }
}
