package dev.spillway.platform.signature;

import java.util.Map;

/**
 * A signature scheme as data: {@code scheme} names the kind, the other parameters are that kind's
 * own. Immutable.
 *
 * @param parameters flat, so that a source's settings can be laid over a preset's
 */
public record SchemeDefinition(Map<String, String> parameters) {

    public SchemeDefinition {
        parameters = Map.copyOf(parameters);
    }

    /**
     * @throws InvalidSchemeException naming the first parameter that is missing, unknown or
     *     unusable
     */
    public SignatureScheme compile() {
        throw new UnsupportedOperationException("not yet");
    }
}
