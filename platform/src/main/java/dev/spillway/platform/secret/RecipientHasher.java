package dev.spillway.platform.secret;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;

/**
 * The keyed hash under which a recipient is found again without his address being stored:
 * HMAC-SHA-256 over the normalised address, under a key of the tenant's own, so that hashes of two
 * tenants cannot be compared. Thread-safe.
 */
public final class RecipientHasher {

    private static final String ALGORITHM = "HmacSHA256";

    /** A number that may be international, as {@link #normalise} leaves it. */
    private static final Pattern NUMBER = Pattern.compile("\\+?[1-9]\\d{6,14}");

    /** How a label in Punycode begins (RFC 3490, 5). */
    private static final String PUNYCODE = "xn--";

    private final Mac prototype;

    public RecipientHasher(TenantKey key) {
        if (key.purpose() != KeyPurpose.RECIPIENT) {
            throw new IllegalArgumentException(
                    "recipients are hashed with a recipient key, not with " + key);
        }
        try {
            prototype = Mac.getInstance(ALGORITHM);
            prototype.init(key.key());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is missing from this JDK", e);
        }
    }

    /** 32 bytes, the same for every spelling that {@link #normalise} makes equal. */
    public byte[] hash(String recipient) {
        try {
            return ((Mac) prototype.clone())
                    .doFinal(normalise(recipient).getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this JDK's HMAC cannot be cloned", e);
        }
    }

    /**
     * Every hash under which somebody may be kept. Vendors write an international number with its
     * plus or without, and it is not put back where they do not say that it is missing; so a number
     * has two, the one with the plus first.
     */
    public List<byte[]> hashes(String recipient) {
        String normalised = normalise(recipient);
        if (!NUMBER.matcher(normalised).matches()) {
            return List.of(hash(normalised));
        }
        String digits = normalised.startsWith("+") ? normalised.substring(1) : normalised;
        return List.of(hash("+" + digits), hash(digits));
    }

    /**
     * An address as it is compared: e-mail in lower case, its accents composed (NFC) and its domain
     * as people read it, not in Punycode; a telephone number without its punctuation and with a
     * plus instead of 00.
     */
    static String normalise(String recipient) {
        String stripped = recipient.strip();
        if (stripped.indexOf('@') >= 0) {
            return email(stripped.toLowerCase(Locale.ROOT));
        }
        String digits = stripped.replaceAll("[\\s().-]", "");
        if (!digits.matches("\\+?\\d+")) {
            return stripped;
        }
        return digits.startsWith("00") ? "+" + digits.substring(2) : digits;
    }

    /** Only towards Unicode: the other way IDNA 2003 makes one domain of two, as of ß and ss. */
    private static String email(String address) {
        String composed = Normalizer.normalize(address, Normalizer.Form.NFC);
        int domain = composed.lastIndexOf('@') + 1;
        return composed.indexOf(PUNYCODE, domain) < 0
                ? composed
                : composed.substring(0, domain) + IDN.toUnicode(composed.substring(domain));
    }

    /** What a person may see of an address: {@code a•••@acme.example}, {@code +49•••67}. */
    public static String mask(String recipient) {
        String stripped = recipient.strip();
        int at = stripped.lastIndexOf('@');
        if (at > 0) {
            return stripped.substring(0, stripped.offsetByCodePoints(0, 1))
                    + "•••"
                    + stripped.substring(at);
        }
        if (stripped.length() < 7) {
            return "•••";
        }
        return stripped.substring(0, 3) + "•••" + stripped.substring(stripped.length() - 2);
    }
}
