package dev.spillway.platform.provider;

import java.util.Collection;
import java.util.Optional;

/** All presets by id. Immutable and thread-safe. */
public final class PresetCatalogue {

    private PresetCatalogue() {}

    /**
     * The presets that ship with Spillway, read once.
     *
     * @throws IllegalStateException naming the entry and what is wrong with it
     */
    public static PresetCatalogue standard() {
        throw new UnsupportedOperationException("not yet");
    }

    public Optional<Preset> find(String id) {
        throw new UnsupportedOperationException("not yet: " + id);
    }

    /** By name, as people read them. */
    public Collection<Preset> all() {
        throw new UnsupportedOperationException("not yet");
    }
}
