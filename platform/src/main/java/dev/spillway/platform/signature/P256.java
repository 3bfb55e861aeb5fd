package dev.spillway.platform.signature;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/**
 * Reads public keys of the curve P-256 as vendors show them: base64 of SubjectPublicKeyInfo, in PEM
 * armour or without.
 */
final class P256 {

    private static final ECParameterSpec CURVE = curve();

    private P256() {}

    static Optional<String> faultIn(String text) {
        try {
            publicKey(text);
            return Optional.empty();
        } catch (IllegalArgumentException fault) {
            return Optional.of(
                    "is not a P-256 public key: copy the verification key whole, as the vendor shows it");
        }
    }

    /**
     * @throws IllegalArgumentException when it is no such key
     */
    static ECPublicKey publicKey(String text) {
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            ECPublicKey key =
                    (ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(bytes(text)));
            if (!isOnCurve(key.getParams())) {
                throw new IllegalArgumentException("a key of another curve");
            }
            return key;
        } catch (GeneralSecurityException notAKey) {
            throw new IllegalArgumentException("not an EC public key", notAKey);
        }
    }

    private static byte[] bytes(String text) {
        String base64 =
                text.replace("-----BEGIN PUBLIC KEY-----", "")
                        .replace("-----END PUBLIC KEY-----", "");
        return Base64.getMimeDecoder().decode(base64);
    }

    private static boolean isOnCurve(ECParameterSpec parameters) {
        return parameters.getCurve().equals(CURVE.getCurve())
                && parameters.getGenerator().equals(CURVE.getGenerator())
                && parameters.getOrder().equals(CURVE.getOrder());
    }

    private static ECParameterSpec curve() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This JDK lacks P-256", impossible);
        }
    }
}
