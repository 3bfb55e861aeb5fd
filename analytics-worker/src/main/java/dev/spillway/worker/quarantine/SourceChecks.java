package dev.spillway.worker.quarantine;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.provider.Preset;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.platform.secret.SecretUnreadableException;
import dev.spillway.platform.source.SealedSource;
import dev.spillway.platform.source.SourceSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Makes checks of sources' rows. Read anew for each step of a release and never kept: a secret that
 * was mended counts at once, and none stays here. Thread-safe.
 */
final class SourceChecks {

    private static final Logger LOG = LoggerFactory.getLogger(SourceChecks.class);

    private static final String FIND = "CALL find_quarantine_source(?, ?)";

    private final JdbcTemplate jdbc;
    private final PresetCatalogue presets;
    private final KeyWrapper keys;

    SourceChecks(JdbcTemplate jdbc, PresetCatalogue presets, KeyWrapper keys) {
        this.jdbc = jdbc;
        this.presets = presets;
        this.keys = keys;
    }

    /** Empty when the source is gone, takes nothing at present, or its row cannot be used. */
    Optional<SourceCheck> find(UUID tenantId, UUID sourceId) {
        return jdbc
                .query(
                        FIND,
                        (row, _) -> check(tenantId, sourceId, row),
                        Ids.bytes(tenantId),
                        Ids.bytes(sourceId))
                .stream()
                .findFirst()
                .flatMap(found -> found);
    }

    private Optional<SourceCheck> check(UUID tenantId, UUID sourceId, ResultSet row)
            throws SQLException {
        SealedSource source =
                new SealedSource(
                        tenantId,
                        sourceId,
                        row.getBytes("credentials"),
                        row.getInt("key_version"),
                        row.getBytes("wrapped_key"));
        Optional<Preset> preset = presets.find(row.getString("provider"));
        String settings = row.getString("settings");
        return preset.flatMap(known -> check(known, source, settings));
    }

    private Optional<SourceCheck> check(Preset preset, SealedSource source, String settings) {
        try {
            return Optional.of(
                    new SourceCheck(preset, source.open(keys), SourceSettings.parse(settings)));
        } catch (SecretUnreadableException | IllegalArgumentException e) {
            // Of platform's own making: it names the field and never its value.
            LOG.warn("source {} judges nothing: {}", source.sourceId(), e.getMessage());
            return Optional.empty();
        }
    }
}
