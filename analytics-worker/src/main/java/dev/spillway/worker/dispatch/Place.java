package dev.spillway.worker.dispatch;

import dev.spillway.platform.destination.EmailAddress;

/** Where a destination is. */
sealed interface Place {

    /** A server of the tenant's. */
    record Web(String url) implements Place {

        /** Without the URL: its path or query may well be a secret. */
        @Override
        public String toString() {
            return "Web[]";
        }
    }

    /** Somebody's inbox. */
    record Inbox(EmailAddress address) implements Place {}

    /** As metrics and the table call it. */
    default String kind() {
        return switch (this) {
            case Web _ -> "https";
            case Inbox _ -> "email";
        };
    }
}
