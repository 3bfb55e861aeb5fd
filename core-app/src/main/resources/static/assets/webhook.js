// One webhook: what came, exactly, and what was found in it.

import { get, session } from "./api.js";
import { verificationBadge } from "./badges.js";
import { bar } from "./bar.js";
import { showBody } from "./body.js";
import { h, text } from "./dom.js";
import { full, millis, money, size, words } from "./format.js";

const at = (id) => document.getElementById(id);
const id = location.pathname.split("/").at(-1);

function facts(webhook, source, vendor) {
  const pairs = [
    ["Source", source?.name ?? "A deleted source"],
    ["Provider", vendor?.name ?? webhook.provider],
    ["Received", full(webhook.receivedAt)],
    ["Stored", `${millis(Date.parse(webhook.storedAt) - Date.parse(webhook.receivedAt))} later`],
    ["Request", `${webhook.method} ${webhook.path || "/"}${webhook.query ? `?${webhook.query}` : ""}`],
    ["Body", `${size(webhook.size)}, ${webhook.contentType ?? "of no stated type"}`],
    ["Event key", webhook.eventKey ?? "none"],
    ["Repetitions", webhook.duplicates === 0 ? "none" : `came ${webhook.duplicates} more times`],
  ];
  at("facts").append(...pairs.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
  at("facts").append(h("div", {}, h("dt", {}, "Id"), h("dd", { class: "mono" }, webhook.id)));
}

function headers(lines) {
  at("headers").append(...lines.map(({ name, value }) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

function details(event) {
  return [event.amount === null || event.currency === null ? null : money(event.amount, event.currency), event.rejectReason && words(event.rejectReason), event.description, event.url, event.machine ? "by a machine" : null]
    .filter(Boolean)
    .join(" · ");
}

function events(items, all) {
  at("events").append(
    ...items.map((event) =>
      h(
        "tr",
        {},
        h("td", {}, h("span", { class: "badge" }, words(event.type))),
        h("td", { class: "nowrap number" }, full(event.occurredAt)),
        h("td", {}, event.recipient?.masked ?? ""),
        h("td", {}, event.campaign ?? ""),
        h("td", { class: "soft" }, details(event)),
      )),
  );
  at("events-table").hidden = items.length === 0;
  at("no-events").hidden = items.length > 0;
  text(at("events-count"), items.length < all ? `the first ${items.length} of ${all}` : "");
}

async function show() {
  bar(await session());
  const webhook = await get(`/api/v1/webhooks/${id}`);
  if (webhook.id !== id) {
    history.replaceState(null, "", `/webhooks/${webhook.id}`); // a repetition's id leads to the stored one
  }
  const [source, found, vendors] = await Promise.all([
    get(`/api/v1/sources/${webhook.sourceId}`).catch(() => null),
    get(`/api/v1/events?webhook=${webhook.id}&limit=100`),
    get("/api/v1/providers"),
  ]);
  text(at("title"), source?.name ?? "Webhook");
  at("verification").append(verificationBadge(webhook.verification));
  facts(webhook, source, vendors.items.find((vendor) => vendor.id === webhook.provider));
  headers(webhook.headers);
  events(found.items.toReversed(), webhook.eventCount);
  at("content").hidden = false;
  await showBody(at("body"), at("body-tools"), `/api/v1/webhooks/${webhook.id}/body`);
}

try {
  await show();
} catch (failure) {
  text(at("problem"), failure.status === 404 ? "There is no such webhook. It may have expired." : failure.message);
  at("problem").hidden = false;
}
