// Destinations: where alerts and suppressions are told, for admins.

import { call, get } from "./api.js";
import { copyButton, h, icon, keyed, text } from "./dom.js";
import { ago, words } from "./format.js";

const POLL = 5_000;
const at = (id) => document.getElementById(id);
const form = at("place-form");
const path = (id, what = "") => `/api/v1/destinations/${id}${what}`;
let failed = () => {};

function row(place) {
  return h(
    "li",
    {},
    h("div", { class: "what" }, h("strong", {}), h("span", { class: "about mono" }), h("p", { class: "soft figures", role: "status" })),
    h(
      "span",
      { class: "buttons" },
      h("button", { type: "button", class: "button small test", onclick: () => act("POST", path(place.id, "/test")) }, "Test"),
      place.kind === "email"
        ? h("button", { type: "button", class: "button small ask", onclick: () => act("POST", path(place.id, "/confirmation")) }, "Ask again")
        : h("button", { type: "button", class: "button small bare", onclick: () => rotate(place) }, "New secret"),
      h("button", { type: "button", class: "button small bare toggle" }),
      h("button", { type: "button", class: "button small bare", onclick: () => remove(place) }, "Remove"),
    ),
  );
}

const isAsked = (place) => place.kind === "email" && place.confirmedAt === null && place.unsubscribedAt === null;

/** How the last attempts went, in words. */
function state(place, last) {
  if (place.unsubscribedAt) {
    return `Wants no more, since ${ago(place.unsubscribedAt)}. Nothing is sent there.`;
  }
  if (!place.enabled) {
    return "Switched off; what comes waits for a day.";
  }
  if (place.failures > 0) {
    const next = place.nextAttemptAt && Date.parse(place.nextAttemptAt) > Date.now() ? `; next try in ${Math.ceil((Date.parse(place.nextAttemptAt) - Date.now()) / 60_000)} min` : "";
    return `${place.failures}× in vain: ${words(place.lastError ?? "unknown")}${next}`;
  }
  if (isAsked(place)) {
    return last?.status === "delivered" ? `Asked ${ago(last.finishedAt)}; told nothing before somebody there says yes.` : "Being asked…";
  }
  if (!last) {
    return "Nothing was sent yet.";
  }
  return { delivered: `Last told ${ago(last.finishedAt ?? last.createdAt)}${last.test ? ", a test" : ""}`, waiting: "Being told…", given_up: `Given up ${ago(last.finishedAt ?? last.createdAt)}: ${words(last.error ?? "")}` }[last.status];
}

function update(element, { place, last }) {
  text(element.querySelector("strong"), place.name);
  text(element.querySelector(".about"), `${place.url === null ? place.maskedEmail : new URL(place.url).host} · ${place.topics.join(", ")}`);
  text(element.querySelector(".figures"), state(place, last));
  element.dataset.failing = String(place.failures > 0);
  element.querySelector(".test").hidden = place.kind === "email" && place.confirmedAt === null;
  if (place.kind === "email") {
    element.querySelector(".ask").hidden = !isAsked(place) || last?.status === "waiting";
  }
  const toggle = element.querySelector(".toggle");
  toggle.hidden = place.unsubscribedAt !== null;
  text(toggle, place.enabled ? "Switch off" : "Switch on");
  toggle.onclick = () => act("PATCH", path(place.id), { enabled: !place.enabled });
}

async function load() {
  const { items } = await get("/api/v1/destinations");
  const shown = await Promise.all(items.map(async (place) => ({ place, last: (await get(path(place.id, "/deliveries?limit=1"))).items[0] })));
  keyed(at("places"), shown, ({ place }) => place.id, ({ place }) => row(place), update);
  at("no-places").hidden = items.length > 0;
}

async function act(method, where, body = method === "POST" ? {} : undefined) {
  try {
    await call(method, where, body);
    await load();
  } catch (failure) {
    failed(failure);
  }
}

function remove(place) {
  if (confirm(`Tell “${place.name}” no more?`)) {
    act("DELETE", path(place.id));
  }
}

async function rotate(place) {
  if (!confirm(`Make a new secret for “${place.name}”? The present one is good for another day.`)) {
    return;
  }
  try {
    show((await call("POST", path(place.id, "/rotate"), {})).secret);
  } catch (failure) {
    failed(failure);
  }
}

/** In the page until its button says that it was kept: a key pressed by mistake would lose it for good. */
function show(secret) {
  const dialog = at("secret-dialog");
  text(at("secret"), secret);
  at("secret-copy").replaceChildren(copyButton("Copy", () => secret));
  dialog.returnValue = "";
  dialog.oncancel = (event) => event.preventDefault();
  dialog.onclose = () => {
    if (dialog.returnValue !== "kept") {
      dialog.showModal(); // a browser may close it at a second Escape, whatever it is told
      return;
    }
    text(at("secret"), "");
    at("secret-copy").replaceChildren();
  };
  dialog.showModal();
}

function problem(message) {
  text(at("place-problem"), message);
  at("place-problem").hidden = message === "";
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const data = new FormData(form);
  at("place-go").disabled = true;
  try {
    const isEmail = data.get("kind") === "email";
    const place = isEmail ? { email: data.get("email").trim(), topics: ["alerts"] } : { url: data.get("url").trim(), topics: data.getAll("topics") };
    const made = await call("POST", "/api/v1/destinations", { name: data.get("name"), ...place });
    at("place-dialog").close();
    if (made.secret !== null) {
      show(made.secret);
    }
    await load();
  } catch (failure) {
    const field = failure.fields?.[0];
    problem(field ? `${words(field.field)} ${field.message}` : failure.message);
  } finally {
    at("place-go").disabled = false;
  }
});

/** Asks for what the chosen kind needs. */
function choose() {
  const isEmail = new FormData(form).get("kind") === "email";
  at("place-url-field").hidden = isEmail;
  at("place-email-field").hidden = !isEmail;
  at("place-topics").hidden = isEmail;
  text(at("place-words"), isEmail
    ? "Alerts are mailed there once whoever reads it has said yes to a mail that asks. Suppressions go to a URL only."
    : "An HTTPS URL on the Internet. What is posted there is signed as the Standard Webhooks have it.");
}

at("place-kind").addEventListener("change", choose);
at("place-url").placeholder = "https://example.com/hook";
at("place-email").placeholder = "oncall@example.com";
at("add-place").prepend(icon("plus"));
at("add-place").addEventListener("click", () => {
  form.reset();
  choose();
  problem("");
  at("place-dialog").showModal();
});
at("place-cancel").addEventListener("click", () => at("place-dialog").close());

/** Shows the card and keeps it up to date. */
export async function startPlaces(onFailure) {
  failed = onFailure;
  at("places-card").hidden = false;
  const { items: kinds } = await get("/api/v1/destinations/kinds");
  at("place-kind").hidden = !kinds.includes("email");
  await load();
  const look = () => (document.hidden ? Promise.resolve() : load()).catch(() => {}).finally(() => setTimeout(look, POLL));
  setTimeout(look, POLL);
}
