import { nextPath } from "./api.js";
import { themeButton } from "./bar.js";
import { submitting } from "./form.js";
import { logIn } from "./tenant.js";

document.getElementById("theme").append(themeButton());

submitting(document.getElementById("login"), async ({ email, password }) => {
  await logIn({ email, password });
  location.assign(nextPath());
});
