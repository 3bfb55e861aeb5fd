// Alerts: what fires, by which rules, and what is over.

import { call, get, session } from "./api.js";
import { bar } from "./bar.js";
import { h, icon, keyed, text } from "./dom.js";
import { ago, full, span, whole } from "./format.js";
import { NAMES, sentence, summary } from "./alert-words.js";
import { startPlaces } from "./places.js";
import { editRule } from "./rule.js";

const POLL = 15_000;
const PAGE = 20;
const MOST = 500;
const at = (id) => document.getElementById(id);
const sources = new Map();
let isAdmin = false;
let past = [];
let next = null;

const about = ({ sourceId }) => (sourceId === null ? "All sources" : (sources.get(sourceId)?.name ?? "A deleted source"));

function row(alert) {
  return h(
    "li",
    { "data-status": alert.status },
    h("span", { class: "sign" }, icon(alert.status === "firing" ? "bell" : "check")),
    h("div", { class: "what" }, h("strong", {}, NAMES[alert.kind] ?? alert.kind), h("span", { class: "about" }, about(alert)), h("p", { class: "soft figures" })),
    h("time", { class: "soft", datetime: alert.firedAt, title: full(alert.firedAt) }),
  );
}

function update(element, alert) {
  text(element.querySelector(".figures"), sentence(alert));
  text(element.querySelector("time"), alert.status === "firing" ? `began ${ago(alert.firedAt)}` : `${ago(alert.resolvedAt)}, after ${span(alert.firedAt, alert.resolvedAt)}`);
}

async function loadFiring() {
  const { items, next: more } = await get(`/api/v1/alerts?status=firing&limit=${MOST}`);
  keyed(at("firing"), items, ({ id }) => id, row, update);
  text(at("firing-count"), items.length === 0 ? "" : `${whole(items.length)}${more ? "+" : ""}`);
  at("calm").hidden = items.length > 0;
  if (items.length === 0 && at("calm").childElementCount === 0) {
    at("calm").append(icon("check"), h("strong", {}, "All is well."), h("span", {}, "No rule is breached."));
  }
}

async function loadPast(more = false) {
  const query = new URLSearchParams({ status: "resolved", limit: more ? PAGE : Math.min(MOST, Math.max(PAGE, past.length)) });
  if (more && next) {
    query.set("cursor", next);
  }
  const page = await get(`/api/v1/alerts?${query}`);
  past = more ? [...past, ...page.items] : page.items;
  next = page.next;
  keyed(at("past"), past, ({ id }) => id, row, update);
  at("no-past").hidden = past.length > 0;
  at("more").hidden = next === null;
}

function ruleRow(rule) {
  const toggle = h("input", { type: "checkbox", disabled: !isAdmin, "aria-label": `Watch for: ${NAMES[rule.kind] ?? rule.kind}` });
  toggle.addEventListener("change", () => change(rule.kind, { enabled: toggle.checked }));
  return h(
    "li",
    {},
    toggle,
    h("div", { class: "what" }, h("strong", {}, NAMES[rule.kind] ?? rule.kind), h("p", { class: "soft" })),
    h("span", { class: "badge custom" }, "Yours"),
    h("button", { type: "button", class: "button small", "data-kind": rule.kind }, "Change…"),
  );
}

function updateRule(element, rule) {
  element.querySelector("input").checked = rule.enabled;
  element.dataset.enabled = String(rule.enabled);
  text(element.querySelector("p"), summary(rule));
  element.querySelector(".custom").hidden = !rule.custom;
  const button = element.querySelector("button");
  button.hidden = !isAdmin;
  button.onclick = () => editRule(rule, loadRules);
}

async function loadRules() {
  const { items } = await get("/api/v1/alerts/rules");
  keyed(at("rules"), items, ({ kind }) => kind, ruleRow, updateRule);
}

async function change(kind, what) {
  at("problem").hidden = true;
  try {
    await call("PATCH", `/api/v1/alerts/rules/${kind}`, what);
  } catch (failure) {
    failed(failure);
  }
  await loadRules().catch(failed);
}

async function loadSettings() {
  const { clearAddresses } = await get("/api/v1/alerts/settings");
  at("clear-addresses").checked = clearAddresses;
  at("clear-addresses").disabled = !isAdmin;
}

at("clear-addresses").addEventListener("change", async ({ currentTarget: toggle }) => {
  at("problem").hidden = true;
  if (toggle.checked && !confirm("From now on, addresses of people who bounced, complained or unsubscribed leave Spillway in clear, to every destination of suppressions. Switch it on?")) {
    toggle.checked = false;
    return;
  }
  try {
    await call("PATCH", "/api/v1/alerts/settings", { clearAddresses: toggle.checked });
  } catch (failure) {
    toggle.checked = !toggle.checked;
    failed(failure);
  }
});

function failed(failure) {
  text(at("problem"), failure.status === undefined ? "The server cannot be reached. Is your connection up?" : failure.message);
  at("problem").hidden = false;
}

at("more").addEventListener("click", () => loadPast(true).catch(failed));

/** What fires changes by itself; a page in the background waits. */
function look() {
  const done = document.hidden ? Promise.resolve() : Promise.all([loadFiring(), loadPast()]);
  done.then(() => { at("problem").hidden = true; }, failed).finally(() => setTimeout(look, POLL));
}

async function start() {
  const who = await session();
  bar(who);
  const tenant = who.tenants.find(({ current }) => current);
  isAdmin = tenant.role === "admin" && !tenant.suspended;
  const own = await get("/api/v1/sources?limit=500");
  own.items.forEach((source) => sources.set(source.id, source));
  await Promise.all([loadFiring(), loadRules(), loadSettings(), loadPast()]);
  if (isAdmin) {
    await startPlaces(failed);
  }
  setTimeout(look, POLL);
}

start().catch((failure) => failure.status === 401 || failed(failure));
