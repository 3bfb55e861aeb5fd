// What a stranger posted, as text: to read, to copy, to download.

import { bytes, Problem, toLogin } from "./api.js";
import { copyButton, h, icon, text } from "./dom.js";
import { size } from "./format.js";

const SHOWN = 200_000;

/** Fetches a body and shows it in a `pre`, with its tools beside it; where it cannot be had, says so and offers to try again. */
export async function showBody(place, tools, url) {
  try {
    show(place, tools, url, await bytes(url));
  } catch (failure) {
    if (failure.status === 401) {
      toLogin();
    }
    missing(place, failure, () => showBody(place, tools, url));
  }
}

function missing(place, failure, again) {
  const reason = failure instanceof Problem ? failure.message : "The server cannot be reached.";
  place.replaceChildren(
    h(
      "div",
      { class: "missing" },
      h("p", { class: "note bad", role: "alert" }, `The body could not be fetched. ${reason}`),
      h("button", { type: "button", class: "button small", onclick: again }, "Try again"),
    ),
  );
}

function show(place, tools, url, content) {
  const raw = new TextDecoder().decode(content.subarray(0, SHOWN));
  const pretty = indented(raw);
  const cut = content.length > SHOWN ? `\n… ${size(content.length - SHOWN)} more in the download` : "";
  let indent = pretty !== null;
  const render = () => text(place, (indent ? pretty : raw) + cut || "The body is empty.");
  const toggle = h("button", { type: "button", class: "button small bare", "aria-pressed": String(indent), hidden: pretty === null }, "Indent");
  toggle.addEventListener("click", () => {
    indent = !indent;
    toggle.setAttribute("aria-pressed", String(indent));
    render();
  });
  tools.append(
    toggle,
    copyButton("Copy", () => raw),
    h("a", { class: "button small", href: url, download: "" }, icon("down"), "Download"),
  );
  render();
}

/** JSON made readable, or null where it is none; what is shown raw is what came. */
function indented(raw) {
  try {
    return JSON.stringify(JSON.parse(raw, asWritten), null, 2);
  } catch {
    return null;
  }
}

/** A number with the digits that it came with: vendors' ids are longer than a double is exact. Older browsers round them. */
function asWritten(key, value, context) {
  return typeof value === "number" && context && JSON.rawJSON ? JSON.rawJSON(context.source) : value;
}
