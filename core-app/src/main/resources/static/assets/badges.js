// Words with a colour and a sign.

import { h, icon } from "./dom.js";

const VERIFICATION = {
  verified: ["good", "check", "Verified"],
  failed: ["bad", "cross", "Failed"],
  unchecked: ["", "dash", "Unchecked"],
};

/** What is known of a webhook's signature. */
export function verificationBadge(verification) {
  const [colour, sign, label] = VERIFICATION[verification] ?? ["", "dash", verification];
  return h("span", { class: `badge ${colour}` }, icon(sign), label);
}

/** That a webhook is not as it came, because somebody was taken out of it. */
export function redactedBadge() {
  return h("span", { class: "badge redacted", title: "Somebody was erased from it: it is not byte for byte what came" }, "Redacted");
}

const STATUS = { active: "good", pending: "warn", paused: "warn", deleted: "bad" };

/** Whether a source takes webhooks, and how strictly. */
export function sourceBadges({ status, mode }) {
  const strict = { enforce: "Enforces signatures", shadow: "Shadow: lets failures in", off: "Checks nothing" }[mode] ?? mode;
  return [
    h("span", { class: `badge ${STATUS[status] ?? ""}` }, status),
    h("span", { class: "badge", title: strict }, mode),
  ];
}

const FATE = { dead: ["bad", "cross", "Dead"], replayed: ["good", "check", "Replayed"], discarded: ["", "dash", "Discarded"] };

/** What has become of a dead letter. */
export function fateBadge(status) {
  const [colour, sign, label] = FATE[status] ?? ["", "dash", status];
  return h("span", { class: `badge ${colour}` }, icon(sign), label);
}

const HELD = { held: ["warn", "dash", "Held"], released: ["good", "check", "Released"], discarded: ["", "dash", "Discarded"], refused: ["bad", "cross", "Unreadable"] };

/** What has become of a refused request that was kept. */
export function heldBadge(status) {
  const [colour, sign, label] = HELD[status] ?? ["", "dash", status];
  return h("span", { class: `badge ${colour}` }, icon(sign), label);
}

/** A vendor's initials, for lists that are scanned by eye. */
export function monogram(name) {
  const parts = name.split(/[\s-]+/);
  const letters = parts.length > 1 ? `${parts[0][0]}${parts[1][0]}`.toUpperCase() : name.slice(0, 2);
  return h("span", { class: "monogram", "aria-hidden": "true" }, letters || "?");
}
