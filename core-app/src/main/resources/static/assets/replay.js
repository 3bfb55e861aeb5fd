// Replay: what is to be gone through again, counted by a dry run first, and how far it is.

import { call, get, session } from "./api.js";
import { bar } from "./bar.js";
import { h, text } from "./dom.js";
import { whole, words } from "./format.js";
import { followJobs } from "./jobs.js";

const PATH = "/api/v1/webhooks/replay";
const at = (id) => document.getElementById(id);
const form = at("replay");
const dialog = at("dialog");
let look = () => {};
let asked = 0;

const KINDS = {
  events: {
    title: (count) => `Normalise ${count} again?`,
    items: (count) => (count === 1 ? "webhook" : "webhooks"),
    words: "Events that are still found keep their ids. What is found anew is counted, what is found no more is counted no more, and no event counts twice.",
    go: "Normalise again",
    none: "No stored webhook matches.",
  },
  rollups: {
    title: (count) => `Count ${count} again?`,
    items: (count) => (count === 1 ? "hour" : "hours"),
    words: "Each hour is counted beside what comes meanwhile. Readers see the former counts until the new ones are whole.",
    go: "Count again",
    none: "No hour matches.",
  },
};

/** What the form says, as the API takes it. */
function wanted() {
  const { rebuild, source, outcome, from, to } = Object.fromEntries(new FormData(form));
  const instant = (local) => (local ? new Date(local).toISOString() : "");
  const filter = { source, outcome: rebuild === "events" ? outcome : "", from: instant(from), to: instant(to) };
  return { rebuild, filter: Object.fromEntries(Object.entries(filter).filter(([, value]) => value)) };
}

function problem(message) {
  text(at("dialog-problem"), message);
  at("dialog-problem").hidden = message === "";
}

/** A problem's detail, or what is wrong with its fields. */
function explained({ message, fields = [] }) {
  const wrong = fields.map(({ field, message: told }) => `${words(field.split(".").at(-1))} ${told}.`);
  return wrong.length > 0 ? wrong.join(" ") : message;
}

async function ask(choice) {
  const question = ++asked;
  const kind = KINDS[choice.rebuild];
  text(at("dialog-title"), kind.title("…"));
  text(at("dialog-words"), kind.words);
  text(at("go"), kind.go);
  at("go").disabled = true;
  at("counts").replaceChildren();
  problem("");
  dialog.showModal();
  at("confirm").onsubmit = (event) => {
    event.preventDefault();
    send(choice);
  };
  try {
    const { matched, more, byOutcome } = await call("POST", PATH, { ...choice, dryRun: true });
    if (question !== asked) {
      return; // another one was asked meanwhile
    }
    text(at("dialog-title"), kind.title(`${more ? "more than " : ""}${whole(more ? matched - 1 : matched)} ${kind.items(matched)}`));
    at("counts").append(...Object.entries(byOutcome).map(([outcome, count]) => h("li", {}, h("span", {}, words(outcome)), h("b", {}, whole(count)))));
    at("go").disabled = matched === 0;
    if (matched === 0) {
      problem(kind.none);
    }
  } catch (failure) {
    if (question === asked) {
      problem(explained(failure));
    }
  }
}

async function send(choice) {
  at("go").disabled = true;
  try {
    await call("POST", PATH, choice);
    dialog.close();
    look();
  } catch (failure) {
    problem(explained(failure));
    at("go").disabled = false;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(wanted());
});
form.addEventListener("change", () => {
  at("outcome").hidden = form.elements.rebuild.value === "rollups";
});
at("cancel").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());

async function start() {
  const who = await session();
  bar(who);
  at("count").disabled = who.tenants.find(({ current }) => current).suspended;
  const own = await get("/api/v1/sources?limit=500");
  own.items.forEach((source) => at("source").append(h("option", { value: source.id }, source.name)));
  look = followJobs(at("jobs-card"), at("jobs"), ["webhook_replay", "rollup_rebuild"], () => {});
}

start().catch((failure) => {
  if (failure.status !== 401) {
    text(at("problem"), failure.status === undefined ? "The server cannot be reached. Is your connection up?" : failure.message);
    at("problem").hidden = false;
  }
});
