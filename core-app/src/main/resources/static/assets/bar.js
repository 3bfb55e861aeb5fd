// The bar on top: who is here, the theme, the way out.

import { call } from "./api.js";
import { h, icon, text } from "./dom.js";
import { tenantChoice } from "./tenant.js";

/** The theme button of any page. */
export function themeButton() {
  return h(
    "button",
    { type: "button", class: "button bare icon", "aria-label": "Switch between light and dark", title: "Light or dark", onclick: toggle },
    icon("theme"),
  );
}

function toggle() {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  try {
    localStorage.setItem("theme", root.dataset.theme);
  } catch {
    // Storage is forbidden: the choice holds for this page.
  }
}

const PAGES = [
  ["/", "Dashboard"],
  ["/campaigns", "Campaigns"],
  ["/alerts", "Alerts"],
  ["/dead-letters", "Dead letters"],
  ["/quarantine", "Quarantine"],
  ["/replay", "Replay"],
];
const FOR_ADMINS = [["/recipients", "Recipients"]];

/** The way to the other pages; one below a page belongs to it. */
function pages(admin) {
  const here = (path) => location.pathname === path || (path !== "/" && location.pathname.startsWith(`${path}/`));
  return h(
    "nav",
    { class: "bar-pages", "aria-label": "Pages" },
    ...[...PAGES, ...(admin ? FOR_ADMINS : [])].map(([path, name]) => h("a", { href: path, "aria-current": here(path) ? "page" : null }, name)),
  );
}

/** Fills the bar for a session; returns the place for a page's own sign. */
export function bar(session) {
  const tenant = session.tenants.find((candidate) => candidate.current);
  const sign = h("span", { class: "sign" });
  const ways = pages(tenant.role === "admin");
  document.getElementById("bar").append(
    h("a", { class: "brand", href: "/" }, h("img", { src: "/assets/mark.svg", alt: "" }), h("span", { class: "brand-name" }, "Spillway")),
    h("div", { class: "bar-tenant", title: tenant.name }, tenantChoice(session.tenants, (failure) => stays(`You still work for ${tenant.name}.`, failure))),
    ways,
    h(
      "div",
      { class: "bar-right" },
      sign,
      themeButton(),
      h(
        "button",
        { type: "button", class: "button bare icon", "aria-label": `Log out ${session.user.email}`, title: `Log out ${session.user.email}`, onclick: logOut },
        icon("out"),
      ),
    ),
  );
  reveal(ways);
  return sign;
}

/** Where there is no room for all of them, the present page's is in sight. */
function reveal(ways) {
  const current = ways.querySelector("[aria-current]");
  if (current) {
    ways.scrollLeft = current.offsetLeft - (ways.clientWidth - current.offsetWidth) / 2;
  }
}

async function logOut() {
  try {
    await call("DELETE", "/api/v1/session");
  } catch (failure) {
    if (failure.status !== 401) { // then it is over already
      stays("You are still logged in.", failure);
      return;
    }
  }
  location.assign("/login");
}

/** Says, in sight wherever the page is scrolled to, that all is as it was. */
function stays(how, failure) {
  const note = document.querySelector(".bar-note") ?? h("p", { class: "note bad bar-note", role: "alert" });
  document.querySelector(".bar").append(note);
  text(note, `${how} ${reason(failure)}`);
}

function reason({ status, code, message }) {
  if (code === "csrf_token_invalid") {
    return "This page is of an earlier session: reload it and try again.";
  }
  return status < 500 ? message : "The server cannot be reached: try again in a moment.";
}
