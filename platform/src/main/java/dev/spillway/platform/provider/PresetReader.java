package dev.spillway.platform.provider;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.spillway.platform.signature.InvalidSchemeException;
import java.io.InputStream;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads entries of the catalogue, strictly: an entry that could mean something else than it says is
 * no entry.
 */
final class PresetReader {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(
                            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .withConfigOverride(
                            List.class,
                            list ->
                                    list.setNullHandling(
                                            JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
                    .build();

    private PresetReader() {}

    /**
     * @throws IllegalStateException naming the entry and what is wrong with it
     */
    static Preset read(String id, InputStream json) {
        try {
            PresetEntry entry = MAPPER.readValue(json, PresetEntry.class);
            if (entry == null) {
                throw new IllegalArgumentException("holds nothing");
            }
            if (!entry.id().equals(id)) {
                throw new IllegalArgumentException("its id is " + entry.id());
            }
            return new Preset(entry);
        } catch (InvalidSchemeException fault) {
            throw new IllegalStateException(
                    "Preset %s: authentication.%s %s"
                            .formatted(id, fault.parameter(), fault.getMessage()),
                    fault);
        } catch (JacksonException fault) {
            throw new IllegalStateException(
                    "Preset %s: %s".formatted(id, fault.getOriginalMessage()), fault);
        } catch (IllegalArgumentException fault) {
            throw new IllegalStateException(
                    "Preset %s: %s".formatted(id, fault.getMessage()), fault);
        }
    }

    /** The ids of the catalogue's index. */
    static List<String> index(InputStream json) {
        return List.of(MAPPER.readValue(json, String[].class));
    }
}
