import { answering } from "./answer.js";

answering({
  find: "/api/v1/confirmations/find",
  answer: "/api/v1/confirmations/accept",
  question: ({ tenant, email }) => ["Shall alerts come to you?", `${tenant} would like to send alerts about their webhooks to ${email}. Every one of them says how to end it.`],
  thanks: ({ tenant, email }) => ["They will come", `Alerts of ${tenant} are sent to ${email} from now on. You can close this page.`],
  gone: ["This link does not work", "It was used already, has expired, or is incomplete. Whoever asked you can have another one sent."],
});
