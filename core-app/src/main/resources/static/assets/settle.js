// The dialog before a replay or a discard: what it would be about, counted by a dry run, and the way back.

import { call } from "./api.js";
import { h, text } from "./dom.js";
import { whole, words } from "./format.js";

const at = (id) => document.getElementById(id);
const dialog = at("dialog");

const KINDS = {
  replay: {
    title: (letters) => `Replay ${letters}?`,
    words: "What can be stored now is stored, once. What fails again stays dead, for the reason it has then.",
    go: "Replay",
  },
  discard: {
    title: (letters) => `Discard ${letters}?`,
    words: "They stay in the list of discarded ones and in the counts, and cannot be replayed any more.",
    go: "Discard",
  },
};

const letters = (count) => `${whole(count)} ${count === 1 ? "letter" : "letters"}`;

function problem(message) {
  text(at("dialog-problem"), message);
  at("dialog-problem").hidden = message === "";
}

function reasonMissing(missing) {
  text(at("because-error"), missing ? "Say why: it is kept with the letters." : "");
  at("because").toggleAttribute("aria-invalid", missing);
  if (missing) {
    at("because").focus();
  }
}

/**
 * Asks, and has it done.
 *
 * @param kind "replay" or "discard"
 * @param choice ids or filter, as the API takes them
 * @param done called once the job is there
 */
export async function settle(kind, choice, done) {
  const { title, words: explanation, go } = KINDS[kind];
  text(at("dialog-title"), title("…"));
  text(at("dialog-words"), explanation);
  text(at("go"), go);
  at("go").disabled = true;
  at("go").classList.toggle("danger", kind === "discard");
  at("counts").replaceChildren();
  at("reason-field").hidden = kind !== "discard";
  at("because").value = "";
  reasonMissing(false);
  problem("");
  dialog.returnValue = "";
  dialog.showModal();
  const path = `/api/v1/dead-letters/${kind}`;
  at("confirm").onsubmit = (event) => {
    event.preventDefault();
    send(kind, path, choice, done);
  };
  try {
    const { matched, byReason } = await call("POST", path, { ...choice, dryRun: true });
    text(at("dialog-title"), title(letters(matched)));
    at("counts").append(...Object.entries(byReason).map(([reason, count]) => h("li", {}, h("span", {}, words(reason)), h("b", {}, whole(count)))));
    at("go").disabled = matched === 0;
    if (matched === 0) {
      problem("None of them is dead any more.");
    }
  } catch (failure) {
    problem(failure.message);
  }
}

async function send(kind, path, choice, done) {
  const because = at("because").value.trim();
  if (kind === "discard" && because === "") {
    reasonMissing(true);
    return;
  }
  at("go").disabled = true;
  try {
    await call("POST", path, kind === "discard" ? { ...choice, reason: because } : choice);
    dialog.close();
    done();
  } catch (failure) {
    problem(failure.message);
    at("go").disabled = false;
  }
}

at("cancel").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
