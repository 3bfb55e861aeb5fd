// Calls of the API by cookie.

let csrfToken = "";

/** What the API answered instead of what was asked for: RFC 9457. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail ?? body.title ?? `The server answered ${status}.`);
    this.status = status;
    this.code = body.code ?? "";
    this.fields = body.errors ?? [];
  }
}

async function problem(response) {
  try {
    return new Problem(response.status, await response.json());
  } catch {
    return new Problem(response.status, {});
  }
}

/** Sends a call and returns the answer's JSON, or undefined where there is none. */
export async function call(method, path, body) {
  const response = await send(method, path, { Accept: "application/json" }, body);
  return response.status === 204 ? undefined : response.json();
}

async function send(method, path, headers, body) {
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  if (method !== "GET" && csrfToken) {
    headers["X-CSRF-TOKEN"] = csrfToken;
  }
  const response = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  if (!response.ok) {
    throw await problem(response);
  }
  return response;
}

export const get = (path) => call("GET", path);

/** What is no JSON of ours, byte for byte. */
export async function bytes(path) {
  const response = await send("GET", path, {});
  return new Uint8Array(await response.arrayBuffer());
}

/** Who is logged in; leads to the login page where nobody is. */
export async function session() {
  try {
    const session = await get("/api/v1/session");
    csrfToken = session.csrfToken;
    return session;
  } catch (failure) {
    if (failure.status === 401) {
      toLogin();
    }
    throw failure;
  }
}

export function toLogin() {
  const here = location.pathname === "/" ? "" : `?next=${encodeURIComponent(location.pathname)}`;
  location.assign(`/login${here}`);
}

/** Where the login leads back to: a path of ours, whatever stands in the URL. */
export function nextPath() {
  const next = new URLSearchParams(location.search).get("next") ?? "/";
  return ownPath(next) ?? "/";
}

/**
 * Asks the browser's own parser where a reference leads: it drops tabs and line ends and takes a backslash for a slash,
 * which no pattern over the text keeps up with. A path that begins with two slashes would name a host when it is used.
 */
function ownPath(reference) {
  try {
    const { origin, pathname, search, hash } = new URL(reference, location.origin);
    return origin === location.origin && /^\/(?!\/)/.test(pathname) ? pathname + search + hash : null;
  } catch {
    return null;
  }
}
