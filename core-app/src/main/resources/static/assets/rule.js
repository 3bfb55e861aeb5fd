// The dialog in which a rule is changed.

import { call } from "./api.js";
import { text } from "./dom.js";
import { NAMES, summary } from "./alert-words.js";

const at = (id) => document.getElementById(id);
const dialog = at("dialog");
const form = at("rule-form");

function problem(message) {
  text(at("dialog-problem"), message);
  at("dialog-problem").hidden = message === "";
}

/** Shares are typed as percentages. */
const isShare = ({ measure }) => measure !== "count";

function fill(rule) {
  const { threshold, minimum, windowMinutes, holdMinutes } = form.elements;
  threshold.value = isShare(rule) ? Number((rule.threshold * 100).toPrecision(12)) : rule.threshold;
  minimum.value = rule.minimum;
  windowMinutes.value = rule.windowMinutes ?? "";
  holdMinutes.value = rule.holdMinutes;
  text(at("threshold-label"), { share: "From, percent", share_of_usual: "Down to, percent of the usual" }[rule.measure] ?? "From, webhooks");
  text(at("minimum-label"), rule.measure === "share_of_usual" ? "Where so many are usual" : "Of at least");
  at("minimum-field").hidden = !isShare(rule) || rule.kind === "quota_near";
  at("window-field").hidden = rule.windowMinutes === null;
  at("standard").hidden = !rule.custom;
}

function wanted(rule) {
  const number = (name) => (form.elements[name].value === "" ? null : Number(form.elements[name].value));
  const threshold = number("threshold");
  return {
    version: rule.version,
    threshold: threshold !== null && isShare(rule) ? threshold / 100 : threshold,
    minimum: number("minimum"),
    holdMinutes: number("holdMinutes"),
    ...(rule.windowMinutes === null ? {} : { windowMinutes: number("windowMinutes") }),
  };
}

/** Asks how the rule is to be, and says when it was changed. */
export function editRule(rule, changed) {
  text(at("dialog-title"), NAMES[rule.kind] ?? rule.kind);
  text(at("dialog-words"), summary({ ...rule, enabled: true }));
  fill(rule);
  problem("");
  const send = async (method, body) => {
    at("go").disabled = true;
    try {
      await call(method, `/api/v1/alerts/rules/${rule.kind}`, body);
      dialog.close();
      changed();
    } catch (failure) {
      const field = failure.fields?.[0];
      problem(field ? `${field.field} ${field.message}` : failure.message);
      if (failure.code === "changed_meanwhile") {
        changed(); // so that the rule stands behind the dialog as it is now
      }
    } finally {
      at("go").disabled = false;
    }
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    const what = wanted(rule);
    if (Object.values(what).includes(null)) {
      problem("Fill in every field.");
    } else {
      send("PATCH", what);
    }
  };
  at("standard").onclick = () => send("DELETE");
  dialog.showModal();
}

at("cancel").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
