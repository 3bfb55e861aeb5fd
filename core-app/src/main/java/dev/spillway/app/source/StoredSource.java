package dev.spillway.app.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source as it is changed.
 *
 * @param status {@code active}, {@code pending}, {@code paused} or {@code deleted}
 */
record StoredSource(
        String name, String provider, String mode, String status, Map<String, String> settings) {

    StoredSource with(
            @Nullable String newName, @Nullable String newMode, Map<String, String> newSettings) {
        return new StoredSource(
                newName == null ? name : newName,
                provider,
                newMode == null ? mode : newMode,
                status,
                newSettings);
    }

    StoredSource withStatus(String changed) {
        return new StoredSource(name, provider, mode, changed, settings);
    }
}
