package dev.spillway.worker.tenant;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.provider.Category;
import dev.spillway.platform.provider.EventIdentity;
import dev.spillway.platform.provider.EventMapping;
import dev.spillway.platform.provider.Preset;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.provider.SettingField;
import dev.spillway.worker.identity.Horizons;
import dev.spillway.worker.identity.IdentityRules;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the worker goes by at each source, from its preset and its settings. Thread-safe. */
public final class Sources {

    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

    /** The setting that says how webhooks are told apart; {@code none} switches it off. */
    private static final String IDENTITY = "identity";

    /** The setting that says where a sender tells what. */
    private static final String MAPPING = "mapping";

    /** For a provider that this version does not know. */
    private static final Duration DEFAULT_HORIZON = Duration.ofDays(3);

    private static final String FIND = "SELECT settings FROM source WHERE tenant_id = ? AND id = ?";

    private final JdbcClient jdbc;
    private final PresetCatalogue presets;
    private final Horizons horizons;
    private final CachedReads<Key, SourceRules> known;

    public Sources(
            JdbcClient jdbc,
            PresetCatalogue presets,
            Horizons horizons,
            Duration timeToLive,
            Clock clock) {
        this.jdbc = jdbc;
        this.presets = presets;
        this.horizons = horizons;
        this.known = new CachedReads<>(timeToLive, clock);
    }

    /** The rules of a source; those of its preset alone where the source is unknown. */
    public SourceRules rules(UUID tenantId, UUID sourceId, String provider) {
        return known.get(new Key(tenantId, sourceId, provider), this::read)
                .orElseGet(() -> rules(provider, Map.of()));
    }

    private Optional<SourceRules> read(Key key) {
        return jdbc.sql(FIND)
                .params(Ids.bytes(key.tenantId), Ids.bytes(key.sourceId))
                .query(String.class)
                .optional()
                .map(settings -> rules(key.provider, parse(settings)));
    }

    private SourceRules rules(String provider, Map<String, String> settings) {
        return new SourceRules(identity(provider, settings), mapping(provider, settings));
    }

    /** None where it is unreadable: what was said of the vendor himself is better than nothing. */
    private static @Nullable EventMapping mapping(String provider, Map<String, String> settings) {
        String mapping = settings.get(MAPPING);
        try {
            return mapping == null ? null : EventMapping.parse(mapping);
        } catch (IllegalArgumentException e) {
            LOG.warn("a mapping of a source of {} cannot be read; it is left out", provider);
            return null;
        }
    }

    private IdentityRules identity(String provider, Map<String, String> settings) {
        Optional<Preset> preset = presets.find(provider);
        Optional<EventIdentity> identity = preset.map(found -> identity(found, settings));
        Optional<Duration> said = horizons.of(provider);
        Duration horizon =
                said.or(() -> identity.map(EventIdentity::horizon)).orElse(DEFAULT_HORIZON);
        return new IdentityRules(
                !"none".equals(settings.get(IDENTITY)),
                identity.map(EventIdentity::covered).orElse(false),
                identity.map(EventIdentity::signedBody).orElse(false),
                horizon,
                said.isPresent() || preset.filter(Sources::isVendor).isPresent()
                        ? horizon
                        : horizons.alike());
    }

    /** Of a vendor it is known how long he sends again, and that no two facts look alike. */
    private static boolean isVendor(Preset preset) {
        return preset.category() != Category.GENERIC;
    }

    /**
     * Settings that are not the preset's own, such as the answer to send, are none of its business.
     */
    private static EventIdentity identity(Preset preset, Map<String, String> settings) {
        Map<String, String> own = new HashMap<>(settings);
        own.keySet().retainAll(preset.settings().stream().map(SettingField::name).toList());
        try {
            return preset.identity(own);
        } catch (IllegalArgumentException e) {
            LOG.warn("settings do not fit preset {}; its standard identity is used", preset.id());
            return preset.identity();
        }
    }

    private static Map<String, String> parse(String settings) {
        Map<String, String> parsed = new HashMap<>();
        try {
            JsonNode node = JsonMapper.shared().readTree(settings);
            node.properties().forEach(entry -> parsed.put(entry.getKey(), text(entry.getValue())));
        } catch (JacksonException e) {
            return Map.of(); // the column's check lets only JSON in
        }
        return parsed;
    }

    /** A mapping may stand as an object, or as the text of one. */
    private static String text(JsonNode value) {
        return value.isObject() ? value.toString() : value.asString("");
    }

    private record Key(UUID tenantId, UUID sourceId, String provider) {}
}
