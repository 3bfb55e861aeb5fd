package dev.spillway.platform.provider;

import dev.spillway.platform.provider.SettingField.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a source answers instead of what its preset says: settings that every source takes. The
 * types are those that no browser runs, so that a body from a tenant cannot become a page on the
 * door's own origin.
 */
final class ResponseSettings {

    static final SettingField STATUS =
            new SettingField(
                    "responseStatus",
                    "Status that the vendor hears, from 200 to 299",
                    Kind.STATUS,
                    List.of(),
                    false,
                    null);

    static final SettingField TYPE =
            new SettingField(
                    "responseType",
                    "Content type of the answer",
                    Kind.CHOICE,
                    List.of("application/json", "application/xml", "text/plain", "text/xml"),
                    false,
                    null);

    static final SettingField BODY =
            new SettingField(
                    "responseBody",
                    "Body of the answer; {{id}} stands for the webhook's id",
                    Kind.BODY,
                    List.of(),
                    false,
                    null);

    static final List<SettingField> FIELDS = List.of(STATUS, TYPE, BODY);

    /** Without a body by definition (RFC 9110, 15.3.5 and 15.3.6). */
    private static final List<Integer> BODILESS = List.of(204, 205);

    private ResponseSettings() {}

    /** What is wrong with settings that are each valid, by the name of the one to change. */
    static Map<String, String> faults(PresetResponse standard, Map<String, String> settings) {
        PresetResponse response = response(standard, settings);
        String body = settings.getOrDefault(BODY.name(), "");
        if (!body.isEmpty() && BODILESS.contains(response.status())) {
            return Map.of(BODY.name(), "cannot go with status " + response.status());
        }
        if (!body.isEmpty()
                && "application/json".equals(response.contentType())
                && !isJson(response.body())) {
            return Map.of(BODY.name(), "is not JSON");
        }
        return Map.of();
    }

    private static boolean isJson(String body) {
        try {
            // An id is text inside a string, or stands where none belongs.
            JsonMapper.shared().readTree(body);
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    /** The preset's, with what is set in place of its own. */
    static PresetResponse response(PresetResponse standard, Map<String, String> settings) {
        int status =
                Optional.ofNullable(settings.get(STATUS.name()))
                        .map(Integer::parseInt)
                        .orElse(standard.status());
        if (BODILESS.contains(status)) {
            return new PresetResponse(status, null, "");
        }
        String body = settings.getOrDefault(BODY.name(), standard.body());
        return new PresetResponse(status, body.isEmpty() ? null : type(standard, settings), body);
    }

    private static String type(PresetResponse standard, Map<String, String> settings) {
        @Nullable String type = settings.getOrDefault(TYPE.name(), standard.contentType());
        if (type == null) {
            return "text/plain;charset=UTF-8";
        }
        return type.startsWith("text/") && type.indexOf(';') < 0 ? type + ";charset=UTF-8" : type;
    }
}
