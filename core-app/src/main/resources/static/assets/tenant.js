// For which tenant somebody works who belongs to several: kept in this browser, so that the next login leads there again.

import { call, Problem, toLogin } from "./api.js";
import { h } from "./dom.js";

const KEPT = "tenant";

function kept() {
  try {
    return localStorage.getItem(KEPT) ?? undefined;
  } catch {
    return undefined; // storage is forbidden: the first tenant then
  }
}

function keep(tenant) {
  try {
    localStorage.setItem(KEPT, tenant);
  } catch {
    // As above.
  }
}

/** Logs in where the person was last; whoever does not belong there, or no more, gets to the first tenant of his own. */
export async function logIn(credentials) {
  const tenant = kept();
  try {
    return await call("POST", "/api/v1/session", { ...credentials, tenant });
  } catch (failure) {
    if (tenant && failure instanceof Problem && failure.fields.some(({ field }) => field === "tenant")) {
      return call("POST", "/api/v1/session", credentials);
    }
    throw failure;
  }
}

/** The tenant's name; for whoever belongs to several, the way to the others. */
export function tenantChoice(tenants, failed) {
  const current = tenants.find((tenant) => tenant.current);
  keep(current.id);
  // A tab left behind would show one tenant under the name of another, since they share a cookie.
  addEventListener("storage", ({ key, newValue }) => key === KEPT && newValue !== current.id && location.reload());
  return tenants.length === 1 ? h("span", {}, current.name) : choice(tenants, current, failed);
}

function choice(tenants, current, failed) {
  const select = h(
    "select",
    { "aria-label": "Tenant", autocomplete: "off" },
    ...tenants.map(({ id, name, suspended }) => h("option", { value: id, selected: id === current.id }, suspended ? `${name} (suspended)` : name)),
  );
  select.addEventListener("change", async () => {
    try {
      await call("PATCH", "/api/v1/session", { tenant: select.value });
      keep(select.value);
      location.assign("/");
    } catch (failure) {
      if (failure.status === 401) {
        toLogin();
      }
      select.value = current.id;
      failed(failure);
    }
  });
  return select;
}
