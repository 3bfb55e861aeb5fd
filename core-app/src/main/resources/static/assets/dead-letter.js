// One dead letter: what died, of what, and what has become of it.

import { get, session } from "./api.js";
import { fateBadge } from "./badges.js";
import { bar } from "./bar.js";
import { showBody } from "./body.js";
import { h, text } from "./dom.js";
import { full, size, words } from "./format.js";

const at = (id) => document.getElementById(id);
const id = location.pathname.split("/").at(-1);

function fact(name, value, properties = {}) {
  return value === null || value === undefined ? null : h("div", {}, h("dt", {}, name), h("dd", properties, value));
}

function facts({ webhook, ...letter }, source, vendor) {
  at("facts").append(
    ...[
      fact("Reason", words(letter.reason)),
      fact("Error", letter.errorClass, { class: "mono" }),
      fact("Died", full(letter.deadAt)),
      fact("Received", letter.receivedAt && full(letter.receivedAt)),
      fact("Source", letter.sourceId && (source?.name ?? "A deleted source")),
      fact("Provider", webhook && (vendor?.name ?? webhook.provider)),
      fact("Request", webhook && `${webhook.method} ${webhook.path || "/"}${webhook.query ? `?${webhook.query}` : ""}`),
      fact("Body", webhook && `${size(webhook.size)}, ${webhook.contentType ?? "of no stated type"}`),
      fact("Signature", webhook && words(webhook.verification)),
      fact("Event key", webhook?.eventKey),
      fact("Replays that failed", letter.failedReplays || null),
      fact(letter.status === "discarded" ? "Discarded" : "Replayed", letter.settledAt && full(letter.settledAt)),
      fact("Discarded because", letter.discardReason),
      fact("Webhook", stored(letter), { class: "mono" }),
    ].filter(Boolean),
  );
}

/** The webhook's id, which leads to it once it is stored. */
function stored({ status, webhookId }) {
  return status === "replayed" && webhookId ? h("a", { href: `/webhooks/${webhookId}` }, webhookId) : webhookId;
}

async function show() {
  bar(await session());
  const letter = await get(`/api/v1/dead-letters/${id}`);
  const [source, vendors] = await Promise.all([
    letter.sourceId ? get(`/api/v1/sources/${letter.sourceId}`).catch(() => null) : null,
    get("/api/v1/providers"),
  ]);
  text(at("title"), words(letter.reason));
  at("status").append(fateBadge(letter.status));
  facts(letter, source, vendors.items.find((vendor) => vendor.id === letter.webhook?.provider));
  at("content").hidden = false;
  at("unreadable").hidden = Boolean(letter.webhook);
  at("webhook").hidden = !letter.webhook;
  if (letter.webhook) {
    at("headers").append(...letter.webhook.headers.map(({ name, value }) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
    await showBody(at("body"), at("body-tools"), `/api/v1/dead-letters/${letter.id}/body`);
  }
}

try {
  await show();
} catch (failure) {
  text(at("problem"), failure.status === 404 ? "There is no such dead letter." : failure.message);
  at("problem").hidden = false;
}
