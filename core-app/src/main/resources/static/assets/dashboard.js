// The dashboard: takes what the stream says and shows it.

import { get, session } from "./api.js";
import { monogram, redactedBadge, verificationBadge } from "./badges.js";
import { bar } from "./bar.js";
import { MinuteChart } from "./chart.js";
import { h, icon, keyed, text } from "./dom.js";
import { classes } from "./families.js";
import { follow } from "./live.js";
import { showSources, welcome } from "./sources.js";
import { ago, clock, full, millis, percent, seconds, short, size, whole, words } from "./format.js";

const at = (id) => document.getElementById(id);
const state = { webhooks: [], sources: [], failures: [], minutes: { from: new Date().toISOString(), types: [] } };
const hiddenTypes = new Set();
const chart = new MinuteChart(at("chart"));
const vendors = new Map();
let started = false;

const NUMBERS = [
  { name: "Accepted", value: (s) => short(s.accepted), more: (s) => (s.failed > 0 ? `${short(s.failed)} with a wrong signature` : "let in at the door") },
  { name: "Stored", value: (s) => short(s.stored), more: (s) => (s.accepted > 0 ? `${percent(Math.min(1, s.stored / s.accepted))} of accepted` : "kept as they came") },
  { name: "Duplicates", value: (s) => short(s.duplicates), more: () => "recognised, kept once" },
  { name: "Rejected", value: (s) => short(sum(s.rejected)), more: (s) => (sum(s.rejected) > 0 ? words(Object.keys(s.rejected)[0]) : "refused at the door"), alarming: (s) => sum(s.rejected) > 0 },
  { name: "Dead letters", value: (s) => short(s.deadLetters), more: () => "could not be stored", alarming: (s) => s.deadLetters > 0 },
  { name: "Lag p99", value: (s) => millis(s.lag.p99), more: (s) => (s.lag.p50 === null ? "receipt to storage" : `half within ${millis(s.lag.p50)}`) },
];

const sum = (counts) => Object.values(counts).reduce((a, b) => a + b, 0);

function showNumbers(summary) {
  keyed(
    at("numbers"),
    NUMBERS,
    ({ name }) => name,
    ({ name }) => h("div", {}, h("dt", {}, name), h("dd", {}, h("p", { class: "value" }), h("p", { class: "more" }))),
    (place, number) => {
      text(place.querySelector(".value"), number.value(summary));
      text(place.querySelector(".more"), number.more(summary));
      place.classList.toggle("alarming", number.alarming?.(summary) ?? false);
    },
  );
  text(at("since"), `since ${clock(summary.from)}, in your time zone`);
}

function showMinutes() {
  const { types } = state.minutes;
  chart.show(state.minutes, hiddenTypes);
  const names = classes(types.map(({ type }) => type));
  keyed(
    at("legend"),
    types,
    ({ type }) => type,
    ({ type }) =>
      h("button", { type: "button", "aria-pressed": "true", onclick: (event) => toggleType(type, event.currentTarget) }, h("span", {}), words(type), h("b", {})),
    (button, { type, counts }) => {
      button.firstElementChild.className = `swatch ${names.get(type)}`;
      text(button.lastElementChild, short(counts.reduce((a, b) => a + b, 0)));
    },
  );
  if (!at("minutes").hidden) {
    showMinuteTable();
  }
}

function toggleType(type, button) {
  const hide = !hiddenTypes.delete(type);
  if (hide) {
    hiddenTypes.add(type);
  }
  button.setAttribute("aria-pressed", String(!hide));
  chart.show(state.minutes, hiddenTypes);
}

function showMinuteTable() {
  const { from, types } = state.minutes;
  const rows = Array.from({ length: 60 }, (_, i) => 59 - i).map((i) => {
    const counts = types.map(({ counts }) => counts[i]);
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, clock(Date.parse(from) + i * 60_000)),
      ...counts.map((count) => h("td", { class: "right number" }, whole(count))),
      h("td", { class: "right number" }, whole(counts.reduce((a, b) => a + b, 0))),
    );
  });
  const heads = ["Minute", ...types.map(({ type }) => words(type)), "All"];
  at("minutes").replaceChildren(
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, ...heads.map((head, i) => h("th", { scope: "col", class: i > 0 ? "right" : null }, head)))),
      h("tbody", {}, ...rows),
    ),
  );
}

at("as-table").addEventListener("click", ({ currentTarget }) => {
  const table = currentTarget.getAttribute("aria-pressed") !== "true";
  currentTarget.setAttribute("aria-pressed", String(table));
  currentTarget.textContent = table ? "Show as chart" : "Show as table";
  at("minutes").hidden = !table;
  at("chart").hidden = table;
  at("legend").hidden = table;
  showMinutes();
});

function sourceName(id) {
  return state.sources.find((source) => source.id === id)?.name ?? "A deleted source";
}

const vendorName = (provider) => vendors.get(provider)?.name ?? provider;

function webhookRow(webhook) {
  return h(
    "tr",
    { class: started ? "fresh" : null },
    h("td", { class: "nowrap number" }, h("time", { datetime: webhook.receivedAt, title: full(webhook.receivedAt) }, seconds(webhook.receivedAt))),
    h(
      "td",
      {},
      h(
        "div",
        { class: "who" },
        monogram(vendorName(webhook.provider)),
        h("span", {}, h("a", { class: "open", href: `/webhooks/${webhook.id}` }), h("small", {}, vendorName(webhook.provider))),
      ),
    ),
    h("td", { class: "checked" }, verificationBadge(webhook.verification)),
    h("td", { class: "right number" }, h("span", { class: "count" }), h("span", { class: "unit" }), h("span", { class: "again" })),
    h("td", { class: "right number soft nowrap" }, size(webhook.size)),
  );
}

function showWebhooks() {
  keyed(at("webhooks"), state.webhooks, ({ id }) => id, webhookRow, (row, webhook) => {
    text(row.querySelector(".open"), sourceName(webhook.sourceId));
    text(row.querySelector(".count"), whole(webhook.eventCount));
    text(row.querySelector(".unit"), webhook.eventCount === 1 ? " event" : " events");
    text(row.querySelector(".again"), webhook.duplicates > 0 ? `came again ${webhook.duplicates}×` : "");
    if (webhook.redacted && !row.querySelector(".checked .redacted")) {
      row.querySelector(".checked").append(" ", redactedBadge());
    }
  });
  at("webhooks-table").hidden = state.webhooks.length === 0;
  at("no-webhooks").hidden = state.webhooks.length > 0;
}

const KINDS = {
  rejected: ({ reason }) => words(reason),
  dead_letter: ({ reason }) => `Dead letter: ${words(reason)}`,
  failed: () => "Wrong signature, let in",
};

function showFailures() {
  const most = Math.max(1, ...state.failures.map(({ count }) => count));
  keyed(
    at("failures"),
    state.failures,
    ({ kind, reason, sourceId }) => `${kind}/${reason}/${sourceId}`,
    (failure) => h("li", {}, h("strong", {}, KINDS[failure.kind]?.(failure) ?? words(failure.kind)), h("span", { class: "count" }), h("small", {}), h("span", { class: "share", "aria-hidden": "true" }, h("i", {}))),
    (row, failure) => {
      text(row.querySelector(".count"), whole(failure.count));
      text(row.querySelector("small"), `${sourceName(failure.sourceId)} · last ${clock(failure.lastAt)}`);
      row.querySelector("i").style.width = `${Math.max(2, (failure.count / most) * 100)}%`;
    },
  );
  const total = state.failures.reduce((all, { count }) => all + count, 0);
  text(at("failures-total"), total > 0 ? whole(total) : "");
  const calm = at("no-failures");
  calm.hidden = total > 0;
  if (!calm.hidden && !calm.firstChild) {
    calm.append(icon("check"), h("br"), "Nothing failed in the last hour.");
  }
}

function showAllSources() {
  showSources(at("sources"), state.sources, vendors);
  at("no-sources").hidden = state.sources.length > 0;
  const silent = state.sources.length > 0 && state.webhooks.length === 0;
  at("welcome").hidden = !silent;
  if (silent) {
    welcome(at("welcome"), state.sources[0], vendors.get(state.sources[0].provider));
  }
}

function change(parts) {
  Object.assign(state, parts);
  if (parts.summary) {
    showNumbers(parts.summary);
  }
  if (parts.minutes) {
    showMinutes();
  }
  if (parts.webhooks || parts.sources) {
    showWebhooks();
    showAllSources();
  }
  if (parts.failures || parts.sources) {
    showFailures();
  }
  started = true;
}

const STATES = { live: "Live", late: "Delayed", lost: "Reconnecting…", polling: "Every 5 s" };

async function start() {
  const who = await session();
  const sign = bar(who);
  sign.setAttribute("role", "status");
  document.title = `${who.tenants.find(({ current }) => current).name} · Spillway`;
  (await get("/api/v1/providers")).items.forEach((vendor) => vendors.set(vendor.id, vendor));
  follow(change, (name) => {
    sign.dataset.state = name === "polling" ? "late" : name;
    text(sign, STATES[name]);
  });
}

start().catch((failure) => {
  if (failure.status !== 401) {
    at("away").hidden = false;
    setTimeout(() => location.reload(), 5_000);
  }
});

setInterval(() => {
  if (state.sources.length > 0) {
    showSources(at("sources"), state.sources, vendors); // "3 s ago" grows older by itself
  }
}, 5_000);
