package dev.spillway.platform.provider;

import java.util.Locale;

/** What a vendor is used for; groups the presets in lists. */
public enum Category {
    EMAIL,
    MARKETING,
    MESSAGING,
    COMMERCE,
    CRM,
    FORMS,
    IDENTITY,
    DEVELOPER,
    GENERIC;

    /** As clients see it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
