package dev.spillway.platform.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A setting that a source of the preset takes.
 *
 * @param kind what a value looks like
 * @param choices the only values, where the kind is {@link Kind#CHOICE}
 * @param standard what holds when it is not set; null for nothing
 */
public record SettingField(
        String name,
        String label,
        Kind kind,
        List<String> choices,
        boolean required,
        @Nullable String standard) {

    public SettingField {
        choices = List.copyOf(choices);
    }

    /** What a value looks like. */
    public enum Kind {
        /** A header's name. */
        HEADER,
        /** One of a few words. */
        CHOICE,
        /** Free text of at most 200 characters. */
        TEXT,
        /** A template of what is signed. */
        TEMPLATE,
        /** Seconds, from 1 to a week. */
        SECONDS
    }
}
