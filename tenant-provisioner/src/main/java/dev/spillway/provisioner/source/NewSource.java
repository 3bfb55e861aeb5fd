package dev.spillway.provisioner.source;

import dev.spillway.platform.provider.Preset;
import java.util.Map;
import java.util.TreeSet;

/**
 * A source to be made; its preset has taken its credentials and settings.
 *
 * @param credentials by the preset's names; in clear
 */
public record NewSource(
        String name,
        Preset preset,
        VerificationMode mode,
        Map<String, String> credentials,
        Map<String, String> settings) {

    public NewSource {
        credentials = Map.copyOf(credentials);
        settings = Map.copyOf(settings);
    }

    @Override
    public String toString() {
        return "NewSource[%s, %s, %s, credentials %s]"
                .formatted(name, preset.id(), mode.code(), new TreeSet<>(credentials.keySet()));
    }
}
