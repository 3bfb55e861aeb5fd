package dev.spillway.platform.provider;

import dev.spillway.platform.handshake.Handshake;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.SignatureScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The credentials that sources of a preset take: those of its scheme, and those that its handshake
 * reads beside them. Immutable.
 */
final class PresetCredentials {

    private static final int LONGEST = 8192;

    private final List<String> known;
    private final Set<String> ofHandshake;
    private final boolean mayBeLearnt;

    /**
     * @throws IllegalArgumentException when neither scheme nor handshake reads one of the fields
     */
    PresetCredentials(
            List<CredentialField> fields, SignatureScheme scheme, @Nullable Handshake handshake) {
        this.known = fields.stream().map(CredentialField::name).toList();
        this.ofHandshake = handshake == null ? Set.of() : handshake.credentials();
        this.mayBeLearnt = handshake != null && handshake.givesSecret();
        known.forEach(name -> demandReader(name, scheme));
    }

    private void demandReader(String name, SignatureScheme scheme) {
        if (!scheme.credentials().contains(name) && !ofHandshake.contains(name)) {
            throw new IllegalArgumentException("credentials: the scheme does not read " + name);
        }
    }

    /** Whether there are none because the vendor's handshake is to bring them. */
    boolean areAwaited(Credentials credentials) {
        return mayBeLearnt && credentials.names().isEmpty();
    }

    List<PresetViolation> validate(Credentials credentials, SignatureScheme scheme) {
        List<PresetViolation> found = new ArrayList<>();
        for (String name : new TreeSet<>(credentials.names())) {
            if (!known.contains(name)) {
                found.add(violation(name, "is unknown; " + knownNames()));
            } else if (isTooLong(credentials, name)) {
                found.add(violation(name, "is longer than " + LONGEST + " characters"));
            }
        }
        if (!areAwaited(credentials)) {
            scheme.check(credentials)
                    .forEach(fault -> found.add(violation(fault.name(), fault.message())));
        }
        ofHandshake.stream()
                .filter(name -> credentials.find(name).isEmpty())
                .forEach(name -> found.add(violation(name, "is required")));
        return found;
    }

    private String knownNames() {
        return known.isEmpty() ? "none is needed" : "known are " + String.join(", ", known);
    }

    private static boolean isTooLong(Credentials credentials, String name) {
        return credentials.find(name).filter(value -> value.length() > LONGEST).isPresent();
    }

    private static PresetViolation violation(String credential, String message) {
        return new PresetViolation("credentials." + credential, message);
    }
}
