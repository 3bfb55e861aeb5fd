// The stream of the dashboard: keeps it open, says how it is, and polls where no stream can be had.

import { get, toLogin } from "./api.js";

const POLL = 5_000;

/**
 * Follows the dashboard.
 *
 * @param change called with the parts that changed
 * @param state called with "live", "late", "lost" or "polling"
 */
export function follow(change, state) {
  let stream;
  let late = false;

  function take(event) {
    const parts = JSON.parse(event.data);
    late = parts.delayed ?? late;
    state(late ? "late" : "live");
    change(parts);
  }

  function open() {
    stream = new EventSource("/api/v1/stream");
    stream.addEventListener("snapshot", take);
    stream.addEventListener("delta", take);
    stream.addEventListener("end", () => {
      stream.close();
      toLogin();
    });
    stream.addEventListener("error", () => {
      state("lost");
      if (stream.readyState === EventSource.CLOSED) {
        poll(); // refused rather than interrupted: the browser does not try again by itself
      }
    });
  }

  async function poll() {
    try {
      change(await get("/api/v1/dashboard"));
      state("polling");
    } catch (failure) {
      if (failure.status === 401) {
        toLogin();
        return;
      }
      state("lost");
    }
    setTimeout(open, POLL);
  }

  open();
}
