package dev.spillway.platform.alert;

import java.util.Locale;

/** What one alert is about. */
public enum AlertScope {
    SOURCE,
    TENANT,
    /** The operators' business: no tenant sees it or sets its rule. */
    PLATFORM;

    /** The name in API and messages. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
