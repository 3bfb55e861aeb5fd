package dev.spillway.app.identity;

import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Passwords as Argon2id, with OWASP's parameters (19 MiB, two passes, one lane). Thread-safe; as
 * many are hashed at a time as there are processors, so that logins can exhaust neither memory nor
 * the machine.
 */
@Component
public class Passwords {

    /** Characters a password has at least (NIST SP 800-63B asks for length, not for symbols). */
    public static final int MIN_LENGTH = 12;

    /** Characters a password has at most. */
    public static final int MAX_LENGTH = 256;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);
    private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
    private final String nobodysHash = argon2.encode(CarriedSecret.generate(""));

    /**
     * The hash to keep of a new password.
     *
     * @param email the person's, which may not be the password
     * @throws ProblemException 422 if the password is too weak
     */
    public String hash(String password, String email) {
        demandStrength(password, email);
        return inTurn(() -> argon2.encode(password));
    }

    /** Whether a password is right. Takes as long for a person who does not exist. */
    public boolean matches(String password, Optional<String> hash) {
        boolean same = inTurn(() -> argon2.matches(password, hash.orElse(nobodysHash)));
        return same && hash.isPresent();
    }

    private static void demandStrength(String password, String email) {
        if (password.codePointCount(0, password.length()) < MIN_LENGTH) {
            throw weak("must have at least " + MIN_LENGTH + " characters");
        }
        if (password.length() > MAX_LENGTH) {
            throw weak("must have at most " + MAX_LENGTH + " characters");
        }
        if (password.toLowerCase(Locale.ROOT).contains(email.toLowerCase(Locale.ROOT))) {
            throw weak("must not contain the e-mail address");
        }
        if (password.codePoints().distinct().count() < 5) {
            throw weak("must have at least five different characters");
        }
    }

    private static ProblemException weak(String message) {
        return ProblemException.invalid("password", message);
    }

    private <T> T inTurn(Supplier<T> hashing) {
        try {
            if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(ErrorCode.SERVICE_UNAVAILABLE, "Try again in a moment.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ErrorCode.SERVICE_UNAVAILABLE);
        }
        try {
            return hashing.get();
        } finally {
            turns.release();
        }
    }
}
