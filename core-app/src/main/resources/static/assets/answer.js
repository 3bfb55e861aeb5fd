// A page that a mail leads to: says what it is for, and does nothing until somebody clicks. What opens every link of a
// mail to look at it answers nothing.

import { call, Problem } from "./api.js";
import { themeButton } from "./bar.js";
import { submitting } from "./form.js";

const at = (id) => document.getElementById(id);
const token = new URLSearchParams(location.search).get("token") ?? "";

function say(title, lead) {
  at("title").textContent = title;
  at("lead").textContent = lead;
}

/** Asks with what the token is for; the click posts, and what comes back is told. */
export async function answering({ find, answer, question, thanks, gone }) {
  at("theme").append(themeButton());
  submitting(at("answer"), async () => {
    const done = await call("POST", answer, { token });
    at("answer").hidden = true;
    say(...thanks(done));
    at("title").focus();
  });
  try {
    say(...question(await call("POST", find, { token })));
    at("answer").hidden = false;
  } catch (failure) {
    say(...(failure instanceof Problem && failure.status < 500 ? gone : ["This does not work now", "The server cannot be reached. Try again in a moment."]));
  }
}
