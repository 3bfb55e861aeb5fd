package dev.spillway.platform.secret;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Wraps under a key from the configuration: AES-256-GCM, tenant and purpose as additional data. */
public final class LocalKeyWrapper implements KeyWrapper {

    private static final int KEY_BYTES = 32;

    private final SecretKey wrappingKey;

    private LocalKeyWrapper(SecretKey wrappingKey) {
        this.wrappingKey = wrappingKey;
    }

    /**
     * A wrapper under the key that {@code spillway.secrets.wrapping-key} holds.
     *
     * @param base64 32 bytes in base64
     * @throws IllegalArgumentException if it is anything else; the message does not repeat it
     */
    public static LocalKeyWrapper of(String base64) {
        return new LocalKeyWrapper(
                new SecretKeySpec(
                        KeyText.bytes(base64, KEY_BYTES, "spillway.secrets.wrapping-key"), "AES"));
    }

    @Override
    public byte[] wrap(byte[] key, UUID tenantId, KeyPurpose purpose) {
        return AesGcm.seal(wrappingKey, key, additional(tenantId, purpose));
    }

    @Override
    public byte[] unwrap(byte[] wrapped, UUID tenantId, KeyPurpose purpose) {
        return AesGcm.open(wrappingKey, wrapped, additional(tenantId, purpose));
    }

    private static byte[] additional(UUID tenantId, KeyPurpose purpose) {
        return (tenantId + "/" + purpose.code()).getBytes(StandardCharsets.UTF_8);
    }
}
