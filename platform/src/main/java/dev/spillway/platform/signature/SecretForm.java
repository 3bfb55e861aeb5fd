package dev.spillway.platform.signature;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** How the text of a secret becomes the bytes of a key. */
enum SecretForm {
    /** The text itself, any prefix included. */
    TEXT("") {
        @Override
        byte[] decode(String secret) {
            return secret.getBytes(StandardCharsets.UTF_8);
        }
    },
    /** Standard Webhooks: base64, after {@code whsec_} where that is given. */
    WHSEC("is not a signing secret: copy it whole, whsec_ and the base64 after it") {
        @Override
        byte[] decode(String secret) {
            return Base64.getDecoder()
                    .decode(secret.startsWith("whsec_") ? secret.substring(6) : secret);
        }
    },
    BASE64("is not base64: copy the secret whole") {
        @Override
        byte[] decode(String secret) {
            return Base64.getDecoder().decode(secret);
        }
    },
    HEX("is not hexadecimal: copy the secret whole") {
        @Override
        byte[] decode(String secret) {
            return HexFormat.of().parseHex(secret);
        }
    };

    private final String advice;

    SecretForm(String advice) {
        this.advice = advice;
    }

    /**
     * @throws IllegalArgumentException when the secret is not of this form
     */
    abstract byte[] decode(String secret);

    Optional<String> faultIn(String secret) {
        if (!secret.strip().equals(secret)) {
            return Optional.of("begins or ends with white space: copy it without");
        }
        try {
            return decode(secret).length == 0 ? Optional.of(advice) : Optional.empty();
        } catch (IllegalArgumentException notOfThisForm) {
            return Optional.of(advice);
        }
    }
}
