// What a stranger posted, as text: to read, to copy, to download.

import { copyButton, h, icon, text } from "./dom.js";
import { size } from "./format.js";

const SHOWN = 200_000;

/** Fetches a body and shows it in a `pre`, with its tools beside it. */
export async function showBody(place, tools, url) {
  const response = await fetch(url);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const raw = new TextDecoder().decode(bytes.subarray(0, SHOWN));
  const pretty = indented(raw);
  const cut = bytes.length > SHOWN ? `\n… ${size(bytes.length - SHOWN)} more in the download` : "";
  let indent = pretty !== null;
  const show = () => text(place, (indent ? pretty : raw) + cut || "The body is empty.");
  const toggle = h("button", { type: "button", class: "button small bare", "aria-pressed": String(indent), hidden: pretty === null }, "Indent");
  toggle.addEventListener("click", () => {
    indent = !indent;
    toggle.setAttribute("aria-pressed", String(indent));
    show();
  });
  tools.append(
    toggle,
    copyButton("Copy", () => raw),
    h("a", { class: "button small", href: url, download: "" }, icon("down"), "Download"),
  );
  show();
}

/** JSON made readable, or null where it is none; what is shown raw is what came. */
function indented(raw) {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return null;
  }
}
