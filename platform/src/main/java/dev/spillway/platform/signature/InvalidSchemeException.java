package dev.spillway.platform.signature;

/**
 * A scheme's definition cannot work; {@link #parameter()} names the part that is wrong and the
 * message says how.
 */
public final class InvalidSchemeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String parameter;

    InvalidSchemeException(String parameter, String message) {
        super(message);
        this.parameter = parameter;
    }

    /** The name in the definition, such as {@code template}. */
    public String parameter() {
        return parameter;
    }
}
