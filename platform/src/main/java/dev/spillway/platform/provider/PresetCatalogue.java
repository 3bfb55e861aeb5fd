package dev.spillway.platform.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * All presets by id. Immutable and thread-safe.
 *
 * <p>A preset is the file {@code presets/<id>.json} beside this class and its id in {@code
 * presets/catalogue.json}.
 */
public final class PresetCatalogue {

    private final Map<String, Preset> presets;

    private PresetCatalogue(Map<String, Preset> presets) {
        this.presets = presets;
    }

    /**
     * The presets that ship with Spillway, read once.
     *
     * @throws IllegalStateException naming the entry and what is wrong with it
     */
    public static PresetCatalogue standard() {
        return Standard.CATALOGUE;
    }

    public Optional<Preset> find(String id) {
        return Optional.ofNullable(presets.get(id));
    }

    /** By name, as people read them. */
    public Collection<Preset> all() {
        return presets.values();
    }

    private static PresetCatalogue read() {
        List<String> ids = fromFile("catalogue", (_, json) -> PresetReader.index(json));
        Map<String, Preset> byId = new LinkedHashMap<>();
        ids.stream()
                .map(id -> fromFile(id, PresetReader::read))
                .sorted(Comparator.comparing(Preset::name, String.CASE_INSENSITIVE_ORDER))
                .forEach(preset -> byId.put(preset.id(), preset));
        if (byId.size() < ids.size()) {
            throw new IllegalStateException("An id stands twice in presets/catalogue.json");
        }
        return new PresetCatalogue(Collections.unmodifiableMap(byId));
    }

    private static <T> T fromFile(String name, BiFunction<String, InputStream, T> reader) {
        try (InputStream json =
                PresetCatalogue.class.getResourceAsStream("presets/" + name + ".json")) {
            if (json == null) {
                throw new IllegalStateException("presets/%s.json is missing".formatted(name));
            }
            return reader.apply(name, json);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Read when first asked for. */
    private static final class Standard {
        private static final PresetCatalogue CATALOGUE = read();
    }
}
