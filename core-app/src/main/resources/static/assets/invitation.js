import { call, Problem } from "./api.js";
import { themeButton } from "./bar.js";
import { submitting } from "./form.js";

const token = new URLSearchParams(location.search).get("token") ?? "";
const form = document.getElementById("accept");
const lead = document.getElementById("lead");

document.getElementById("theme").append(themeButton());

function show(invitation) {
  document.getElementById("title").textContent = `Join ${invitation.tenant}`;
  lead.textContent = invitation.hasAccount
    ? "You have an account already: confirm with its password."
    : "Choose a name and a password, and you are in.";
  form.elements.namedItem("email").value = invitation.email;
  form.elements.namedItem("name").value = invitation.name;
  if (invitation.hasAccount) {
    document.getElementById("name-field").hidden = true;
    document.getElementById("password-hint").hidden = true;
    form.elements.namedItem("password").autocomplete = "current-password";
  }
  form.hidden = false;
  form.elements.namedItem(invitation.hasAccount ? "password" : "name").focus();
}

/** What came of accepting: an invitation is used up by it, also where the login after it fails and is tried again. */
let accepted;

submitting(form, async ({ email, name, password }) => {
  accepted ??= await call("POST", "/api/v1/invitations/accept", { token, name, password });
  await call("POST", "/api/v1/session", { email, password, tenant: accepted.tenantId });
  location.assign("/");
});

try {
  show(await call("POST", "/api/v1/invitations/find", { token }));
} catch (failure) {
  document.getElementById("title").textContent = "This invitation does not work";
  lead.textContent = failure instanceof Problem && failure.status < 500
    ? "It was used already, has expired, or the link is incomplete. Ask for a new one, or log in if you accepted it before."
    : "The server cannot be reached. Try again in a moment.";
  document.getElementById("to-login").hidden = false;
}
