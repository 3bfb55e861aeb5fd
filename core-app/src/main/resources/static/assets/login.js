import { call, nextPath } from "./api.js";
import { themeButton } from "./bar.js";
import { submitting } from "./form.js";

document.getElementById("theme").append(themeButton());

submitting(document.getElementById("login"), async ({ email, password }) => {
  await call("POST", "/api/v1/session", { email, password });
  location.assign(nextPath());
});
