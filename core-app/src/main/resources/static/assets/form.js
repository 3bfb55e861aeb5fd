// Forms that say what is wrong where it is wrong.

import { Problem } from "./api.js";

/** Sends a form once at a time; a problem's fields are shown at their inputs, the rest above the button. */
export function submitting(form, send) {
  const button = form.querySelector("button[type=submit]");
  const note = form.querySelector(".note");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clear(form, note);
    button.disabled = true;
    try {
      await send(Object.fromEntries(new FormData(form)));
    } catch (failure) {
      show(form, note, failure);
    } finally {
      button.disabled = false;
    }
  });
}

function clear(form, note) {
  note.hidden = true;
  for (const input of form.querySelectorAll("[aria-invalid]")) {
    input.removeAttribute("aria-invalid");
  }
  for (const error of form.querySelectorAll(".error")) {
    error.textContent = "";
  }
}

function show(form, note, failure) {
  const fields = failure instanceof Problem ? failure.fields : [];
  const unplaced = fields.filter(({ field, message }) => !place(form, field, message));
  if (fields.length === 0 || unplaced.length > 0) {
    note.textContent = failure instanceof Problem
      ? [failure.message, ...unplaced.map(({ field, message }) => `${field} ${message}.`)].join(" ")
      : "The server cannot be reached. Is your connection up?";
    note.hidden = false;
  }
  form.querySelector("[aria-invalid]")?.focus();
}

function place(form, field, message) {
  const input = form.elements.namedItem(field);
  const error = form.querySelector(`#${CSS.escape(field)}-error`);
  if (!input || !error) {
    return false;
  }
  input.setAttribute("aria-invalid", "true");
  const label = form.querySelector(`label[for="${CSS.escape(input.id)}"]`)?.textContent ?? field;
  error.textContent = `${label} ${message}.`;
  return true;
}
