// Recipients: what is kept of one person, an export of it, and the way out of it. Nothing typed here goes into a URL.

import { call, get, session } from "./api.js";
import { bar } from "./bar.js";
import { h, keyed, text } from "./dom.js";
import { submitting } from "./form.js";
import { ago, full, size, whole } from "./format.js";
import { followJobs } from "./jobs.js";

const at = (id) => document.getElementById(id);
let recipient = "";
let look = () => {};

function failed(failure) {
  const words = failure.status === undefined ? "The server cannot be reached. Is your connection up?" : failure.message;
  text(at("problem"), failure.status === 403 ? "Only admins may look for people." : words);
  at("problem").hidden = false;
  at("find-card").hidden = failure.status === 403;
}

function count(name, value) {
  return h("li", {}, h("span", {}, name), h("b", {}, value));
}

function show({ recipient: found, holding }) {
  text(at("masked"), found.masked);
  text(at("erased"), holding.erasedAt ? `Erased from what was received until ${full(holding.erasedAt)}.` : "");
  at("erased").hidden = !holding.erasedAt;
  at("holding").replaceChildren(
    count("Events", whole(holding.events)),
    count("Webhooks they came with", whole(holding.webhooks)),
    count("First", holding.firstAt ? ago(holding.firstAt) : "–"),
    count("Last", holding.lastAt ? ago(holding.lastAt) : "–"),
    count("To be searched: webhooks, about", whole(holding.search.webhooks)),
    count("To be searched: dead letters", whole(holding.search.deadLetters)),
    count("To be searched: refused requests that are held", whole(holding.search.heldRequests)),
  );
  at("found").hidden = false;
}

/** What was asked for goes on by itself: what was found is out of date from then on. */
function asked(words) {
  text(at("asked"), `${words} ${at("masked").textContent}: asked for. It goes on when you leave this page.`);
  at("asked").hidden = false;
  look();
}

submitting(at("find"), async (wanted) => {
  at("found").hidden = true;
  at("asked").hidden = true;
  recipient = wanted.recipient;
  show(await call("POST", "/api/v1/recipients/search", { recipient }));
});

submitting(at("confirmation"), async ({ confirm }) => {
  await call("POST", "/api/v1/recipients/erase", { recipient, confirm });
  at("dialog").close();
  at("found").hidden = true;
  at("find").reset();
  asked("Erasure of");
  at("recipient").focus();
});

at("erase").addEventListener("click", () => {
  at("confirmation").reset();
  text(at("whom"), at("masked").textContent);
  at("dialog").showModal();
});
at("cancel").addEventListener("click", () => at("dialog").close());

at("export").addEventListener("click", async () => {
  at("problem").hidden = true;
  at("export").disabled = true;
  try {
    await call("POST", "/api/v1/recipients/export", { recipient });
    asked("Export of");
  } catch (failure) {
    failed(failure);
  } finally {
    at("export").disabled = false;
  }
});

function entry(item) {
  return h(
    "li",
    {},
    h("span", { class: "mono soft", title: item.recipientHash }, `${item.recipientHash.slice(0, 16)}…`),
    h("span", { class: "number" }, size(item.bytes)),
    h("time", { datetime: item.createdAt, title: full(item.createdAt) }, ago(item.createdAt)),
    item.complete
      ? h("a", { class: "button small", href: `/api/v1/recipients/exports/${item.id}`, download: "" }, "Download")
      : h("span", { class: "badge" }, "Being written"),
  );
}

async function exports() {
  const { items } = await get("/api/v1/recipients/exports");
  keyed(at("exports"), items, ({ id, complete, bytes }) => `${id}${complete}${bytes}`, entry, () => {});
  at("exports-card").hidden = items.length === 0;
}

async function start() {
  bar(await session());
  await exports();
  look = followJobs(at("jobs-card"), at("jobs"), ["recipient_export", "recipient_erasure"], () => exports().catch(failed));
}

start().catch((failure) => failure.status === 401 || failed(failure));
