package dev.spillway.platform.provider;

import dev.spillway.platform.provider.SettingField.Kind;
import dev.spillway.platform.signature.AddressList;
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

    /** A second fence beside any scheme, and the only one that some vendors offer. */
    private static final SettingField ALLOWED_ADDRESSES =
            new SettingField(
                    "allowedAddresses",
                    "IP addresses and networks it takes webhooks from; any when empty",
                    Kind.ADDRESSES,
                    List.of(),
                    false,
                    null);

    /**
     * Matters where requests are refused: in mode {@code enforce}. What is signed by certificates
     * is judged at the door and nowhere else, so that keeping it would lead to nothing.
     */
    private static final SettingField QUARANTINE =
            new SettingField(
                    "quarantine",
                    "Whether refused requests are kept, encrypted, to be judged again later",
                    Kind.CHOICE,
                    List.of("false", "true"),
                    false,
                    "false");

    /** What the worker goes by instead of what it knows of the preset's vendor. */
    private static final SettingField MAPPING =
            new SettingField(
                    "mapping",
                    "Where the JSON tells what, for a sender that Spillway does not understand",
                    Kind.MAPPING,
                    List.of(),
                    false,
                    null);

    /** What the scheme does not read. */
    private static final List<String> OWN =
            List.of(
                    TOLERANCE,
                    IDENTITY.name(),
                    ALLOWED_ADDRESSES.name(),
                    QUARANTINE.name(),
                    MAPPING.name(),
                    ResponseSettings.STATUS.name(),
                    ResponseSettings.TYPE.name(),
                    ResponseSettings.BODY.name());

    private final Map<String, SettingField> fields = new LinkedHashMap<>();
    private final Map<String, String> authentication;
    private final List<PresetEntry.Variant> variants;
    private final SignatureScheme standardScheme;
    private final Tolerance standardTolerance;
    private final PresetResponse standardResponse;

    /**
     * @throws InvalidSchemeException when the entry's scheme does not work as it stands
     */
    PresetSettings(PresetEntry entry) {
        this.authentication = entry.authentication();
        this.variants = entry.variants();
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
        fields.put(ALLOWED_ADDRESSES.name(), ALLOWED_ADDRESSES);
        if (!standardScheme.needsTrust()) {
            fields.put(QUARANTINE.name(), QUARANTINE);
        }
        fields.put(MAPPING.name(), MAPPING);
        ResponseSettings.FIELDS.forEach(field -> fields.put(field.name(), field));
        variants.forEach(this::demandChoice);
    }

    private void demandChoice(PresetEntry.Variant variant) {
        SettingField field = fields.get(variant.setting());
        if (field == null || !field.choices().contains(variant.value())) {
            throw new IllegalArgumentException(
                    "variants: no setting %s has the choice %s"
                            .formatted(variant.setting(), variant.value()));
        }
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

    /** That of the entry and those of its variants. */
    List<SignatureScheme> schemes() {
        List<SignatureScheme> schemes = new ArrayList<>(List.of(standardScheme));
        variants.forEach(
                variant -> schemes.add(new SchemeDefinition(variant.authentication()).compile()));
        return schemes;
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
        Map<String, String> overlay = overlay(settings);
        if (overlay.isEmpty()) {
            return standardScheme;
        }
        Map<String, String> parameters = new HashMap<>(chosenBy(settings));
        variants.forEach(variant -> overlay.remove(variant.setting()));
        parameters.putAll(overlay);
        return new SchemeDefinition(parameters).compile();
    }

    /** What the scheme reads. */
    private static Map<String, String> overlay(Map<String, String> settings) {
        Map<String, String> overlay = new HashMap<>(settings);
        overlay.keySet().removeAll(OWN);
        overlay.values().removeIf(Objects::isNull);
        return overlay;
    }

    static boolean makeTheSameScheme(Map<String, String> one, Map<String, String> other) {
        return overlay(one).equals(overlay(other));
    }

    private Map<String, String> chosenBy(Map<String, String> settings) {
        return variants.stream()
                .filter(variant -> variant.value().equals(settings.get(variant.setting())))
                .map(PresetEntry.Variant::authentication)
                .findFirst()
                .orElse(authentication);
    }

    Tolerance tolerance(Map<String, String> settings) {
        String seconds = settings.get(TOLERANCE);
        return seconds == null
                ? standardTolerance
                : Tolerance.of(Duration.ofSeconds(Long.parseLong(seconds)));
    }

    AddressList addresses(Map<String, String> settings) {
        String addresses = settings.get(ALLOWED_ADDRESSES.name());
        return addresses == null ? AddressList.any() : AddressList.parse(addresses);
    }

    static boolean quarantines(Map<String, String> settings) {
        return "true".equals(settings.get(QUARANTINE.name()));
    }

    PresetResponse response(Map<String, String> settings) {
        return ResponseSettings.response(standardResponse, settings);
    }
}
