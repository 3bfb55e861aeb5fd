package dev.spillway.platform.provider;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A setting as it is stored: a text, whatever JSON it was given as. */
public final class SettingText {

    private SettingText() {}

    /** Numbers and truths as they are written, objects as JSON; empty for a list and for null. */
    public static Optional<String> of(JsonNode given) {
        if (given.isString() || given.isNumber() || given.isBoolean()) {
            return Optional.of(given.asString());
        }
        return given.isObject() ? Optional.of(given.toString()) : Optional.empty();
    }
}
