// What an alert and a rule say, in a sentence.

import { minutes, whole } from "./format.js";

export const NAMES = {
  verification_failing: "Signatures fail",
  source_silent: "Source is silent",
  duplicate_storm: "Storm of duplicates",
  dead_letters_growing: "Dead letters grow",
  bounce_rate: "Too many bounces",
  complaint_rate: "Too many complaints",
  quota_near: "Plan is nearly used up",
};

const PARTS = {
  verification_failing: "of requests could not prove where they come from",
  source_silent: "of what usually comes at this time",
  duplicate_storm: "of webhooks were there already",
  bounce_rate: "of messages bounced",
  complaint_rate: "of delivered messages were complained about",
  quota_near: "of what the plan includes a month",
};

/** A share without rounding away what matters: a complaint rate is a tenth of a percent. */
export function share(value) {
  const percent = value * 100;
  return `${percent === 0 ? 0 : Number(percent.toPrecision(percent < 1 ? 2 : 3))} %`;
}

const isCount = ({ measure }) => measure === "count";
const limit = (rule) => (isCount(rule) ? whole(rule.threshold) : share(rule.threshold));

/** How bad it is, or was when it was seen last. */
export function sentence(alert) {
  if (isCount(alert)) {
    return `${whole(alert.value)} webhooks could not be stored; the rule is ${limit(alert)}.`;
  }
  const of = alert.measure === "share_of_usual" ? `usually ${whole(alert.basis)}` : `of ${whole(alert.basis)}`;
  const value = alert.resolution === "too_little" ? "Too little came to go on" : `${share(alert.value)} ${PARTS[alert.kind] ?? ""}`;
  return alert.resolution === "not_watched" ? "Not watched any more." : `${value} (${of}); the rule is ${limit(alert)}.`;
}

/** What a rule wants. */
export function summary(rule) {
  if (!rule.enabled) {
    return "Off";
  }
  const least = rule.measure === "share_of_usual" ? "At most" : "At least";
  const part = isCount(rule) ? "webhooks that could not be stored" : (PARTS[rule.kind] ?? "");
  const basis = { share: ` (of at least ${whole(rule.minimum)})`, share_of_usual: `, where ${whole(rule.minimum)} or more are usual` }[rule.measure] ?? "";
  const window = rule.windowMinutes === null ? "" : `, in ${minutes(rule.windowMinutes)}`;
  const hold = rule.holdMinutes === 0 ? "" : `, for ${minutes(rule.holdMinutes)}`;
  return `${least} ${limit(rule)} ${part}${rule.kind === "quota_near" ? "" : basis}${window}${hold}`;
}
