// One campaign: how far it got people.

import { get, session, toLogin } from "./api.js";
import { bar } from "./bar.js";
import { h, keyed, text } from "./dom.js";
import { HourChart } from "./hours.js";
import { dated, full, money, percent, seconds, whole, words } from "./format.js";

const DAY = 86_400_000;
const SPANS = [["Whole life", null], ["Last 24 hours", DAY], ["Last 7 days", 7 * DAY], ["Last 31 days", 31 * DAY - 3_600_000]];
const RATES = [
  ["delivery", "Delivery", "delivered of sent"],
  ["open", "Open", "opened of delivered"],
  ["click", "Click", "clicked of delivered"],
  ["clickToOpen", "Click to open", "clicked of opened"],
  ["conversion", "Conversion", "converted of delivered"],
];
const at = (id) => document.getElementById(id);
const id = location.pathname.split("/").at(-1);
const chart = new HourChart(at("chart"));
let span = null;
let asked = 0;

function step({ stage }) {
  return h(
    "li",
    {},
    h("span", { class: "stage" }, h("span", { class: `swatch c-${stage}` }), words(stage)),
    h("span", { class: "people number" }),
    h("span", { class: "track", "aria-hidden": "true" }, h("i", { class: `c-${stage}` })),
    h("span", { class: "events soft" }),
  );
}

function showFunnel({ stages }) {
  const most = Math.max(1, ...stages.map(({ people }) => people));
  keyed(at("funnel"), stages, ({ stage }) => stage, step, (row, { people, events, machine }) => {
    text(row.querySelector(".people"), whole(people));
    row.querySelector("i").style.width = `${people > 0 ? Math.max(0.6, (people / most) * 100) : 0}%`;
    text(row.querySelector(".events"), eventsOf(people, events, machine));
  });
}

function eventsOf(people, events, machine) {
  const own = events === 0 && people > 0 ? "known from later stages" : `${whole(events)} ${events === 1 ? "event" : "events"}`;
  return machine.events > 0 ? `${own} · machines, counted apart: ${whole(machine.people)} people, ${whole(machine.events)} events` : own;
}

function showFine({ asOf, peopleError, stages }) {
  const large = stages.some(({ people }) => people > 1_000);
  const error = large ? ` Large numbers are estimates, right within ${percent(peopleError).replace(" ", "\u00a0")} in 19 of 20 cases.` : "";
  text(at("fine"), `Unique people, as of ${seconds(asOf)}. A stage includes whoever must have been through it.${error}`);
}

function showRates({ rates }) {
  keyed(
    at("rates"),
    RATES,
    ([name]) => name,
    ([, label, more]) => h("div", {}, h("dt", {}, label), h("dd", {}, h("p", { class: "value" }), h("p", { class: "more" }, more))),
    (place, [name]) => text(place.querySelector(".value"), percent(rates[name])),
  );
}

const SUMS = ["orders", "payments", "refunds"];

function showMoney({ money: takings }) {
  at("money-card").hidden = takings.length === 0;
  keyed(
    at("money"),
    takings,
    ({ currency }) => currency,
    ({ currency }) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, currency),
        ...SUMS.map((sum) => h("td", { class: "right number", "data-sum": sum }, h("span", {}), h("small", {}))),
        h("td", { class: "right number revenue" }),
      ),
    (row, { currency, revenue, ...sums }) => {
      for (const sum of SUMS) {
        const { count, amount } = sums[sum];
        const cell = row.querySelector(`[data-sum=${sum}]`);
        text(cell.firstElementChild, count > 0 ? money(amount, currency) : "–");
        text(cell.lastElementChild, count > 0 ? whole(count) : "");
      }
      text(row.querySelector(".revenue"), money(revenue, currency));
    },
  );
}

function showOthers({ otherEvents }) {
  const others = Object.entries(otherEvents);
  at("others-card").hidden = others.length === 0;
  keyed(
    at("others"),
    others,
    ([type]) => type,
    ([type]) => h("div", {}, h("dt", {}, words(type)), h("dd", { class: "number" })),
    (place, [, count]) => text(place.lastElementChild, whole(count)),
  );
}

function showKey(lines) {
  keyed(
    at("key"),
    lines,
    ({ stage }) => stage,
    ({ stage }) => h("li", {}, h("span", { class: `swatch c-${stage}` }), words(stage)),
    () => {},
  );
}

function showTable(lines) {
  const hours = [...new Set(lines.flatMap(({ points }) => points.map(([hour]) => hour)))].sort().reverse();
  const counts = lines.map(({ points }) => new Map(points.map(([hour, people]) => [hour, people])));
  const rows = hours.map((hour) =>
    h("tr", {}, h("th", { scope: "row", title: full(hour) }, dated(hour)), ...counts.map((line) => h("td", { class: "right number" }, whole(line.get(hour) ?? 0)))));
  const heads = ["Hour", ...lines.map(({ stage }) => words(stage))];
  at("hours").replaceChildren(
    h("table", {}, h("thead", {}, h("tr", {}, ...heads.map((head, i) => h("th", { scope: "col", class: i > 0 ? "right" : null }, head)))), h("tbody", {}, ...rows)),
  );
}

function show(funnel) {
  const lines = funnel.series.lines.filter(({ machine, points }) => !machine && points.some(([, people]) => people > 0));
  text(at("title"), funnel.name);
  document.title = `${funnel.name} · Spillway`;
  text(at("life"), `${dated(funnel.firstSeenAt)} – ${dated(funnel.lastSeenAt)}`);
  at("life").title = `From the first event, ${full(funnel.firstSeenAt)}, to the last, ${full(funnel.lastSeenAt)}`;
  showFunnel(funnel);
  showFine(funnel);
  showRates(funnel);
  showMoney(funnel);
  showOthers(funnel);
  showKey(lines);
  showTable(lines);
  at("content").hidden = false;
  chart.show(funnel.series.from, funnel.series.to, lines);
}

async function read() {
  const question = ++asked;
  const from = span === null ? "" : `?from=${new Date(Date.now() - span).toISOString()}`;
  try {
    const funnel = await get(`/api/v1/campaigns/${id}${from}`);
    if (question === asked) {
      at("problem").hidden = true;
      show(funnel);
    }
  } catch (failure) {
    if (failure.status === 401) {
      toLogin();
    }
    text(at("problem"), failure.status === 404 ? "There is no such campaign." : failure.message);
    at("problem").hidden = false;
  }
}

function choose(length, button) {
  span = length;
  for (const each of at("spans").children) {
    each.setAttribute("aria-pressed", String(each === button));
  }
  read();
}

at("spans").append(
  ...SPANS.map(([name, length]) =>
    h("button", { type: "button", class: "button small bare", "aria-pressed": String(length === null), onclick: (event) => choose(length, event.currentTarget) }, name)),
);
at("as-table").addEventListener("click", ({ currentTarget }) => {
  const table = currentTarget.getAttribute("aria-pressed") !== "true";
  currentTarget.setAttribute("aria-pressed", String(table));
  currentTarget.textContent = table ? "Show as chart" : "Show as table";
  at("hours").hidden = !table;
  at("chart").hidden = table;
  at("key").hidden = table;
});

bar(await session());
await read();
setInterval(() => document.visibilityState === "visible" && read(), 15_000);
