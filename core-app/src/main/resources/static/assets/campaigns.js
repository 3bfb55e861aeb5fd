// The list of campaigns: found by name, a page at a time.

import { get, session, toLogin } from "./api.js";
import { bar } from "./bar.js";
import { h, keyed, text } from "./dom.js";
import { ago, full, percent, short, whole } from "./format.js";

const STAGES = ["sent", "delivered", "opened", "clicked", "converted"];
const OF = { delivered: "sent", opened: "delivered", clicked: "delivered", converted: "delivered" };
const at = (id) => document.getElementById(id);
const state = { items: [], next: null, query: new URLSearchParams(location.search).get("query") ?? "" };
let asked = 0;

function share(people, stage) {
  const all = people[OF[stage]] ?? 0;
  return all > 0 ? percent(Math.min(1, people[stage] / all)) : "";
}

function row({ id, name, lastSeenAt }) {
  return h(
    "tr",
    {},
    h("td", { class: "name" }, h("a", { class: "open", href: `/campaigns/${id}` }, name)),
    ...STAGES.map((stage) => h("td", { class: "right number", "data-stage": stage }, h("span", {}), h("small", {}))),
    h("td", { class: "right nowrap soft last" }, h("time", { datetime: lastSeenAt, title: full(lastSeenAt) })),
  );
}

function update(row, { people, lastSeenAt }) {
  for (const stage of STAGES) {
    const cell = row.querySelector(`[data-stage=${stage}]`);
    text(cell.firstElementChild, short(people[stage]));
    cell.firstElementChild.title = whole(people[stage]);
    text(cell.lastElementChild, share(people, stage));
  }
  text(row.querySelector("time"), ago(lastSeenAt));
}

function show() {
  const nothing = state.items.length === 0;
  at("card").hidden = nothing && state.query === "";
  at("empty").hidden = !nothing || state.query !== "";
  at("table").hidden = nothing;
  at("none").hidden = !nothing;
  text(at("none"), nothing ? `No campaign has “${state.query}” in its name.` : "");
  text(at("count"), nothing ? "" : `${whole(state.items.length)}${state.next ? " of more" : ""}`);
  at("more").hidden = state.next === null;
  keyed(at("campaigns"), state.items, ({ id }) => id, row, update);
}

/** An answer that was overtaken by a later question is dropped. */
async function read(cursor) {
  const question = ++asked;
  const parameters = new URLSearchParams({ limit: "50" });
  if (state.query) {
    parameters.set("query", state.query);
  }
  if (cursor) {
    parameters.set("cursor", cursor);
  }
  try {
    const page = await get(`/api/v1/campaigns?${parameters}`);
    if (question === asked) {
      state.items = cursor ? [...state.items, ...page.items] : page.items;
      state.next = page.next;
      at("problem").hidden = true;
      show();
    }
  } catch (failure) {
    if (failure.status === 401) {
      toLogin();
    }
    if (question === asked) {
      text(at("problem"), failure.message);
      at("problem").hidden = false;
    }
  }
}

function search() {
  const query = at("query").value.trim();
  if (query !== state.query) {
    state.query = query;
    history.replaceState(null, "", query ? `?query=${encodeURIComponent(query)}` : location.pathname);
    read(null);
  }
}

let typing;
at("query").value = state.query;
at("query").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(search, 200);
});
at("search").addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
at("more").addEventListener("click", () => read(state.next));

bar(await session());
await read(null);
