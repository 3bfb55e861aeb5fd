// Quarantine: what was refused and kept, in case that its tenant was wrong.

import { heldBadge } from "./badges.js";
import { h } from "./dom.js";
import { ago, size, words } from "./format.js";
import { actions } from "./held.js";
import { mending } from "./mending.js";

const DAY = 86_400_000;

function left(expiresAt) {
  const days = Math.max(0, (Date.parse(expiresAt) - Date.now()) / DAY);
  return days < 1 ? h("span", { class: "badge warn" }, "Goes within a day") : h("small", {}, `goes in ${Math.ceil(days)} days`);
}

mending({
  path: "/api/v1/quarantine",
  open: "held",
  jobs: ["quarantine_release", "quarantine_discard"],
  when: ({ receivedAt }) => receivedAt,
  href: ({ id }) => `/quarantine/${id}`,
  name: (_, source) => source?.name ?? "A deleted source",
  what: ({ reason, method, size: bytes }) => [h("span", {}, words(reason)), h("small", {}, `${method}, ${size(bytes)}`)],
  late: ({ status, changedAt, expiresAt }) => (status === "held" ? [left(expiresAt)] : [heldBadge(status), h("small", {}, ago(changedAt))]),
  lateHead: ["Kept", "Outcome"],
  words: {
    all: "All that are held",
    match: "All that match",
    none: "No request matches.",
    empty: ["Nothing is held.", "What a source refuses is kept here only where the source is set to keep it."],
  },
  actions,
});
