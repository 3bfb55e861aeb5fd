package dev.spillway.platform.secret;

/** A ciphertext that does not open: another key, another tenant or source, or altered bytes. */
public final class SecretUnreadableException extends RuntimeException {

    SecretUnreadableException(Throwable cause) {
        super("the ciphertext does not open under this key for this owner", cause);
    }

    SecretUnreadableException(String reason) {
        super(reason);
    }
}
