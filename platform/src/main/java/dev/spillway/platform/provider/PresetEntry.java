package dev.spillway.platform.provider;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/**
 * A preset as its file spells it.
 *
 * @param authentication the parameters of the scheme; a setting of the same name replaces one
 * @param variants other ways in which the vendor signs, each chosen by a setting
 * @param toleranceSeconds absent where the vendor's retries keep their first timestamp, or there is
 *     none
 * @param handshake the kind that the vendor makes; absent for none
 */
record PresetEntry(
        String id,
        String name,
        Category category,
        URI docs,
        Map<String, String> authentication,
        List<Variant> variants,
        @Nullable Long toleranceSeconds,
        List<CredentialField> credentials,
        List<SettingField> settings,
        Identity identity,
        List<String> keptHeaders,
        @Nullable PresetResponse response,
        @Nullable String handshake,
        List<String> setup) {

    PresetEntry {
        Objects.requireNonNull(id, "id is missing");
        Objects.requireNonNull(name, "name is missing");
        Objects.requireNonNull(category, "category is missing");
        Objects.requireNonNull(docs, "docs is missing");
        Objects.requireNonNull(authentication, "authentication is missing");
        Objects.requireNonNull(identity, "identity is missing");
        if (toleranceSeconds != null && toleranceSeconds <= 0) {
            throw new IllegalArgumentException(
                    "toleranceSeconds is positive, or absent for no tolerance");
        }
    }

    /**
     * Where the vendor's key of an event is; in one of two places, or nowhere: then the fingerprint
     * serves.
     *
     * @param messageId the id that stands beside the signature
     * @param pointers into the JSON body, the first that leads anywhere
     * @param horizonHours how long the vendor may repeat it
     * @param retries the page where the vendor says so; absent where he does not
     */
    record Identity(
            boolean messageId,
            List<JsonPointer> pointers,
            int horizonHours,
            @Nullable URI retries) {

        Identity {
            if (messageId && !pointers.isEmpty()) {
                throw new IllegalArgumentException(
                        "identity is in one place: messageId or pointers");
            }
            if (horizonHours <= 0) {
                throw new IllegalArgumentException("identity.horizonHours is missing");
            }
        }

        Duration horizon() {
            return Duration.ofHours(horizonHours);
        }
    }

    /**
     * What holds instead of {@code authentication} where a setting has a value.
     *
     * @param setting name of a setting that is a choice
     * @param value one of its choices
     */
    record Variant(String setting, String value, Map<String, String> authentication) {}
}
