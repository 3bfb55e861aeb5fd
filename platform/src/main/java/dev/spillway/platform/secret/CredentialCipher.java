package dev.spillway.platform.secret;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A source's credentials as one ciphertext: AES-256-GCM under the tenant's data key, tenant and
 * source as additional data, so that a row copied to another source does not open. Stateless,
 * thread-safe.
 */
public final class CredentialCipher {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> CREDENTIALS = new TypeReference<>() {};

    private CredentialCipher() {}

    /** The ciphertext for a row of {@code source}. */
    public static byte[] seal(TenantKey key, UUID sourceId, Map<String, String> credentials) {
        byte[] plain = JSON.writeValueAsBytes(new TreeMap<>(credentials));
        return AesGcm.seal(dataKey(key).key(), plain, additional(key.tenantId(), sourceId));
    }

    /**
     * The credentials by name.
     *
     * @throws SecretUnreadableException if the ciphertext belongs to another source or key
     */
    public static Map<String, String> open(TenantKey key, UUID sourceId, byte[] sealed) {
        byte[] plain =
                AesGcm.open(dataKey(key).key(), sealed, additional(key.tenantId(), sourceId));
        try {
            return JSON.readValue(plain, CREDENTIALS);
        } catch (JacksonException e) {
            // Without the cause: a parser's message quotes what it read.
            throw new SecretUnreadableException(
                    "the credentials inside are not JSON: " + e.getClass().getSimpleName());
        }
    }

    private static TenantKey dataKey(TenantKey key) {
        if (key.purpose() != KeyPurpose.DATA) {
            throw new IllegalArgumentException(
                    "credentials are sealed with a data key, not with " + key);
        }
        return key;
    }

    private static byte[] additional(UUID tenantId, UUID sourceId) {
        return (tenantId + "/" + sourceId).getBytes(StandardCharsets.UTF_8);
    }
}
