package dev.spillway.launcher.home;

/** Ends the launcher with one line for a person and exit code 1; its message is that line. */
public final class LauncherException extends RuntimeException {

    public LauncherException(String message) {
        super(message);
    }

    public LauncherException(String message, Throwable cause) {
        super(message, cause);
    }
}
