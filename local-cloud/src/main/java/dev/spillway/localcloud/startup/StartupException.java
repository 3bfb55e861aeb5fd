package dev.spillway.localcloud.startup;

/**
 * A part of the local cloud could not start for a reason its user can mend. The message is one line
 * that says what to do; {@code LocalCloud} prints it and nothing else.
 */
public final class StartupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartupException(String whatToDo) {
        super(whatToDo);
    }

    public StartupException(String whatToDo, Throwable cause) {
        super(whatToDo, cause);
    }
}
