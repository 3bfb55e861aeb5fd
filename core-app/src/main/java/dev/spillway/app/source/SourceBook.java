package dev.spillway.app.source;

import dev.spillway.app.audit.AuditLog;
import dev.spillway.app.secret.Sealer;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.FieldError;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.provider.Preset;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.provider.SettingText;
import dev.spillway.platform.signature.Credentials;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/**
 * Changes the bound tenant's sources and writes down who did. The door knows of a change within two
 * seconds.
 */
@Component
class SourceBook {

    private static final String ACTIVE = "active";
    private static final String PAUSED = "paused";
    private static final String PENDING = "pending";

    private final SourceChanges sources;
    private final PresetCatalogue presets;
    private final Sealer sealer;
    private final AuditLog audit;
    private final Clock clock;

    SourceBook(
            SourceChanges sources,
            PresetCatalogue presets,
            Sealer sealer,
            AuditLog audit,
            Clock clock) {
        this.sources = sources;
        this.presets = presets;
        this.sealer = sealer;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    void change(UUID id, SourceChange change) {
        StoredSource before = required(id);
        Map<String, String> settings = settings(change.settings(), before);
        checkSettings(preset(before), before.settings(), settings);
        StoredSource changed = before.with(change.name(), change.mode(), settings);
        sources.change(id, changed, now());
        audit.record(
                "source.changed",
                id.toString(),
                Map.of(
                        "name", changed.name(),
                        "mode", changed.mode(),
                        "settings", new TreeSet<>(settings.keySet())));
    }

    /** As they are to be; null is as good as left out. */
    private static Map<String, String> settings(
            @Nullable Map<String, JsonNode> given, StoredSource before) {
        if (given == null) {
            return before.settings();
        }
        Map<String, String> settings = new TreeMap<>();
        List<FieldError> errors = new ArrayList<>();
        given.forEach((name, value) -> {
            if (!value.isNull()) {
                SettingText.of(value)
                        .ifPresentOrElse(
                                text -> settings.put(name, text),
                                () ->
                                        errors.add(
                                                new FieldError(
                                                        "settings." + name, "must be a text")));
            }
        });
        refuse(errors);
        return settings;
    }

    /** What is verified otherwise needs its credentials beside it: nobody here can look at them. */
    private static void checkSettings(
            Preset preset, Map<String, String> before, Map<String, String> after) {
        refuse(
                errors(preset, Credentials.of(Map.of()), after).stream()
                        .filter(error -> error.field().startsWith("settings."))
                        .toList());
        if (!Preset.verifiesAlike(before, after)) {
            throw ProblemException.invalid(
                    "settings",
                    "change how requests are verified: send them with the credentials to …/rotate");
        }
    }

    @Transactional
    void rotate(UUID id, Rotation rotation) {
        StoredSource before = required(id);
        Preset preset = preset(before);
        Map<String, String> settings = settings(rotation.settings(), before);
        Credentials credentials = Credentials.of(rotation.credentials());
        refuse(errors(preset, credentials, settings));
        sources.giveCredentials(id, sealer.seal(id, rotation.credentials()));
        StoredSource changed =
                before.with(null, null, settings)
                        .withStatus(statusOf(before, preset.awaitsSecret(credentials)));
        sources.change(id, changed, now());
        audit.record(
                "source.rotated",
                id.toString(),
                Map.of(
                        "name",
                        before.name(),
                        "credentials",
                        new TreeSet<>(rotation.credentials().keySet())));
    }

    /** Who is to learn his secret from the vendor is pending; who has one is so no longer. */
    private static String statusOf(StoredSource before, boolean awaitsSecret) {
        if (awaitsSecret) {
            return PENDING;
        }
        return before.status().equals(PENDING) ? ACTIVE : before.status();
    }

    @Transactional
    void pause(UUID id) {
        move(id, ACTIVE, PAUSED, "source.paused");
    }

    @Transactional
    void resume(UUID id) {
        move(id, PAUSED, ACTIVE, "source.resumed");
    }

    private void move(UUID id, String from, String to, String action) {
        StoredSource before = required(id);
        if (before.status().equals(to)) {
            return;
        }
        if (!before.status().equals(from)) {
            throw new ProblemException(
                    ErrorCode.CONFLICT, "The source is " + before.status() + ".");
        }
        sources.change(id, before.withStatus(to), now());
        audit.record(action, id.toString(), Map.of("name", before.name()));
    }

    private StoredSource required(UUID id) {
        StoredSource source =
                sources.lock(id).orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND));
        if (source.status().equals("deleted")) {
            throw new ProblemException(ErrorCode.SOURCE_DELETED);
        }
        return source;
    }

    private Preset preset(StoredSource source) {
        return presets.find(source.provider())
                .orElseThrow(() -> new IllegalStateException("no preset " + source.provider()));
    }

    private static List<FieldError> errors(
            Preset preset, Credentials credentials, Map<String, String> settings) {
        return preset.validate(credentials, settings).stream()
                .map(violation -> new FieldError(violation.field(), violation.message()))
                .toList();
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
