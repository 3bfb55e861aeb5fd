package dev.spillway.launcher.command;

import dev.spillway.launcher.home.Home;
import dev.spillway.launcher.home.LauncherException;
import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Stops everything and deletes the home, after asking. */
public final class ResetCommand {

    private final Options options;

    public ResetCommand(Options options) {
        this.options = options;
    }

    public int run() throws InterruptedException {
        Home home = options.home();
        if (!home.exists()) {
            System.out.println("There is nothing to delete in " + home.folder() + ".");
            return 0;
        }
        confirm(home);
        new DownCommand(home).run();
        home.delete();
        System.out.println("Deleted " + home.folder() + ".");
        return 0;
    }

    @SuppressWarnings("SystemConsoleNull") // JDK 25 answers null again where nobody can type
    private void confirm(Home home) {
        if (options.has("--yes")) {
            return;
        }
        @Nullable Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new LauncherException(
                    "This deletes all data in " + home.folder() + "; say --yes if that is meant.");
        }
        String answer = console.readLine("Delete all data in %s? [y/N] ", home.folder());
        if (answer == null || !answer.strip().equalsIgnoreCase("y")) {
            throw new LauncherException("Nothing was deleted.");
        }
    }
}
