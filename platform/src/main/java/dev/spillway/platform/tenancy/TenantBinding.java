package dev.spillway.platform.tenancy;

import dev.spillway.platform.secret.KeyText;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs which tenant a database connection may see. The database's function {@code
 * current_tenant()} checks the signature with a key that the application's user cannot read, so
 * that SQL which somebody injects cannot name another tenant. Thread-safe.
 *
 * <p>HMAC-SHA-256 (RFC 2104) over {@code TENANT-HEX:connection id}.
 */
public final class TenantBinding {

    private static final int KEY_BYTES = 32;
    private static final int BLOCK_BYTES = 64;
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] key;

    private TenantBinding(byte[] key) {
        this.key = key;
    }

    /**
     * A binding under the key that {@code spillway.tenancy.binding-key} holds.
     *
     * @param base64 32 bytes in base64
     * @throws IllegalArgumentException if it is anything else
     */
    public static TenantBinding of(String base64) {
        return new TenantBinding(KeyText.bytes(base64, KEY_BYTES, "spillway.tenancy.binding-key"));
    }

    /** The signature, 64 hexadecimal digits, that lets one connection see one tenant. */
    public String sign(UUID tenantId, long connectionId) {
        String tenant = tenantId.toString().replace("-", "").toUpperCase(Locale.ROOT);
        byte[] message = (tenant + ":" + connectionId).getBytes(StandardCharsets.US_ASCII);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is missing from this JDK", e);
        }
    }

    /** The key's inner block of RFC 2104, which the database holds instead of the key. */
    public byte[] innerPad() {
        return pad((byte) 0x36);
    }

    /** The key's outer block of RFC 2104. */
    public byte[] outerPad() {
        return pad((byte) 0x5c);
    }

    private byte[] pad(byte mask) {
        byte[] pad = Arrays.copyOf(key, BLOCK_BYTES);
        for (int i = 0; i < pad.length; i++) {
            pad[i] ^= mask;
        }
        return pad;
    }
}
