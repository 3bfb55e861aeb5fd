// A list of what went wrong and can be mended: narrowed down, chosen from in part or as a whole, and dealt with by a job.

import { get, session } from "./api.js";
import { monogram } from "./badges.js";
import { bar } from "./bar.js";
import { h, icon, keyed, text } from "./dom.js";
import { ago, full, whole } from "./format.js";
import { followJobs } from "./jobs.js";
import { settle } from "./settle.js";

const PAGE = 50;
const MOST = 500;
const MOST_IDS = 1_000; // that the API takes; more than these are chosen by the filter
const at = (id) => document.getElementById(id);

/**
 * @typedef {object} Kind what is special about one such list
 * @property {string} path of the API; below it are the actions
 * @property {string} open the status in which something can be done about an item
 * @property {string[]} jobs kinds of jobs that deal with them
 * @property {(item) => string} when the time to show
 * @property {(item) => string} href where the item is shown by itself
 * @property {(item, source) => string} name of the item's row
 * @property {(item) => Node[]} what cell: what went wrong
 * @property {(item) => Node[]} late last cell
 * @property {[string, string]} lateHead what the last cell is called, of what is open and of the rest
 * @property {{all: string, match: string, none: string, empty: [string, string]}} words
 * @property {Object<string, object>} actions by the id of their button, as `settle` takes them
 */

/** Runs the page. */
export async function mending(kind) {
  const page = new Mending(kind);
  try {
    await page.start();
  } catch (failure) {
    if (failure.status !== 401) {
      page.failed(failure);
    }
  }
}

class Mending {
  #kind;
  #form = at("filters");
  #sources = new Map();
  #vendors = new Map();
  #chosen = new Set();
  #mayMend = false;
  #items = [];
  #next = null;
  #asked = 0;

  constructor(kind) {
    this.#kind = kind;
  }

  async start() {
    const who = await session();
    bar(who);
    this.#mayMend = !who.tenants.find(({ current }) => current).suspended;
    const [own, known] = await Promise.all([get("/api/v1/sources?limit=500"), get("/api/v1/providers")]);
    known.items.forEach((vendor) => this.#vendors.set(vendor.id, vendor));
    own.items.forEach((source) => {
      this.#sources.set(source.id, source);
      at("source").append(h("option", { value: source.id }, source.name));
    });
    this.#recall();
    this.#listen();
    await this.#load();
    const look = followJobs(at("jobs-card"), at("jobs"), this.#kind.jobs, () => this.#reload());
    const done = () => {
      this.#chosen.clear();
      look();
    };
    for (const [id, action] of Object.entries(this.#kind.actions)) {
      at(id).addEventListener("click", () => settle(action, this.#choice(), done));
    }
  }

  #listen() {
    const narrow = () => this.#narrow();
    this.#form.addEventListener("change", narrow);
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("reset", () => setTimeout(narrow)); // once the form is reset
    at("more").addEventListener("click", () => this.#reload(true));
    at("all").addEventListener("change", ({ currentTarget }) => {
      this.#chosen.clear();
      if (currentTarget.checked) {
        this.#items.slice(0, MOST_IDS).forEach(({ id }) => this.#chosen.add(id));
      }
      this.#show();
    });
  }

  /** What the form says, without what it leaves open. */
  #filter() {
    const { from, to, ...rest } = Object.fromEntries(new FormData(this.#form));
    const instant = (local) => (local ? new Date(local).toISOString() : "");
    return Object.fromEntries(Object.entries({ ...rest, from: instant(from), to: instant(to) }).filter(([, value]) => value));
  }

  /** The same for an action, which is about open ones anyway. */
  #narrowed() {
    const { status, ...rest } = this.#filter();
    return rest;
  }

  #isOpen() {
    return this.#form.elements.status.value === this.#kind.open;
  }

  #isNarrow() {
    return Object.keys(this.#narrowed()).length > 0;
  }

  async #load(more = false) {
    const ask = ++this.#asked;
    // Anew as many as are shown: who has gone on to the third page stays there.
    const limit = more ? PAGE : Math.min(MOST, Math.max(PAGE, this.#items.length));
    const query = new URLSearchParams({ ...this.#filter(), limit });
    if (more && this.#next) {
      query.set("cursor", this.#next);
    }
    const page = await get(`${this.#kind.path}?${query}`);
    if (ask !== this.#asked) {
      return; // another filter was chosen meanwhile
    }
    this.#items = more ? [...this.#items, ...page.items] : page.items;
    this.#next = page.next;
    const shown = new Set(this.#items.map(({ id }) => id));
    [...this.#chosen].filter((id) => !shown.has(id)).forEach((id) => this.#chosen.delete(id));
    this.#show();
  }

  #row(item) {
    const source = this.#sources.get(item.sourceId);
    const vendor = this.#vendors.get(source?.provider);
    const name = this.#kind.name(item, source);
    const time = this.#kind.when(item);
    const tick = h("input", { type: "checkbox", "aria-label": `Choose ${name}, ${full(time)}` });
    tick.addEventListener("change", () => {
      this.#chosen[tick.checked ? "add" : "delete"](item.id);
      this.#showChoice();
    });
    return h(
      "tr",
      {},
      h("td", { class: "tick" }, tick),
      h("td", { class: "nowrap" }, h("time", { datetime: time, title: full(time) })),
      h(
        "td",
        {},
        h(
          "div",
          { class: "who" },
          monogram(vendor?.name ?? name),
          h("span", {}, h("a", { class: "open", href: this.#kind.href(item) }, name), h("small", {}, vendor?.name ?? "")),
        ),
      ),
      h("td", { class: "reason" }, ...this.#kind.what(item)),
      h("td", { class: "late" }),
    );
  }

  #update(row, item) {
    text(row.querySelector("time"), ago(this.#kind.when(item)));
    row.querySelector("input").checked = this.#chosen.has(item.id);
    row.querySelector(".late").replaceChildren(...this.#kind.late(item));
  }

  #show() {
    const open = this.#isOpen();
    keyed(
      at("items"),
      this.#items,
      ({ id, status, reason }) => `${id}${status}${reason}`,
      (item) => this.#row(item),
      (row, item) => this.#update(row, item),
    );
    at("table").hidden = this.#items.length === 0;
    at("table").dataset.choice = String(open && this.#mayMend);
    text(at("late"), this.#kind.lateHead[open ? 0 : 1]);
    at("more").hidden = this.#next === null;
    at("clear").hidden = !this.#isNarrow() && open;
    this.#showNone();
    this.#showChoice();
  }

  #showNone() {
    const { none, empty } = this.#kind.words;
    const nothing = at("none");
    nothing.hidden = this.#items.length > 0;
    if (!nothing.hidden) {
      nothing.replaceChildren(
        ...(this.#isNarrow() || !this.#isOpen() ? [none] : [icon("check"), h("strong", {}, empty[0]), h("span", {}, empty[1])]),
      );
    }
  }

  #showChoice() {
    const { all, match } = this.#kind.words;
    const some = this.#chosen.size > 0;
    at("actions").hidden = !this.#isOpen() || !this.#mayMend || this.#items.length === 0;
    text(at("chosen"), some ? `${whole(this.#chosen.size)} chosen` : this.#isNarrow() ? match : all);
    const tick = at("all");
    tick.checked = some && this.#chosen.size === this.#items.length;
    tick.indeterminate = some && !tick.checked;
  }

  #choice() {
    return this.#chosen.size > 0 ? { ids: [...this.#chosen] } : { filter: this.#narrowed() };
  }

  #reload(more = false) {
    at("problem").hidden = true;
    this.#load(more).catch((failure) => this.failed(failure));
  }

  #narrow() {
    this.#chosen.clear();
    this.#items = [];
    this.#remember();
    this.#reload();
  }

  /** The filter stands in the URL, so that it can be sent to somebody. */
  #remember() {
    const standing = ([name, value]) => !value || (name === "status" && value === this.#kind.open);
    const query = new URLSearchParams([...new FormData(this.#form)].filter((field) => !standing(field)));
    history.replaceState(null, "", query.size > 0 ? `?${query}` : location.pathname);
  }

  #recall() {
    for (const [name, value] of new URLSearchParams(location.search)) {
      const input = this.#form.elements.namedItem(name);
      if (input) {
        input.value = value;
      }
    }
  }

  failed(failure) {
    text(at("problem"), failure.status === undefined ? "The server cannot be reached. Is your connection up?" : failure.message);
    at("problem").hidden = false;
  }
}
