// One webhook: what came, exactly, and what was found in it.

import { call, get, session } from "./api.js";
import { redactedBadge, verificationBadge } from "./badges.js";
import { bar } from "./bar.js";
import { showBody } from "./body.js";
import { h, text } from "./dom.js";
import { full, millis, money, size, whole, words } from "./format.js";

const at = (id) => document.getElementById(id);
const id = location.pathname.split("/").at(-1);
const POLL = 500;

function facts(webhook, source, vendor) {
  const pairs = [
    ["Source", source?.name ?? "A deleted source"],
    ["Provider", vendor?.name ?? webhook.provider],
    ["Received", full(webhook.receivedAt)],
    ["Stored", `${millis(Date.parse(webhook.storedAt) - Date.parse(webhook.receivedAt))} later`],
    ["Request", `${webhook.method} ${webhook.path || "/"}${webhook.query ? `?${webhook.query}` : ""}`],
    ["Body", `${size(webhook.size)}, ${webhook.contentType ?? "of no stated type"}`],
    ["Understood", { normalised: "yes", unknown: "no: nobody here knows what it means", unparsable: "no: it cannot be read" }[webhook.outcome]],
    ["Event key", webhook.eventKey ?? "none"],
    ["Repetitions", repetitions(webhook.duplicates)],
  ];
  at("facts").replaceChildren(...pairs.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
  at("facts").append(h("div", {}, h("dt", {}, "Id"), h("dd", { class: "mono" }, webhook.id)));
}

function repetitions(count) {
  if (count === 0) {
    return "none";
  }
  return count === 1 ? "came once more" : `came ${whole(count)} more times`;
}

function headers(lines) {
  at("headers").append(...lines.map(({ name, value }) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

function details(event) {
  return [event.amount === null || event.currency === null ? null : money(event.amount, event.currency), event.rejectReason && words(event.rejectReason), event.description, event.url, event.machine ? "by a machine" : null]
    .filter(Boolean)
    .join(" · ");
}

function say(message, bad = false) {
  text(at("replayed"), message);
  at("replayed").classList.toggle("bad", bad);
  at("replayed").hidden = false;
}

/** Has it normalised again, waits for the worker and shows what is found in it then. */
async function again(webhook) {
  at("again").disabled = true;
  say("Waiting for its turn…");
  try {
    const { jobId } = await call("POST", `/api/v1/webhooks/${webhook.id}/replay`, {});
    let job = await get(`/api/v1/jobs/${jobId}`);
    while (job.finishedAt === null) {
      await new Promise((resolve) => { setTimeout(resolve, POLL); });
      job = await get(`/api/v1/jobs/${jobId}`);
    }
    if (job.status !== "done" || job.failed > 0) {
      say(`It could not be normalised again${job.error ? `: ${words(job.error)}` : ""}. It is as it was.`, true);
      return;
    }
    say(job.done > 0 ? "Normalised again: what is found in it has changed." : "Normalised again: nothing has changed.");
    await content(webhook.id);
  } catch (failure) {
    say(failure.message, true);
  } finally {
    at("again").disabled = false;
  }
}

/** The list begins with what happened last, and the page tells from the beginning. */
function events({ items, next }, all) {
  at("events").replaceChildren(
    ...items.toReversed().map((event) =>
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
  text(at("events-count"), next === null ? "" : `the latest ${whole(items.length)} of ${whole(all)}`);
}

/** What another normalising may change. */
async function content(stored) {
  const webhook = await get(`/api/v1/webhooks/${stored}`);
  const [source, found, vendors] = await Promise.all([
    get(`/api/v1/sources/${webhook.sourceId}`).catch(() => null),
    get(`/api/v1/events?webhook=${webhook.id}&limit=100`),
    get("/api/v1/providers"),
  ]);
  text(at("title"), source?.name ?? "Webhook");
  facts(webhook, source, vendors.items.find((vendor) => vendor.id === webhook.provider));
  events(found, webhook.eventCount);
  return webhook;
}

async function show() {
  const who = await session();
  bar(who);
  const webhook = await content(id);
  if (webhook.id !== id) {
    history.replaceState(null, "", `/webhooks/${webhook.id}`); // a repetition's id leads to the stored one
  }
  at("verification").append(verificationBadge(webhook.verification));
  if (webhook.redacted) {
    at("verification").append(" ", redactedBadge());
    text(at("original"), webhook.originalHash);
    at("redacted").hidden = false;
  }
  headers(webhook.headers);
  at("again").hidden = who.tenants.find(({ current }) => current).suspended;
  at("again").addEventListener("click", () => again(webhook));
  at("content").hidden = false;
  await showBody(at("body"), at("body-tools"), `/api/v1/webhooks/${webhook.id}/body`);
}

try {
  await show();
} catch (failure) {
  text(at("problem"), failure.status === 404 ? "There is no such webhook. It may have expired." : failure.message);
  at("problem").hidden = false;
}
