package dev.spillway.worker.drain;

import java.util.Locale;

/** Why a message went back to its queue untouched. */
enum HandBackReason {
    /** A newer writer made it; a newer reader will come. */
    NEWER_VERSION,
    /** Its tenant's plan or key cannot be used at present. */
    TENANT_UNUSABLE,
    /** It could not be stored in time, or the worker stops. */
    NOT_STORED;

    /** The tag of the counter. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
