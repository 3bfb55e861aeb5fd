package dev.spillway.platform.provider;

import org.jspecify.annotations.Nullable;

/**
 * What the vendor wants to hear for an accepted webhook.
 *
 * @param contentType null where there is no body
 * @param body {@code {{id}}} stands for the webhook's id; empty for none
 */
public record PresetResponse(int status, @Nullable String contentType, String body) {

    /** 200 with the webhook's id. */
    public static final PresetResponse STANDARD =
            new PresetResponse(200, "application/json", "{\"id\":\"{{id}}\"}");

    /** Whether it is what Spillway answers anyway. */
    public boolean isStandard() {
        return STANDARD.equals(this);
    }
}
