// Dead letters: what was acknowledged and could not be stored.

import { fateBadge } from "./badges.js";
import { h } from "./dom.js";
import { ago, words } from "./format.js";
import { mending } from "./mending.js";

const path = "/api/v1/dead-letters";

function late({ status, failedReplays, discardReason, settledAt }) {
  if (status === "dead") {
    return failedReplays > 0 ? [h("span", { class: "badge warn" }, `${failedReplays}× in vain`)] : [];
  }
  return [fateBadge(status), h("small", {}, discardReason ?? ago(settledAt))];
}

mending({
  path,
  open: "dead",
  jobs: ["dead_letter_replay", "dead_letter_discard"],
  when: ({ deadAt }) => deadAt,
  href: ({ id }) => `/dead-letters/${id}`,
  name: ({ sourceId }, source) => (sourceId ? (source?.name ?? "A deleted source") : "Unreadable message"),
  what: ({ reason, errorClass }) => [h("span", {}, words(reason)), h("small", { class: "mono" }, errorClass?.split(".").at(-1) ?? "")],
  late,
  lateHead: ["Replayed", "Outcome"],
  words: {
    all: "All that are dead",
    match: "All that match",
    none: "No letter matches.",
    empty: ["No dead letters.", "Everything that came could be stored."],
  },
  actions: {
    replay: {
      path: `${path}/replay`,
      title: (letters) => `Replay ${letters}?`,
      one: "letter",
      words: () => "What can be stored now is stored, once. What fails again stays dead, for the reason it has then.",
      go: "Replay",
      nothing: "None of them is dead any more.",
    },
    discard: {
      path: `${path}/discard`,
      title: (letters) => `Discard ${letters}?`,
      one: "letter",
      words: () => "They stay in the list of discarded ones and in the counts, and cannot be replayed any more.",
      go: "Discard",
      danger: true,
      because: "Say why: it is kept with the letters.",
      nothing: "None of them is dead any more.",
    },
  },
});
