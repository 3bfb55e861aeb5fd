// What can be done about a request that is held.

const path = "/api/v1/quarantine";

const common = { one: "request", nothing: "None of them is held any more." };

/** As `settle` takes them, by the id of their button. */
export const actions = {
  release: {
    ...common,
    path: `${path}/release`,
    title: (requests) => `Release ${requests}?`,
    words: ({ ids }) =>
      "Each is judged again by its source as it is set up now. What is genuine becomes a webhook, once; what is not stays held." +
      (ids ? " You name them, so their timestamps are not looked at: you answer for their age." : " What was too old when it came stays held too."),
    go: "Release",
  },
  discard: {
    ...common,
    path: `${path}/discard`,
    title: (requests) => `Discard ${requests}?`,
    words: () => "What they held is deleted at once and for good. That they were refused stays in the counts.",
    go: "Discard",
    danger: true,
    because: "Say why: it is kept in the audit log.",
  },
};
