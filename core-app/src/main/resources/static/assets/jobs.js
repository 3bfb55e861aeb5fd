// Long work that is under way: how far it is, and the way to stop it.

import { call, get } from "./api.js";
import { h, keyed, text } from "./dom.js";
import { ago, whole } from "./format.js";

const POLL = 1_000;
const SHOWN_AFTER_ITS_END = 60_000;
const SHOWN_WHERE_LACKING = 7 * 86_400_000;
/** What each kind is called, what it means that an item failed, and that it was skipped. */
const KINDS = {
  dead_letter_replay: ["Replay of dead letters", "still dead", "settled meanwhile"],
  dead_letter_discard: ["Discarding dead letters", "still dead", "settled meanwhile"],
  quarantine_release: ["Release of refused requests", "still held", "settled meanwhile"],
  quarantine_discard: ["Discarding refused requests", "still held", "settled meanwhile"],
  webhook_replay: ["Normalising again", "left as they were", "unchanged"],
  rollup_rebuild: ["Counting again", "failed", "empty hours"],
  recipient_export: ["Export of a recipient"],
  recipient_erasure: ["Erasure of a recipient"],
};

/** Where a row can be looked at that a job about a person could not read, and what it is called. */
const ROWS = {
  webhook: ["Webhook", "/webhooks/"],
  dead_letter: ["Dead letter", "/dead-letters/"],
  held_request: ["Refused request", "/quarantine/"],
  event: ["Events of webhook"],
  rejection: ["Sample of a rejection"],
  notification: ["Notification"],
};

const name = ({ kind }) => KINDS[kind]?.[0] ?? kind;
const isAboutPeople = ({ kind }) => kind.startsWith("recipient_");

const isOpen = ({ finishedAt }) => finishedAt === null;
/** What somebody has to see to stands here for longer than what went well. */
const shownFor = (job) => (isAboutPeople(job) && (job.failed > 0 || job.status === "failed") ? SHOWN_WHERE_LACKING : SHOWN_AFTER_ITS_END);
const isRecent = (job) => job.finishedAt !== null && Date.now() - Date.parse(job.finishedAt) < shownFor(job);

function state(job) {
  if (isOpen(job)) {
    return job.cancelRequested ? "Stopping…" : { waiting: "Waiting", running: "Running" }[job.status];
  }
  return { done: "Done", failed: `Failed: ${job.error}`, cancelled: "Stopped" }[job.status] ?? job.status;
}

function figures(job) {
  const { kind, done, skipped, failed, total } = job;
  if (isAboutPeople(job)) {
    const looked = `${whole(done + skipped + failed)} of about ${whole(total)} looked through · ${whole(done)} found`;
    return failed > 0 ? `${looked} · ${whole(failed)} could not be read` : looked;
  }
  const parts = [total === null ? whole(done) : `${whole(done)} of ${whole(total)}`];
  if (failed > 0) {
    parts.push(`${whole(failed)} ${KINDS[kind]?.[1] ?? "failed"}`);
  }
  if (skipped > 0) {
    parts.push(`${whole(skipped)} ${KINDS[kind]?.[2] ?? "skipped"}`);
  }
  return parts.join(" · ");
}

function create(job) {
  return h(
    "li",
    {},
    h("strong", {}, name(job)),
    h("span", { class: "state soft", role: "status" }),
    h("progress", { "aria-label": name(job) }),
    h("span", { class: "figures soft number" }),
    h("small", { class: "soft" }),
    isAboutPeople(job) ? unreadable(job) : null,
    h("button", { type: "button", class: "button small bare", onclick: () => call("POST", `/api/v1/jobs/${job.id}/cancel`, {}).catch(() => {}) }, "Stop"),
  );
}

/** Which rows could not be read; they are asked for when somebody wants to know. */
function unreadable({ id, kind }) {
  const list = h("ul", {});
  const box = h(
    "details",
    { class: "unread", hidden: true },
    h("summary", {}, "What could not be read"),
    h("p", { class: "soft" }, kind === "recipient_erasure"
      ? "Whether the person is in these, nobody can tell. All else is done. A dead letter that you discard loses what it holds when you erase the person again; the others go when their time is over."
      : "The export names them too: it is all but these."),
    list,
  );
  box.addEventListener("toggle", async () => {
    if (box.open) {
      const { unread, failed } = await get(`/api/v1/jobs/${id}`).catch(() => ({ unread: [], failed: 0 }));
      list.replaceChildren(...unread.map(unreadRow));
      if (unread.length < failed) {
        list.append(h("li", { class: "soft" }, `${whole(failed - unread.length)} more`));
      }
    }
  });
  return box;
}

function unreadRow({ kind, id }) {
  const [words, path] = ROWS[kind] ?? [kind];
  return h("li", {}, `${words} `, path ? h("a", { class: "mono", href: path + id }, id) : h("span", { class: "mono" }, id));
}

function update(row, job) {
  const progress = row.querySelector("progress");
  const dealt = job.done + job.skipped + job.failed;
  progress.max = Math.max(1, job.total ?? dealt);
  progress.value = isOpen(job) ? dealt : progress.max;
  row.dataset.status = job.status;
  text(row.querySelector(".state"), state(job));
  text(row.querySelector(".figures"), figures(job));
  text(row.querySelector("small"), `${job.requestedBy.name}, ${ago(job.createdAt)}`);
  row.querySelector(".unread")?.toggleAttribute("hidden", isOpen(job) || job.failed === 0);
  row.querySelector("button").hidden = !isOpen(job) || job.cancelRequested;
}

/** Newest first. What is under way is asked for by itself, or many that ended since would hide it from the page. */
async function listed(kinds) {
  const of = (statuses, limit) => get(`/api/v1/jobs?${new URLSearchParams({ kind: kinds, status: statuses, limit })}`);
  const open = await of(["waiting", "running"], 500);
  const ended = await of(["done", "failed", "cancelled"], 50); // afterwards: what ends in between is in both
  const jobs = new Map([...open.items, ...ended.items].map((job) => [job.id, job]));
  return [...jobs.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
}

/**
 * Follows the jobs of some kinds in a list, for as long as one is under way.
 *
 * @param changed called whenever one of them got further
 */
export function followJobs(card, list, kinds, changed) {
  let before = "";
  let timer;

  async function look() {
    clearTimeout(timer);
    let jobs = [];
    try {
      jobs = await listed(kinds);
    } catch {
      timer = setTimeout(look, POLL * 5); // away for a moment; the page says so elsewhere
      return;
    }
    const shown = jobs.filter((job) => isOpen(job) || isRecent(job));
    keyed(list, shown, ({ id }) => id, create, update);
    card.hidden = shown.length === 0;
    const now = shown.map(({ id, done, skipped, failed, status }) => `${id}${done}${skipped}${failed}${status}`).join();
    if (before !== now) {
      before = now;
      changed();
    }
    if (shown.length > 0) {
      timer = setTimeout(look, shown.some(isOpen) ? POLL : POLL * 5);
    }
  }

  look();
  return look;
}
