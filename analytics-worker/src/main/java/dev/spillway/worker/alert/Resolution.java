package dev.spillway.worker.alert;

import java.util.Locale;

/** Why an alert ended. Shown by {@link #code}: one may be added, none renamed. */
enum Resolution {
    RECOVERED,
    TOO_LITTLE,
    /** Its rule was switched off, or its source is no longer active. */
    NOT_WATCHED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Resolution of(Verdict verdict) {
        return verdict == Verdict.TOO_LITTLE ? TOO_LITTLE : RECOVERED;
    }
}
