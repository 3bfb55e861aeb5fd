// Which colour an event type has: the same on every day and in every chart.

const FAMILIES = {
  delivered: "delivered", opened: "opened", clicked: "clicked", sent: "sent", queued: "sent",
  paid: "money", ordered: "money", subscription_started: "money", subscription_renewed: "money", checkout_started: "people",
  subscribed: "people", replied: "people", inbound: "people", contact_created: "people", contact_updated: "people",
  deal_created: "people", deal_updated: "people", form_submitted: "people",
  deferred: "late", autoresponded: "late",
  bounced: "bad", failed: "bad", rejected: "bad", undelivered: "bad", payment_failed: "bad", inbound_failed: "bad",
  complained: "angry",
  unsubscribed: "gone", opted_out: "gone", refunded: "gone", cancelled: "gone", subscription_cancelled: "gone", contact_deleted: "gone",
};

/** CSS classes by type; two types of one family differ in shade. */
export function classes(types) {
  const taken = new Map();
  const named = new Map();
  for (const type of types) {
    const family = FAMILIES[type] ?? "unknown";
    const shade = taken.get(family) ?? 0;
    taken.set(family, shade + 1);
    named.set(type, `c-${family}${shade > 0 ? ` shade-${Math.min(shade, 2)}` : ""}`);
  }
  return named;
}
