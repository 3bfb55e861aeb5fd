// The list of sources, and what to do before the first webhook.

import { monogram, sourceBadges } from "./badges.js";
import { copyButton, h, keyed, text } from "./dom.js";
import { ago, full, percent, short } from "./format.js";

function curl({ ingestUrl }) {
  return `curl -X POST ${ingestUrl} \\\n  -H 'Content-Type: application/json' \\\n  -d '{"hello": "spillway"}'`;
}

function refusal({ mode }) {
  return mode === "enforce"
    ? "This source demands signatures, so an unsigned request is refused with 401 and shows under Failures: a quick way to see that the line is up."
    : "This source lets unsigned requests in, so it shows under Last webhooks within a second.";
}

function url(source) {
  return h("div", { class: "url" }, h("code", { title: source.ingestUrl }, source.ingestUrl), copyButton("Copy URL", () => source.ingestUrl));
}

function command(source) {
  return h("div", { class: "command" }, h("pre", { tabindex: "0", "aria-label": "A request to try" }, curl(source)), copyButton("Copy", () => curl(source)));
}

function figure(name, value) {
  return h("div", {}, h("dt", {}, name), h("dd", { "data-figure": name }, value));
}

function create(source, vendor) {
  const steps = vendor?.setup ?? [];
  return h(
    "li",
    {},
    h(
      "div",
      { class: "source" },
      h("div", { class: "who" }, monogram(vendor?.name ?? source.provider), h("span", {}, h("strong", {}, source.name), h("small", {}, vendor?.name ?? source.provider))),
      h("div", { class: "states" }),
      h("dl", {}, figure("Accepted", ""), figure("Refused", ""), figure("Pass", ""), figure("Last", "")),
      url(source),
    ),
    h(
      "details",
      { class: "try" },
      h("summary", {}, steps.length > 0 ? "Set up and try" : "Try it"),
      steps.length > 0 ? h("ol", {}, ...steps.map((step) => h("li", {}, step.replaceAll("{{ingestUrl}}", source.ingestUrl)))) : null,
      command(source),
      h("p", {}, refusal(source)),
    ),
  );
}

function update(row, { stats, ...source }) {
  const figures = {
    Accepted: short(stats.accepted),
    Refused: short(stats.rejected),
    Pass: percent(stats.passRate),
    Last: stats.lastWebhookAt ? ago(stats.lastWebhookAt) : "never",
  };
  for (const [name, value] of Object.entries(figures)) {
    text(row.querySelector(`[data-figure="${name}"]`), value);
  }
  row.querySelector("[data-figure=Last]").title = stats.lastWebhookAt ? full(stats.lastWebhookAt) : "";
  row.querySelector(".states").replaceChildren(...sourceBadges(source));
}

/** Brings the list up to date. */
export function showSources(list, sources, vendors) {
  keyed(list, sources, ({ id }) => id, (source) => create(source, vendors.get(source.provider)), update);
}

/** What to do with the first source. */
export function welcome(place, source, vendor) {
  if (place.dataset.source === source.id) {
    return; // it is there, and may be in use
  }
  place.dataset.source = source.id;
  place.replaceChildren(
    h("h2", { id: "welcome-title" }, "No webhooks yet. Here is your URL."),
    h("p", {}, `Give it to ${vendor?.name ?? source.provider}, and what it sends shows up on this page within a second.`),
    h(
      "ol",
      {},
      h("li", {}, h("b", {}, "1"), h("div", {}, h("strong", {}, `The ingest URL of “${source.name}”`), url(source))),
      h("li", {}, h("b", {}, "2"), h("div", {}, h("strong", {}, "Knock from your terminal"), command(source), h("p", {}, refusal(source)))),
    ),
  );
}
