package dev.spillway.platform.signature;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * SHA-256 over the secret and then the message, in hexadecimal: what some did before they knew of
 * HMAC. Sound as long as nobody can append to the message, which a JSON body hardly allows; kept
 * for vendors that still send it.
 */
record DigestKeys() implements SigningKeys {

    private static final RotatingCredential SECRET = new RotatingCredential("secret");

    @Override
    public String name() {
        return "sha256";
    }

    @Override
    public Set<String> credentials() {
        return SECRET.names();
    }

    @Override
    public boolean symmetric() {
        return true;
    }

    @Override
    public List<InvalidCredential> check(Credentials credentials) {
        return SECRET.check(credentials, SecretForm.TEXT::faultIn);
    }

    @Override
    public Check checking(Credentials credentials, Template template) {
        List<byte[]> secrets =
                SECRET.values(credentials).stream().map(SecretForm.TEXT::decode).toList();
        return (message, signatures) -> {
            boolean matches = false;
            for (byte[] secret : secrets) {
                byte[] expected = Encoding.HEX.comparable(signature(secret, message, template));
                for (String signature : signatures) {
                    matches |= MessageDigest.isEqual(expected, Encoding.HEX.comparable(signature));
                }
            }
            return matches;
        };
    }

    @Override
    public Sign signing(Credentials credentials, Template template) {
        byte[] secret = SecretForm.TEXT.decode(SECRET.values(credentials).getFirst());
        return message -> signature(secret, message, template);
    }

    private static String signature(byte[] secret, Message message, Template template) {
        MessageDigest digest = Sha256.digest();
        digest.update(secret);
        template.feed(message, digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }
}
