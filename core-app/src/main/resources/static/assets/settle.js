// The dialog before something is done about many: what it would be about, counted by a dry run, and the way back.

import { call } from "./api.js";
import { h, text } from "./dom.js";
import { whole, words } from "./format.js";

const at = (id) => document.getElementById(id);

const dialog = h(
  "dialog",
  { class: "dialog", id: "dialog", "aria-labelledby": "dialog-title" },
  h(
    "form",
    { method: "dialog", id: "confirm" },
    h("h2", { id: "dialog-title" }),
    h("p", { class: "soft", id: "dialog-words" }),
    h("ul", { class: "counts", id: "counts" }),
    h(
      "div",
      { class: "field", id: "because-field" },
      h("label", { for: "because" }, "Why"),
      h("textarea", { id: "because", name: "because", rows: "2", maxlength: "500", "aria-describedby": "because-error" }),
      h("p", { class: "error", id: "because-error" }),
    ),
    h("p", { class: "note bad", id: "dialog-problem", role: "alert", hidden: true }),
    h(
      "div",
      { class: "dialog-buttons" },
      h("button", { class: "button", type: "button", id: "cancel", onclick: () => dialog.close() }, "Cancel"),
      h("button", { class: "button primary", type: "submit", id: "go" }),
    ),
  ),
);
dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
document.body.append(dialog);

let asked = 0;

const many = (count, one) => `${whole(count)} ${count === 1 ? one : `${one}s`}`;

function problem(message) {
  text(at("dialog-problem"), message);
  at("dialog-problem").hidden = message === "";
}

function reasonMissing(sentence) {
  text(at("because-error"), sentence);
  at("because").toggleAttribute("aria-invalid", sentence !== "");
  if (sentence !== "") {
    at("because").focus();
  }
}

/**
 * Asks, and has it done.
 *
 * @param action what: `path` of the API, `title` of so many, `one` of them, `words` for a choice, `go` as the button says,
 *   `danger` where it cannot be undone, `because` as is said where a reason is wanted and missing, `nothing` where none is left
 * @param choice ids or filter, as the API takes them
 * @param done called with the job's id once it is there
 */
export async function settle(action, choice, done) {
  const question = ++asked;
  text(at("dialog-title"), action.title("…"));
  text(at("dialog-words"), action.words(choice));
  text(at("go"), action.go);
  at("go").disabled = true;
  at("go").classList.toggle("danger", action.danger === true);
  at("counts").replaceChildren();
  at("because-field").hidden = action.because === undefined;
  at("because").value = "";
  reasonMissing("");
  problem("");
  let counted = choice;
  at("confirm").onsubmit = (event) => {
    event.preventDefault();
    send(action, counted, done);
  };
  dialog.showModal();
  try {
    const { matched, byReason, to } = await call("POST", action.path, { ...choice, dryRun: true });
    if (question !== asked) {
      return; // another one was asked meanwhile
    }
    if (choice.filter) {
      counted = { filter: { ...choice.filter, to } }; // and nothing that came while the question stood here
    }
    text(at("dialog-title"), action.title(many(matched, action.one)));
    at("counts").append(...Object.entries(byReason).map(([reason, count]) => h("li", {}, h("span", {}, words(reason)), h("b", {}, whole(count)))));
    at("go").disabled = matched === 0;
    if (matched === 0) {
      problem(action.nothing);
    }
  } catch (failure) {
    if (question === asked) {
      problem(failure.message);
    }
  }
}

async function send({ path, because }, choice, done) {
  const reason = at("because").value.trim();
  if (because !== undefined && reason === "") {
    reasonMissing(because);
    return;
  }
  at("go").disabled = true;
  try {
    const { jobId } = await call("POST", path, because === undefined ? choice : { ...choice, reason });
    dialog.close();
    done(jobId);
  } catch (failure) {
    problem(failure.message);
    at("go").disabled = false;
  }
}
