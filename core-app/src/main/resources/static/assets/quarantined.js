// One refused request: which it was, why, and what can be done. What it held is sealed, for everybody.

import { get, session } from "./api.js";
import { heldBadge } from "./badges.js";
import { bar } from "./bar.js";
import { h, text } from "./dom.js";
import { full, size, words } from "./format.js";
import { actions } from "./held.js";
import { followJobs } from "./jobs.js";
import { settle } from "./settle.js";

const at = (id) => document.getElementById(id);
const id = location.pathname.split("/").at(-1);
let mayMend = false;

const ADVICE = {
  signature_invalid: "The signature does not fit the source’s secret. If the vendor signs with another one, correct it there or here, then release.",
  signature_missing: "There was no signature where the source looks for one. Is the vendor set to sign, and is the source set to the vendor’s scheme?",
  credentials_invalid: "User, password or token are not the source’s. If the vendor has other ones, correct them there or here, then release.",
  timestamp_outside_tolerance: "It was signed long before it came, as a delayed webhook is and as one that somebody kept and sent again is. Released from here, its age is not looked at.",
  address_not_allowed: "It came from an address that the source’s list does not hold. If the vendor sends from there, add it to the list, then release.",
};

const OUTCOME = {
  released: "It was judged genuine and is a webhook now.",
  discarded: "It was given up, and what it held is deleted.",
  refused: "What was kept of it does not open, so it cannot be released.",
};

function fact(name, value, properties = {}) {
  return h("div", {}, h("dt", {}, name), h("dd", properties, value));
}

function showFacts(request, source, vendor) {
  at("facts").replaceChildren(
    fact("Refused because", words(request.reason)),
    fact("Received", full(request.receivedAt)),
    fact("Source", source?.name ?? "A deleted source"),
    fact("Provider", vendor?.name ?? source?.provider ?? "unknown"),
    fact("Request", `${request.method}, ${size(request.size)}`),
    request.status === "held" ? fact("Kept until", full(request.expiresAt)) : fact(words(request.status), full(request.changedAt)),
    fact(
      request.status === "released" ? "Webhook" : "Id",
      request.status === "released" ? h("a", { href: `/webhooks/${request.id}` }, request.id) : request.id,
      { class: "mono" },
    ),
  );
}

async function show() {
  const request = await get(`/api/v1/quarantine/${id}`);
  const [source, vendors] = await Promise.all([get(`/api/v1/sources/${request.sourceId}`).catch(() => null), get("/api/v1/providers")]);
  const held = request.status === "held";
  text(at("title"), words(request.reason));
  document.title = `${words(request.reason)} · Spillway`;
  at("status").replaceChildren(heldBadge(request.status));
  showFacts(request, source, vendors.items.find(({ id: provider }) => provider === source?.provider));
  text(at("advice"), held ? (ADVICE[request.reason] ?? "") : OUTCOME[request.status]);
  at("actions").hidden = !held || !mayMend;
  at("content").hidden = false;
}

function failed(failure) {
  text(at("problem"), failure.status === 404 ? "There is no such request, or its time is over." : failure.message);
  at("problem").hidden = false;
}

async function start() {
  const who = await session();
  bar(who);
  mayMend = !who.tenants.find(({ current }) => current).suspended;
  await show();
  const look = followJobs(at("jobs-card"), at("jobs"), ["quarantine_release", "quarantine_discard"], () => show().catch(failed));
  for (const [name, action] of Object.entries(actions)) {
    at(name).addEventListener("click", () => settle(action, { ids: [id] }, look));
  }
}

start().catch((failure) => failure.status === 401 || failed(failure));
