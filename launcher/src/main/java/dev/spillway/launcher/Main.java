package dev.spillway.launcher;

import dev.spillway.launcher.command.DownCommand;
import dev.spillway.launcher.command.LogsCommand;
import dev.spillway.launcher.command.Options;
import dev.spillway.launcher.command.ReplayCommand;
import dev.spillway.launcher.command.ResetCommand;
import dev.spillway.launcher.command.StatusCommand;
import dev.spillway.launcher.command.UpCommand;
import dev.spillway.launcher.home.LauncherException;
import java.nio.file.Path;

/**
 * What {@code ./spillway} runs. Exit code 0 when what was asked for is so, 1 with one line when
 * not.
 */
public final class Main {

    private static final String HELP =
            """
            Spillway on one machine.

              ./spillway up [--detach] [--no-demo] [--archive]
                                                     start everything, onboard a demo tenant and send it webhooks;
                                                     with --archive every message is kept in the home as well
              ./spillway status [--json]             what runs, where it listens and how to log in
              ./spillway logs SERVICE [-f]           a service's log
              ./spillway down                        stop everything; the data stays
              ./spillway reset [--yes]               stop everything and delete the data
              ./spillway replay --from-archive DIR|s3://BUCKET/PREFIX [--from TIME] [--to TIME] [--tenant ID] [--after KEY]
                                [--dry-run] [--json]  give the database again what an archive holds
              ./spillway bench NAME [--seconds N] [--json]
                                                     measure an instance of its own beside a baseline; bench list names them

              --home DIR         folder for data and logs (SPILLWAY_HOME; .spillway in the checkout)
              --port-base N      first of sixteen ports (SPILLWAY_PORT_BASE; 8080)
            """;

    private Main() {}

    public static void main(String[] words) throws InterruptedException {
        try {
            Path root = Path.of(System.getProperty("spillway.root", "."));
            System.exit(run(Options.parse(words, System.getenv(), root)));
        } catch (LauncherException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static int run(Options options) throws InterruptedException {
        if (options.has("--help")) {
            return help();
        }
        return switch (options.command()) {
            case "up" -> new UpCommand(options).run();
            case "down" -> new DownCommand(options.home()).run();
            case "reset" -> new ResetCommand(options).run();
            case "status" -> new StatusCommand(options).run();
            case "replay" -> new ReplayCommand(options).run();
            case "logs" -> new LogsCommand(options).run();
            case "help" -> help();
            default ->
                    throw new LauncherException(
                            "There is no command "
                                    + options.command()
                                    + "; ./spillway help lists them.");
        };
    }

    private static int help() {
        System.out.print(HELP);
        return 0;
    }
}
