import { answering } from "./answer.js";

answering({
  find: "/api/v1/subscriptions/find",
  answer: "/api/v1/subscriptions/end",
  question: ({ tenant, email }) => ["Send no more?", `Alerts of ${tenant} go to ${email}.`],
  thanks: ({ tenant, email }) => ["No more will be sent", `${tenant} cannot send alerts to ${email} any more, unless somebody asks you again and you say yes.`],
  gone: ["Nothing is sent by this link", "The address was taken off the list already, or the link is incomplete."],
});
