package dev.spillway.launcher.command;

import dev.spillway.launcher.home.Home;
import dev.spillway.launcher.home.LauncherException;
import dev.spillway.launcher.home.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stood on the command line and, behind it, in the environment.
 *
 * @param command first word
 * @param arguments words that belong to no option
 * @param flags options without a value, with their dashes
 * @param values those of options that have one, by the options with their dashes
 * @param home folder of this copy
 * @param ports where it listens
 * @param root the checkout
 */
public record Options(
        String command,
        List<String> arguments,
        Set<String> flags,
        Map<String, String> values,
        Home home,
        Ports ports,
        Path root) {

    private static final Set<String> FLAGS =
            Set.of(
                    "--detach",
                    "--no-demo",
                    "--archive",
                    "--dry-run",
                    "--json",
                    "-f",
                    "--follow",
                    "--yes",
                    "--help");

    private static final Set<String> VALUES =
            Set.of("--from-archive", "--from", "--to", "--tenant", "--after");

    private static final int USUAL_BASE = 8080;

    /**
     * Reads a command line.
     *
     * @param environment {@code SPILLWAY_HOME} and {@code SPILLWAY_PORT_BASE} stand in for the
     *     options
     * @throws LauncherException for an option that does not exist or a value that does not fit
     */
    public static Options parse(String[] words, Map<String, String> environment, Path root) {
        String folder =
                environment.getOrDefault("SPILLWAY_HOME", root.resolve(".spillway").toString());
        String base = environment.getOrDefault("SPILLWAY_PORT_BASE", String.valueOf(USUAL_BASE));
        List<String> arguments = new ArrayList<>();
        Set<String> flags = new HashSet<>();
        Map<String, String> values = new HashMap<>();
        Iterator<String> rest = List.of(words).iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case "--home" -> folder = value(word, rest);
                case "--port-base" -> base = value(word, rest);
                case String option when VALUES.contains(option) ->
                        values.put(option, value(option, rest));
                case String flag when FLAGS.contains(flag) -> flags.add(flag);
                case String unknown when unknown.startsWith("-") ->
                        throw new LauncherException(
                                "There is no option " + unknown + "; ./spillway help lists them.");
                default -> arguments.add(word);
            }
        }
        String command = arguments.isEmpty() ? "help" : arguments.removeFirst();
        return new Options(
                command,
                List.copyOf(arguments),
                flags,
                Map.copyOf(values),
                new Home(Path.of(folder)),
                new Ports(number(base)),
                root);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new LauncherException(option + " needs a value.");
        }
        return rest.next();
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new LauncherException("--port-base must be a number.", e);
        }
    }

    public boolean has(String flag) {
        return flags.contains(flag);
    }

    /** The only argument, if there is one. */
    public @Nullable String argument() {
        return arguments.isEmpty() ? null : arguments.getFirst();
    }
}
