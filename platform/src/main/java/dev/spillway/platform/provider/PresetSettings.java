package dev.spillway.platform.provider;

import dev.spillway.platform.provider.SettingField.Kind;
import dev.spillway.platform.signature.InvalidSchemeException;
import dev.spillway.platform.signature.SchemeDefinition;
import dev.spillway.platform.signature.SignatureScheme;
import dev.spillway.platform.signature.Tolerance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a preset: which there are, what is wrong with given ones, and the scheme and
 * tolerance they make.
 */
final class PresetSettings {

    private static final String TOLERANCE = "toleranceSeconds";

    /** Every source may give up telling repeated webhooks apart: each is stored then. */
    private static final SettingField IDENTITY =
            new SettingField(
                    "identity",
                    "What makes two webhooks the same: the preset's key, or nothing",
                    Kind.CHOICE,
                    List.of("declared", "none"),
                    false,
                    "declared");

    /** What the scheme does not read. */
    private static final List<String> OWN =
            List.of(
                    TOLERANCE,
                    IDENTITY.name(),
                    ResponseSettings.STATUS.name(),
                    ResponseSettings.TYPE.name(),
                    ResponseSettings.BODY.name());

    private final Map<String, SettingField> fields = new LinkedHashMap<>();
    private final Map<String, String> authentication;
    private final SignatureScheme standardScheme;
    private final Tolerance standardTolerance;
    private final PresetResponse standardResponse;

    /**
     * @throws InvalidSchemeException when the entry's scheme does not work as it stands
     */
    PresetSettings(PresetEntry entry) {
        this.authentication = entry.authentication();
        this.standardScheme = new SchemeDefinition(authentication).compile();
        this.standardTolerance =
                entry.toleranceSeconds() == null
                        ? Tolerance.unlimited()
                        : Tolerance.of(Duration.ofSeconds(entry.toleranceSeconds()));
        this.standardResponse =
                Objects.requireNonNullElse(entry.response(), PresetResponse.STANDARD);
        entry.settings().forEach(field -> fields.put(field.name(), field));
        if (standardScheme.timestamped() || fields.containsKey("timestampHeader")) {
            fields.put(TOLERANCE, toleranceField(entry));
        }
        fields.put(IDENTITY.name(), IDENTITY);
        ResponseSettings.FIELDS.forEach(field -> fields.put(field.name(), field));
    }

    private static SettingField toleranceField(PresetEntry entry) {
        Long seconds = entry.toleranceSeconds();
        return new SettingField(
                TOLERANCE,
                "Seconds a timestamp may lie before or after now",
                Kind.SECONDS,
                List.of(),
                false,
                seconds == null ? null : seconds.toString());
    }

    List<SettingField> fields() {
        return List.copyOf(fields.values());
    }

    SignatureScheme standardScheme() {
        return standardScheme;
    }

    List<PresetViolation> validate(Map<String, String> settings) {
        List<PresetViolation> found = new ArrayList<>();
        settings.keySet().stream()
                .filter(name -> !fields.containsKey(name))
                .sorted()
                .forEach(name -> found.add(violation(name, "is unknown; " + known())));
        for (SettingField field : fields.values()) {
            String value = settings.get(field.name());
            field.faultIn(value).ifPresent(message -> found.add(violation(field.name(), message)));
        }
        return found.isEmpty() ? validateTogether(settings) : List.copyOf(found);
    }

    private List<PresetViolation> validateTogether(Map<String, String> settings) {
        List<PresetViolation> found = new ArrayList<>();
        ResponseSettings.faults(standardResponse, settings)
                .forEach((name, message) -> found.add(violation(name, message)));
        found.addAll(validateScheme(settings));
        return List.copyOf(found);
    }

    private List<PresetViolation> validateScheme(Map<String, String> settings) {
        try {
            SignatureScheme _ = scheme(settings);
            return List.of();
        } catch (InvalidSchemeException fault) {
            return List.of(violation(fault.parameter(), fault.getMessage()));
        }
    }

    private String known() {
        return "known are " + String.join(", ", fields.keySet());
    }

    private static PresetViolation violation(String name, @Nullable String message) {
        return new PresetViolation("settings." + name, String.valueOf(message));
    }

    /**
     * @throws InvalidSchemeException when the settings do not fit each other
     */
    SignatureScheme scheme(Map<String, String> settings) {
        Map<String, String> overlay = new HashMap<>(settings);
        overlay.keySet().removeAll(OWN);
        overlay.values().removeIf(Objects::isNull);
        if (overlay.isEmpty()) {
            return standardScheme;
        }
        Map<String, String> parameters = new HashMap<>(authentication);
        parameters.putAll(overlay);
        return new SchemeDefinition(parameters).compile();
    }

    Tolerance tolerance(Map<String, String> settings) {
        String seconds = settings.get(TOLERANCE);
        return seconds == null
                ? standardTolerance
                : Tolerance.of(Duration.ofSeconds(Long.parseLong(seconds)));
    }

    PresetResponse response(Map<String, String> settings) {
        return ResponseSettings.response(standardResponse, settings);
    }
}
