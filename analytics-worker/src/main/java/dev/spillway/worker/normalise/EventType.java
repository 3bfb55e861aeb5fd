package dev.spillway.worker.normalise;

import java.util.Locale;

/** What happened. Stored and shown by {@link #code}: one may be added, none renamed. */
public enum EventType {
    QUEUED,
    SENT,
    REJECTED,
    FAILED,
    BOUNCED,
    DEFERRED,
    DELIVERED,
    AUTORESPONDED,
    OPENED,
    CLICKED,
    COMPLAINED,
    UNSUBSCRIBED,
    SUBSCRIBED,
    INBOUND,
    INBOUND_FAILED,
    UNKNOWN,

    UNDELIVERED,
    REPLIED,
    OPTED_OUT,

    ORDERED,
    PAID,
    PAYMENT_FAILED,
    REFUNDED,
    CANCELLED,
    CHECKOUT_STARTED,
    SUBSCRIPTION_STARTED,
    SUBSCRIPTION_RENEWED,
    SUBSCRIPTION_CANCELLED,

    CONTACT_CREATED,
    CONTACT_UPDATED,
    CONTACT_DELETED,
    DEAL_CREATED,
    DEAL_UPDATED,
    FORM_SUBMITTED;

    /** The name in API, database and rollups. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
