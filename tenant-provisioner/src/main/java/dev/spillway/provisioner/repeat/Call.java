package dev.spillway.provisioner.repeat;

import dev.spillway.provisioner.input.Findings;
import dev.spillway.provisioner.input.Rule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that its caller named, so that he may send it again without it being done again. */
public final class Call {

    private static final int LONGEST_KEY = 255;

    private static final Rule<String> KEY =
            new Rule<>(
                    Call::key,
                    "must be 1 to 255 printable characters, the same for each repetition");

    private final String key;
    private final byte[] request;

    private Call(String key, byte[] request) {
        this.key = key;
        this.request = request;
    }

    /**
     * The call.
     *
     * @param header the Idempotency-Key; without one a call is no repeatable one
     * @param request the request in one spelling
     */
    public static Optional<Call> of(@Nullable String header, byte[] request) {
        Findings findings = new Findings();
        Optional<Call> call =
                findings.parse("Idempotency-Key", header, KEY).map(key -> new Call(key, request));
        findings.raise();
        return call;
    }

    String key() {
        return key;
    }

    byte[] request() {
        return request;
    }

    private static Optional<String> key(String header) {
        return Optional.of(header.strip())
                .filter(key -> !key.isEmpty() && key.length() <= LONGEST_KEY)
                .filter(key -> key.chars().noneMatch(Character::isISOControl));
    }
}
