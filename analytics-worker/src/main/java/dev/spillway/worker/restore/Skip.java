package dev.spillway.worker.restore;

import java.util.Locale;

/** Why something in the archive was not given to the store. */
enum Skip {
    /** Another tenant's, where one was asked for. */
    OTHER_TENANT(false),
    /** Kept for as long as its tenant's plan keeps it. */
    EXPIRED(false),
    /** The database knows no such tenant: configuration has to be restored first. */
    TENANT_MISSING(true),
    /** The database knows no such source of the tenant. */
    SOURCE_MISSING(true),
    /** The tenant's plan or key cannot be used at present. */
    TENANT_UNUSABLE(true),
    /** A newer worker's; a newer worker can restore it. */
    NEWER_VERSION(true);

    private final boolean lacking;

    Skip(boolean lacking) {
        this.lacking = lacking;
    }

    /** Whether the database lacks something because of it. */
    boolean isLacking() {
        return lacking;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
