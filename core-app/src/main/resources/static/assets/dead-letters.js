// Dead letters: narrow them down, choose some or all that match, and have them replayed or discarded.

import { get, session } from "./api.js";
import { fateBadge, monogram } from "./badges.js";
import { bar } from "./bar.js";
import { h, icon, keyed, text } from "./dom.js";
import { full, ago, whole, words } from "./format.js";
import { followJobs } from "./jobs.js";
import { settle } from "./settle.js";

const PAGE = 50;
const MOST = 500;
const at = (id) => document.getElementById(id);
const form = at("filters");
const sources = new Map();
const vendors = new Map();
const chosen = new Set();
let mayReplay = false;
let letters = [];
let next = null;
let asked = 0;

/** What the form says, without what it leaves open. */
function filter() {
  const { from, to, ...rest } = Object.fromEntries(new FormData(form));
  const instant = (local) => (local ? new Date(local).toISOString() : "");
  return Object.fromEntries(Object.entries({ ...rest, from: instant(from), to: instant(to) }).filter(([, value]) => value));
}

/** The same for a replay, which is about dead ones anyway. */
function narrowed() {
  const { status, ...rest } = filter();
  return rest;
}

const isDead = () => form.elements.status.value === "dead";
const isNarrow = () => Object.keys(narrowed()).length > 0;

async function load(more = false) {
  const ask = ++asked;
  // Anew as many as are shown: who has gone on to the third page stays there.
  const query = new URLSearchParams({ ...filter(), limit: more ? PAGE : Math.min(MOST, Math.max(PAGE, letters.length)) });
  if (more && next) {
    query.set("cursor", next);
  }
  const page = await get(`/api/v1/dead-letters?${query}`);
  if (ask !== asked) {
    return; // another filter was chosen meanwhile
  }
  letters = more ? [...letters, ...page.items] : page.items;
  next = page.next;
  const shown = new Set(letters.map(({ id }) => id));
  [...chosen].filter((id) => !shown.has(id)).forEach((id) => chosen.delete(id));
  show();
}

function row(letter) {
  const vendor = vendors.get(sources.get(letter.sourceId)?.provider);
  const name = letter.sourceId ? (sources.get(letter.sourceId)?.name ?? "A deleted source") : "Unreadable message";
  const tick = h("input", { type: "checkbox", "aria-label": `Choose the letter of ${name}, ${full(letter.deadAt)}` });
  tick.addEventListener("change", () => {
    chosen[tick.checked ? "add" : "delete"](letter.id);
    showChoice();
  });
  return h(
    "tr",
    {},
    h("td", { class: "tick" }, tick),
    h("td", { class: "nowrap" }, h("time", { datetime: letter.deadAt, title: full(letter.deadAt) })),
    h("td", {}, h("div", { class: "who" }, monogram(vendor?.name ?? name), h("span", {}, h("a", { class: "open", href: `/dead-letters/${letter.id}` }, name), h("small", {}, vendor?.name ?? "")))),
    h("td", { class: "reason" }, h("span", {}, words(letter.reason)), h("small", { class: "mono" }, letter.errorClass?.split(".").at(-1) ?? "")),
    h("td", { class: "late" }),
  );
}

function update(element, letter) {
  text(element.querySelector("time"), ago(letter.deadAt));
  element.querySelector("input").checked = chosen.has(letter.id);
  element.querySelector(".late").replaceChildren(...late(letter));
}

function late(letter) {
  if (letter.status === "dead") {
    return letter.failedReplays > 0 ? [h("span", { class: "badge warn" }, `${letter.failedReplays}× in vain`)] : [];
  }
  return [fateBadge(letter.status), h("small", {}, letter.discardReason ?? ago(letter.settledAt))];
}

function show() {
  keyed(at("letters"), letters, ({ id, status, reason }) => `${id}${status}${reason}`, row, update);
  at("table").hidden = letters.length === 0;
  at("table").dataset.choice = String(isDead() && mayReplay);
  text(at("late"), isDead() ? "Replayed" : "Outcome");
  at("more").hidden = next === null;
  at("clear").hidden = !isNarrow() && isDead();
  showNone();
  showChoice();
}

function showNone() {
  const none = at("none");
  none.hidden = letters.length > 0;
  if (none.hidden) {
    return;
  }
  const empty = isNarrow() || !isDead()
    ? ["No letter matches."]
    : [icon("check"), h("strong", {}, "No dead letters."), h("span", {}, "Everything that came could be stored.")];
  none.replaceChildren(...empty);
}

function showChoice() {
  const some = chosen.size > 0;
  at("actions").hidden = !isDead() || !mayReplay || letters.length === 0;
  text(at("chosen"), some ? `${whole(chosen.size)} chosen` : isNarrow() ? "All that match" : "All that are dead");
  const all = at("all");
  all.checked = some && chosen.size === letters.length;
  all.indeterminate = some && !all.checked;
}

function choice() {
  return chosen.size > 0 ? { ids: [...chosen] } : { filter: narrowed() };
}

/** The API takes a thousand ids; more than these are chosen by the filter. */
at("all").addEventListener("change", ({ currentTarget }) => {
  chosen.clear();
  if (currentTarget.checked) {
    letters.slice(0, 1_000).forEach(({ id }) => chosen.add(id));
  }
  show();
});

function failed(failure) {
  text(at("problem"), failure.status === undefined ? "The server cannot be reached. Is your connection up?" : failure.message);
  at("problem").hidden = false;
}

function reload(more = false) {
  at("problem").hidden = true;
  load(more).catch(failed);
}

function narrow() {
  chosen.clear();
  letters = [];
  remember();
  reload();
}

form.addEventListener("change", narrow);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(narrow)); // once the form is reset
at("more").addEventListener("click", () => reload(true));

/** The filter stands in the URL, so that it can be sent to somebody. */
function remember() {
  const query = new URLSearchParams(Object.fromEntries([...new FormData(form)].filter(([name, value]) => value && !(name === "status" && value === "dead"))));
  history.replaceState(null, "", query.size > 0 ? `?${query}` : location.pathname);
}

function recall() {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const input = form.elements.namedItem(name);
    if (input) {
      input.value = value;
    }
  }
}

async function start() {
  const who = await session();
  bar(who);
  mayReplay = !who.tenants.find(({ current }) => current).suspended;
  const [own, known] = await Promise.all([get("/api/v1/sources?limit=500"), get("/api/v1/providers")]);
  known.items.forEach((vendor) => vendors.set(vendor.id, vendor));
  own.items.forEach((source) => {
    sources.set(source.id, source);
    at("source").append(h("option", { value: source.id }, source.name));
  });
  recall();
  await load();
  const look = followJobs(at("jobs-card"), at("jobs"), ["dead_letter_replay", "dead_letter_discard"], () => reload());
  const done = () => {
    chosen.clear();
    look();
  };
  at("replay").addEventListener("click", () => settle("replay", choice(), done));
  at("discard").addEventListener("click", () => settle("discard", choice(), done));
}

start().catch((failure) => failure.status === 401 || failed(failure));
