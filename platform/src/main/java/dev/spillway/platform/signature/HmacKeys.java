package dev.spillway.platform.signature;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One secret on both sides (RFC 2104). */
record HmacKeys(Algorithm algorithm, Encoding encoding, SecretForm form) implements SigningKeys {

    private static final RotatingCredential SECRET = new RotatingCredential("secret");

    /** SHA-1 is broken for documents, not for HMAC; vendors still sign with it. */
    enum Algorithm {
        SHA1("HmacSHA1"),
        SHA256("HmacSHA256"),
        SHA384("HmacSHA384"),
        SHA512("HmacSHA512");

        private final String jca;

        Algorithm(String jca) {
            this.jca = jca;
        }
    }

    @Override
    public String name() {
        return "hmac-" + Parameters.id(algorithm);
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
        return SECRET.check(credentials, form::faultIn);
    }

    @Override
    public Check checking(Credentials credentials, Template template) {
        List<Mac> keyed = SECRET.values(credentials).stream().map(this::keyed).toList();
        return (message, signatures) -> {
            boolean matches = false;
            for (Mac mac : keyed) {
                byte[] expected = encoding.comparable(signature(mac, message, template));
                for (String signature : signatures) {
                    matches |= MessageDigest.isEqual(expected, encoding.comparable(signature));
                }
            }
            return matches;
        };
    }

    @Override
    public Sign signing(Credentials credentials, Template template) {
        Mac mac = keyed(SECRET.values(credentials).getFirst());
        return message -> signature(mac, message, template);
    }

    private String signature(Mac keyed, Message message, Template template) {
        Mac mac = copyOf(keyed);
        template.feed(message, mac::update);
        return encoding.encode(mac.doFinal());
    }

    private Mac keyed(String secret) {
        try {
            Mac mac = Mac.getInstance(algorithm.jca);
            mac.init(new SecretKeySpec(form.decode(secret), algorithm.jca));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This JDK lacks " + algorithm.jca, impossible);
        }
    }

    /**
     * A Mac is not thread-safe, and a copy of a keyed one costs far less than a lookup and a key
     * schedule.
     */
    private static Mac copyOf(Mac keyed) {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("The JDK's own HMAC can be copied", impossible);
        }
    }
}
